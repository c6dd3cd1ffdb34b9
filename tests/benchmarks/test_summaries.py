"""The benchmark of summaries, from file to metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.summaries import main

from .articles import ARTICLE

if TYPE_CHECKING:
    from .conftest import Measure

WAYS = ("embedded", "lead", "lexrank")


def row(summary: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - the fields of a row
    return {"document": " ".join(ARTICLE), "summary": summary, **more}


def words(*sentences: str) -> int:
    return sum(len(sentence.split()) for sentence in sentences)


def test_every_way_to_summarize_is_measured(measure: Measure) -> None:
    metrics = measure(main, [row("Norway and Denmark share radar data."), row("Russia condemned the agreement.")])

    assert (metrics["documents"], metrics["unread"], metrics["limit"]) == (2, 0, "3 sentences")
    assert metrics["seconds"] >= 0
    for way in WAYS:
        assert metrics[f"{way}_words"] > 0
        for name in ("rouge1", "rouge2", "rougeLsum"):
            assert 0 <= metrics[f"{way}_{name}"] <= 100


def test_the_lead_is_the_first_sentences(measure: Measure) -> None:
    metrics = measure(main, [row(" ".join(ARTICLE[:2]))], "--sentences", "2")

    assert metrics["limit"] == "2 sentences"
    assert metrics["lead_words"] == words(*ARTICLE[:2])
    assert metrics["lead_rouge1"] == metrics["lead_rouge2"] == metrics["lead_rougeLsum"] == 100


def test_a_document_no_longer_than_its_summary_is_its_own_lexrank(measure: Measure) -> None:
    metrics = measure(main, [row(" ".join(ARTICLE))], "--sentences", "8")
    assert metrics["lexrank_rouge1"] == 100


def test_other_systems_are_measured_on_the_documents_that_they_have(measure: Measure) -> None:
    summary = "Norway and Denmark share radar data."
    metrics = measure(main, [row(summary, systems={"copy": summary}), row("Talks failed.", systems=None)])

    assert metrics["copy_rouge1"] == 100
    assert metrics["copy_words"] == words(summary)


def test_a_limit_of_words_is_used_as_far_as_whole_sentences_allow(measure: Measure) -> None:
    limit = words(*ARTICLE[:3]) + 1
    metrics = measure(main, [row("Norway and Denmark share radar data.")], "--words", str(limit))

    assert metrics["limit"] == f"{limit} words"
    assert metrics["lead_words"] == limit - 1
    assert all(0 < metrics[f"{way}_words"] <= limit for way in WAYS)


def test_one_sentence_is_told_however_few_words_are_allowed(measure: Measure) -> None:
    metrics = measure(main, [row("Norway and Denmark share radar data.")], "--words", "2")
    assert metrics["lead_words"] == words(ARTICLE[0])


def test_what_cannot_be_read_is_counted_and_left_out(measure: Measure) -> None:
    metrics = measure(main, [{"document": " ", "summary": "Nothing."}, row("Russia condemned the agreement.")])
    assert (metrics["documents"], metrics["unread"]) == (1, 1)


def test_only_so_many_documents_are_summarized(measure: Measure) -> None:
    rows = [row("Russia condemned the agreement.")] * 3
    assert measure(main, rows, "--documents", "1")["documents"] == 1


def test_a_summary_has_a_number_of_sentences_or_of_words(measure: Measure) -> None:
    with pytest.raises(SystemExit):
        measure(main, [], "--sentences", "2", "--words", "50")

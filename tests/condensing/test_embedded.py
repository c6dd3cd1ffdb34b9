"""The embedded summarizer: sentences of the source that stand alone, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.checking import Verdict
from briefing.condensing import condense
from briefing.condensing.embedded import EmbeddedSummarizer
from briefing.models.heads.salience import load_salience_head

from .articles import sentences_of, source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.checking import Checker
    from briefing.memo import Passage
    from briefing.models.encoder import Encoder
    from briefing.models.parser import Parser

ARTICLE = [
    "The defence ministers of Norland and Sudland agreed on Friday to reopen the line between their headquarters.",
    "Ana Berg told reporters in Lisbon that Norland had waited for two years.",
    "But she also said that Norland still demands 12 million crowns for the frigate Arden.",
    "It was damaged off the coast in May.",
    "However, Sudland rejected the demand on Friday and called it “a fable.”",
    "Norland and Sudland will hold the next round of talks in Oslo in September.",
    "Fishing boats from Sudland have used the harbour of Arden since 1987.",
    "Lisbon is known for a mild climate in May.",
]
SOURCE = source(*ARTICLE)
PASSAGES = sentences_of(SOURCE, *ARTICLE)


@pytest.fixture(scope="module")
def summarizer(encoder: Encoder, parser: Parser, checker: Checker) -> EmbeddedSummarizer:
    return EmbeddedSummarizer(encoder, load_salience_head(), parser, checker)


def test_a_summary_has_no_more_statements_than_its_budget(summarizer: EmbeddedSummarizer) -> None:
    assert len(summarizer.summarize(SOURCE, PASSAGES, 3).statements) == 3


def test_statements_stand_in_reading_order(summarizer: EmbeddedSummarizer) -> None:
    starts = [one.passages[-1].start for one in summarizer.summarize(SOURCE, PASSAGES, 6).statements]
    assert starts == sorted(starts)


def test_what_the_document_is_about_comes_before_the_weather(summarizer: EmbeddedSummarizer) -> None:
    texts = [one.text for one in summarizer.summarize(SOURCE, PASSAGES, 5).statements]

    assert ARTICLE[0] in texts
    assert ARTICLE[7] not in texts


def test_every_statement_cites_passages_of_its_source(summarizer: EmbeddedSummarizer) -> None:
    summary = summarizer.summarize(SOURCE, PASSAGES, 8)

    assert summary.source == SOURCE.id
    for statement in summary.statements:
        for passage in statement.passages:
            assert SOURCE.text[passage.start : passage.end] == passage.text


def test_a_statement_says_how_it_came_about(summarizer: EmbeddedSummarizer) -> None:
    said = {one.text: one for one in summarizer.summarize(SOURCE, PASSAGES, 8).statements}
    name = said["Ana Berg said that Norland still demands 12 million crowns for the frigate Arden."]
    trimmed = said["Sudland rejected the demand on Friday and called it “a fable.”"]

    assert (name.mode, [one.text for one in name.passages]) == ("rewritten", ARTICLE[1:3])
    assert (trimmed.mode, [one.text for one in trimmed.passages]) == ("trimmed", [ARTICLE[4]])
    assert said[ARTICLE[0]].mode == "verbatim"
    assert said[ARTICLE[0]].support == 1


def test_a_sentence_that_does_not_stand_alone_stands_right_behind_what_it_takes_up(
    summarizer: EmbeddedSummarizer,
) -> None:
    told = summarizer.summarize(SOURCE, PASSAGES, 8).statements
    texts = [one.passages[-1].text for one in told]

    assert texts[texts.index(ARTICLE[3]) - 1] == ARTICLE[2]
    assert next(one for one in told if one.text == ARTICLE[3]).mode == "verbatim"


@pytest.mark.parametrize("budget", [1, 2, 3, 4, 5])
def test_without_the_sentence_that_it_takes_up_it_is_left_out(summarizer: EmbeddedSummarizer, budget: int) -> None:
    texts = [one.passages[-1].text for one in summarizer.summarize(SOURCE, PASSAGES, budget).statements]
    assert ARTICLE[3] not in texts or ARTICLE[2] in texts


def test_what_the_summary_has_no_room_for_is_kept_beside_it_and_stands_alone(summarizer: EmbeddedSummarizer) -> None:
    summary = summarizer.summarize(SOURCE, PASSAGES, 1)
    texts = [one.passages[-1].text for one in summary.further]

    assert ARTICLE[5] in texts
    assert ARTICLE[3] not in texts
    assert not set(summary.statements) & set(summary.further)


def test_what_a_leaning_sentence_took_the_place_of_is_kept_beside_the_summary(summarizer: EmbeddedSummarizer) -> None:
    for budget in range(1, 9):
        summary = summarizer.summarize(SOURCE, PASSAGES, budget)
        told = {one.passages[-1].text for one in (*summary.statements, *summary.further)}
        # All but the one that leans.
        assert len(told - {ARTICLE[3]}) >= min(budget, len(ARTICLE) - 1)


def test_a_source_none_of_whose_sentences_stands_alone_speaks_for_itself(summarizer: EmbeddedSummarizer) -> None:
    torn = ["They agreed on Friday.", "It had been cut two years before.", "He left."]
    one = source(*torn)
    summary = summarizer.summarize(one, sentences_of(one, *torn), 2)

    assert len(summary.statements) == 2
    assert {statement.mode for statement in summary.statements} == {"verbatim"}
    assert {statement.text for statement in summary.statements} < set(torn)


def test_a_wording_that_fails_its_check_gives_way_to_the_source_s_own_words(summarizer: EmbeddedSummarizer) -> None:
    # Without the parenthesis, "Lisbon The" would look like a name.
    text = (
        "The harbour of Lisbon (NW) The Arden line of ships was closed to all tankers of the Sudland shipping line on "
        "Friday after the frigate of the Norland navy had been lost in the northern part of the strait near Oslo."
    )
    one = source(text)
    (statement,) = summarizer.summarize(one, sentences_of(one, text), 1).statements

    assert (statement.text, statement.mode, statement.support) == (text, "verbatim", 1)


class Refusing:
    """A checker to whom nothing is right but the source's own words."""

    def check_all(self, told: Sequence[tuple[str, Sequence[Passage]]]) -> list[Verdict]:
        return [
            Verdict(1.0, ()) if text in [passage.text for passage in passages] else Verdict(0.0, ("doubted",))
            for text, passages in told
        ]


def test_what_fails_its_check_and_does_not_stand_alone_as_it_is_is_not_kept_beside_the_summary(
    encoder: Encoder, parser: Parser
) -> None:
    doubting = EmbeddedSummarizer(encoder, load_salience_head(), parser, Refusing())  # type: ignore[arg-type]
    for budget in range(1, 9):
        summary = doubting.summarize(SOURCE, PASSAGES, budget)

        assert {one.mode for one in (*summary.statements, *summary.further)} == {"verbatim"}
        assert ARTICLE[2] not in [one.text for one in summary.further]


def test_an_empty_source_has_an_empty_summary(summarizer: EmbeddedSummarizer) -> None:
    assert summarizer.summarize(source(""), [], 5).statements == ()


def test_the_same_source_gives_the_same_summary(summarizer: EmbeddedSummarizer) -> None:
    assert condense(SOURCE, summarizer, "standard") == condense(SOURCE, summarizer, "standard")


def test_a_shorter_length_gives_fewer_statements(summarizer: EmbeddedSummarizer) -> None:
    short, standard = (condense(SOURCE, summarizer, length).statements for length in ("short", "standard"))
    assert len(short) == 3 < len(standard) == 5

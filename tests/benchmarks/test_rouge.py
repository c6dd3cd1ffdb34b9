"""ROUGE of sentences against a reference."""

from __future__ import annotations

import pytest

from benchmarks.rouge import ROUGE, rouge


def test_the_same_words_score_one() -> None:
    scores = rouge(["The ministers met.", "They left."], "The ministers met.\nThey left.")
    assert all(scores[name] == {"recall": 1, "f": 1} for name in ROUGE)


def test_recall_is_of_the_reference_and_f_of_both() -> None:
    scores = rouge(["Ministers met."], "The two ministers met in Oslo.")

    assert scores["rouge1"] == {"recall": pytest.approx(2 / 6), "f": pytest.approx(1 / 2)}
    assert scores["rouge2"] == {"recall": pytest.approx(1 / 5), "f": pytest.approx(1 / 3)}


def test_words_compare_by_their_stems() -> None:
    assert rouge(["Talking ministers."], "Talks, minister")["rouge1"]["f"] == 1


def test_no_sentence_scores_zero() -> None:
    assert rouge([], "The ministers met.")["rouge1"] == {"recall": 0, "f": 0}

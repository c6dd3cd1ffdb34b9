"""Which sentences carry a document: what the head holds salient, for its place and length, and not said already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.condensing.salience import CONCISE, LENGTH_WEIGHT, chosen, weighed

if TYPE_CHECKING:
    from collections.abc import Sequence

EAST = [1.0, 0.0]
NORTH = [0.0, 1.0]
BETWEEN = [0.6, 0.8]
CONCISELY = "Norland and Sudland reopened the line."


def vectors(*rows: list[float]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.array(rows, dtype=np.float32).reshape(len(rows), 2)


def test_of_sentences_with_like_scores_the_earlier_counts_more() -> None:
    scores = weighed(np.zeros(3), [CONCISELY] * 3)
    assert scores[0] > scores[1] > scores[2]


def test_the_first_sentence_loses_nothing_for_its_place() -> None:
    assert weighed(np.array([0.3]), [CONCISELY])[0] == 0.3


def test_a_step_down_costs_more_at_the_top_than_further_down() -> None:
    scores = weighed(np.zeros(12), [CONCISELY] * 12)
    assert scores[0] - scores[1] > scores[10] - scores[11] > 0


def test_words_beyond_a_concise_sentence_cost_and_words_within_it_do_not() -> None:
    words = ["ship"] * CONCISE
    concise, longer = (weighed(np.zeros(1), [" ".join(one)])[0] for one in (words, [*words, "ship", "ship"]))

    assert concise == 0
    assert longer == pytest.approx(-2 * LENGTH_WEIGHT)


def test_a_document_without_sentences_has_no_scores() -> None:
    assert weighed(np.zeros(0), []).shape == (0,)


@given(st.lists(st.tuples(st.floats(-20, 0), st.integers(min_value=0, max_value=60)), max_size=20))
def test_nothing_is_raised_above_what_the_head_gave_it(rows: list[tuple[float, int]]) -> None:
    scores = np.array([score for score, _ in rows])
    assert (weighed(scores, ["ship " * words for _, words in rows]) <= scores).all()


def test_what_was_chosen_counts_against_what_says_the_same() -> None:
    picked = chosen(np.array([1.0, 0.9, 0.7]), vectors(EAST, EAST, NORTH), 2)
    assert picked == [0, 2]


def test_sentences_come_in_order_of_choice() -> None:
    assert chosen(np.array([0.2, 0.9, 0.5]), vectors(EAST, NORTH, BETWEEN), 3)[0] == 1


def test_only_sentences_that_fit_are_chosen() -> None:
    assert chosen(np.array([1.0, 0.9, 0.1]), vectors(EAST, NORTH, BETWEEN), 3, lambda place, _: place == 2) == [2]


def test_a_sentence_may_fit_once_another_is_chosen() -> None:
    rows = vectors(EAST, NORTH, BETWEEN)
    picked = chosen(np.array([0.1, 0.9, 0.5]), rows, 3, lambda place, beside: place != 1 or 0 in beside)

    assert picked == [2, 0, 1]


def test_whether_a_sentence_fits_is_asked_of_no_more_than_it_must_be() -> None:
    asked = []

    def fits(place: int, _: Sequence[int]) -> bool:
        asked.append(place)
        return True

    chosen(np.array([0.1, 0.9, 0.5]), vectors(EAST, NORTH, BETWEEN), 1, fits)
    assert asked == [1]


@given(
    st.lists(st.tuples(st.floats(-9, 0), st.sampled_from([EAST, NORTH, BETWEEN])), max_size=9),
    st.integers(min_value=0, max_value=9),
)
def test_as_many_are_chosen_as_there_are_but_no_more_than_the_budget(
    rows: list[tuple[float, list[float]]], budget: int
) -> None:
    scores = np.array([score for score, _ in rows])
    picked = chosen(scores, vectors(*[vector for _, vector in rows]), budget)

    assert len(picked) == min(len(rows), budget)
    assert len(set(picked)) == len(picked)
    assert not picked or scores[picked[0]] == scores.max()


@given(st.lists(st.floats(-9, 0), min_size=1, max_size=9), st.integers(min_value=1, max_value=8))
def test_a_larger_budget_adds_to_what_a_smaller_one_chose(given_scores: list[float], budget: int) -> None:
    rows = vectors(*([EAST, NORTH, BETWEEN] * 3)[: len(given_scores)])
    scores = np.array(given_scores)

    assert chosen(scores, rows, budget + 1)[:budget] == chosen(scores, rows, budget)

"""Which sentences carry a document: what is first, what is typical, and what is not said already."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.condensing.salience import HALF, POSITION_WEIGHT, chosen, salience

EAST = [1.0, 0.0]
NORTH = [0.0, 1.0]
BETWEEN = [0.6, 0.8]


def vectors(*rows: list[float]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.array(rows, dtype=np.float32).reshape(len(rows), 2)


def test_of_sentences_that_are_alike_the_earlier_counts_more() -> None:
    scores = salience(vectors(EAST, EAST, EAST))
    assert scores[0] > scores[1] > scores[2]


def test_the_score_for_position_is_halved_at_its_named_place() -> None:
    scores = salience(vectors(*[EAST] * 5))
    place = int(HALF)

    assert scores[0] - scores[place] == pytest.approx(POSITION_WEIGHT / 2)


def test_of_two_places_in_the_middle_the_sentence_like_the_document_counts_more() -> None:
    scores = salience(vectors(EAST, NORTH, EAST, EAST, EAST, EAST))
    assert scores[2] > scores[1]


def test_a_document_without_sentences_has_no_scores() -> None:
    assert salience(vectors()).shape == (0,)


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=1, max_size=12))
def test_scores_lie_between_nought_and_one(rows: list[tuple[float, float]]) -> None:
    array = np.array(rows, dtype=np.float32)
    lengths = np.maximum(np.linalg.norm(array, axis=1, keepdims=True), 1e-6)
    scores = salience(array / lengths)

    assert ((scores >= 0) & (scores <= 1.0001)).all()


def test_what_was_chosen_counts_against_what_says_the_same() -> None:
    picked = chosen(np.array([1.0, 0.9, 0.7]), vectors(EAST, EAST, NORTH), [0, 1, 2], 2)
    assert picked == [0, 2]


def test_sentences_come_in_order_of_choice() -> None:
    assert chosen(np.array([0.2, 0.9, 0.5]), vectors(EAST, NORTH, BETWEEN), [0, 1, 2], 3)[0] == 1


def test_only_eligible_sentences_are_chosen() -> None:
    assert chosen(np.array([1.0, 0.9, 0.1]), vectors(EAST, NORTH, BETWEEN), [2], 3) == [2]


@given(st.integers(min_value=0, max_value=9), st.integers(min_value=0, max_value=9))
def test_as_many_are_chosen_as_there_are_but_no_more_than_the_budget(count: int, budget: int) -> None:
    rows = vectors(*[EAST, NORTH, BETWEEN] * 3)[:count]
    picked = chosen(salience(rows), rows, range(count), budget)

    assert len(picked) == min(count, budget)
    assert len(set(picked)) == len(picked)

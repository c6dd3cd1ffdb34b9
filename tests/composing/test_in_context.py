"""Candidates are read once more with their headline and the sentence before, and both readings count."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from briefing.composing.in_context import read_in_context
from briefing.models.heads.sentences import POINTS

from .dossiers import candidates_of, corpus, source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from briefing.composing.candidates import Candidate
    from briefing.models.heads.sentences import Point

FIRST = "Norway and Denmark agreed in Oslo to share radar data in the Skagerrak."
SECOND = "Foreign Minister Ingrid Larsen will visit China in April."
ONE = source(1, f"{FIRST} {SECOND}").model_copy(update={"title": "Radar for two"})
OTHER = source(2, "Peru accused Chile of fishing with illegal nets near Tacna.")


class Reader:
    """Takes every sentence for one thing, and keeps what it was asked."""

    def __init__(self, point: Point, chance: float) -> None:
        self._chances = [chance if name == point else (1 - chance) / (len(POINTS) - 1) for name in POINTS]
        self.asked: list[tuple[str, str]] = []

    def judge(self, sentences: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked += sentences
        return np.array([self._chances] * len(sentences), np.float32)


def reread(reader: Reader, *, given: Sequence[Candidate] = ()) -> list[Candidate]:
    return read_in_context(given or candidates_of(ONE, OTHER), corpus(ONE, OTHER), reader)


def test_each_is_read_with_its_headline_and_the_sentence_before_it_of_its_own_source() -> None:
    reader = Reader("event", 0.5)
    found = reread(reader)
    assert [one.statement.text for one in found] == [text for _, text in reader.asked]
    assert [around for around, _ in reader.asked] == ["Radar for two.", f"Radar for two. {FIRST}", ""]


@pytest.mark.parametrize("point", ["accord", "event", "dispute", "step"])
def test_a_sure_second_reading_overrules_the_first(point: Point) -> None:
    assert {one.likeliest for one in reread(Reader(point, 0.99999))} == {point}


def test_a_reading_that_knows_nothing_changes_nothing() -> None:
    before = candidates_of(ONE, OTHER)
    after = reread(Reader("event", 1 / len(POINTS)), given=before)
    assert [one.point for one in after] == [one.point for one in before]
    assert all(sum(one.chances.values()) == pytest.approx(1) for one in after)


def test_what_is_no_step_any_more_has_no_step_and_what_becomes_one_has_it() -> None:
    before = candidates_of(ONE, OTHER)
    planned = [one for one in before if one.statement.text == SECOND]
    (accord,) = reread(Reader("accord", 0.99999), given=planned)
    (step,) = reread(Reader("step", 0.99999), given=[replace(accord, point="accord", step=None)])
    assert accord.step is None
    assert step.step is not None


def test_a_step_whose_day_has_passed_is_none_in_either_reading() -> None:
    past = source(1, "Foreign Minister Ingrid Larsen will visit China on 2 May 2019.")
    (one,) = candidates_of(past)
    (again,) = read_in_context([one], corpus(past), Reader("step", 0.99999))
    assert again.point != "step"

"""Candidates are read once more with their headline and the sentence before, and both readings count."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from briefing.composing import timeline
from briefing.composing.in_context import read_in_context
from briefing.models.heads.sentences import POINTS

from .dossiers import candidates_of, composed, corpus, source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from briefing.composing.candidates import Candidate
    from briefing.models.heads.sentences import Point

FIRST = "Norway and Denmark agreed in Oslo to share radar data in the Skagerrak."
SECOND = "Foreign Minister Ingrid Larsen will visit China in April."
ONE = source(1, f"{FIRST} {SECOND}").model_copy(update={"title": "Radar for two"})
OTHER = source(2, "Peru accused Chile of fishing with illegal nets near Tacna.")


def chances(point: Point, chance: float) -> list[float]:
    return [chance if name == point else (1 - chance) / (len(POINTS) - 1) for name in POINTS]


class Reader:
    """Takes every sentence for one thing, but for those named otherwise, and keeps what it was asked."""

    def __init__(self, point: Point, chance: float = 0.99999, **otherwise: Point) -> None:
        self._point, self._chance, self._otherwise = point, chance, otherwise
        self.asked: list[tuple[str, str]] = []

    def judge(self, sentences: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked += sentences
        return np.array([self._judged(text) for _, text in sentences], np.float32)

    def _judged(self, text: str) -> list[float]:
        other = next((point for word, point in self._otherwise.items() if word in text), self._point)
        return chances(other, self._chance)


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


def test_what_a_name_was_taken_from_is_not_the_context() -> None:
    three = source(1, "Karin Lund leads the union. The port was shut on Monday. Lund said that the port had lied.")
    first, second, last = candidates_of(three)
    named = last.statement.model_copy(update={"passages": (*first.statement.passages, *last.statement.passages)})
    reader = Reader("event")
    read_in_context([replace(last, statement=named)], corpus(three), reader)
    assert [around for around, _ in reader.asked] == [second.statement.text]


def test_what_a_report_opens_with_stays_its_news() -> None:
    opening = [f"Norway shut the port of Bergen on {day}." for day in ("Monday", "Tuesday", "Wednesday", "Thursday")]
    text = source(1, " ".join(opening))
    found = read_in_context(candidates_of(text), corpus(text), Reader("background"))
    assert [one.point for one in found] == ["event", "event", "event", "background"]


def test_nothing_to_read_asks_nobody() -> None:
    reader = Reader("event")
    assert read_in_context([], corpus(ONE), reader) == []
    assert not reader.asked


BELOW = "The town lies on the fjord. The ferry takes an hour. The harbour is deep."
QUARREL = "Peru accused Chile of fishing with illegal nets near Tacna."


def test_what_is_background_when_read_again_is_no_finding() -> None:
    below = source(1, f"{BELOW} {QUARREL}")
    taken = composed(below, in_context=Reader("dispute"))
    left = composed(below, in_context=Reader("dispute", Peru="background"))
    assert QUARREL in [finding.text for finding in taken.findings]
    assert QUARREL not in [finding.text for finding in left.findings]


def test_the_timeline_leaves_out_first_what_is_background_when_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "_MOST_LONG", 1)
    text = source(1, f"{BELOW} Norway opened a port in September. Peru shut a dam in October.")
    norway = composed(text, in_context=Reader("event", Peru="background")).timeline
    peru = composed(text, in_context=Reader("event", Norway="background")).timeline
    assert [entry.text.split()[0] for entry in (*norway, *peru)] == ["Norway", "Peru"]

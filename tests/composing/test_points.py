"""What a statement is to the memo, once the days are known."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from briefing.composing.points import Span, is_history, placed, span_of
from briefing.models.heads.sentences import POINTS
from briefing.models.parser import load_parser

from .dossiers import source

if TYPE_CHECKING:
    from briefing.models.heads.sentences import Point

SATURDAY = dt.date(2025, 11, 1)
SPAN = Span(SATURDAY, dt.date(2025, 11, 8))


def point(text: str, span: Span = SPAN, *, opens: bool = False, **given: float) -> Point:
    """What the text is, where the head gives it these chances."""
    (doc,) = load_parser().parse([text])
    point, _ = placed({name: given.get(name, 0.0) for name in POINTS}, doc, SATURDAY, span, opens=opens)
    return point


def test_the_likeliest_is_taken() -> None:
    assert point("Norway and Denmark agreed to share radar data.", accord=0.6, event=0.3) == "accord"
    assert point("The radar cost 40 million kroner.", background=0.5, event=0.4) == "background"


def test_what_a_report_opens_with_is_no_background() -> None:
    assert point("The radar cost 40 million kroner.", opens=True, background=0.5, event=0.2) == "event"
    assert point("Norway and Denmark agreed to share data.", opens=True, accord=0.6, background=0.4) == "accord"
    # What lies long before is history all the same, and so is what was to come and did not.
    assert point("The radar was built in 1987.", opens=True, background=0.6) == "background"
    over = "Norway will switch the radar on in June 2024."
    assert point(over, opens=True, step=0.6, background=0.3) == "background"


def test_who_is_at_odds_has_no_accord() -> None:
    assert point("The two governments remain at odds over the radar.", accord=0.6, dispute=0.2) == "dispute"
    assert point("Once at odds for years, the councils struck a deal.", accord=0.6, dispute=0.2) == "accord"


def test_a_step_whose_day_has_passed_is_no_step() -> None:
    said = "Norway will send a ship on Monday."
    assert point(said, step=0.7, event=0.2) == "background"
    assert point(said, Span(SATURDAY, SATURDAY), step=0.7, event=0.2) == "step"


@pytest.mark.parametrize(
    ("text", "history"),
    [
        ("Russia cut its ties with Norway in 2022.", True),
        ("Russia cut its ties with Norway last year.", True),
        ("Russia has cut its ties with Norway since 2022.", False),
        ("Russia cut its ties with Norway on Friday.", False),
        ("Russia cut its ties with Norway in 2022 and restored them on Friday.", False),
        ("Russia cut its ties with Norway.", False),
    ],
)
def test_what_happened_long_before_the_first_document_is_history(text: str, history: bool) -> None:
    (doc,) = load_parser().parse([text])
    assert is_history(doc, SATURDAY, SPAN) == history
    assert not is_history(doc, None, Span(None, None))


def test_a_span_reaches_from_the_first_dated_document_to_the_latest() -> None:
    later = dt.date(2025, 11, 20)
    found = span_of([source(1, "A.", published=later), source(2, "B."), source(3, "C.", published=None)])
    assert found == Span(SATURDAY, later)
    assert span_of([source(1, "A.", published=None)]) == Span(None, None)

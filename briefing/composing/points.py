"""What a statement is to the memo: an accord, something that happened, a dispute, a step to come, or background.

The heads judge the sentence; what they cannot know is the day. A step whose time has passed by the dossier's
latest document is none any more, and what happened long before its first document is background.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.composing.clauses import step as step_of
from briefing.composing.steps import is_over
from briefing.composing.times import expressions_in, resolved

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Doc

    from briefing.composing.clauses import Step
    from briefing.memo import Section, Source
    from briefing.models.heads.sentences import Point

SECTION_OF: dict[Point, Section] = {
    "accord": "agreements",
    "event": "agreements",
    "dispute": "frictions",
    "step": "next_steps",
}
"""The section that each is for; background is for none."""

# A matter's news may reach back some weeks; what lies further back is its history.
_RECENT = dt.timedelta(days=60)
# Words of cooperation all around cannot make these an accord: "the two governments remain at odds".
_AT_ODDS = re.compile(
    r"\bat odds\b(?! for)|\bdisagree(?:s|d)?\b|\bremain(?:s|ed)? divided\b|\bno common ground\b", re.IGNORECASE
)
# "Since 2022" and "until 2022" reach into the present or bound something else.
_OPEN = ("since", "until", "from", "than", "between")


@dataclass(frozen=True)
class Span:
    """From the day of a dossier's first document to that of its latest; ``None`` where no document is dated."""

    first: dt.date | None
    latest: dt.date | None


def span_of(sources: Iterable[Source]) -> Span:
    """The days that the sources cover."""
    days = [source.published for source in sources if source.published is not None]
    return Span(min(days, default=None), max(days, default=None))


def sided(chances: Mapping[Point, float], stance: float) -> dict[Point, float]:
    """The chances, less those of a side that the stance (-1 to 1, conflict to cooperation) speaks against."""
    left = dict(chances)
    left["dispute"] *= 1 - max(0.0, stance)
    left["accord"] *= 1 + min(0.0, stance)
    return left


def placed(
    chances: Mapping[Point, float], doc: Doc, said_on: dt.date | None, span: Span, *, opens: bool
) -> tuple[Point, Step | None]:
    """What a statement is, and where it is a step the clause that tells it."""
    clause = step_of(doc)
    point = _decided(chances, doc, clause, said_on, span, opens=opens)
    return point, clause if point == "step" else None


def _decided(
    chances: Mapping[Point, float],
    doc: Doc,
    step: Step | None,
    said_on: dt.date | None,
    span: Span,
    *,
    opens: bool = False,
) -> Point:
    """What a statement is, by its chances, by its times, and by whether its source opens with it."""
    left = dict(chances)
    if is_over(doc, step, said_on, span.latest):
        left["background"] += left.pop("step")
    best = max(left, key=lambda name: left[name])
    if opens and best == "background" == max(chances, key=lambda name: chances[name]):
        # What a report begins with is its news, though by itself the sentence could be background.
        best = "event"
    if best == "accord" and _AT_ODDS.search(doc.text):
        return "dispute"
    return "background" if best != "step" and is_history(doc, said_on, span) else best


def is_history(doc: Doc, said_on: dt.date | None, span: Span) -> bool:
    """Whether every time that the sentence names lies long before the dossier's first document."""
    if span.first is None:
        return False
    ends = []
    for expression, words in expressions_in(doc):
        if words.start > 0 and doc[words.start - 1].lower_ in _OPEN:
            return False
        ends.append(resolved(expression, said_on, "past").end)
    return bool(ends) and all(end is not None and end < span.first - _RECENT for end in ends)

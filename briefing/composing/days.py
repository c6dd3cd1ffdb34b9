"""Days: the times of a sentence as the days that they may be, and whether two of them meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.composing.times import expressions_in, resolved

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from spacy.tokens import Doc

_YEAR = re.compile(r"\b\d{4}\b")


@dataclass(frozen=True)
class Dated:
    """A time in the words of a sentence, and the days that it may be."""

    words: str
    first: dt.date
    last: dt.date

    def meets(self, other: Dated) -> bool:
        """Whether both may be the same day, be it of a year that either leaves open."""
        dated = _YEAR.search(self.words) and _YEAR.search(other.words)
        same = not dated and _day(self.first) == _day(other.first) and _day(self.last) == _day(other.last)
        return same or (self.first <= other.last and other.first <= self.last)


def _day(day: dt.date) -> tuple[int, int]:
    return day.month, day.day


def times_in(doc: Doc, said_on: dt.date | None) -> list[Dated]:
    """The times of a sentence that can be resolved, in the past or, told in the future, ahead."""
    tense = "future" if any(token.tag_ == "MD" for token in doc) else "past"
    found = []
    for expression, _ in expressions_in(doc):
        when = resolved(expression, said_on, tense)  # type: ignore[arg-type]
        if when.start is not None:
            found.append(Dated(expression, when.start, when.end or when.start))
    return found


def differing(here: Sequence[Dated], there: Sequence[Dated]) -> tuple[Dated, Dated] | None:
    """The first time of each of two sentences on one fact that meets none of the other's."""
    mine = [one for one in here if not any(one.meets(other) for other in there)]
    theirs = [one for one in there if not any(one.meets(other) for other in here)]
    return (mine[0], theirs[0]) if mine and theirs else None

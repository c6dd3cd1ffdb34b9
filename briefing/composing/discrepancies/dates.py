"""Discrepancies of dates: each of two passages that tell one fact has a day, or an hour, which the other lacks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.composing.discrepancies.discrepancy import Discrepancy, between
from briefing.composing.times import expressions_in, resolved

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from briefing.composing.corpus import Corpus
    from briefing.memo import Passage

_CLOCK = re.compile(r"\b(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)\b(?P<half>\s?[ap]\.?m\b\.?)?", re.IGNORECASE)
_YEAR = re.compile(r"\b\d{4}\b")
_HOUR_UNIT = re.compile(r"\s?(?:%|percent|per cent|million|billion|kilomet|met(?:er|re)|tonnes|points|euros|kroner)")


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


def dated(corpus: Corpus, index: int) -> list[Dated]:
    """The times of the passage at ``index`` that can be resolved."""
    return times_in(corpus.docs[index], corpus.source_of(index).published)


def times_in(doc: Doc, said_on: dt.date | None) -> list[Dated]:
    """The times of a sentence that can be resolved, in the past or, told in the future, ahead."""
    tense = "future" if any(token.tag_ == "MD" for token in doc) else "past"
    found = []
    for expression, _ in expressions_in(doc):
        when = resolved(expression, said_on, tense)  # type: ignore[arg-type]
        if when.start is not None:
            found.append(Dated(expression, when.start, when.end or when.start))
    return found


def of_dates(
    here: Sequence[Dated], there: Sequence[Dated], passages: tuple[Passage, Passage], weight: float
) -> Iterator[Discrepancy]:
    """The discrepancy between the days of two passages."""
    found = differing(here, there)
    if found is not None:
        mine, theirs = found
        text = f"The sources give different dates: {mine.words} against {theirs.words}."
        yield between("date", text, passages, weight, (str(mine.first), str(theirs.first)))


def differing(here: Sequence[Dated], there: Sequence[Dated]) -> tuple[Dated, Dated] | None:
    """The first time of each of two sentences on one fact that meets none of the other's."""
    mine = [one for one in here if not any(one.meets(other) for other in there)]
    theirs = [one for one in there if not any(one.meets(other) for other in here)]
    return (mine[0], theirs[0]) if mine and theirs else None


def of_hours(here: Doc, there: Doc, passages: tuple[Passage, Passage], weight: float) -> Iterator[Discrepancy]:
    """The discrepancy between the hours of two passages that name one each."""
    mine, theirs = _hours(here.text), _hours(there.text)
    if len(mine) == len(theirs) == 1 and mine.keys() != theirs.keys():
        (one,), (other,) = mine.values(), theirs.values()
        text = f"The sources give different times: {one} against {other}."
        yield between("date", text, passages, weight, (one, other))


def _hours(text: str) -> dict[int, str]:
    """The hours of a text as minutes of the day, with their words; a decimal number with its unit is none."""
    found = {}
    for match in _CLOCK.finditer(text):
        if _HOUR_UNIT.match(text, match.end()):
            continue
        late = (match["half"] or "").strip().lower().startswith("p") and int(match["hour"]) < 12
        found[(int(match["hour"]) + 12 * late) * 60 + int(match["minute"])] = match.group()
    return found

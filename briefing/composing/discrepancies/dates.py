"""Discrepancies of dates: each of two passages that tell one fact has a day, or an hour, which the other lacks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.composing.corpus import content_lemmas
from briefing.composing.days import Dated, differing, times_in
from briefing.composing.discrepancies.discrepancy import Discrepancy, between
from briefing.composing.times import expressions_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from briefing.composing.corpus import Corpus
    from briefing.memo import Passage

_CLOCK = re.compile(r"\b(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)\b(?P<half>\s?[ap]\.?m\b\.?)?", re.IGNORECASE)
_HOUR_UNIT = re.compile(r"\s?(?:%|percent|per cent|million|billion|kilomet|met(?:er|re)|tonnes|points|euros|kroner)")


def dated(corpus: Corpus, index: int) -> list[Dated]:
    """The times of the passage at ``index`` that can be resolved."""
    return times_in(corpus.docs[index], corpus.source_of(index).published)


def of_dates(
    here: Sequence[Dated], there: Sequence[Dated], passages: tuple[Passage, Passage], weight: float
) -> Iterator[Discrepancy]:
    """The discrepancy between the days of two passages."""
    found = differing(here, there)
    if found is not None:
        mine, theirs = found
        text = f"The sources give different dates: {mine.words} against {theirs.words}."
        yield between("date", text, passages, weight, (str(mine.first), str(theirs.first)))


def differ_in_all(here: Doc, there: Doc, mine: Sequence[Dated], theirs: Sequence[Dated]) -> bool:
    """Whether two sentences have other days and no content word in common: "sworn in on 1 July", "meets on 30 June"."""
    return differing(mine, theirs) is not None and not _told(here) & _told(there)


def _told(doc: Doc) -> frozenset[str]:
    """The content words of a sentence but those that tell when."""
    when = {token.lemma_.lower() for _, words in expressions_in(doc) for token in words}
    return content_lemmas(doc) - when


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

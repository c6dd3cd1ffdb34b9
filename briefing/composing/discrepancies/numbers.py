"""Discrepancies of numbers: each of two passages that tell one fact has a number which the other lacks.

Rounding is no discrepancy: "more than 90" and "92" say the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.checking.numbers import Number, numbers
from briefing.composing.discrepancies.discrepancy import Discrepancy, between

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

    from briefing.memo import Passage

_ABOUT = re.compile(r"(?:about|around|roughly|approximately|some|nearly|almost|close to|an estimated)\s+$", re.I)
_MORE = re.compile(r"(?:more than|over|at least|upwards of|above|exceeding)\s+$", re.I)
_LESS = re.compile(r"(?:less than|fewer than|under|below|at most|up to)\s+$", re.I)
# Two round figures as near as this are one figure, rounded differently.
_ROUNDING = Decimal("0.06")
# "Nearly 100" is 92 as well.
_ROUGHLY = Decimal("0.1")
_QUALIFIERS = frozenset(
    "about almost approximately around at by fewer from least less more most nearly over roughly some than to under up"
    " an estimated".split()
)
_LEADING_SLOT = re.compile(r"^(?:from|to|by|at(?! (?:least|most)))\s")
_SLOTS = frozenset({"from", "to", "by", "of", "at", "for", "in"})


@dataclass(frozen=True)
class Measure:
    """A number with what it counts (``anchor``, a lemma, empty if unknown) and the preposition before it ("from")."""

    number: Number
    anchor: str
    slot: str
    phrase: str
    before: str


def measures(doc: Doc) -> list[Measure]:
    """The numbers of a sentence; dates, times and ordinals count nothing."""
    found = []
    for number in numbers(doc.text):
        span = doc.char_span(number.start, number.end, alignment_mode="expand")
        if span is None or number.unit == "th" or any(token.ent_type_ in {"DATE", "TIME", "ORDINAL"} for token in span):
            continue
        anchor = _anchor(span)
        phrase, before = _phrase(doc, span, anchor), doc.text[: number.start]
        found.append(Measure(number, anchor.lemma_.lower() if anchor else "", _slot(span), phrase, before))
    return found


def of_numbers(
    here: Sequence[Measure], there: Sequence[Measure], passages: tuple[Passage, Passage], weight: float
) -> Iterator[Discrepancy]:
    """The discrepancy between the measures of two passages, where it is known what both count."""
    found = differing(here, there)
    if found is not None and found[0].anchor:
        one, other = found
        text = f"The sources give different figures: {one.phrase} against {other.phrase}."
        values = (f"{one.number.value} {one.anchor}", f"{other.number.value} {other.anchor}")
        yield between("number", text, passages, weight, values)


def counted_otherwise(
    here: Sequence[Measure], there: Sequence[Measure], passages: tuple[Passage, Passage], weight: float
) -> Iterator[Discrepancy]:
    """The discrepancy between two passages that count one thing, each in words of its own."""
    mine, theirs = _unshared(here, there), _unshared(there, here)
    if mine and theirs:
        values = (passages[0].text, passages[1].text)
        yield between("number", "The sources give different figures.", passages, weight, values)


def are_rounded(here: Sequence[Measure], there: Sequence[Measure]) -> bool:
    """Whether two sentences have figures in common, one of them rounded: what else they say is the same."""
    pairs = [(one, other) for one in here for other in there]
    return any(one.number.value != other.number.value and _compatible(one, other) for one, other in pairs)


def differing(here: Sequence[Measure], there: Sequence[Measure]) -> tuple[Measure, Measure] | None:
    """Of the measures of two sentences on one fact that neither shares, the two most alike."""
    mine, theirs = _unshared(here, there), _unshared(there, here)
    pairs = [(one, other) for one in mine for other in theirs if _are_of_one_unit(one, other)]
    return max(
        pairs,
        key=lambda pair: (pair[0].anchor == pair[1].anchor != "", pair[0].slot == pair[1].slot),
        default=None,
    )


def _unshared(here: Sequence[Measure], there: Sequence[Measure]) -> list[Measure]:
    """The numbers of the one sentence that the other has not, not even rounded."""
    return [one for one in here if not any(_compatible(one, other) for other in there)]


def _anchor(span: Span) -> Token | None:
    """What the number counts: its noun, or for a share or a sum the object or subject of its verb."""
    token = span.root
    for _ in range(6):
        outside = token.i < span.start or token.i >= span.end
        if outside and token.pos_ in {"NOUN", "PROPN"} and token.text not in {"%", "percent", "cent"}:
            return token
        if token.pos_ == "VERB":
            objects = [child for child in token.children if child.dep_ in {"dobj", "nsubjpass"}]
            things = objects or [child for child in token.children if child.dep_ == "nsubj"]
            return things[0] if things else None
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _slot(span: Span) -> str:
    """The preposition that leads to the number, past words such as "about"."""
    for token in reversed(list(span.doc[max(0, span.start - 4) : span.start])):
        if token.lower_ in _SLOTS:
            return token.lower_
        if token.lower_ not in _QUALIFIERS:
            return ""
    return ""


def _phrase(doc: Doc, span: Span, anchor: Token | None) -> str:
    """The number with the words right before it that qualify it, and the noun where that follows directly."""
    start = span.start
    while start > 0 and doc[start - 1].lower_ in _QUALIFIERS:
        start -= 1
    end = anchor.i + 1 if anchor is not None and span.end <= anchor.i <= span.end + 4 else span.end
    phrase: str = _LEADING_SLOT.sub("", doc[start:end].text)
    # "More than 90 channels …" may open its sentence; here it stands within one.
    opens = doc[start].lower_ in _QUALIFIERS or doc[start].pos_ == "NUM"
    return phrase[0].lower() + phrase[1:] if opens else phrase


def _are_of_one_unit(one: Measure, other: Measure) -> bool:
    return one.anchor == other.anchor and (
        one.number.unit == other.number.unit or not (one.number.unit and other.number.unit)
    )


def _compatible(one: Measure, other: Measure) -> bool:
    a, b = one.number.value, other.number.value
    if a == b or max(a, b) == 0:
        return True
    apart = abs(a - b) / max(a, b)
    if apart <= _ROUGHLY and any(_ABOUT.search(side.before) for side in (one, other)):
        return True
    if apart <= _ROUNDING and (min(a, b) >= 100 or any(_MORE.search(side.before) for side in (one, other))):
        return True
    for bound, value in ((one, other), (other, one)):
        if _MORE.search(bound.before) and value.number.value > bound.number.value:
            return True
        if _LESS.search(bound.before) and value.number.value < bound.number.value:
            return True
    return False

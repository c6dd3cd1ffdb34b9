"""Measures: the numbers of a sentence with what they count, and whether two of them may be one figure.

Rounding is no difference: "more than 90" and "92" say the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.checking.numbers import Number, numbers
from briefing.composing.clauses import is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

_ABOUT = re.compile(r"(?:about|around|roughly|approximately|some|nearly|almost|close to|an estimated)\s+$", re.I)
_MORE = re.compile(r"(?:more than|over|at least|upwards of|above|exceeding)\s+$", re.I)
_LESS = re.compile(r"(?:less than|fewer than|under|below|at most|up to)\s+$", re.I)
# Two round figures as near as this are one figure, rounded differently.
_ROUNDING = Decimal("0.06")
# "Nearly 100" is 92 as well.
_ROUGHLY = Decimal("0.1")
_QUALIFIERS = frozenset(
    "about almost approximately around at by fewer from least less more most nearly no over roughly some than to"
    " under up an estimated".split()
)
_LEADING_SLOT = re.compile(r"^(?:from|to|by|at(?! (?:least|most)))\s")
_SLOTS = frozenset({"from", "to", "by", "of", "at", "for", "in"})
_TIMES = frozenset({"DATE", "TIME", "ORDINAL"})
# Words of a part of what is counted ("the remaining doses"), and of a count for each of several ("two vessels each").
_PARTS = frozenset("additional another extra further more other remaining".split())
_EACH = frozenset({"apiece", "each"})
# Units that say nothing of what is measured: "kilometres of coast".
_UNITS = frozenset(
    """acre barrel foot gallon hectare kilogram kilogramme kilometer kilometre liter litre meter metre mile pound ton
    tonne yard""".split()
)
# What may stand between "aged" and the ages.
_BETWEEN_AGES = frozenset({",", "and", "between", "from", "of", "or", "to"})


@dataclass(frozen=True)
class Measure:
    """A number with what it counts (``anchor``, a lemma, empty if unknown) and the preposition before it ("from").

    ``phrase`` is the number with the words that qualify it and its noun, ``before`` all of the sentence before it.
    ``of`` are the lemmas of what a unit measures ("kilometres of coast"), ``parts`` the words that tell which part, or
    for whom, is counted ("remaining", "each").
    """

    number: Number
    anchor: str
    slot: str
    phrase: str
    before: str
    of: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()

    def may_be(self, other: Measure) -> bool:
        """Whether both may be one figure: equal, rounded, or the one within the other's bound."""
        a, b = self.number.value, other.number.value
        if a == b or max(a, b) == 0:
            return True
        apart = abs(a - b) / max(a, b)
        if apart <= _ROUGHLY and any(_ABOUT.search(side.before) for side in (self, other)):
            return True
        if apart <= _ROUNDING and (min(a, b) >= 100 or any(_MORE.search(side.before) for side in (self, other))):
            return True
        for bound, value in ((self, other), (other, self)):
            if _MORE.search(bound.before) and value.number.value > bound.number.value:
                return True
            if _LESS.search(bound.before) and value.number.value < bound.number.value:
                return True
        return False

    def is_of_one_unit(self, other: Measure) -> bool:
        """Whether both count one thing, in units that may be the same."""
        return self.anchor == other.anchor and (
            self.number.unit == other.number.unit or not (self.number.unit and other.number.unit)
        )

    def is_of_one_part(self, other: Measure) -> bool:
        """Whether both count the whole, or the same part, of what may be the same."""
        of_others = bool(self.of and other.of) and self.of.isdisjoint(other.of)
        return self.parts == other.parts and not of_others


def measures(doc: Doc) -> list[Measure]:
    """The numbers of a sentence; dates, times and ordinals count nothing."""
    return [
        measure(number, span)
        for number, span in spanned(doc)
        if number.unit != "th" and (_is_age(span) or not any(token.ent_type_ in _TIMES for token in span))
    ]


def _is_age(span: Span) -> bool:
    """Whether a number is somebody's age, which the parser takes for a time: "aged between 11 and 17"."""
    for token in reversed(list(span.doc[: span.start])):
        if token.lower_ in {"age", "aged", "ages"}:
            return True
        if token.lower_ not in _BETWEEN_AGES and not token.like_num:
            return False
    return False


def spanned(doc: Doc) -> list[tuple[Number, Span]]:
    """All numbers of a sentence, dates and ordinals among them, each with its tokens."""
    found = ((number, doc.char_span(number.start, number.end, alignment_mode="expand")) for number in numbers(doc.text))
    return [(number, span) for number, span in found if span is not None]


def measure(number: Number, span: Span) -> Measure:
    """A number with what stands around it in its sentence."""
    anchor = _anchor(span)
    phrase, before = _phrase(span, anchor), span.doc.text[: number.start]
    lemma = anchor.lemma_.lower() if anchor is not None else ""
    of = frozenset(_things_of(anchor)) if anchor is not None and lemma in _UNITS else frozenset[str]()
    return Measure(number, lemma, _slot(span), phrase, before, of, frozenset(_parts(anchor)))


def differing(here: Sequence[Measure], there: Sequence[Measure]) -> tuple[Measure, Measure] | None:
    """Of the measures of two sentences on one fact that neither shares, the two most alike."""
    mine, theirs = unshared(here, there), unshared(there, here)
    pairs = [(one, other) for one in mine for other in theirs if one.is_of_one_unit(other)]
    return max(
        pairs,
        key=lambda pair: (pair[0].anchor == pair[1].anchor != "", pair[0].slot == pair[1].slot),
        default=None,
    )


def unshared(here: Sequence[Measure], there: Sequence[Measure]) -> list[Measure]:
    """The numbers of the one sentence that the other has not, not even rounded."""
    return [one for one in here if not any(one.may_be(other) for other in there)]


def _anchor(span: Span) -> Token | None:
    """What the number counts: its noun, or for a share or a sum the object or subject of its verb."""
    token = span.root
    for _ in range(6):
        outside = token.i < span.start or token.i >= span.end
        if outside and token.pos_ in {"NOUN", "PROPN"} and token.text not in {"%", "percent", "cent"}:
            return token
        if token.lower_ == "aged":
            return token
        if token.pos_ == "VERB":
            objects = [child for child in token.children if child.dep_ in {"dobj", "nsubjpass"}]
            things = objects or [child for child in token.children if child.dep_ == "nsubj"]
            return things[0] if things else None
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _things_of(noun: Token) -> Iterator[str]:
    """What a unit is of; not where that is a number: "62 of 70"."""
    for child in noun.children:
        if child.lower_ == "of" and child.i > noun.i:
            yield from (thing.lemma_.lower() for thing in child.children if thing.pos_ in {"NOUN", "PROPN"})


def _parts(noun: Token | None) -> Iterator[str]:
    """The words that tell which part of what is counted, or for whom: not "each other", nor "each year"."""
    if noun is None:
        return
    verb = next((head for head in noun.ancestors if is_verb(head)), noun)
    acting = [child for child in verb.children if child.dep_ == "nsubj"]
    for word in (child for head in (noun, verb, *acting) for child in head.children):
        if word.lower_ in _PARTS and word.head == noun:
            yield word.lower_
        elif word.lower_ in _EACH and word.head.ent_type_ not in _TIMES and not _is_reciprocal(word):
            yield "each"


def _is_reciprocal(each: Token) -> bool:
    """Whether it is the first word of "each other"."""
    return each.doc[each.i + 1 : each.i + 2].text.lower() == "other"


def _slot(span: Span) -> str:
    """The preposition that leads to the number, past words such as "about"."""
    for token in reversed(list(span.doc[max(0, span.start - 4) : span.start])):
        if token.lower_ in _SLOTS:
            return token.lower_
        if token.lower_ not in _QUALIFIERS:
            return ""
    return ""


def _phrase(span: Span, anchor: Token | None) -> str:
    """The number with the words right before it that qualify it, and the noun where that follows directly."""
    doc, start = span.doc, span.start
    if start > 0 and doc[start - 1].lower_ == "half":  # "half million"
        start -= 1
    while start > 0 and doc[start - 1].lower_ in _QUALIFIERS and doc[start - 1].dep_ != "prt":  # "take over 52 farms"
        start -= 1
    end = anchor.i + 1 if anchor is not None and span.end <= anchor.i <= span.end + 4 else span.end
    while end + 1 < len(doc) and doc[end].text == "-":  # "27-year-old"
        end += 2
    phrase: str = _LEADING_SLOT.sub("", doc[start:end].text)
    # "More than 90 channels …" may open its sentence; here it stands within one.
    opens = doc[start].lower_ in _QUALIFIERS or doc[start].pos_ == "NUM"
    return phrase[0].lower() + phrase[1:] if opens else phrase

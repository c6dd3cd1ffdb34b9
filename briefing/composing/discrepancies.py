"""Discrepancies: passages of different origins that tell the same and differ in a number, a date or a name.

Silence is preferred to a false alarm: only passages that are alike in most of what they say are compared, and only
what stands in the same place of both. Rounding is no discrepancy ("more than 90" and "92").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from briefing.checking.numbers import Number, numbers
from briefing.composing.corpus import overlap
from briefing.composing.times import expressions, is_day, resolved
from briefing.condensing.standalone import is_complete
from briefing.memo import Cause, Passage, Side

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

    from briefing.composing.corpus import Corpus

# Likeness of the vectors from which two passages are compared at all, and from which they tell the same event.
_COMPARABLE = 0.55
_SAME_EVENT = 0.68
_SHARED_WORDS = 0.5

_ABOUT = re.compile(
    r"(?:about|around|roughly|approximately|some|nearly|almost|close to|an estimated)\s+$", re.IGNORECASE
)
_MORE = re.compile(r"(?:more than|over|at least|upwards of|above|exceeding)\s+$", re.IGNORECASE)
_LESS = re.compile(r"(?:less than|fewer than|under|below|at most|up to)\s+$", re.IGNORECASE)
_ROUNDING = Decimal("0.06")
_OFFICES = frozenset(
    """secretary minister president chairman chairwoman chair director chief ambassador envoy general admiral
    governor senator adviser advisor commander head spokesman spokeswoman""".split()
)
_NO_OFFICE = frozenset(
    {"former", "then", "ex", "acting", "new", "mr", "mrs", "ms", "the", "a", "an", "u.s.", "us", "united", "states"}
)


@dataclass(frozen=True)
class Discrepancy:
    """Two sides that differ. ``text`` quotes from both what differs; ``weight`` says how alike the passages are."""

    cause: Cause
    text: str
    sides: tuple[Side, Side]
    weight: float


@dataclass(frozen=True)
class _Measure:
    """A number with what it counts (``anchor``, a lemma) and the preposition before it ("from", "to", "by")."""

    number: Number
    anchor: str
    slot: str
    phrase: str
    before: str


def discrepancies(corpus: Corpus) -> list[Discrepancy]:
    """All discrepancies of a dossier, the most certain first; each fact once."""
    found = [*_of_names(corpus), *_of_pairs(corpus)]
    found.sort(key=lambda one: -one.weight)
    kept: dict[tuple[str, ...], Discrepancy] = {}
    for one in found:
        key = (one.cause, *sorted(quoted.casefold() for quoted in re.findall(r"“([^”]+)”", one.text)))
        kept.setdefault(key, one)
    return list(kept.values())


def _of_pairs(corpus: Corpus) -> Iterator[Discrepancy]:
    whole = [is_complete(doc) for doc in corpus.docs]
    measured = {index: _measures(doc) if whole[index] else [] for index, doc in enumerate(corpus.docs)}
    dated = {index: _days(corpus, index) if whole[index] else {} for index in range(len(corpus.docs))}
    telling = [index for index in measured if measured[index] or dated[index]]
    if not telling:
        return
    near = corpus.vectors[telling] @ corpus.vectors[telling].T
    for row, column in zip(*np.nonzero(np.triu(near >= _COMPARABLE, k=1)), strict=True):
        one, other = telling[row], telling[column]
        if corpus.source_of(one).origin == corpus.source_of(other).origin:
            continue
        weight = float(near[row, column])
        yield from _of_numbers(corpus, one, other, measured[one], measured[other], weight)
        if weight >= _SAME_EVENT:
            yield from _of_dates(corpus, one, other, dated[one], dated[other], weight)


def _of_numbers(
    corpus: Corpus, one: int, other: int, here: list[_Measure], there: list[_Measure], weight: float
) -> Iterator[Discrepancy]:
    for measure in here:
        rivals = [rival for rival in there if _same_place(measure, rival)]
        # Two counts of one thing in a sentence ("five ships and three ships") leave open which is meant.
        if len(rivals) != 1 or sum(_same_place(measure, mine) for mine in here) != 1 or _compatible(measure, rivals[0]):
            continue
        text = f"Sources give different figures: “{measure.phrase}” against “{rivals[0].phrase}”."
        yield Discrepancy("number", text, (_side(corpus, one), _side(corpus, other)), weight)


def _of_dates(
    corpus: Corpus, one: int, other: int, here: dict[str, dt.date], there: dict[str, dt.date], weight: float
) -> Iterator[Discrepancy]:
    if len(here) != 1 or len(there) != 1:
        return
    (mine, day), (theirs, rival) = *here.items(), *there.items()
    shared = min(overlap(corpus.lemmas[one], corpus.lemmas[other]), overlap(corpus.lemmas[other], corpus.lemmas[one]))
    if day == rival or shared < _SHARED_WORDS or _root(corpus.docs[one]) != _root(corpus.docs[other]):
        return
    text = f"Sources give different dates: “{mine}” against “{theirs}”."
    yield Discrepancy("date", text, (_side(corpus, one), _side(corpus, other)), weight)


def _of_names(corpus: Corpus) -> Iterator[Discrepancy]:
    """Offices that differ in what they are of ("Defense Secretary", "Secretary of War") before one full name."""
    titled: dict[str, dict[frozenset[str], tuple[int, str]]] = {}
    for index, doc in enumerate(corpus.docs):
        for entity in doc.ents:
            if entity.label_ == "PERSON":
                office = _office(entity)
                if office:
                    name, title, domain = office
                    titled.setdefault(name, {}).setdefault(domain, (index, title))
    for name, titles in titled.items():
        offices = list(titles.items())
        for position, (domain, (one, title)) in enumerate(offices):
            for rival_domain, (other, rival) in offices[position + 1 :]:
                different = not domain <= rival_domain and not rival_domain <= domain
                if different and corpus.source_of(one).origin != corpus.source_of(other).origin:
                    text = f"Sources name the office of {name} differently: “{title}” against “{rival}”."
                    yield Discrepancy("naming", text, (_side(corpus, one), _side(corpus, other)), _COMPARABLE)


def _office(person: Span) -> tuple[str, str, frozenset[str]] | None:
    """The person's full name, the title right before it, and the words that tell what the office is of."""
    doc = person.doc
    full = [token for token in person if token.text not in {"'s", "’s"}]
    while full and full[0].lemma_.lower() in _OFFICES:
        full = full[1:]
    if len(full) < 2:
        return None
    start = full[0].i
    first = start
    while (
        first > 0
        and (doc[first - 1].pos_ in {"PROPN", "NOUN", "ADJ"} or doc[first - 1].lower_ == "of")
        and first > start - 6
    ):
        first -= 1
    title = list(doc[first:start])
    while title and (title[0].lower_ in _NO_OFFICE or title[0].lower_ == "of" or title[0].ent_type_ in {"GPE", "NORP"}):
        title = title[1:]
    if not title or not any(token.lower_ in _OFFICES for token in title):
        return None
    domain = frozenset(
        token.lower_
        for token in title
        if token.lower_ not in _OFFICES | _NO_OFFICE and token.lower_ not in {"of", "defence"}
    )
    return (" ".join(token.text for token in full), doc[title[0].i : start].text, domain) if domain else None


def _measures(doc: Doc) -> list[_Measure]:
    found = []
    for number in numbers(doc.text):
        span = doc.char_span(number.start, number.end, alignment_mode="expand")
        if span is None or number.unit == "th" or any(token.ent_type_ in {"DATE", "TIME", "ORDINAL"} for token in span):
            continue
        anchored = _anchor(span)
        if anchored is not None:
            found.append(
                _Measure(
                    number,
                    anchored[0].lemma_.lower(),
                    anchored[1],
                    _phrase(doc, span, anchored[0]),
                    doc.text[: number.start],
                )
            )
    return found


def _anchor(span: Span) -> tuple[Token, str] | None:
    """What the number counts, and the preposition that leads to it: "tariffs … from 57%" gives tariff, from."""
    token, slot = span.root, ""
    for _ in range(5):
        if (
            token.pos_ in {"NOUN", "PROPN"}
            and (token.i < span.start or token.i >= span.end)
            and token.text not in {"%", "percent", "cent"}
        ):
            return token, slot
        if token.dep_ == "prep" or token.pos_ == "ADP":
            slot = slot or token.lower_
        if token.pos_ == "VERB":
            things = [child for child in token.children if child.dep_ in {"dobj", "nsubjpass"}] or [
                child for child in token.children if child.dep_ == "nsubj"
            ]
            return (things[0], slot) if things else None
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _phrase(doc: Doc, span: Span, anchor: Token) -> str:
    """The number with the words right before it that qualify it, and the noun where that follows directly."""
    qualifiers = {
        "about",
        "around",
        "roughly",
        "approximately",
        "some",
        "nearly",
        "almost",
        "more",
        "less",
        "fewer",
        "than",
        "over",
        "at",
        "least",
        "most",
        "from",
        "to",
        "by",
        "under",
        "up",
    }
    start = span.start
    while start > 0 and doc[start - 1].lower_ in qualifiers:
        start -= 1
    end = anchor.i + 1 if span.end <= anchor.i <= span.end + 4 else span.end
    return doc[start:end].text


def _same_place(one: _Measure, other: _Measure) -> bool:
    return (one.anchor, one.slot, one.number.unit) == (other.anchor, other.slot, other.number.unit)


def _compatible(one: _Measure, other: _Measure) -> bool:
    a, b = one.number.value, other.number.value
    if a == b or max(a, b) == 0:
        return True
    if abs(a - b) / max(a, b) <= _ROUNDING:
        return any(_ABOUT.search(side.before) or _MORE.search(side.before) for side in (one, other)) or min(a, b) >= 100
    for low, high in ((one, other), (other, one)):
        if _MORE.search(low.before) and high.number.value > low.number.value:
            return True
        if _LESS.search(low.before) and high.number.value < low.number.value:
            return True
    return False


def _days(corpus: Corpus, index: int) -> dict[str, dt.date]:
    """The single days that a passage names, by its words for them, told as past."""
    said_on = corpus.source_of(index).published
    days = {}
    for expression, _ in expressions(corpus.passages[index].text):
        when = resolved(expression, said_on, "past")
        if is_day(when) and when.start is not None and any(character.isdigit() for character in expression):
            days[expression] = when.start
    return days


def _root(doc: Doc) -> str:
    return next((token.lemma_.lower() for token in doc if token.dep_ == "ROOT"), "")


def _side(corpus: Corpus, index: int) -> Side:
    passage: Passage = corpus.passages[index]
    return Side(text=passage.text, citations=(passage,))

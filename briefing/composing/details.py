"""Details: the figures and days of a statement, and whether another text gives them, leaves them out or differs.

Outlets that tell one fact seldom give all of its figures. One that leaves a figure out tells the fact all the same, and
what a statement alone gives is said beside it; one that has another figure in its place does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.checking.dates import written_dates
from briefing.composing.days import times_in
from briefing.composing.measures import Measure, measure, spanned
from briefing.composing.quoted_otherwise import quotes_otherwise
from briefing.composing.times import expressions_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span, Token

    from briefing.checking.dates import WrittenDate
    from briefing.checking.numbers import Number

    Said = tuple[Doc, dt.date | None]

# "The two militaries" counts nothing, for both are known.
_KNOWN = re.compile(r"\bthe\s+two$", re.IGNORECASE)
_MAIN = frozenset({"attr", "nsubj", "nsubjpass"})
# A number that is a name: "the Pentagon's No. 2".
_NAMED = re.compile(r"\b[Nn]o\.\s?\S+$")


def gives_otherwise(statement: Doc, text: Doc) -> bool:
    """Whether a text has another figure, rank, day, month, year or weekday in the place of the statement's.

    Or quotes in other words what the statement quotes.
    """
    for told in (_figures, _ranks):
        mine, theirs = told(statement), told(text)
        if any(_in_one_place(one, other) for one in _lacking(mine, theirs) for other in _lacking(theirs, mine)):
            return True
    here, there = list(written_dates(statement.text)), list(written_dates(text.text))
    apart = any(_apart(here, there, names) for names in (("year",), ("month", "day"), ("weekday",)))
    return apart or quotes_otherwise(statement, text)


def lacks_its_rank(statement: Doc, text: Doc) -> bool:
    """Whether a statement is about what is the first, or second, of its kind, and a text does not say so."""
    ranks = {number.value for number, span in _undated(statement) if number.unit == "th" and _is_main(span.root)}
    return not ranks <= {number.value for number, _ in spanned(text) if number.unit == "th"}


def given_alone(statement: Said, others: Sequence[Said]) -> tuple[str, ...]:
    """The figures and days of a statement that none of the other texts gives, in the statement's words and order.

    Each comes with the day on which it was published. A day is given where another text names it in other words, too
    ("Wednesday of next week"), or in words that cannot be resolved. Ranks, months, years and weekdays are none of them,
    nor is "one", which says no more than "a".
    """
    doc, said_on = statement
    mine = [one for one in _figures(doc) if one.number.text.lower() != "one"]
    told = [figure for other, _ in others for figure in _figures(other)] if mine else []
    figures = [(one.number.start, one.phrase) for one in _lacking(mine, told)]
    days = [(date.start, date.text) for date in _days(doc.text) if not _is_given(date, (doc, said_on), others)]
    return tuple(dict.fromkeys(words for _, words in sorted([*figures, *days])))


def _figures(doc: Doc) -> list[Measure]:
    """The numbers of a sentence that count something and are no part of a date; "15 years" is one of them."""
    return [
        measure(number, span)
        for number, span in _undated(doc)
        if number.unit != "th" and not _counts_nothing(doc.text[: number.end])
    ]


def _ranks(doc: Doc) -> list[Measure]:
    return [measure(number, span) for number, span in _undated(doc) if number.unit == "th"]


def _undated(doc: Doc) -> list[tuple[Number, Span]]:
    dates = list(written_dates(doc.text))
    return [
        (number, span)
        for number, span in spanned(doc)
        if not any(date.start <= number.start < date.end for date in dates)
    ]


def _counts_nothing(until: str) -> bool:
    """Whether the number that ends a part of a sentence counts nothing that another text would have to give."""
    return bool(_KNOWN.search(until) or _NAMED.search(until))


def _lacking(here: Sequence[Measure], there: Sequence[Measure]) -> list[Measure]:
    """The figures of the one that the other has not, not even rounded."""
    return [one for one in here if not any(_are_one(one, other) for other in there)]


def _are_one(one: Measure, other: Measure) -> bool:
    """Whether two figures may be one: equal, or, where both speak of one thing, rounded or within a bound.

    "They wanted 12 percent and get 6": a figure alone may be a share as well.
    """
    units = one.number.unit, other.number.unit
    if one.number.value == other.number.value:
        alone = any(not figure.number.unit and figure.phrase == figure.number.text for figure in (one, other))
        return units[0] == units[1] or not {"%", "th"} & set(units) or (alone and "th" not in units)
    return one.may_be(other) and _in_one_place(one, other)


def _in_one_place(one: Measure, other: Measure) -> bool:
    """Whether two figures speak of one thing: of one noun, or in one unit, such as shares and sums.

    By how much something falls is another thing than from what, and to what.
    """
    slots = {one.slot, other.slot}
    if "by" in slots and slots & {"from", "to"}:
        return False
    units = one.number.unit, other.number.unit
    return units[0] == units[1] if all(units) and "th" not in units else bool(one.anchor) and one.is_of_one_unit(other)


def _is_main(token: Token) -> bool:
    """Whether a word is, or stands with, the main verb's subject or what the subject is said to be."""
    noun = token if token.dep_ in _MAIN else token.head
    return noun.dep_ in _MAIN and noun.head.dep_ == "ROOT"


def _days(text: str) -> list[WrittenDate]:
    return [date for date in written_dates(text) if date.day is not None]


def _is_given(date: WrittenDate, own: Said, others: Sequence[Said]) -> bool:
    """Whether other texts give a day of a sentence, written, in other words, or perhaps."""
    written = (other for doc, _ in others for other in _days(doc.text))
    if any((date.month, date.day) == (other.month, other.day) for other in written):
        return True
    mine = [time for time in times_in(*own) if time.words == date.text]
    for doc, said_on in others:
        expressions, found = list(expressions_in(doc)), times_in(doc, said_on)
        # What nobody can resolve may be the day.
        if expressions and (not mine or len(found) < len(expressions)):
            return True
        if any(time.meets(other) for time in mine for other in found if other.first == other.last):
            return True
    return False


def _apart(here: Sequence[WrittenDate], there: Sequence[WrittenDate], names: tuple[str, ...]) -> bool:
    """Whether both have dates with these parts, or the first of them, and none of the one agrees with the other's."""
    mine, theirs = (
        [tuple(getattr(date, name) for name in names) for date in dates if getattr(date, names[0]) is not None]
        for dates in (here, there)
    )
    return bool(mine and theirs) and not any(_agree(one, other) for one in mine for other in theirs)


def _agree(one: tuple[int | None, ...], other: tuple[int | None, ...]) -> bool:
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))

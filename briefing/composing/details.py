"""Details: the figures and days of a statement, and whether another text gives them, leaves them out or differs.

Outlets that tell one fact seldom give all of its figures. One that leaves a figure out tells the fact all the same, and
what a statement alone gives is said beside it; one that has another figure in its place does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.checking.dates import written_dates
from briefing.composing.days import times_in
from briefing.composing.measures import Measure, measure, measures, spanned, unshared

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from briefing.checking.dates import WrittenDate
    from briefing.composing.days import Dated

    Said = tuple[Doc, dt.date | None]

# "The two militaries" counts nothing, for both are known; "one of them" says no more than "a man".
_KNOWN = re.compile(r"\b(?:the\s+two|one)$", re.IGNORECASE)
_MAIN = frozenset({"attr", "nsubj", "nsubjpass"})
# A number that is a name: "the Pentagon's No. 2".
_NAMED = re.compile(r"\b[Nn]o\.\s?\S+$")


def gives_otherwise(statement: Doc, text: Doc) -> bool:
    """Whether a text has another figure, day, month, year or weekday in the place of the statement's."""
    mine, theirs = _counted(statement), _counted(text)
    if any(_in_one_place(one, other) for one in unshared(mine, theirs) for other in unshared(theirs, mine)):
        return True
    here, there = list(written_dates(statement.text)), list(written_dates(text.text))
    return any(_apart(here, there, names) for names in (("year",), ("month", "day"), ("weekday",)))


def lacks_its_rank(statement: Doc, text: Doc) -> bool:
    """Whether a statement is about what is the first, or second, of its kind, and a text does not say so."""
    dates = list(written_dates(statement.text))
    ranks = {
        number.value
        for number, span in spanned(statement)
        if number.unit == "th"
        and _is_main(span.root)
        and not any(date.start <= number.start < date.end for date in dates)
    }
    return not ranks <= {number.value for number, _ in spanned(text) if number.unit == "th"}


def given_alone(statement: Said, others: Sequence[Said]) -> tuple[str, ...]:
    """The figures and days of a statement that none of the other texts gives, in the statement's words and order.

    Each comes with the day on which it was published. A day is given where another text names it in other words, too:
    "Wednesday of next week". Years and weekdays are none of them.
    """
    doc, said_on = statement
    told = [found for other, _ in others for found in _figures(other)]
    figures = [(one.number.start, one.phrase) for one in unshared(list(_figures(doc)), told)]
    days = [(date.start, date.text) for date in _days(doc.text) if not _is_given(date, times_in(doc, said_on), others)]
    return tuple(dict.fromkeys(words for _, words in sorted([*figures, *days])))


def _counted(doc: Doc) -> list[Measure]:
    return [one for one in measures(doc) if not _counts_nothing(doc.text[: one.number.end])]


def _figures(doc: Doc) -> Iterator[Measure]:
    """The numbers of a sentence that are no part of a date; "15 years" among them, and "third" not."""
    dates = list(written_dates(doc.text))
    for number, span in spanned(doc):
        dated = any(date.start <= number.start < date.end for date in dates)
        if number.unit != "th" and not dated and not _counts_nothing(doc.text[: number.end]):
            yield measure(number, span)


def _counts_nothing(until: str) -> bool:
    """Whether the number that ends a part of a sentence counts nothing that another text would have to give."""
    return bool(_KNOWN.search(until) or _NAMED.search(until))


def _is_main(token: Token) -> bool:
    """Whether a word is, or stands with, the main verb's subject or what the subject is said to be."""
    noun = token if token.dep_ in _MAIN else token.head
    return noun.dep_ in _MAIN and noun.head.dep_ == "ROOT"


def _days(text: str) -> list[WrittenDate]:
    return [date for date in written_dates(text) if date.day is not None]


def _is_given(date: WrittenDate, times: Sequence[Dated], others: Sequence[Said]) -> bool:
    """Whether other texts give a day, written or in other words; ``times`` are those of its own sentence."""
    written = (other for doc, _ in others for other in _days(doc.text))
    if any((date.month, date.day) == (other.month, other.day) for other in written):
        return True
    there = [time for other in others for time in times_in(*other)]
    return any(time.meets(other) for time in times if time.words == date.text for other in there)


def _in_one_place(one: Measure, other: Measure) -> bool:
    """Whether two figures that are not the same speak of one thing: shares and sums do whatever their noun."""
    units = one.number.unit, other.number.unit
    return one.is_of_one_unit(other) if not all(units) else units[0] == units[1]


def _apart(here: Sequence[WrittenDate], there: Sequence[WrittenDate], names: tuple[str, ...]) -> bool:
    """Whether both have dates with these parts, or the first of them, and none of the one agrees with the other's."""
    mine, theirs = (
        [tuple(getattr(date, name) for name in names) for date in dates if getattr(date, names[0]) is not None]
        for dates in (here, there)
    )
    return bool(mine and theirs) and not any(_agree(one, other) for one in mine for other in theirs)


def _agree(one: tuple[int | None, ...], other: tuple[int | None, ...]) -> bool:
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))

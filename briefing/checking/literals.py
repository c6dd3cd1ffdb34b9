"""Literal checks: every name, number, date and quotation of a statement stands in its passages.

There are no exceptions and no probabilities here. A false alarm costs a rewriting, whose source's own words
are used instead; a miss would print something that no source says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.checking.dates import written_dates
from briefing.checking.normal_forms import Word, normal_quotation, normal_words, words
from briefing.checking.numbers import numbers
from briefing.checking.quotations import quotations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Words that may open a sentence, or a title-cased phrase, without being part of a name.
OPENERS = frozenset(
    """a about after again against all also although among an and another any are around as at be because been
    before being between both but by can could did do does during each earlier either few for from further
    had has have he her here his how however i if in instead into is it its just later many may meanwhile
    more most much must my neither no nor not now of off on once one only or other our out over own same
    several she should since so some still such than that the their them then there these they this those
    though through to too under unless until up very was we were what when where whether which while who
    whose why will with within without would yet you your""".split()
)

# "Will Hale" and "May Hale" are names at the start of a sentence, too: statements do not open with these verbs.
_NAMES_RATHER = frozenset({"will", "may"})
# Without these before it or behind it, a name is somebody else's.
_BEFORE = frozenset(
    """acting anti assistant associate co deputy east eastern ex former interim new non north northern pro south
    southern then vice west western""".split()
)
_BEHIND = frozenset({"ii", "iii", "iv", "jr", "sr"})
# Quantities and times that are said in words of their own.
_TIMES = frozenset("am last midnight next noon pm today tomorrow tonight yesterday".split())
_QUANTITIES = frozenset(
    """billions double dozen dozens eighteenth eighths eightieth fifteenth fifths fiftieth fortieth fourteenth fourths
    half halves hundreds hundredth millions minus ninetieth nineteenth quadruple quarter quarters scores seventeenth
    seventieth sixteenth sixths sixtieth tenths third thirds thirteenth thirtieth thousands thousandth thrice
    trillions triple twentieth twice""".split()
)


def violations(text: str, passages: Sequence[str]) -> tuple[str, ...]:
    """What ``text`` says literally that none of ``passages`` says: one short line for each, none if all is well."""
    return tuple(
        dict.fromkeys(
            (
                *_quotation_violations(text, passages),
                *_date_violations(text, passages),
                *_number_violations(text, passages),
                *_name_violations(text, passages),
            )
        )
    )


def names(text: str) -> Iterator[tuple[Word, ...]]:
    """Runs of capitalised words, as names are written, without a sentence's opening word where that is a common one."""
    run: list[Word] = []
    for word in words(text):
        adjacent = bool(run) and text[run[-1].end : word.start] == " " and not _ends_a_sentence(run[-1])
        if run and not (adjacent and word.capitalised):
            yield from _without_openers(text, run)
            run = []
        if word.capitalised and not word.text[0].isdigit():
            run.append(word)
    yield from _without_openers(text, run)


def _without_openers(text: str, run: list[Word]) -> Iterator[tuple[Word, ...]]:
    if run and _opens(text, run[0]):
        while run and run[0].text.casefold() in OPENERS and not (run[1:] and run[0].text.casefold() in _NAMES_RATHER):
            run = run[1:]
    if run:
        yield tuple(run)


def _opens(text: str, word: Word) -> bool:
    """Whether the word opens a sentence, a quotation or a bracket."""
    before = text[: word.start].rstrip()
    return not before or before[-1] in ".!?:;—–-“\"‘'(["


def _ends_a_sentence(word: Word) -> bool:
    return word.text.endswith(".") and "." not in word.text[:-1] and len(word.text) > 4


def _name_violations(text: str, passages: Sequence[str]) -> Iterator[str]:
    said = [["", *normal_words(passage), ""] for passage in passages]
    spoken = normal_words(text)
    for run in names(text):
        forms = [form for word in run for form in word.forms]
        around = _neighbours(forms, said)
        mine = _neighbours(forms, [["", *spoken, ""]])
        # Whole, and not as a part of a longer name only: "President Hale" is not "Vice President Hale".
        known = around and any(
            (before not in _BEFORE or (before, behind) in mine) and (behind not in _BEHIND or (before, behind) in mine)
            for before, behind in around
        )
        if not known:
            yield f"name: {text[run[0].start : run[-1].end].rstrip('.')}"


def _neighbours(forms: list[str], said: Sequence[list[str]]) -> set[tuple[str, str]]:
    """The words right before and right behind, wherever these forms stand in a row."""
    size = len(forms)
    return {
        (said_words[start - 1], said_words[start + size])
        for said_words in said
        for start in range(1, len(said_words) - size)
        if said_words[start : start + size] == forms
    }


def _number_violations(text: str, passages: Sequence[str]) -> Iterator[str]:
    said = [number for passage in passages for number in numbers(passage)]
    dates = [(date.start, date.end) for date in written_dates(text)]
    found = list(numbers(text))
    for number in found:
        if any(start <= number.start and number.end <= end for start, end in dates):
            continue  # "4th" and "4" are one day of the month, and the dates are checked as dates
        if not any(number.value == other.value and number.unit == other.unit for other in said):
            yield f"number: {number.text}"
    vocabulary = {form for passage in passages for form in normal_words(passage)}
    read = [*dates, *((number.start, number.end) for number in found)]
    for word in words(text):
        exact = not (_TIMES | _QUANTITIES).isdisjoint(word.forms)
        # "F-16", "COVID-19", "1.2.3", "1,50,000": digits that are no number, or that are only a part of one.
        numeric = any(character.isnumeric() for character in word.text) and not any(
            start <= word.start and word.end <= end + word.text.endswith(".") for start, end in read
        )
        if (exact or numeric) and not vocabulary.issuperset(word.forms):
            kind = "number" if _TIMES.isdisjoint(word.forms) else "date"
            yield f"{kind}: {word.text.rstrip('.')}"


def _date_violations(text: str, passages: Sequence[str]) -> Iterator[str]:
    said = [date for passage in passages for date in written_dates(passage)]
    for date in written_dates(text):
        if not any(date.agrees_with(other) for other in said):
            yield f"date: {date.text}"


def _quotation_violations(text: str, passages: Sequence[str]) -> Iterator[str]:
    said = [normal_quotation(quotation.text) for passage in passages for quotation in quotations(passage)]
    for quotation in quotations(text):
        form = normal_quotation(quotation.text)
        if form and not any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", other) for other in said):
            yield f"quotation: {quotation.text}"

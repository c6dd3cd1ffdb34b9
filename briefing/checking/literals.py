"""Literal checks: every name, number, date and quotation of a statement stands in its passages.

There are no exceptions and no probabilities here. A false alarm costs a rewriting, whose source's own words
are used instead; a miss would print something that no source says.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.checking.dates import written_dates
from briefing.checking.normal_forms import Word, normal_quotation, normal_words, words
from briefing.checking.numbers import numbers
from briefing.checking.quotations import quotations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Words that may open a sentence, or a title-cased phrase, without being part of a name.
OPENERS = frozenset(
    """a about after again against all also although among an and another any are around as at be because been before
    being between both but by can could did do does during each either few for from further had has have he her
    here his how however i if in into is it its just many may meanwhile more most much must my neither no nor not
    now of off on once one only or other our out over own same several she should since so some still such than
    that the their them then there these they this those though through to too under unless until up very was we
    were what when where whether which while who whose why will with within without would yet you your""".split()
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
            yield from _without_openers(run)
            run = []
        if word.capitalised and not word.text[0].isdigit():
            run.append(word)
    yield from _without_openers(run)


def _without_openers(run: list[Word]) -> Iterator[tuple[Word, ...]]:
    while run and run[0].text.casefold() in OPENERS:
        run = run[1:]
    if run:
        yield tuple(run)


def _ends_a_sentence(word: Word) -> bool:
    return word.text.endswith(".") and "." not in word.text[:-1] and len(word.text) > 4


def _name_violations(text: str, passages: Sequence[str]) -> Iterator[str]:
    said = [normal_words(passage) for passage in passages]
    vocabulary = {word for passage in said for word in passage}
    neighbours = {pair for passage in said for pair in pairwise(passage)}
    for run in names(text):
        forms = [form for word in run for form in word.forms]
        known = all(form in vocabulary for form in forms) and all(pair in neighbours for pair in pairwise(forms))
        if not known:
            yield f"name: {text[run[0].start : run[-1].end]}"


def _number_violations(text: str, passages: Sequence[str]) -> Iterator[str]:
    said = [number for passage in passages for number in numbers(passage)]
    for number in numbers(text):
        if not any(number.agrees_with(other) for other in said):
            yield f"number: {number.text}"


def _date_violations(text: str, passages: Sequence[str]) -> Iterator[str]:
    said = [date for passage in passages for date in written_dates(passage)]
    for date in written_dates(text):
        if not any(date.agrees_with(other) for other in said):
            yield f"date: {date.text}"


def _quotation_violations(text: str, passages: Sequence[str]) -> Iterator[str]:
    said = [normal_quotation(passage) for passage in passages]
    for quotation in quotations(text):
        form = normal_quotation(quotation.text)
        if form and not any(form in passage for passage in said):
            yield f"quotation: {quotation.text}"

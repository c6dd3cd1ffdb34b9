"""The words a memo uses for dates, counts and kinds: plain English, whatever the machine's locale.

Nothing here reads a memo; ``preparing.py`` puts these words beside its findings.
"""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from briefing.memo import Cause, Difference, Dropped, Firmness, GapKind, Kind, Section, When

# Not calendar.month_name: that one follows the locale.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

KINDS: dict[Kind, str] = {
    "accord": "Accord",
    "consensus": "Consensus",
    "dispute": "Dispute",
    "discrepancy": "Discrepancy",
    "next_step": "Next step",
}

#: One finding of a section, as the evidence refers to it.
TITLES: dict[Section, str] = {"agreements": "Agreements", "frictions": "Frictions", "next_steps": "Next steps"}
SECTIONS: dict[Section, str] = {"agreements": "Agreement", "frictions": "Friction", "next_steps": "Next step"}

CAUSES: dict[Cause, str] = {
    "number": "They differ in a number.",
    "date": "They differ in a date.",
    "polarity": "One says what the other denies.",
    "attribution": "They attribute it to different parties.",
    "naming": "They differ in a name.",
    "scope": "They differ in scope.",
}

FIRMNESS: dict[Firmness, str] = {"announced": "announced", "expected": "expected", "conditional": "conditional"}

GAPS: dict[GapKind, str] = {
    "no_comment": "No comment",
    "undisclosed": "Not disclosed",
    "unmatched": "No second origin found",
    "uncertain": "Second origin uncertain",
    "single_origin": "One origin found",
    "discrepancy": "Unresolved",
    "quotation": "Quoted differently",
    "language": "Language",
    "undated": "No date",
    "unread": "Not read",
}

# More of them are counted: a reader looks them up in the evidence.
_DETAILS = 3

STATES = {"new": "New", "listed": "Not in the earlier memo, but in its sources", "changed": "Changed"}


def counted(number: int, noun: str) -> str:
    """``1 source``, ``2 sources``: for nouns that take an s."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def corroboration(names: Sequence[str], origins: int, *, uncertain: bool = False) -> str:
    """Who carries a finding: the outlet if it is one, else how many sources of how many origins.

    ``uncertain`` adds that there may be one origin more.
    """
    carried = names[0] if len(names) == 1 else f"{counted(len(names), 'source')}, {counted(origins, 'origin')}"
    return f"{carried}; {within(GAPS['uncertain'])}" if uncertain else carried


def alone(details: Sequence[str], names: Sequence[str]) -> str:
    """What only the outlets of one origin give of a finding: ``“32 percent” in Politico only``; empty for none."""
    shown = [f"“{detail}”" for detail in details[:_DETAILS]]
    more = len(details) - len(shown)
    return (
        f"{listed([*shown, f'{more} more'] if more else shown)} in {listed(list(dict.fromkeys(names)))} only"
        if details
        else ""
    )


def listed(items: Sequence[str]) -> str:
    """Write ``A``, ``A and B``, ``A, B and C``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def opening(text: str) -> str:
    """Return the text with a capital at its beginning, the rest as it is."""
    return text[:1].upper() + text[1:]


def within(text: str) -> str:
    """Return the text without a capital at its beginning, to stand within a sentence."""
    return text[:1].lower() + text[1:]


def date(day: dt.date) -> str:
    """``1 November 2025``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def span(start: dt.date, end: dt.date) -> str:
    """Write a span of days as a reader would: ``3–7 November 2025``, ``November 2025``, ``2025``."""
    if start == end:
        return date(start)
    ends_month = end.day == calendar.monthrange(end.year, end.month)[1]
    if start.day == 1 and ends_month and start.year == end.year:
        if start.month == end.month:
            return f"{_MONTHS[start.month - 1]} {start.year}"
        if (start.month, end.month) == (1, 12):
            return str(start.year)
        return f"{_MONTHS[start.month - 1]}–{_MONTHS[end.month - 1]} {start.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{date(end)}"
    if start.year == end.year:
        return f"{start.day} {_MONTHS[start.month - 1]} – {date(end)}"
    return f"{date(start)} – {date(end)}"


def resolved(when: When) -> str | None:
    """Return the calendar date of a point in time, or ``None`` where it could not be resolved."""
    if when.start and when.end:
        return span(when.start, when.end)
    if when.start:
        return date(when.start)
    if when.end:
        return f"by {date(when.end)}"
    return None


def difference(one: Difference, places: Mapping[str, str]) -> str:
    """What was otherwise in the earlier memo; ``places`` are how findings of this memo are referred to."""
    if one.aspect == "contested":
        where = places.get(one.discrepancy or "")
        return f"a new source contradicts it ({where})" if where else "a new source contradicts it"
    if one.aspect == "beneath":
        return "told beneath for the first time: a later figure, a reply or another voice"
    if one.aspect == "corroboration":
        return f"before: {counted(one.origins or 0, 'origin')}"
    if one.aspect == "when":
        return f"before: {(one.when and resolved(one.when)) or one.before or 'no day'}"
    sentence = one.aspect in ("section", "polarity")
    return f"before: “{one.before}”" if sentence else f"before: {one.before}"


def loss(one: Dropped) -> str:
    """Why a finding of the earlier memo is not in this one."""
    if one.loss == "past":
        return f"its time, {(one.when and resolved(one.when)) or 'as named'}, has passed"
    return {
        "outranked": "its sources still say so, and other findings come first",
        "withdrawn": "its source was read again and does not say so any more",
        "unread": "its source was not read for this memo",
    }[one.loss]

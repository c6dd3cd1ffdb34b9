"""Calendar dates as a text writes them: any of year, month, day and weekday, without resolving what is relative."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

_MONTH = r"(?:(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?|" + "|".join(m.title() for m in MONTHS) + r")"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\b\.?|" + "|".join(d.title() for d in WEEKDAYS) + r")"
_YEAR = r"(?:1[89]|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
# "25 to 27 May": two days of one month.
_TO = r"(?:\s?[–-]\s?|\s(?:to|until|and)\s)"
_PATTERN = re.compile(
    rf"""
    (?<![\w-])(?:
      (?P<y1>{_YEAR})-(?P<m1>0[1-9]|1[0-2])-(?P<d1>0[1-9]|[12]\d|3[01])
    | (?:(?P<w2>{_WEEKDAY}),?\s)?(?P<m2>{_MONTH})\s(?:(?P<f2>{_DAY})\s?[–-]\s?)?(?P<d2>{_DAY})\b
      (?:,?\s(?P<y2>{_YEAR}))?
    | (?:(?P<w3>{_WEEKDAY}),?\s)?(?:the\s)?(?:(?P<f3>{_DAY}){_TO})?(?P<d3>{_DAY})(?:\sof)?\s(?P<m3>{_MONTH})
      (?:,?\s(?P<y3>{_YEAR}))?
    | (?P<m4>{_MONTH})(?:,?\s(?:of\s)?(?P<y4>{_YEAR}))?
    | (?P<w5>{_WEEKDAY})
    | (?P<y6>{_YEAR})
    )(?![\w-]*\w)
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class WrittenDate:
    """A date as it is written. ``weekday`` counts from Monday = 0; what is not written is ``None``."""

    text: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    def agrees_with(self, other: WrittenDate) -> bool:
        """Whether ``other`` has every part that this date has, with the same value."""
        parts = ("year", "month", "day", "weekday")
        return all(getattr(self, part) in (None, getattr(other, part)) for part in parts)


def written_dates(text: str) -> Iterator[WrittenDate]:
    """All calendar dates of a text, in order; capitalised names of months and weekdays only.

    "25 to 27 May" are two, each in the words of both.
    """
    for match in _PATTERN.finditer(text):
        found = {name[0]: value for name, value in match.groupdict().items() if value}
        month = found.get("m")
        # "May" and "March" at the start of a sentence are as often a verb; with a day or a year they are not.
        if month in {"May", "March"} and len(found) == 1 and match.start() == 0:
            continue
        for place, day in enumerate([found[name] for name in ("f", "d") if name in found] or [None]):
            yield WrittenDate(
                match.group(),
                match.start(),
                match.end(),
                year=int(found["y"]) if "y" in found else None,
                month=_month(month) if month else None,
                day=_day(day) if day else None,
                # "Monday, 25 to 27 May": the weekday is the first day's.
                weekday=_index(WEEKDAYS, found["w"]) if "w" in found and place == 0 else None,
            )


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _index(MONTHS, text) + 1


def _day(text: str) -> int:
    match = _NUMBER.match(text)
    return int(match.group()) if match else 0


def _index(names: list[str], text: str) -> int:
    start = text.lower().rstrip(".")[:3]
    return next(index for index, name in enumerate(names) if name.startswith(start))

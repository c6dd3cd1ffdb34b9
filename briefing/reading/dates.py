"""Publication dates, only where a document states one in full.

A date needs a day, a month and a year in the document's own words. What is relative ("Wednesday",
"3 hours ago") or ambiguous (01/11/2025) is no date here: a memo must not rest on a guess.
"""

from __future__ import annotations

import datetime as dt
import re

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01])(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

# What stands around the date in a header line; dateparser stumbles over some of it.
_LABEL = re.compile(
    r"^\W*(?:date|dated|published|publication date|posted|issued|released|first published|updated|last updated"
    r"|last modified)\b\s*(?:on|at)?\s*[:\-–—|]?\s*",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"[,|•·\-–—]?\s*(?:at\s+)?\b\d{1,2}[:.h]\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*"
    r"(?:\(?(?:[A-Z]{2,5}|[+-]\d{2}:?\d{2})(?:[+-]\d{1,2}(?::?\d{2})?)?\)?)?(?=\W|$)",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WRITTEN = re.compile(
    rf"\b(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:of\s+)?{_MONTH},?\s+(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+", re.IGNORECASE)

# Longer header values are sentences, and a date within a sentence need not be the document's own.
_LONGEST = 60


def stated_date(text: str) -> dt.date | None:
    """Return the full date that a header line or a metadata value states, or ``None``.

    Time of day and zone are dropped: the date is the one the document shows.
    """
    text = _LABEL.sub("", text.strip(), count=1)
    if len(text) > _LONGEST:
        return None
    for pattern in (_ISO, _COMPACT):
        if match := pattern.search(text):
            return _date(match[1], match[2], match[3])
    if match := _NUMERIC.search(text):
        first, second = int(match[1]), int(match[3])
        if first > 12 or match[2] == ".":  # only continental dates are written with full stops
            return _date(match[4], second, first)
        if second > 12 or first == second:
            return _date(match[4], first, second)
        return None
    if match := _WRITTEN.search(text):
        return _parsed(match[0], languages=["en"])
    if not _YEAR.search(text):
        return None
    return _parsed(_WEEKDAY.sub("", _TIME.sub("", text)), languages=None)


def is_date_line(line: str) -> bool:
    """Whether a line holds a full date and nothing else but a weekday, a time and a label."""
    rest = _WEEKDAY.sub("", _LABEL.sub("", line.strip(), count=1))
    if len(rest) > _LONGEST or stated_date(line) is None:
        return False
    for pattern in (_WRITTEN, _ISO, _COMPACT, _NUMERIC):
        rest = pattern.sub("", rest, count=1)
    rest = re.sub(r"T\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?", "", rest)
    return not any(character.isalpha() for character in _TIME.sub("", rest))


def _date(year: str | int, month: str | int, day: str | int) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _parsed(text: str, languages: list[str] | None) -> dt.date | None:
    import dateparser  # type: ignore[import-untyped]

    found = dateparser.parse(
        text,
        languages=languages,
        settings={
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],  # never "three days ago", which would depend on today
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return found.date() if found is not None else None

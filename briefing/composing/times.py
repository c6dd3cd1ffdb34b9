"""Times: what a text says of when, resolved against its source's own date.

``dateparser`` reads the expressions; what it leaves open is how long a "next April" lasts and which one is meant.
Without a date of the source, only what is written in full is resolved.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from briefing.memo import When

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateparser.date import DateDataParser  # type: ignore[import-untyped]
    from spacy.tokens import Doc, Span, Token

# What the recogniser takes for a name is no time. It knows "Good Friday Agreement" for a law or an event.
_NAMES = frozenset({"EVENT", "FAC", "LAW", "LOC", "ORG", "PERSON", "PRODUCT", "WORK_OF_ART"})

Tense = Literal["past", "future"]

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTH = rf"(?:{'|'.join(_MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
# Alone, "Jun" is as often a name.
_FULL_MONTH = rf"(?:{'|'.join(_MONTHS)})"
_WEEKDAY = rf"(?:{'|'.join(_DAYS)})"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_COUNT = r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|several)"
# "2000 homes" is no year.
_COUNTED = r"(?!\s(?:(?!(?:was|is|has|as|this|across|unless)\b)[a-z]+s|people|men|women|children|percent|million)\b)"
_EXPRESSION = re.compile(
    rf"""\b(?:
      {_YEAR}-\d\d-\d\d
    | (?:the\s)?week\sof\s{_MONTH}\s{_DAY}(?:,?\s{_YEAR})?\b
    | (?:{_WEEKDAY},?\s)?(?:{_MONTH}\s{_DAY}(?:,?\s{_YEAR})?|(?:the\s)?{_DAY}(?:\sof)?\s{_MONTH}(?:,?\s{_YEAR})?)\b
    | (?:(?:early|late|mid|next|last|this|this\spast|this\scoming)[\s-])?{_FULL_MONTH}(?:\s{_YEAR})?\b
    | {_MONTH}\s{_YEAR}\b
    | {_WEEKDAY},?\s(?:of\s)?(?:next|the\scoming)\sweek\b
    | (?:next|last|this|this\spast|this\scoming)\s{_WEEKDAY}\b | {_WEEKDAY}\b
    | (?:later\s|earlier\s)?(?:this|next|last|the\scoming|the\snext|the\spast|the\send\sof\sthe)\s(?:week|month|year)\b
    | (?:in|within)\s{_COUNT}\s(?:days?|weeks?|months?|years?)(?:['’]\stime)?\b
    | {_COUNT}\s(?:days?|weeks?|months?|years?)\s(?:ago|from\snow)\b
    | today|tonight|yesterday|tomorrow
    | (?:the\s)?(?:first|second)\shalf\sof\s{_YEAR} | (?:early|late|mid)-?\s?{_YEAR}\b
    | (?:coming|very)\ssoon | soon | shortly(?!\safter|\sbefore)
    | (?:in|by|for|during|since|of|until|through|throughout)\s{_YEAR}\b{_COUNTED}
    | (?<![$€£¥]){_YEAR}\b{_COUNTED}
    )""",
    re.VERBOSE,
)
# Counted from the day on which it was said these name a day, which is not meant.
_ROUGH = re.compile(
    rf"^(?:(?:in|within)\s)?{_COUNT}\s(?:days?|weeks?|months?|years?)\b(?!\sago)|(?:week|month|year)s?\sago$",
    re.IGNORECASE,
)
# "The Friday after the vote", "on the Sunday when he left".
_COUNTING = frozenset({"after", "before", "following", "that", "when"})
_OTHER_WEEKS = frozenset(
    "a each every fifth first following fourth one previous same second subsequent super third".split()
)
_COUNTED_FROM = re.compile(r"\b(?:day|hour|week|month)s?\s(?:after|ago|before|from|later)\s(?:on\s)?$", re.IGNORECASE)
_LEAD = re.compile(r"^(?:in|by|for|during|since|of|on|until|throughout|through|within)\s")


def expressions(text: str) -> Iterator[tuple[str, int]]:
    """The time expressions of a text, in order, each with its position."""
    for match in _EXPRESSION.finditer(text):
        bare = match.group() if match.group().startswith(("in a", "in t")) else _LEAD.sub("", match.group())
        # "May" and "March" alone open sentences as verbs do.
        if match.start() == 0 and bare in {"May", "March"}:
            continue
        yield bare, match.start() + len(match.group()) - len(bare)


def expressions_in(doc: Doc) -> Iterator[tuple[str, Span]]:
    """The time expressions of a parsed sentence, each with its words.

    Not those in names ("The Sunday Times"), nor days that are told by something else ("the Friday after the vote").
    """
    for expression, start in expressions(doc.text):
        span = doc.char_span(start, start + len(expression), alignment_mode="expand")
        if span is None or (expression in _DAYS and _is_counted_from(span)):
            continue
        if not any(token.ent_type_ in _NAMES or _begins_name(token) for token in span):
            yield expression, span


def _is_counted_from(day: Span) -> bool:
    """Whether a weekday is of no known week: "that Sunday", "every Sunday", "a week ago Sunday"."""
    doc = day.doc
    before = doc[day.start - 1] if day.start > 0 else None
    behind = doc[day.end].lower_ if day.end < len(doc) else ""
    if before is None:
        return False
    pointing = before.dep_ == "det" and before.lower_ in {"that", "those"}
    # "A Monday meeting" is on Monday.
    other = before.lower_ in _OTHER_WEEKS and day.root.dep_ != "compound"
    told = other or (before.lower_ == "the" and behind in _COUNTING)
    return pointing or told or _COUNTED_FROM.search(doc.text[: day.start_char]) is not None


def _begins_name(token: Token) -> bool:
    """Whether the word is the first part of a name that is no time: "Good Friday Agreement", not "Friday night"."""
    return token.dep_ == "compound" and token.head.pos_ == "PROPN" and token.head.ent_type_ not in {"DATE", "TIME"}


def resolved(expression: str, said_on: dt.date | None, tense: Tense) -> When:
    """When the expression means, said on that day in that tense; without ISO dates if that cannot be told."""
    span = _span(expression, said_on, tense)
    return When(text=expression, start=span[0], end=span[1]) if span else When(text=expression)


def is_day(when: When) -> bool:
    """Whether it is one resolved day."""
    return when.start is not None and when.start == when.end


def is_rough(when: When) -> bool:
    """Whether it counts from the day on which it was said, so that its day is not meant to the day: "in two weeks"."""
    return bool(_ROUGH.search(when.text))


def is_month_or_year(when: When) -> bool:
    """Whether it is one whole resolved month or year."""
    if when.start is None or when.end is None:
        return False
    return (when.start, when.end) in (_month(when.start.year, when.start.month), _year(when.start.year))


def _span(expression: str, said_on: dt.date | None, tense: Tense) -> tuple[dt.date, dt.date] | None:
    lower = expression.lower().removeprefix("the ")
    if re.fullmatch(_YEAR, lower):
        return _year(int(lower))
    if match := re.fullmatch(rf"(first|second) half of ({_YEAR})", lower):
        year, first = int(match[2]), match[1] == "first"
        return (dt.date(year, 1, 1), dt.date(year, 6, 30)) if first else (dt.date(year, 7, 1), dt.date(year, 12, 31))
    if match := re.fullmatch(rf"(early|late|mid)-?\s?({_YEAR})", lower):
        return _year(int(match[2]))
    if said_on is None and not re.search(_YEAR, lower):
        return None
    if said_on and (period := _relative_period(lower, said_on)):
        return period
    if lower.startswith("week of "):
        day = _parsed(lower.removeprefix("week of "), said_on, tense)
        return _unit("week", day[0], 0) if day else None
    return _parsed(lower, said_on, tense)


def _relative_period(lower: str, said_on: dt.date) -> tuple[dt.date, dt.date] | None:
    if match := re.fullmatch(rf"({_WEEKDAY.lower()}),? (?:of )?(?:next|the coming) week", lower):
        day = _unit("week", said_on, 1)[0] + dt.timedelta(days=_DAYS.index(match[1].capitalize()))
        return day, day
    match = re.fullmatch(r"(later |earlier )?(this|next|last|coming|past|end of) ?(?:the )?(week|month|year)", lower)
    if not match:
        return None
    part, which, unit = match.groups()
    step = {"next": 1, "coming": 1, "last": -1, "past": -1}.get(which, 0)
    start, end = _unit(unit, said_on, step)
    if part == "later ":
        return said_on, end
    if part == "earlier ":
        return start, said_on
    return (end, end) if which == "end of" else (start, end)


def _unit(unit: str, day: dt.date, step: int) -> tuple[dt.date, dt.date]:
    if unit == "week":
        monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=step)
        return monday, monday + dt.timedelta(days=6)
    if unit == "month":
        months = day.year * 12 + day.month - 1 + step
        return _month(months // 12, months % 12 + 1)
    return _year(day.year + step)


def _parsed(lower: str, said_on: dt.date | None, tense: Tense) -> tuple[dt.date, dt.date] | None:
    direction: Tense = tense
    if re.match(r"(next|this coming) ", lower):
        direction = "future"
    elif re.match(r"(last|this past) ", lower):
        direction = "past"
    bare = re.sub(r"^(?:early|late|mid|next|last|this past|this coming|this|on)[\s-]", "", lower)
    if said_on and bare == _DAYS[said_on.weekday()].lower() and lower.removeprefix("on ") == bare:
        # News calls its own day by its name: "said Wednesday", on a Wednesday, is today.
        return said_on, said_on
    if said_on and direction == "future" and not lower.startswith("next "):
        # What has begun is still to come: "mid-November" and "on November 1", said on November 1.
        begun = _read(bare, said_on, "past")
        if begun and begun[0] <= said_on <= begun[1]:
            return begun
    found = _read(bare, said_on, direction)
    if found and said_on and lower.startswith("last ") and found[0] <= said_on <= found[1]:
        # "Last November", said in November.
        return _month(found[0].year - 1, found[0].month)
    return found


def _read(bare: str, said_on: dt.date | None, direction: Tense) -> tuple[dt.date, dt.date] | None:
    found = _parser(said_on, direction).get_date_data(bare)
    if found.date_obj is None:
        return None
    day = found.date_obj.date()
    if found.period == "month" or re.fullmatch(rf"{_MONTH.lower()}(?: {_YEAR})?", bare):
        return _month(day.year, day.month)
    if found.period == "year":
        return _year(day.year)
    return day, day


@cache
def _parser(said_on: dt.date | None, direction: Tense) -> DateDataParser:
    from dateparser.date import DateDataParser

    settings: dict[str, Any] = {
        "PREFER_DATES_FROM": direction,
        "PREFER_DAY_OF_MONTH": "first",
        "PREFER_MONTH_OF_YEAR": "first",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    if said_on:
        # The day itself counts as past and as future: "on November 1", said on that day.
        settings["RELATIVE_BASE"] = dt.datetime.combine(said_on, dt.time(23, 59) if direction == "past" else dt.time(0))
    return DateDataParser(languages=["en"], settings=settings)


def _month(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _year(year: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)

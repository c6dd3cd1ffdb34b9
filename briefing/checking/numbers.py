"""Numbers in a text: digits and number words, with their unit, as comparable values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen""".split()
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_VALUES: dict[str, int] = {
    **{word: value for value, word in enumerate(_UNITS)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
}
_ORDINAL_VALUES = {word: value for value, word in enumerate(_ORDINALS)}
_MAGNITUDES: dict[str, int] = {
    "hundred": 100,
    "thousand": 1_000,
    "k": 1_000,
    "million": 1_000_000,
    "mn": 1_000_000,
    "m": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "b": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "tn": 1_000_000_000_000,
}
_SPELT = "|".join(sorted((*_VALUES, "hundred", "thousand", "million", "billion", "trillion"), key=len, reverse=True))
_PATTERN = re.compile(
    rf"""
    (?P<currency>[$€£¥]|\b(?:US|C|A|HK)\$)?\s?
    (?:
      (?P<digits>(?<![\w.])(?<![A-Za-z]-)\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|(?<![\w.,])(?<![A-Za-z]-)\d+(?:\.\d+)?)
      (?:(?P<ordinal>st|nd|rd|th)\b)?
      (?:[\s-]?(?P<magnitude>(?:hundred|thousand|million|billion|trillion)\b|(?:bn|mn|tn|[kmb])\b(?!\.\w)))?
    | \b(?P<spelt>(?:{_SPELT})(?:(?:[\s-]|\sand\s)(?:{_SPELT}))*)\b
    | \b(?P<ordinal_word>{"|".join(_ORDINALS)})\b
    )
    (?:\s?(?P<percent>%|per\s?cent\b|percentage\spoints?\b)|\s(?P<money>dollars?|euros?|pounds?|yuan|yen|rupees?)\b)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MONEY = {"$": "$", "€": "€", "£": "£", "¥": "¥", "dollar": "$", "euro": "€", "pound": "£"}


@dataclass(frozen=True)
class Number:
    """A number as a text gives it. ``unit`` is "%", a currency, "th" for an ordinal, a letter as in "5m", or ""."""

    text: str
    start: int
    end: int
    value: Decimal
    unit: str

    def agrees_with(self, other: Number) -> bool:
        """Whether both say the same: equal values, and no two different units."""
        return self.value == other.value and (self.unit == other.unit or not self.unit or not other.unit)


def numbers(text: str) -> Iterator[Number]:
    """All numbers of a text in order, years and days of the month among them."""
    for match in _PATTERN.finditer(text):
        value = _value(match)
        if value is not None:
            stripped = match.group().strip()
            start = match.start() + match.group().index(stripped)
            yield Number(stripped, start, start + len(stripped), value, _unit(match))


def _value(match: re.Match[str]) -> Decimal | None:
    if match["digits"]:
        try:
            value = Decimal(match["digits"].replace(",", ""))
        except InvalidOperation:
            return None
        magnitude = (match["magnitude"] or "").lower()
        if _is_length(match):
            return value
        return value * _MAGNITUDES.get(magnitude, 1)
    if match["ordinal_word"]:
        return Decimal(_ORDINAL_VALUES[match["ordinal_word"].lower()])
    return Decimal(_spelt_value(re.split(r"[\s-]+", match["spelt"].lower())))


def _spelt_value(parts: list[str]) -> int:
    total = current = 0
    for part in parts:
        if part in _VALUES:
            current += _VALUES[part]
        elif part == "hundred":
            current = max(current, 1) * 100
        elif part in _MAGNITUDES:
            total += max(current, 1) * _MAGNITUDES[part]
            current = 0
    return total + current


def _is_length(match: re.Match[str]) -> bool:
    """A single letter is a magnitude only next to money ("$5m"): "5 m" is a length, and "5m" may be one."""
    return len(match["magnitude"] or "") == 1 and not match["currency"]


def _unit(match: re.Match[str]) -> str:
    if _is_length(match):
        return match["magnitude"].lower()
    if match["percent"]:
        return "%"
    if match["ordinal"] or match["ordinal_word"]:
        return "th"
    money = match["currency"] or (match["money"] or "").lower().rstrip("s")
    return _MONEY.get(money[-1:] if money.endswith("$") else money, money)

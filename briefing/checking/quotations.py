"""Quoted strings in a text: where they start and end, and whether all quotation marks are balanced."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Straight marks pair up in order; single marks count only where they cannot be apostrophes.
_PATTERN = re.compile(
    r"“(?P<a>[^“”]*)”|\"(?P<b>[^\"]*)\"|«(?P<c>[^«»]*)»|(?<!\w)‘(?P<d>[^‘]*?)’(?!\w)"
    r"|(?<![\w'])'(?P<e>(?=[^\W\d])(?:[^'\"“”]|(?<=\w)'(?=\w))+)'(?![\w'])"
)


@dataclass(frozen=True)
class Quotation:
    """A quoted string: ``text`` without its marks, ``start`` and ``end`` of it with its marks."""

    text: str
    start: int
    end: int


def quotations(text: str) -> Iterator[Quotation]:
    """The quoted strings of a text in order; a quotation inside another is part of that."""
    for match in _PATTERN.finditer(text):
        yield Quotation(next(group for group in match.groups() if group is not None), match.start(), match.end())


def is_quoted(place: int, quoted: Iterable[Quotation]) -> bool:
    """Whether the character at a place stands within one of these quotations, its marks included."""
    return any(quotation.start <= place < quotation.end for quotation in quoted)


def balanced(text: str) -> bool:
    """Whether every quotation mark and bracket of the text has its partner."""
    return (
        text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
        and text.count("(") == text.count(")")
        and text.count("[") == text.count("]")
    )


def quoted_share(text: str) -> float:
    """The share of a text that stands within quotation marks, 0 to 1."""
    return sum(one.end - one.start for one in quotations(text)) / max(1, len(text))

"""Normal forms of words, so that "U.S." and "United States", or "5 percent" and "5%", compare equal.

What the forms are compared for is the business of ``literals``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Abbreviation -> the words that it stands for. Only those that are unambiguous when capitalised.
_LONG_FORMS: dict[str, tuple[str, ...]] = {
    "us": ("united", "states"),
    "usa": ("united", "states"),
    "uk": ("united", "kingdom"),
    "un": ("united", "nations"),
    "eu": ("european", "union"),
    "uae": ("united", "arab", "emirates"),
    "mr": ("mister",),
    "dr": ("doctor",),
    "gen": ("general",),
    "adm": ("admiral",),
    "lt": ("lieutenant",),
    "col": ("colonel",),
    "capt": ("captain",),
    "sgt": ("sergeant",),
    "gov": ("governor",),
    "sen": ("senator",),
    "rep": ("representative",),
    "prof": ("professor",),
    "st": ("saint",),
    "defence": ("defense",),
    "centre": ("center",),
    "labour": ("labor",),
    "jan": ("january",),
    "feb": ("february",),
    "mar": ("march",),
    "apr": ("april",),
    "jun": ("june",),
    "jul": ("july",),
    "aug": ("august",),
    "sep": ("september",),
    "sept": ("september",),
    "oct": ("october",),
    "nov": ("november",),
    "dec": ("december",),
    "mon": ("monday",),
    "tue": ("tuesday",),
    "tues": ("tuesday",),
    "wed": ("wednesday",),
    "thu": ("thursday",),
    "thurs": ("thursday",),
    "fri": ("friday",),
    "sat": ("saturday",),
    "sun": ("sunday",),
}
_WORD = re.compile(r"\w+(?:[.'’]\w+)*\.?", re.UNICODE)
_POSSESSIVE = re.compile(r"['’]s?$")
_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "–": "-", "—": "-"}
)


@dataclass(frozen=True)
class Word:
    """A word of a text: where it stands, and its normal forms (several where an abbreviation was spelt out)."""

    text: str
    start: int
    end: int
    forms: tuple[str, ...]

    @property
    def capitalised(self) -> bool:
        """Whether it has a capital letter, as names have."""
        return any(character.isupper() for character in self.text)


def words(text: str) -> Iterator[Word]:
    """The words of a text in order, hyphenated words in their parts, punctuation left out."""
    for match in _WORD.finditer(text):
        # "D.C." keeps its stops inside and loses the last; an ordinary word's full stop is not part of it.
        raw = match.group()
        yield Word(raw, match.start(), match.end(), _forms(raw))


def normal_words(text: str) -> list[str]:
    """The normal forms of all words of a text, in order."""
    return [form for word in words(text) for form in word.forms]


def normal_quotation(text: str) -> str:
    """A quotation as it is compared: one kind of quotation mark, one space, no case, no closing punctuation."""
    plain = " ".join(text.translate(_QUOTES).replace("…", "...").split())
    return plain.strip(" .,;:!?-'\"").casefold()


def _forms(raw: str) -> tuple[str, ...]:
    bare = _POSSESSIVE.sub("", raw.rstrip(".")).replace(".", "")
    lower = bare.casefold()
    spelt_out = _LONG_FORMS.get(lower)
    if spelt_out and any(character.isupper() for character in raw):  # "us" is no country, "sun" no Sunday
        return spelt_out
    return (lower,) if lower else ()

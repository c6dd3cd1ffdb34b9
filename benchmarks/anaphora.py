"""References that a sentence does not resolve itself, by its surface: a measure apart from the program's own parse.

Counted as dangling: a personal pronoun with no name before it in the sentence, an opening "this", "that" or "these",
and "the move", "the former" and their like with nothing before them. What stands within quotation marks is the
speaker's.
"""

from __future__ import annotations

import re

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]{12,}’")
_PERSONAL = re.compile(r"\b(?:he|she|they|him|her|them|his|hers|their|theirs)\b", re.IGNORECASE)
_POINTING = re.compile(
    r"^(?:this|that|these|those|such|it|its|there|here)\b(?! (?:is|are|was|were|will|year|month|week)\b)", re.IGNORECASE
)
_IT = re.compile(r"^(?:it|this|that|these|those) (?:is|are|was|were|will)\b(?!.*\b(?:that|to|who)\b)", re.IGNORECASE)
_DEFINITE = re.compile(
    r"^(?:the|both) (?:move|decision|former|latter|two|pair|duo|incident|announcement|statement|deal|latest)\b"
    r"(?! (?:of|to|by|on|between|with|from|in|for|sides?|countries|governments|nations)\b)",
    re.IGNORECASE,
)
# What a pronoun may stand for: a name, or any plural or group that came before it.
_NAMED = re.compile(r"(?:(?<=\s)|^)(?:[A-Z][\w’'-]+|\w+s|people|police|government|who)\b")
# Capitals that open a sentence or name a day.
_NO_NAMES = frozenset(
    """A After An And As At Before But By During For From If In On Since The Then Until When While With Monday Tuesday
    Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October
    November December days hours months weeks years""".split()
)


def dangles(text: str) -> bool:
    """Whether a reader of this sentence alone would have to ask who or what is meant."""
    bare = _QUOTED.sub("“…”", text)
    if _POINTING.search(bare) or _IT.search(bare) or _DEFINITE.search(bare):
        return True
    pronoun = _PERSONAL.search(bare)
    if pronoun is None:
        return False
    before = bare[: pronoun.start()]
    named = [match.group() for match in _NAMED.finditer(before)]
    return all(word in _NO_NAMES for word in named)

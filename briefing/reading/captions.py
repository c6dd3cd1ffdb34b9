"""Captions: what stands beneath a picture is not what the document reports, and may be years older.

A caption is known by its credit: "… in Tulsa. Ann Lee/AP", "… in Tulsa. REUTERS/Ann Lee", "(AP Photo/Ann Lee, File)".
"""

from __future__ import annotations

import re

# A caption of several sentences; what is longer and ends in a credit is an article that was copied into one line.
_LONGEST = 700
_LONGEST_CREDIT = 120
_WORDS_OF_A_NAME = 8

AGENCIES = (
    r"(?:getty images?|ap photo|ap images|afp|reuters|associated press|epa(?:-efe)?|xinhua|anadolu(?: agency)?"
    r"|bloomberg"
    r"|shutterstock|i?stock(?:photo)?|alamy|upi|kyodo|zuma press|pool photo|handout|wikimedia commons|unsplash)"
)
"""A pattern of who sells or gives pictures, in lower case."""
# These two are too short to be told by themselves.
_AGENCY = rf"(?:{AGENCIES}|ap|tns)"
_IS_AGENCY = re.compile(_AGENCY, re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[/|]\s*|,? via ")
_SENTENCE_END = re.compile(r"[.!?\"”’)]\s+")
_MAKER = re.compile(r"photos? (?:illustration )?by ", re.IGNORECASE)
# "…, File", ".../File Photo", and a button: "More"
_FILED = re.compile(r"\.|(?:\s*[/,]\s*(?:files?|pool)(?: photo)?)?(?: more)?", re.IGNORECASE)
_IN_BRACKETS = re.compile(rf"[(\[]([^()\[\]]{{2,{_LONGEST_CREDIT}}})[\])]$")
_NAMES_AGENCY = re.compile(
    rf"(?:[/:,|]|\bvia)\s*{_AGENCY}\b|\bap photo\b|\breuters\s*/|\bgetty images\b|\bfile photo\b", re.IGNORECASE
)
_HIDDEN = re.compile(r"\bhide caption (?:\d+ of \d+\b|$)|^hide caption\b", re.IGNORECASE)


def without_captions(paragraph: str) -> str:
    """The paragraph without its lines that are captions; empty where nothing is left."""
    return "\n".join(line for line in paragraph.split("\n") if not is_caption(line))


def is_caption(line: str) -> bool:
    """Whether the whole line is a picture's caption, or its credit."""
    line = line.strip()
    if len(line) > _LONGEST:
        return False
    bracket = _IN_BRACKETS.search(line)
    return (
        _ends_in_credit(line)
        or (bracket is not None and _NAMES_AGENCY.search(bracket[1]) is not None)
        or any(_begins_with_credit(rest) for rest in line.split(" | ")[1:])
        or _HIDDEN.search(line) is not None
    )


def _ends_in_credit(line: str) -> bool:
    """Whether the line, or what follows a sentence near its end, is a credit; an initial ends like a sentence, too."""
    starts = [0, *(end.end() for end in _SENTENCE_END.finditer(line))]
    return any(_is_credit(line[start:]) for start in starts if len(line) - start <= _LONGEST_CREDIT)


def _is_credit(text: str) -> bool:
    """Whether a text is who took a picture, and for whom: "Ann Lee/AFP via Getty Images", "REUTERS/Ann Lee"."""
    parts = _SEPARATOR.split(_without_filing(_MAKER.sub("", text)))
    first, *rest = parts
    if not rest:
        return text == "Getty Images"
    if first.casefold() in {"ap photo", "reuters"}:
        return all(map(_is_name, rest))
    return _IS_AGENCY.fullmatch(parts[-1]) is not None and all(map(_is_name, parts[:-1]))


def _begins_with_credit(text: str) -> bool:
    """Whether a credit opens a text that goes on: "Ann Lee/AP Photo Politics Headline"."""
    first, *rest = _SEPARATOR.split(text[:_LONGEST_CREDIT])
    if not rest:
        return first.startswith(("AP Photo", "Getty Images"))
    credited = (_IS_AGENCY.match(part) for part in rest)
    return first.startswith(("AP Photo", "Getty Images")) or (_is_name(first) and any(credited))


def _without_filing(text: str) -> str:
    for start in range(max(0, len(text) - 20), len(text)):
        if _FILED.fullmatch(text, start):
            return text[:start]
    return text


def _is_name(text: str) -> bool:
    """Whether a text may name a person or an outlet: few words, the first and the last with a capital."""
    words = text.split()
    return 0 < len(words) <= _WORDS_OF_A_NAME and words[0][0].isupper() and words[-1][0].isupper()

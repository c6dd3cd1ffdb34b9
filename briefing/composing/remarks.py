"""Remarks: whether a text has, word for word, what a statement quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.checking.quotations import is_quoted, quotations
from briefing.composing.discrepancies.claimants import claiming

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A statement is a remark where so much of it is quoted; so many words in a row are no chance.
_MOSTLY = 0.5
_WORDS = 8
_WORD = re.compile(r"\w+")


def has_its_remark(text: Doc, statement: Doc) -> bool:
    """Whether a text has the remark that the statement is, word for word, and gives it to nobody else."""
    remark = max((quotation.text for quotation in quotations(statement.text)), key=len, default="")
    words = _words(remark)
    if len(words) < _WORDS or len(remark) < _MOSTLY * len(statement.text) or not _is_said(statement):
        return False
    if f" {' '.join(words)} " not in f" {' '.join(_words(text.text))} ":
        return False
    here, there = _speakers(statement), _speakers(text)
    return not here or not there or bool(here & there)


def _is_said(doc: Doc) -> bool:
    """Whether somebody says what is quoted: not "his remark – “…” – suggests that he leaves"."""
    quoted = list(quotations(doc.text))
    return any(not is_quoted(token.idx, quoted) for token in claiming(doc))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _speakers(doc: Doc) -> frozenset[str]:
    """The names of persons beside what is quoted."""
    quoted = list(quotations(doc.text))
    return frozenset(token.lower_ for token in doc if token.ent_type_ == "PERSON" and not is_quoted(token.idx, quoted))

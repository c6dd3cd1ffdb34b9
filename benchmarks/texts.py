"""Texts of data files as sentences: cut as sources are, and where tokenized text has a full stop of its own."""

from __future__ import annotations

import hashlib
import re

from briefing.memo import Source
from briefing.reading import passages

# "moved to australia . the 23-year-old": without a capital behind it, sources are not cut here. "a . . . b" goes on.
_LONE_STOP = re.compile(r"(?<=[^\s.!?] [.!?])\s+(?=[^\s.!?])")


def source_of(text: str) -> Source:
    """A source that holds the text as it is, without reading and cleaning."""
    return Source(
        id="S1",
        location="-",
        media_type="text/plain",
        words=len(text.split()),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        origin="O1",
        text=text,
    )


def sentences_of(text: str) -> list[str]:
    """The sentences of a text in order, headings left out; a text that is nothing else is one sentence."""
    found = [one.text for one in passages(source_of(text))] or [text.strip()]
    return [sentence for one in found for sentence in _LONE_STOP.split(one)]

"""Sources as their sentences, given in the test."""

from __future__ import annotations

import hashlib

from briefing.memo import Passage, Source
from briefing.reading import passages


def source(*sentences: str, number: int = 1) -> Source:
    """A source that consists of these sentences."""
    text = " ".join(sentences)
    return Source(
        id=f"S{number}",
        location=f"{number}.txt",
        media_type="text/plain",
        words=len(text.split()),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        origin=f"O{number}",
        text=text,
    )


def sentences_of(one: Source, *sentences: str) -> list[Passage]:
    """The source's sentence passages, which must be the sentences that the test gives."""
    found = list(passages(one))
    assert [passage.text for passage in found] == list(sentences)
    return found

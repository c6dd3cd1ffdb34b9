"""Condensing: one source becomes a summary, statement by statement, each with the passages that carry it.

``condense`` is the public function; ``load_summarizer`` finds the summarizer that a user names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.condensing.choice import load_summarizer
from briefing.condensing.summarizer import Length, Summarizer, budget
from briefing.reading import passages

if TYPE_CHECKING:
    from briefing.memo import Source, Summary

__all__ = ["Length", "Summarizer", "budget", "condense", "load_summarizer"]


def condense(source: Source, summarizer: Summarizer, length: Length) -> Summary:
    """Condense one source to the length that fits it. Every passage of the source takes part."""
    sentences = passages(source)
    return summarizer.summarize(source, sentences, budget(length, len(sentences)))

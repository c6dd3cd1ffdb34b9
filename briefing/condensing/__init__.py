"""Condensing: one source becomes a summary, statement by statement, each with the passages that carry it.

``condense`` is the public function; ``load_summarizer`` finds the summarizer that a user names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.checking.literals import violations
from briefing.condensing.choice import load_summarizer
from briefing.condensing.summarizer import Answering, Length, Summarizer, budget
from briefing.memo import Statement, Summary
from briefing.reading import passages

if TYPE_CHECKING:
    from briefing.memo import Source

__all__ = ["Answering", "Length", "Summarizer", "budget", "condense", "load_summarizer"]


def condense(source: Source, summarizer: Summarizer, length: Length) -> Summary:
    """Condense one source to the length that fits it. Every passage of the source takes part.

    Whoever condenses, a statement that says literally what its passages do not say gives way to the last of them.
    Raises what the summarizer raises.
    """
    sentences = passages(source)
    summary = summarizer.summarize(source, sentences, budget(length, len(sentences)))
    return Summary(
        source=source.id,
        statements=tuple(map(_held, summary.statements)),
        further=tuple(map(_held, summary.further)),
    )


def _held(statement: Statement) -> Statement:
    if not violations(statement.text, [passage.text for passage in statement.passages]):
        return statement
    words = statement.passages[-1]
    return Statement(text=words.text, mode="verbatim", support=1.0, passages=(words,))

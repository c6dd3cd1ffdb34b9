"""Figures that a later one supersedes: a count that goes on is no discrepancy with the count of the day before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.composing.corpus import Corpus

# Words of a count that is still going on, or was taken anew.
_COUNTING = frozenset(
    "climb count estimate far increase initial latest least lift lower now raise revise rise toll update yet".split()
)


def is_superseded(corpus: Corpus, one: int, other: int) -> bool:
    """Whether two passages, by their places, are of different days, and either tells of a count that goes on."""
    days = {corpus.source_of(place).published for place in (one, other)}
    if len(days) == 1 or None in days:
        return False
    return any(token.lemma_.lower() in _COUNTING for place in (one, other) for token in corpus.docs[place])

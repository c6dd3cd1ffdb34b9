"""What the candidates are to the memo, read once more: with the headline and the sentence that stands before each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.composing.clauses import step
from briefing.composing.points import decided, span_of
from briefing.models.heads.in_context import context
from briefing.models.heads.sentences import POINTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.composing.candidates import Candidate
    from briefing.composing.corpus import Corpus
    from briefing.models.heads.in_context import ReadsInContext
    from briefing.models.heads.sentences import Point

# What this reading weighs, beside that of the sentence alone.
_AGAIN = 0.6
# No reading is surer than this that a sentence is not something.
_LEAST = 1e-6


def read_in_context(candidates: Sequence[Candidate], corpus: Corpus, reader: ReadsInContext) -> list[Candidate]:
    """The candidates as both readings see them, in the order given; what is background to both together is one."""
    judged = reader.judge([(_context(one, corpus), one.statement.text) for one in candidates])
    span = span_of(corpus.sources)
    found = []
    for one, again in zip(candidates, judged, strict=True):
        chances = _both(one.chances, dict(zip(POINTS, map(float, again), strict=True)))
        clause = step(one.doc)
        opens = one.statement.passages[-1] in corpus.openings
        point = decided(chances, one.doc, clause, one.source.published, span, opens=opens)
        found.append(replace(one, chances=chances, point=point, step=clause if point == "step" else None))
    return found


def _context(one: Candidate, corpus: Corpus) -> str:
    place = corpus.place_of(one.statement.passages[-1])
    before = corpus.passages[place - 1] if place else None
    of_source = before is not None and before.source == one.source.id
    return context(one.source.title, before.text if before and of_source else None)


def _both(first: Mapping[Point, float], again: Mapping[Point, float]) -> dict[Point, float]:
    """What two readings say together: the product of their chances, each to the power of its weight."""
    weighed = {name: max(first[name], _LEAST) ** (1 - _AGAIN) * max(again[name], _LEAST) ** _AGAIN for name in POINTS}
    total = sum(weighed.values())
    return {name: weight / total for name, weight in weighed.items()}

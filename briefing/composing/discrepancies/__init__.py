"""Discrepancies: passages of different origins that tell the same and differ in a number, a date or a name.

Silence is preferred to a false alarm: only passages that are alike in most of what they say are compared, and only
what stands in the same place of both. Each kind has its module; ``discrepancies`` is the public function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from briefing.composing.discrepancies.dates import dated_events, of_dates
from briefing.composing.discrepancies.discrepancy import Discrepancy
from briefing.composing.discrepancies.numbers import measures, of_numbers
from briefing.composing.discrepancies.offices import of_offices
from briefing.condensing.standalone import is_complete

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.composing.corpus import Corpus

__all__ = ["Discrepancy", "discrepancies", "distinct"]

# Likeness of the vectors from which two passages are compared. On twenty news events the pairs between 0.55 and 0.64
# that differed in a number were all of different days or of different things.
COMPARABLE = 0.64


def discrepancies(corpus: Corpus) -> list[Discrepancy]:
    """All discrepancies of a dossier, the most certain first; one for each two passages that differ."""
    return sorted([*of_offices(corpus), *_of_pairs(corpus)], key=lambda one: -one.weight)


def distinct(found: Sequence[Discrepancy]) -> list[Discrepancy]:
    """One discrepancy for each fact, the first of those found."""
    kept: dict[tuple[str, ...], Discrepancy] = {}
    for one in found:
        kept.setdefault(one.fact, one)
    return list(kept.values())


def _of_pairs(corpus: Corpus) -> Iterator[Discrepancy]:
    whole = [index for index, doc in enumerate(corpus.docs) if is_complete(doc)]
    measured = {index: measures(corpus.docs[index]) for index in whole}
    dated = {index: dated_events(corpus, index) for index in whole}
    telling = [index for index in whole if measured[index] or dated[index]]
    if not telling:
        return
    near = corpus.vectors[telling] @ corpus.vectors[telling].T
    for row, column in zip(*np.nonzero(np.triu(near >= COMPARABLE, k=1)), strict=True):
        one, other, weight = telling[row], telling[column], float(near[row, column])
        if corpus.source_of(one).origin == corpus.source_of(other).origin:
            continue
        sides = (corpus.passages[one], corpus.passages[other])
        yield from of_numbers(measured[one], measured[other], sides, weight)
        yield from of_dates(dated[one], dated[other], sides, weight)

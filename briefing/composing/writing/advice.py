"""What a writer says of the statements that report one fact, taken over where nothing speaks against it.

Its word stands in for the fact head's on whether two statements say the same; that one contradicts another, or gives
another number or day, it cannot change.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from briefing.composing.details import gives_otherwise
from briefing.composing.grouping import are_contrary
from briefing.composing.relations import NEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.composing.candidates import Candidate
    from briefing.composing.relations import Relations
    from briefing.composing.writing.writer import Writer


def advised(candidates: Sequence[Candidate], relations: Relations, writer: Writer) -> Relations:
    """The relations with what the writer says of the candidates.

    Statements of one proposed group say the same, those of two groups do not. A group in which any two may not be
    joined counts for nothing, and of statements that the writer leaves out the fact head's word stands.
    """
    if len(candidates) < 2:
        return relations
    listed = [candidates[place] for place in _chain(candidates)]
    groups = [
        [listed[place] for place in sorted(group)] for group in writer.group([one.statement.text for one in listed])
    ]
    sound = [group for group in groups if all(_may_join(*pair, relations) for pair in combinations(group, 2))]
    same = {_key(*pair): True for group in sound for pair in combinations(group, 2)}
    apart = {_key(one, other): False for here, there in combinations(sound, 2) for one in here for other in there}
    return relations.with_verdicts(apart | same)


def _key(one: Candidate, other: Candidate) -> frozenset[str]:
    return frozenset({one.statement.text, other.statement.text})


def _may_join(one: Candidate, other: Candidate, relations: Relations) -> bool:
    """Whether nothing speaks against two statements reporting one fact."""
    return not (
        float(one.vector @ other.vector) < NEAR
        or are_contrary(one, other, relations)
        or gives_otherwise(one.doc, other.doc)
    )


def _chain(candidates: Sequence[Candidate]) -> list[int]:
    """The places of candidates, each followed by the one nearest to it that is left: what is alike stands together."""
    vectors = np.stack([candidate.vector for candidate in candidates])
    near = vectors @ vectors.T
    order = [0]
    left = set(range(1, len(candidates)))
    while left:
        last = order[-1]
        order.append(max(left, key=lambda place: (float(near[last, place]), -place)))
        left.remove(order[-1])
    return order

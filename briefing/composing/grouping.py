"""Grouping: which statements say the same.

Groups are stars: every member says the same as the centre itself, so that a chain of half-alike statements cannot make
two different facts one. The fact head decides (``relations``); what takes the opposite side never says the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.composing.relations import SAME
from briefing.composing.witnesses import opposite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.composing.candidates import Candidate
    from briefing.composing.relations import Relations


@dataclass(frozen=True)
class Group:
    """Statements that say the same: the centre, in whose words it is said, and the others."""

    centre: Candidate
    others: tuple[Candidate, ...]

    @property
    def members(self) -> tuple[Candidate, ...]:
        """All of them, the centre first."""
        return (self.centre, *self.others)


def groups(candidates: Sequence[Candidate], relations: Relations) -> list[Group]:
    """Group the candidates around the ones with the highest merit. Every candidate is in one group."""
    left = sorted(range(len(candidates)), key=lambda index: (-candidates[index].merit, index))
    found = []
    while left:
        centre, *rest = left
        same = [index for index in rest if say_the_same(candidates[centre], candidates[index], relations)]
        found.append(Group(candidates[centre], tuple(candidates[index] for index in same)))
        left = [index for index in rest if index not in set(same)]
    return found


def say_the_same(one: Candidate, other: Candidate, relations: Relations) -> bool:
    """Whether two statements report one fact."""
    told, again = one.statement.text, other.statement.text
    return relations.same(told, again) >= SAME and not are_contrary(one, other, relations)


def are_contrary(one: Candidate, other: Candidate, relations: Relations) -> bool:
    """Whether two statements take opposite sides, or one denies the other."""
    return opposite(one.stance, other.stance) or relations.deny(one.statement.text, other.statement.text)

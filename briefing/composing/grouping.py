"""Grouping: which statements say the same, and which passages of other sources carry a statement.

Groups are stars: every member says the same as the centre itself, so that a chain of half-alike statements cannot make
two different facts one. The fact head decides (``relations``); a text that takes the opposite side carries nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from briefing.composing.points import is_history, span_of
from briefing.composing.relations import NEAR, SAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.composing.candidates import Candidate
    from briefing.composing.corpus import Corpus
    from briefing.composing.relations import Relations
    from briefing.memo import Passage
    from briefing.models.heads.sentences import Stance


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# What happened is a finding only with a second origin. All else stands by itself, and there a witness that tells
# something near only misleads: the claim that another rejects has a chance of 0.91 in the sample dossier.
_SURE = 0.95


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


def carriers(candidate: Candidate, corpus: Corpus, relations: Relations) -> tuple[Passage, ...]:
    """The passages of other sources that carry the candidate's statement: the best one of each, in the sources' order.

    A passage that gives another number for what the statement counts, takes the opposite side, or tells of a year long
    before does not carry it. What stands without witnesses (all but what happened) takes only sure ones.
    """
    near = corpus.vectors @ candidate.vector
    span = span_of(corpus.sources)
    best: dict[str, tuple[float, int]] = {}
    for index in np.flatnonzero(near >= NEAR):
        passage = corpus.passages[index]
        if passage.source == candidate.source.id or not relations.carries(passage.text, candidate.statement.text):
            continue
        chance = relations.of(passage.text, candidate.statement.text).carries
        if candidate.point != "event" and chance < _SURE:
            continue
        turned = opposite(candidate.stance, corpus.judged.stance_of(int(index)))
        # Without a year, "1 July" may be the next one.
        past = bool(_YEAR.search(passage.text)) and is_history(
            corpus.docs[index], corpus.source_of(int(index)).published, span
        )
        if not turned and not past and chance > best.get(passage.source, (0.0, 0))[0]:
            best[passage.source] = (chance, int(index))
    return tuple(corpus.passages[index] for _, index in sorted(best.values(), key=lambda found: found[1]))


def opposite(one: Stance, other: Stance) -> bool:
    """Whether one tells of cooperation and the other of conflict."""
    return {one.label, other.label} == {"cooperation", "conflict"}

"""Grouping: which statements say the same, and which passages of other sources carry a statement.

Groups are stars: every member is like the centre itself, so that a chain of half-alike statements cannot make two
different facts one. Likeness is the mean of the vectors' likeness and of shared content words; a stand-in for the
decision of a trained entailment head.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from briefing.checking.dates import written_dates
from briefing.checking.numbers import numbers
from briefing.composing.corpus import main_verbs, overlap
from briefing.models.stance import stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from briefing.composing.candidates import Candidate
    from briefing.composing.corpus import Corpus
    from briefing.memo import Passage

# Statements from here on say the same, and a passage carries a statement; chosen by reading, in bands of likeness, the
# pairs of the sample dossier and of news events. Just below are facts of one event that are not the same fact.
SAME = 0.55
CARRIES = 0.55
# Without a verb in common two sentences about the same people at the same place may tell quite different deeds.
CARRIES_WITHOUT_VERB = 0.62
# Below this likeness of the vectors no pair was about the same fact.
_NEAR = 0.5


@dataclass(frozen=True)
class Group:
    """Statements that say the same: the centre, in whose words it is said, and the others."""

    centre: Candidate
    others: tuple[Candidate, ...]

    @property
    def members(self) -> tuple[Candidate, ...]:
        """All of them, the centre first."""
        return (self.centre, *self.others)


def groups(candidates: Sequence[Candidate]) -> list[Group]:
    """Group the candidates around the ones with the highest merit. Every candidate is in one group."""
    if not candidates:
        return []
    vectors = np.stack([candidate.vector for candidate in candidates])
    near = vectors @ vectors.T
    left = sorted(range(len(candidates)), key=lambda index: (-candidates[index].merit, index))
    found = []
    while left:
        centre, *rest = left
        same = [
            index
            for index in rest
            if near[centre, index] >= _NEAR
            and likeness(candidates[centre], candidates[index]) >= SAME
            and not is_contrary(candidates[centre], candidates[index].doc)
        ]
        found.append(Group(candidates[centre], tuple(candidates[index] for index in same)))
        left = [index for index in rest if index not in set(same)]
    return found


def likeness(one: Candidate, other: Candidate) -> float:
    """How much two statements say the same, 0 to 1."""
    return _combined(float(one.vector @ other.vector), one.lemmas, other.lemmas)


def _combined(near: float, one: frozenset[str], other: frozenset[str]) -> float:
    # Both ways, so that a short remark inside a long sentence is not taken for the whole of it.
    return near / 2 + (overlap(one, other) + overlap(other, one)) / 4


def carriers(candidate: Candidate, corpus: Corpus) -> tuple[Passage, ...]:
    """The passages of other sources that carry the candidate's statement: the best one of each, in the sources' order.

    A passage that gives another number for what the statement counts does not carry it.
    """
    near = corpus.vectors @ candidate.vector
    best: dict[str, tuple[float, int]] = {}
    for index in np.flatnonzero(near >= _NEAR):
        passage = corpus.passages[index]
        if passage.source == candidate.source.id:
            continue
        score = _combined(float(near[index]), candidate.lemmas, corpus.lemmas[index])
        if (
            score >= _needed(candidate, corpus.verbs[index])
            and score > best.get(passage.source, (0.0, 0))[0]
            and not lacks_its_numbers(candidate, passage.text)
            and not is_contrary(candidate, corpus.docs[index])
        ):
            best[passage.source] = (score, int(index))
    return tuple(corpus.passages[index] for _, index in sorted(best.values(), key=lambda found: found[1]))


def _needed(candidate: Candidate, verbs: frozenset[str]) -> float:
    return CARRIES if candidate.verbs & verbs else CARRIES_WITHOUT_VERB


def is_contrary(candidate: Candidate, doc: Doc) -> bool:
    """Whether the passage denies what the candidate says.

    It does where one tells of cooperation and the other of conflict, or negates a main verb that both have.
    """
    if {candidate.stance.label, stance(doc).label} == {"cooperation", "conflict"}:
        return True
    denied, others = _negated(candidate.doc), _negated(doc)
    return any((verb in denied) != (verb in others) for verb in candidate.verbs & main_verbs(doc))


def _negated(doc: Doc) -> frozenset[str]:
    return frozenset(
        token.head.lemma_.lower() for token in doc if token.dep_ == "neg" or token.lower_ in {"never", "no", "neither"}
    )


def lacks_its_numbers(candidate: Candidate, text: str) -> bool:
    """Whether the text lacks a number of the candidate's, or names another weekday: it counts or dates otherwise."""
    said = list(numbers(text))
    if any(not any(number.agrees_with(other) for other in said) for number in numbers(candidate.statement.text)):
        return True
    mine, theirs = _weekdays(candidate.statement.text), _weekdays(text)
    return bool(mine and theirs) and not mine & theirs


def _weekdays(text: str) -> set[int]:
    return {date.weekday for date in written_dates(text) if date.weekday is not None}

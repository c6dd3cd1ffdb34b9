"""Which finding of the earlier memo is which of this one: by the passages that both cite, else by what they say.

Vectors find the pairs worth judging and the fact head decides, as it does for statements of different outlets. Each
finding is at most one other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from briefing.composing.relations import NEAR, related

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from briefing.composing.changes.earlier import Earlier
    from briefing.composing.relations import Relations
    from briefing.memo import Finding, Passage, Source
    from briefing.models.encoder import Encodes
    from briefing.models.heads.facts import JudgesFacts

# From this chance on the head is sure that two findings tell one fact alike, or that they tell it otherwise. Of the
# marks in changes-tuned.jsonl (benchmarks.changes) 13 of 13 "new" and 13 of 14 "changed" are right with it; one "new"
# in four is missing, where the same parties had agreed on something else before.
SURE = 0.55


@dataclass(frozen=True)
class Pair:
    """A finding of the earlier memo and one of this, and how likely both tell one fact alike, or otherwise.

    ``shared`` is 2 where both were made from one passage, 1 where one was made from what the other cites, else 0.
    """

    earlier: Finding
    now: Finding
    shared: int
    same: float
    differs: float

    @property
    def is_one(self) -> bool:
        """Whether both are one finding."""
        if (self.earlier.kind == "discrepancy") != (self.now.kind == "discrepancy"):
            return False
        # A quarrel that was settled is news, however alike both are told; what was approved and then was not is one.
        turned = not self.shared and {self.earlier.section, self.now.section} == {"agreements", "frictions"}
        return self.shared == 2 or self.differs >= SURE or (self.same >= SURE and not turned)


@dataclass(frozen=True)
class Matching:
    """The pairs that are one finding, each finding in one at most, and all pairs that could be.

    ``findings`` are those of this memo, ``relations`` what the earlier ones and the cited passages say of them;
    ``beneath`` are the ids of earlier findings that are told beneath others in this memo, ``raised`` those of findings
    of this memo that were told beneath others in the earlier one.
    """

    findings: tuple[Finding, ...]
    pairs: tuple[Pair, ...]
    possible: tuple[Pair, ...]
    relations: Relations
    beneath: frozenset[str] = frozenset()
    raised: frozenset[str] = frozenset()

    def knows(self, now: Finding) -> bool:
        """Whether the earlier memo told the finding, be it beneath another, or in one that became another finding."""
        return now.id in self.raised or any(pair.now.id == now.id for pair in self.possible)

    def keeps(self, earlier: Finding) -> bool:
        """Whether this memo tells an earlier finding, be it in one that was another finding."""
        return earlier.id in self.beneath or any(pair.earlier.id == earlier.id for pair in self.possible)


def match(
    earlier: Earlier, findings: Sequence[Finding], sources: Sequence[Source], encoder: Encodes, facts: JudgesFacts
) -> Matching:
    """Find the pairs, the surest first."""
    before = earlier.memo.findings
    if not before or not findings:
        return Matching(tuple(findings), (), (), related((), facts))
    here, there = earlier.by_id, {source.id: source for source in sources}
    vectors = encoder.encode([finding.text for finding in (*before, *findings)])
    near = vectors[: len(before)] @ vectors[len(before) :].T
    worth = [
        (before[one], findings[other], shared, float(near[one, other]))
        for one, other in np.ndindex(*near.shape)
        if (shared := _shared(before[one], findings[other], here, there)) or near[one, other] >= NEAR
    ]
    both = (pair for one, other, *_ in worth for pair in ((one.text, other.text), (other.text, one.text)))
    carried = ((passage.text, finding.text) for finding in findings for passage in finding.citations)
    relations = related((*both, *carried), facts)
    pairs = ((_pair(one, other, shared, relations), likeness) for one, other, shared, likeness in worth)
    surest = sorted(
        ((pair, likeness) for pair, likeness in pairs if pair.is_one),
        key=lambda found: (-found[0].shared, -found[0].same - found[0].differs, -found[1]),
    )
    possible = tuple(pair for pair, _ in surest)
    under = [frozenset(_told_beneath(told)) for told in (before, findings)]
    beneath = frozenset(one.id for one in before if one.sides is None and _meet(one.told_in, under[1], here, there))
    raised = frozenset(one.id for one in findings if one.sides is None and _meet(under[0], one.told_in, here, there))
    return Matching(tuple(findings), tuple(_assigned(possible)), possible, relations, beneath, raised)


def _told_beneath(findings: Sequence[Finding]) -> Iterator[Passage]:
    return (passage for one in findings for side in one.beneath for passage in side.citations)


def _pair(earlier: Finding, now: Finding, shared: int, relations: Relations) -> Pair:
    one, other = earlier.text, now.text
    return Pair(earlier, now, shared, relations.same(one, other), relations.differ(one, other))


def _assigned(possible: Sequence[Pair]) -> list[Pair]:
    """The surest pairs, none of whose findings is in a surer one."""
    taken: set[tuple[str, str]] = set()
    kept = []
    for pair in possible:
        ids = {("earlier", pair.earlier.id), ("now", pair.now.id)}
        if not ids & taken:
            taken |= ids
            kept.append(pair)
    return kept


def _shared(earlier: Finding, now: Finding, before: dict[str, Source], after: dict[str, Source]) -> int:
    """Whether both findings were made from one passage (2), or one from a passage that the other cites (1)."""

    def meet(here: Sequence[Passage], there: Sequence[Passage]) -> bool:
        return _meet(here, there, before, after)

    if earlier.kind == now.kind == "discrepancy":
        return 2 if all(meet(side.citations, now.citations) for side in earlier.sides or ()) else 0
    if earlier.text == now.text or meet(earlier.told_in, now.told_in):
        return 2
    cited, citing = (one.citations[one.naming :] for one in (earlier, now))
    return 1 if meet(earlier.told_in, citing) or meet(cited, now.told_in) else 0


def _meet(
    here: Collection[Passage], there: Collection[Passage], before: dict[str, Source], after: dict[str, Source]
) -> bool:
    """Whether a passage of the earlier memo is one of this memo's."""
    return any(_are_one(one, other, before, after) for one in here for other in there)


def _are_one(one: Passage, other: Passage, before: dict[str, Source], after: dict[str, Source]) -> bool:
    """Whether two memos' passages are one: the same words, or the same place in the same document."""
    if one.text == other.text:
        return True
    here, there = before[one.source], after[other.source]
    return here.sha256 == there.sha256 and one.start < other.end and other.start < one.end

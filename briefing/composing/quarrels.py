"""Quarrels: which disputes are voices in one, so that the best of them is told and the others beneath it.

Voices in one quarrel share few words and no fact. The larger encoder tells them better than the small one, which does
not ask it about such pairs; so they are read by it here.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from briefing.composing.repeats import speak_to_one_issue
from briefing.models.heads.facts import CARRIES, ISSUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.composing.chosen import Chosen
    from briefing.composing.corpus import Corpus
    from briefing.composing.relations import Relations
    from briefing.models.heads.facts import JudgesFacts

# From these chances on, by the larger encoder, two disputes are voices in one quarrel: that they speak to one issue,
# and that they tell one fact. Of 17 such pairs among the findings of the 24 dossiers 13 make one point by the labels;
# by the likeness of their vectors alone (0.35), or because one stands right behind the other, it was 13 of 26.
_ONE_ISSUE = 0.5
_ONE_FACT = 0.05
# Only those are read whose vectors are alike, or that stand near each other in one source.
_ALIKE = 0.3
_NEAR = 3
# Of the best so many disputes: twice what a memo of ordinary length holds.
_MOST = 12


class Quarrels:
    """Which of some disputes are voices in one quarrel, and how likely."""

    def __init__(self, chances: dict[frozenset[str], float]) -> None:
        self._chances = chances

    def likely(self, one: Chosen, other: Chosen) -> float:
        """How likely two findings speak to one issue, where they are voices in one quarrel; 0 where they are not."""
        return self._chances.get(_both(one, other), 0.0)


def quarrels(findings: Sequence[Chosen], corpus: Corpus, relations: Relations, facts: JudgesFacts) -> Quarrels:
    """Find the voices in one quarrel: disputes that speak to one issue, and of the best those that are read again."""
    disputes = sorted((one for one in findings if one.kind == "dispute"), key=lambda one: -one.score)
    sure = {
        _both(one, other): relations.issue(one.centre.statement.text, other.centre.statement.text)
        for one, other in combinations(disputes, 2)
        if speak_to_one_issue(one.centre, other.centre, relations)
    }
    return Quarrels({**_read(disputes[:_MOST], corpus, facts), **sure})


def _read(disputes: Sequence[Chosen], corpus: Corpus, facts: JudgesFacts) -> dict[frozenset[str], float]:
    """How likely two of the disputes speak to one issue, where the larger encoder finds them voices in one quarrel."""
    pairs = [(one, other) for one, other in combinations(disputes, 2) if _worth_reading(one, other, corpus)]
    if not pairs:
        # So that the larger encoder is not loaded for nothing.
        return {}
    texts = [(one.centre.statement.text, other.centre.statement.text) for one, other in pairs]
    read = facts.reread([*texts, *((other, one) for one, other in texts)])
    same, issue = (
        (chances[: len(pairs)] + chances[len(pairs) :]) / 2
        for chances in (read.carries[:, CARRIES.index("same")], read.issue[:, ISSUE.index("one")])
    )
    return {
        _both(one, other): float(chance)
        for (one, other), fact, chance in zip(pairs, same, issue, strict=True)
        if fact >= _ONE_FACT and chance >= _ONE_ISSUE
    }


def _both(one: Chosen, other: Chosen) -> frozenset[str]:
    return frozenset((one.centre.statement.text, other.centre.statement.text))


def _worth_reading(one: Chosen, other: Chosen, corpus: Corpus) -> bool:
    if float(one.centre.vector @ other.centre.vector) >= _ALIKE:
        return True
    here, there = (corpus.place_of(each.centre.statement.passages[-1]) for each in (one, other))
    return one.centre.source.id == other.centre.source.id and abs(here - there) <= _NEAR

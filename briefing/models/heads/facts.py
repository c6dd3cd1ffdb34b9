"""The fact head: whether two sentences of one matter tell one fact, and whether they make one point.

Two judgements share one pass: carries (a sentence reports what another reports, or reports it otherwise) and issue
(both speak to one point, be it as two voices in one quarrel). A small network reads all pairs; those that it finds
likely to tell one fact, alike or otherwise, are read again by a larger one (``rereading``), and both are heard.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

import numpy as np

from briefing.models.heads.cross_encoder import load_cross_encoder
from briefing.models.heads.pins import FACTS, REREADING
from briefing.models.heads.readings import heard_together
from briefing.models.heads.rereading import load_rereader

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from briefing.models.heads.pair_reader import PairReader

    Judges = Callable[[Sequence[tuple[str, str]]], Mapping[str, NDArray[np.float32]]]

CARRIES = ("other", "same", "differs")
ISSUE = ("other", "one")
JUDGEMENTS = {"carries": CARRIES, "issue": ISSUE}
"""The classes of each judgement, in the order of its columns."""

# From this chance of the first reading on, that two texts tell one fact, alike or otherwise, they are read again.
_LIKELY = 0.1
# Of one list at most so many, either way round: some twelve seconds on two cores. Few dossiers of five documents have
# more than eighty.
_MOST_REREAD = 200
# What the second reading weighs, beside the first.
_AGAIN = 0.8
RECIPE = (_LIKELY, _MOST_REREAD, _AGAIN)
"""How the two readings become one judgement; what was judged by another recipe is not this head's judgement."""


@dataclass(frozen=True)
class FactJudgements:
    """Calibrated probabilities for ``n`` pairs: ``carries`` ``(n, 3)`` and ``issue`` ``(n, 2)``."""

    carries: NDArray[np.float32]
    issue: NDArray[np.float32]


class JudgesFacts(Protocol):
    """What judges whether two sentences tell one fact: the fact head itself, or one that remembers."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> FactJudgements:
        """Judge the second text of each pair by the first."""
        ...

    def reread(self, pairs: Sequence[tuple[str, str]]) -> FactJudgements:
        """Judge the second text of each pair by the first, with the larger encoder alone."""
        ...


class FactJudge:
    """The fact head: a first reading of all pairs, and a second one of those that seem to tell one fact."""

    def __init__(self, first: Judges, again: Judges) -> None:
        self._first = first
        self._again = again

    def judge(self, pairs: Sequence[tuple[str, str]]) -> FactJudgements:
        """Judge the second text of each pair by the first: whether the first carries what the second tells."""
        found = {name: np.array(chances) for name, chances in self._first(pairs).items()}
        places = _likeliest(pairs, found["carries"])
        if places:
            reread = self._again([pairs[place] for place in places])
            for name, chances in found.items():
                chances[places] = heard_together(chances[places], reread[name], _AGAIN)
        return FactJudgements(**found)

    def reread(self, pairs: Sequence[tuple[str, str]]) -> FactJudgements:
        """Judge the second text of each pair by the first, with the larger encoder alone."""
        return FactJudgements(**self._again(pairs))


def _likeliest(pairs: Sequence[tuple[str, str]], carries: NDArray[np.float32]) -> list[int]:
    """The places of the pairs to read again: those likeliest to tell one fact, both ways round where both are asked."""
    likely: dict[frozenset[str], float] = {}
    for pair, chance in zip(pairs, 1 - carries[:, CARRIES.index("other")], strict=True):
        likely[frozenset(pair)] = max(float(chance), likely.get(frozenset(pair), 0.0))
    chosen = {both for both, chance in likely.items() if chance >= _LIKELY}
    kept = set(sorted(chosen, key=lambda both: (-likely[both], sorted(both)))[:_MOST_REREAD])
    return [place for place, pair in enumerate(pairs) if frozenset(pair) in kept]


@cache
def load_fact_judge() -> FactJudge:
    """Return the process's fact head; the second reader is loaded when it is first needed.

    Raises ``ModelMissing`` or ``ModelCorrupt``.
    """
    return FactJudge(load_cross_encoder(FACTS, JUDGEMENTS).chances, lambda pairs: _rereader().chances(pairs))


@cache
def _rereader() -> PairReader:
    return load_rereader(REREADING, JUDGEMENTS)

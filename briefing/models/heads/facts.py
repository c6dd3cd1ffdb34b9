"""The fact head: whether two sentences of one matter tell one fact, and whether they make one point.

Two judgements share one pass: carries (a sentence reports what another reports, or reports it otherwise) and issue
(both speak to one point, be it as two voices in one quarrel).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from briefing.models.heads.cross_encoder import CrossEncoder, load_cross_encoder
from briefing.models.heads.pins import FACTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

CARRIES = ("other", "same", "differs")
ISSUE = ("other", "one")
JUDGEMENTS = {"carries": CARRIES, "issue": ISSUE}
"""The classes of each judgement, in the order of its columns."""


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


class FactJudge:
    """The fact head."""

    def __init__(self, network: CrossEncoder) -> None:
        self._network = network

    def judge(self, pairs: Sequence[tuple[str, str]]) -> FactJudgements:
        """Judge the second text of each pair by the first: whether the first carries what the second tells."""
        return FactJudgements(**self._network.chances(pairs))


@cache
def load_fact_judge() -> FactJudge:
    """Return the process's fact head. Raises ``ModelMissing`` or ``ModelCorrupt``."""
    return FactJudge(load_cross_encoder(FACTS, JUDGEMENTS))

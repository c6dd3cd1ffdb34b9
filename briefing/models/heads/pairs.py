"""The pair head: what a passage says of a statement, and two outlets' statements of each other.

Two judgements share one pass: entailment (a passage supports, leaves open or contradicts a statement) and relation (two
outlets' statements strengthen each other, weaken each other, or neither).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from briefing.models.heads.cross_encoder import load_cross_encoder
from briefing.models.heads.pins import PAIRS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from briefing.models.heads.pair_reader import PairReader

ENTAILMENT = ("entailment", "neutral", "contradiction")
RELATION = ("agreement", "conflict", "unrelated")
JUDGEMENTS = {"entailment": ENTAILMENT, "relation": RELATION}
"""The classes of each judgement, in the order of its columns."""


@dataclass(frozen=True)
class PairJudgements:
    """Calibrated probabilities for ``n`` pairs: shape ``(n, 3)`` each, the columns as in ``JUDGEMENTS``."""

    entailment: NDArray[np.float32]
    relation: NDArray[np.float32]


class JudgesPairs(Protocol):
    """What judges pairs: the pair head itself, or one that remembers."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> PairJudgements:
        """Judge the second text of each pair by the first."""
        ...


class PairJudge:
    """The pair head."""

    def __init__(self, network: PairReader) -> None:
        self._network = network

    def judge(self, pairs: Sequence[tuple[str, str]]) -> PairJudgements:
        """Judge the second text of each pair by the first: what a passage says of a statement."""
        return PairJudgements(**self._network.chances(pairs))


@cache
def load_pair_judge() -> PairJudge:
    """Return the process's pair head. Raises ``ModelMissing`` or ``ModelCorrupt``."""
    return PairJudge(load_cross_encoder(PAIRS, JUDGEMENTS))

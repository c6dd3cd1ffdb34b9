"""The retelling head: whether two sentences of one dossier report one fact, by more than the two texts show.

The fact head reads two sentences and nothing else. This head adds what stands around them: how alike their neighbors
and their outlets' headlines are, how early either stands, how rare the words are that they share, whether either is
plainly the other's nearest in its document. It is one logistic regression on these features, and a second one that
weighs it against the fact head's word that both speak to one issue. Beside these its word that both tell one fact adds
nothing; it is what tells a fact from the same fact told otherwise, which this head does not judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from briefing.models.heads.pins import RETELLING
from briefing.models.heads.weights import read_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEATURES = (
    "likeness",
    "surroundings",
    "headlines",
    "shared words of the shorter",
    "shared words of all",
    "shared words",
    "point",
    "stance",
    "a number in common",
    "other numbers",
    "both early",
    "the later one's place",
    "one document",
    "neighbors",
    "ahead of the next nearest",
)
"""What the columns say; ``composing.retelling`` computes them."""

# A chance of 0 or 1 has no finite log-odds.
_LEAST = 0.01


@dataclass(frozen=True)
class RetellingHead:
    """Two logistic regressions: one on the features, one on its log-odds, the fact head's log-odds of issue, and 1."""

    weights: NDArray[np.float32]
    bias: float
    mixture: NDArray[np.float32]

    def chances(self, features: NDArray[np.float32], issue: NDArray[np.float32]) -> NDArray[np.float32]:
        """How likely each of ``n`` pairs reports one fact, be it otherwise: features ``(n, 15)``, chances of issue."""
        odds = features @ self.weights + self.bias
        columns = np.stack([odds, log_odds(issue), np.ones_like(odds)], axis=1)
        chances: NDArray[np.float32] = (1 / (1 + np.exp(-(columns @ self.mixture)))).astype(np.float32)
        return chances


def log_odds(chances: NDArray[np.float32]) -> NDArray[np.float32]:
    """The log-odds of chances, those nearest to 0 and 1 drawn in."""
    kept = np.clip(chances, _LEAST, 1 - _LEAST)
    odds: NDArray[np.float32] = np.log(kept / (1 - kept))
    return odds


@cache
def load_retelling_head() -> RetellingHead:
    """Return the process's retelling head. Raises ``ModelMissing`` or ``ModelCorrupt``."""
    tensors, _ = read_weights(RETELLING)
    arrays = {name: tensor.float().numpy() for name, tensor in tensors.items()}
    return RetellingHead(arrays["weights"], float(arrays["bias"][0]), arrays["mixture"])

"""The sentence head: stance, outlook and point of single sentences, judged in the pass that makes their vectors.

Stance follows the PLOVER event codebook (Halterman et al., 2023): whether a sentence tells of cooperation or conflict,
and whether in words or in deeds. Outlook tells whether something is planned, promised, scheduled or expected, and how
firm that is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from briefing.models.heads.pins import SENTENCES
from briefing.models.heads.weights import read_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    import torch
    from numpy.typing import NDArray

    from briefing.models.heads.networks import SentenceNetwork

StanceLabel = Literal["cooperation", "conflict", "neutral"]
StanceForm = Literal["verbal", "material"]
OutlookFirmness = Literal["announced", "expected", "conditional"]

CODES: tuple[tuple[StanceLabel, StanceForm | None], ...] = (
    ("cooperation", "verbal"),
    ("cooperation", "material"),
    ("conflict", "verbal"),
    ("conflict", "material"),
    ("neutral", None),
)
OUTLOOK = ("none", "future")
FIRMNESS: tuple[OutlookFirmness, ...] = ("announced", "expected", "conditional")
Point = Literal["accord", "event", "dispute", "step", "background"]
POINTS: tuple[Point, ...] = ("accord", "event", "dispute", "step", "background")
"""What a sentence is to a memo: parties agree, something happened, parties are at odds, something is to come, or no
finding at all."""
JUDGEMENTS = {"stance": len(CODES), "outlook": len(OUTLOOK), "firmness": len(FIRMNESS), "point": len(POINTS)}
"""How many classes each judgement has, in the order of its columns."""

# A sentence takes a side, or speaks of what is to come, from these chances on. Both stood best by F1 on the sentences
# labelled for this project, each judged by a network, then of two layers, that had seen nothing of its event.
TAKES_SIDE = 0.5
IS_OUTLOOK = 0.5


@dataclass(frozen=True)
class Stance:
    """A sentence's side: ``score`` is the chance of cooperation less that of conflict, -1 to 1."""

    label: StanceLabel
    form: StanceForm | None
    score: float


@dataclass(frozen=True)
class Outlook:
    """Something to come: how firm it is, and the chance (0..1) that the sentence speaks of it at all."""

    firmness: OutlookFirmness
    chance: float


@dataclass(frozen=True)
class Judged:
    """``n`` sentences as the encoder and the sentence head see them.

    ``vectors`` have length one and shape ``(n, 384)``; ``stance`` ``(n, 5)``, ``outlook`` ``(n, 2)``, ``firmness``
    ``(n, 3)`` and ``point`` ``(n, 5)`` are calibrated probabilities.
    """

    vectors: NDArray[np.float32]
    stance: NDArray[np.float32]
    outlook: NDArray[np.float32]
    firmness: NDArray[np.float32]
    point: NDArray[np.float32]

    def points_of(self, index: int) -> dict[Point, float]:
        """The chances of what the sentence is to a memo."""
        return {name: float(chance) for name, chance in zip(POINTS, self.point[index], strict=True)}

    def stance_of(self, index: int) -> Stance:
        """The stance of one sentence."""
        chances = self.stance[index]
        sides = {"cooperation": float(chances[:2].sum()), "conflict": float(chances[2:4].sum())}
        score = sides["cooperation"] - sides["conflict"]
        if max(sides.values()) < TAKES_SIDE:
            return Stance("neutral", None, score)
        label, form = CODES[int(chances[:2].argmax() if score > 0 else 2 + chances[2:4].argmax())]
        return Stance(label, form, score)

    def outlook_of(self, index: int) -> Outlook | None:
        """What the sentence says is to come, or ``None``."""
        chance = float(self.outlook[index, 1])
        if chance < IS_OUTLOOK:
            return None
        return Outlook(FIRMNESS[int(self.firmness[index].argmax())], chance)


def joined(parts: Sequence[Judged]) -> Judged:
    """Sentences that were judged list by list, as one."""
    fields = ("vectors", "stance", "outlook", "firmness", "point")
    return Judged(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in fields})


class SentenceHead:
    """The network with its temperatures. ``shared`` is how many of the encoder's layers it builds on."""

    def __init__(self, network: SentenceNetwork, temperatures: dict[str, float], shared: int) -> None:
        self._network = network.eval()
        self._temperatures = temperatures
        self.shared = shared

    def features(self, states: torch.Tensor, mask: torch.Tensor) -> NDArray[np.float32]:
        """Features of shape ``(n, 768)`` from the encoder's states after its shared layers."""
        features: NDArray[np.float32] = self._network(states, mask).float().numpy()
        return features

    def judge(self, features: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        """Calibrated probabilities of each judgement, for features of shape ``(n, 768)``."""
        import torch

        given = torch.from_numpy(features)
        with torch.no_grad():
            return {
                name: torch.softmax(self._network.judge(name, given) / self._temperatures[name], dim=1).numpy()
                for name in JUDGEMENTS
            }


@cache
def load_sentence_head() -> SentenceHead:
    """Return the process's sentence head. Raises ``ModelMissing`` or ``ModelCorrupt``."""
    from briefing.models.heads.networks import SentenceNetwork

    tensors, about = read_weights(SENTENCES)
    network = SentenceNetwork(JUDGEMENTS, layers=about["layers"])
    network.load_state_dict(tensors)
    return SentenceHead(network, about["temperatures"], about["shared"])

"""Judging pairs of texts: a trained network with its temperatures, however it takes the two texts in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from briefing.models.encoder import batched_by_tokens, has_bfloat16

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import torch
    from numpy.typing import NDArray

    from briefing.models.heads.networks import PairNetwork, RereadingNetwork

    Pairs = Sequence[tuple[str, str]]


class TokenizedPairs(Protocol):
    """Pairs of texts as tokens, from which any of them can be made a batch."""

    @property
    def tokens(self) -> Sequence[list[int]]:
        """The tokens of each pair."""
        ...

    def tensors(self, places: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """What the network takes of the pairs at these places, padded: shape ``(n, tokens)`` each."""
        ...


class PairReader:
    """A network that judges pairs, with its temperatures and the classes of each of its judgements.

    ``tokenized`` makes pairs what the network takes; a batch has at most ``batch_tokens`` tokens.
    """

    def __init__(
        self,
        network: PairNetwork | RereadingNetwork,
        tokenized: Callable[[Pairs], TokenizedPairs],
        temperatures: Mapping[str, float],
        judgements: Mapping[str, Sequence[str]],
        batch_tokens: int,
    ) -> None:
        self._network = network.eval()
        self._tokenized = tokenized
        self._temperatures = temperatures
        self._judgements = judgements
        self._batch_tokens = batch_tokens

    def chances(self, pairs: Pairs) -> dict[str, NDArray[np.float32]]:
        """Calibrated probabilities of each judgement for ``n`` pairs: shape ``(n, classes)``."""
        logits = judged(self._network, self._tokenized(pairs), self._judgements, self._batch_tokens)
        return {name: _softmax(found / self._temperatures[name]) for name, found in logits.items()}


def judged(
    network: PairNetwork | RereadingNetwork,
    pairs: TokenizedPairs,
    judgements: Mapping[str, Sequence[str]],
    batch_tokens: int,
) -> dict[str, NDArray[np.float32]]:
    """The logits of each judgement for ``n`` pairs: shape ``(n, classes)``."""
    import torch

    tokens = pairs.tokens
    logits = {name: np.zeros((len(tokens), len(classes)), np.float32) for name, classes in judgements.items()}
    order = sorted(range(len(tokens)), key=lambda place: -len(tokens[place]))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16()):
        for batch in batched_by_tokens([(place, tokens[place]) for place in order], batch_tokens):
            places = [place for place, _ in batch]
            features = network(*pairs.tensors(places))
            for name, found in logits.items():
                found[places] = network.judge(name, features).float().numpy()
    return logits


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return chances

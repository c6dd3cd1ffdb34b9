"""Judging pairs of texts: a trained network with its temperatures, however it takes the two texts in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from briefing.models.encoder import batched_by_tokens, has_bfloat16

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import torch
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from briefing.models.heads.networks import PairNetwork, RereadingNetwork

    Pairs = Sequence[tuple[str, str]]


class EncoderPairs:
    """Pairs of texts as an encoder reads them, each as one input of two parts; ``padding`` is its mark for nothing."""

    def __init__(self, tokenizer: Tokenizer, pairs: Sequence[tuple[str, str]], padding: int = 0) -> None:
        self._encodings = tokenizer.encode_batch(list(pairs))
        self._padding = padding
        self.tokens: list[list[int]] = [encoding.ids for encoding in self._encodings]

    def tensors(self, places: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Ids, mask and token types of the pairs at these places, padded: shape ``(n, tokens)`` each."""
        import torch

        encodings = [self._encodings[place] for place in places]
        shape = (len(encodings), max(len(encoding.ids) for encoding in encodings))
        ids = torch.full(shape, self._padding)
        mask, types = (torch.zeros(shape, dtype=torch.long) for _ in range(2))
        for row, encoding in enumerate(encodings):
            length = len(encoding.ids)
            ids[row, :length] = torch.tensor(encoding.ids)
            types[row, :length] = torch.tensor(encoding.type_ids)
            mask[row, :length] = 1
        return ids, mask, types


class PairReader:
    """A network that judges pairs, with its temperatures and the classes of each of its judgements.

    ``tokenized`` makes pairs what the network takes; a batch has at most ``batch_tokens`` tokens.
    """

    def __init__(
        self,
        network: PairNetwork | RereadingNetwork,
        tokenized: Callable[[Pairs], EncoderPairs],
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
    pairs: EncoderPairs,
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

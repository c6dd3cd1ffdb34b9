"""Reading two texts at once, as a head of its own: the encoder's six layers, trained, and judgements on them.

Each head that reads pairs has its own network and its own judgements (``pairs``, ``facts``). ``judged`` and
``calibrated`` serve whatever network judges pairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from briefing.models.encoder import batched_by_tokens, has_bfloat16
from briefing.models.heads.weights import read_weights
from briefing.models.store import ENCODER, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import torch
    from numpy.typing import NDArray
    from tokenizers import Encoding, Tokenizer

    from briefing.models.heads.networks import PairNetwork, RereadingNetwork
    from briefing.models.heads.pins import Head

# The encoder's input; only a pair of endless sentences has more, and then the longer of the two gives way.
MAX_TOKENS = 512
BATCH_TOKENS = 1024


class CrossEncoder:
    """A trained network with its temperatures and the classes of each of its judgements."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        network: PairNetwork,
        temperatures: Mapping[str, float],
        judgements: Mapping[str, Sequence[str]],
    ) -> None:
        self._tokenizer = tokenizer
        self._network = network.eval()
        self._temperatures = temperatures
        self._judgements = judgements

    def chances(self, pairs: Sequence[tuple[str, str]]) -> dict[str, NDArray[np.float32]]:
        """Calibrated probabilities of each judgement for ``n`` pairs: shape ``(n, classes)``."""
        encodings = self._tokenizer.encode_batch(list(pairs))
        logits = judged(
            self._network,
            [encoding.ids for encoding in encodings],
            lambda places: pair_tensors([encodings[place] for place in places]),
            self._judgements,
            BATCH_TOKENS,
        )
        return calibrated(logits, self._temperatures)


def judged(
    network: PairNetwork | RereadingNetwork,
    tokens: Sequence[list[int]],
    tensors: Callable[[Sequence[int]], tuple[torch.Tensor, torch.Tensor, torch.Tensor]],
    judgements: Mapping[str, Sequence[str]],
    budget: int,
) -> dict[str, NDArray[np.float32]]:
    """The logits of each judgement, shape ``(n, classes)``, of ``n`` pairs of so many tokens.

    ``tensors`` makes what the network takes of the pairs at some places; ``budget`` is how many tokens a batch has.
    """
    import torch

    logits = {name: np.zeros((len(tokens), len(classes)), np.float32) for name, classes in judgements.items()}
    order = sorted(range(len(tokens)), key=lambda place: -len(tokens[place]))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16()):
        for batch in batched_by_tokens([(place, tokens[place]) for place in order], budget):
            places = [place for place, _ in batch]
            features = network(*tensors(places))
            for name, found in logits.items():
                found[places] = network.judge(name, features).float().numpy()
    return logits


def calibrated(
    logits: Mapping[str, NDArray[np.float32]], temperatures: Mapping[str, float]
) -> dict[str, NDArray[np.float32]]:
    """The probabilities that logits stand for, each judgement's by its temperature."""
    return {name: _softmax(found / temperatures[name]) for name, found in logits.items()}


def pair_tensors(encodings: Sequence[Encoding]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ids, mask and token types of tokenized pairs, padded: shape ``(n, tokens)`` each."""
    import torch

    shape = (len(encodings), max(len(encoding.ids) for encoding in encodings))
    ids, mask, types = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    for row, encoding in enumerate(encodings):
        length = len(encoding.ids)
        ids[row, :length] = torch.tensor(encoding.ids)
        types[row, :length] = torch.tensor(encoding.type_ids)
        mask[row, :length] = 1
    return ids, mask, types


def load_cross_encoder(head: Head, judgements: Mapping[str, Sequence[str]]) -> CrossEncoder:
    """Read a head's weights. Raises ``ModelMissing`` or ``ModelCorrupt``."""
    from tokenizers import Tokenizer

    from briefing.models.heads.networks import PairNetwork
    from briefing.models.loading import load_bert

    tensors, about = read_weights(head)
    network = PairNetwork(load_bert(), {name: len(classes) for name, classes in judgements.items()})
    # The token embeddings are the packaged encoder's own, and are not shipped again.
    network.load_state_dict(tensors, strict=False)
    tokenizer = Tokenizer.from_file(str(verify(ENCODER) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return CrossEncoder(tokenizer, network, about["temperatures"], judgements)


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return chances

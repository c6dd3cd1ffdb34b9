"""Reading two texts at once, as a head of its own: the encoder's six layers, trained, and judgements on them.

Each head that reads pairs so has its own network and its own judgements (``pairs``, ``facts``).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefing.models.heads.pair_reader import PairReader
from briefing.models.heads.weights import read_weights
from briefing.models.store import ENCODER, verify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import torch
    from tokenizers import Tokenizer

    from briefing.models.heads.pins import Head

# The encoder's input; only a pair of endless sentences has more, and then the longer of the two gives way.
MAX_TOKENS = 512
BATCH_TOKENS = 1024


class EncoderPairs:
    """Pairs of texts as the encoder reads them, each as one input of two parts."""

    def __init__(self, tokenizer: Tokenizer, pairs: Sequence[tuple[str, str]]) -> None:
        self._encodings = tokenizer.encode_batch(list(pairs))
        self.tokens: list[list[int]] = [encoding.ids for encoding in self._encodings]

    def tensors(self, places: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Ids, mask and token types of the pairs at these places, padded: shape ``(n, tokens)`` each."""
        import torch

        encodings = [self._encodings[place] for place in places]
        shape = (len(encodings), max(len(encoding.ids) for encoding in encodings))
        ids, mask, types = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
        for row, encoding in enumerate(encodings):
            length = len(encoding.ids)
            ids[row, :length] = torch.tensor(encoding.ids)
            types[row, :length] = torch.tensor(encoding.type_ids)
            mask[row, :length] = 1
        return ids, mask, types


def load_cross_encoder(head: Head, judgements: Mapping[str, Sequence[str]]) -> PairReader:
    """Read a head's weights. Raises ``ModelMissing`` or ``ModelCorrupt``."""
    from briefing.models.heads.networks import PairNetwork
    from briefing.models.loading import load_bert

    tensors, about = read_weights(head)
    network = PairNetwork(load_bert(), {name: len(classes) for name, classes in judgements.items()})
    # The token embeddings are the packaged encoder's own, and are not shipped again.
    network.load_state_dict(tensors, strict=False)
    tokenized = partial(EncoderPairs, load_pair_tokenizer(MAX_TOKENS))
    return PairReader(network, tokenized, about["temperatures"], judgements, BATCH_TOKENS)


def load_pair_tokenizer(most: int) -> Tokenizer:
    """The encoder's tokenizer, for pairs of at most ``most`` tokens: the longer text gives way."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(verify(ENCODER) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(most)
    return tokenizer

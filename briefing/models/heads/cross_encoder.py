"""Reading two texts at once, as a head of its own: the encoder's six layers, trained, and judgements on them.

Each head that reads pairs so has its own network and its own judgements (``pairs``, ``facts``).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefing.models.heads.pair_reader import EncoderPairs, PairReader
from briefing.models.heads.weights import read_weights
from briefing.models.store import ENCODER, verify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tokenizers import Tokenizer

    from briefing.models.heads.pins import Head

# The encoder's input; only a pair of endless sentences has more, and then the longer of the two gives way.
MAX_TOKENS = 512
BATCH_TOKENS = 1024


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

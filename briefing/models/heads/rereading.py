"""Rereading: the packaged generator, adapted, judges once more what the fact head has judged.

It has four times the encoder's parameters and has read far more. It also takes many times as long, so that only the
pairs that matter are read again. Its judgements are the fact head's.
"""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import ModelCorrupt, OutputError
from briefing.models.encoder import has_bfloat16
from briefing.models.heads.pair_reader import PairReader
from briefing.models.heads.pins import REREADING
from briefing.models.heads.weights import read_weights
from briefing.models.loading import SAFE, quietly
from briefing.models.store import cache_folder, converted_generator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import torch
    from tokenizers import Tokenizer

    from briefing.models.heads.networks import RereadingNetwork

# Of each text: some 180 words. Only an endless sentence has more, and then its end is left out.
MOST_TOKENS = 256
BATCH_TOKENS = 4096
_OPENS, _ENDS = "<|im_start|>", "<|im_end|>"


class GeneratorPairs:
    """Pairs of texts as the generator reads them, one after the other: the statement first, then what tells of it."""

    def __init__(self, tokenizer: Tokenizer, pairs: Sequence[tuple[str, str]]) -> None:
        opens, self._ends = (tokenizer.get_vocab()[mark] for mark in (_OPENS, _ENDS))
        texts, statements = (
            [encoding.ids[:MOST_TOKENS] for encoding in tokenizer.encode_batch(side, add_special_tokens=False)]
            for side in ([text for text, _ in pairs], [statement for _, statement in pairs])
        )
        self._statements = [[opens, *ids, self._ends] for ids in statements]
        self.tokens = [[*first, *ids, self._ends] for first, ids in zip(self._statements, texts, strict=True)]

    def tensors(self, places: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Ids, mask, and mask of the second text, of the pairs at these places: shape ``(n, tokens)`` each."""
        import torch

        shape = (len(places), max(len(self.tokens[place]) for place in places))
        ids = torch.full(shape, self._ends)
        mask, second = (torch.zeros(shape, dtype=torch.long) for _ in range(2))
        for row, place in enumerate(places):
            length = len(self.tokens[place])
            ids[row, :length] = torch.tensor(self.tokens[place])
            mask[row, :length] = 1
            second[row, len(self._statements[place]) : length] = 1
        return ids, mask, second


def load_rereader(judgements: Mapping[str, Sequence[str]]) -> PairReader:
    """Read what was learned, and the generator.

    Raises ``ModelMissing`` or ``ModelCorrupt``, or ``OutputError`` where the generator can be converted nowhere.
    """
    tensors, about = read_weights(REREADING)
    classes = {name: len(names) for name, names in judgements.items()}
    try:
        folder = converted_generator(cache_folder())
        network, tokenizer = load_network(folder, classes), load_tokenizer(folder)
    except OutputError:
        # A cache that cannot be written costs time, and no memo.
        with tempfile.TemporaryDirectory(prefix="briefing-", ignore_cleanup_errors=True) as aside:
            folder = converted_generator(Path(aside))
            network, tokenizer = load_network(folder, classes), load_tokenizer(folder)
    found = network.load_state_dict(tensors, strict=False)
    if found.unexpected_keys or network.learned().keys() & set(found.missing_keys):
        raise ModelCorrupt(f"the weights of the head {REREADING.name} are not those of its network")
    network.fold()
    return PairReader(network, partial(GeneratorPairs, tokenizer), about["temperatures"], judgements, BATCH_TOKENS)


def load_network(folder: Path, judgements: Mapping[str, int]) -> RereadingNetwork:
    """The network with the generator's weights and nothing learned yet."""
    from transformers import AutoModel

    from briefing.models.heads.networks import RereadingNetwork

    with quietly():  # the upper layers' weights are left in the file, and transformers says so
        generator = AutoModel.from_pretrained(
            folder,
            local_files_only=True,
            num_hidden_layers=RereadingNetwork.LAYERS,
            dtype="bfloat16" if has_bfloat16() else "float32",
            attn_implementation="eager",  # in training twice as fast as torch's own, on short texts and two cores
            **SAFE,
        )
    return RereadingNetwork(generator, dict(judgements))


def load_tokenizer(folder: Path) -> Tokenizer:
    """The generator's tokenizer; marks that stand in a text are text to it, so that no text can end its own part."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.encode_special_tokens = True
    return tokenizer

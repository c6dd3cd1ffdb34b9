"""Rereading: a larger encoder, adapted, judges once more what a smaller head has judged.

It has five times the small encoder's parameters. It also takes many times as long, so that only what matters is read
again. How it was adapted, and what it judges, is a head's: one for pairs of sentences, one for sentences in context.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import ModelCorrupt, OutputError
from briefing.models.encoder import has_bfloat16
from briefing.models.heads.cross_encoder import MAX_TOKENS
from briefing.models.heads.pair_reader import EncoderPairs, PairReader
from briefing.models.heads.weights import read_weights
from briefing.models.loading import SAFE, quietly
from briefing.models.store import cache_folder, joined_rereader

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from briefing.models.heads.networks import RereadingNetwork
    from briefing.models.heads.pins import Head

BATCH_TOKENS = 2048
_OPENS, _PADS, _ENDS = "<s>", "<pad>", "</s>"


def load_rereader(head: Head, judgements: Mapping[str, Sequence[str]]) -> PairReader:
    """Read what was learned for a head, and the rereader.

    Raises ``ModelMissing`` or ``ModelCorrupt``, or ``OutputError`` where the rereader can be joined nowhere.
    """
    tensors, about = read_weights(head)
    classes = {name: len(names) for name, names in judgements.items()}
    try:
        folder = joined_rereader(cache_folder())
        network, tokenized = load_network(folder, classes), load_tokenized(folder)
    except OutputError:
        # A cache that cannot be written costs time, and no memo.
        with tempfile.TemporaryDirectory(prefix="briefing-", ignore_cleanup_errors=True) as aside:
            folder = joined_rereader(Path(aside))
            network, tokenized = load_network(folder, classes), load_tokenized(folder)
    found = network.load_state_dict(tensors, strict=False)
    if found.unexpected_keys or network.learned().keys() & set(found.missing_keys):
        raise ModelCorrupt(f"the weights of the head {head.name} are not those of its network")
    network.fold()
    return PairReader(network, tokenized, about["temperatures"], judgements, BATCH_TOKENS)


def load_network(folder: Path, judgements: Mapping[str, int], *, dropout: float = 0.0) -> RereadingNetwork:
    """The network with the rereader's weights and nothing learned yet."""
    from transformers import AutoModel

    from briefing.models.heads.networks import RereadingNetwork

    with quietly():  # the weights hold a pooling layer that no use here needs, and transformers says so
        reader = AutoModel.from_pretrained(
            folder,
            local_files_only=True,
            add_pooling_layer=False,
            dtype="bfloat16" if has_bfloat16() else "float32",
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=0.0,
            **SAFE,
        )
    return RereadingNetwork(reader, dict(judgements))


def load_tokenized(folder: Path) -> Callable[[Sequence[tuple[str, str]]], EncoderPairs]:
    """What makes pairs of a text and a statement the rereader's input, the statement first.

    Marks that stand in a text are text to it, so that no text can end its own part. The longer text gives way.
    """
    from tokenizers import Tokenizer, processors

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.encode_special_tokens = True
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    marks = {mark: tokenizer.get_vocab()[mark] for mark in (_OPENS, _PADS, _ENDS)}
    # As the model was trained, with the second text told from the first.
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{_OPENS} $A {_ENDS}",
        pair=f"{_OPENS}:0 $A:0 {_ENDS}:0 {_ENDS}:0 $B:1 {_ENDS}:0",
        special_tokens=list(marks.items()),
    )
    return lambda pairs: EncoderPairs(tokenizer, [(statement, text) for text, statement in pairs], marks[_PADS])

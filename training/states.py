"""Sentences as the encoder's lower layers see them: computed once, since those layers are not trained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from tokenizers import Tokenizer

from briefing.models.encoder import has_bfloat16
from briefing.models.loading import load_bert
from briefing.models.store import ENCODER, verify

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_TOKENS = 128
_BATCH = 32


def states_of(texts: Sequence[str], layer: int) -> list[torch.Tensor]:
    """The token states after ``layer`` layers of the packaged encoder: shape ``(tokens, 384)`` each, in bfloat16."""
    tokenizer = Tokenizer.from_file(str(verify(ENCODER) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_MOST_TOKENS)
    encoder = load_bert()
    tokens = [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]
    order = sorted(range(len(texts)), key=lambda index: len(tokens[index]))
    states: list[torch.Tensor] = [torch.empty(0)] * len(texts)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16()):
        for start in range(0, len(order), _BATCH):
            places = order[start : start + _BATCH]
            ids, mask = padded([torch.tensor(tokens[place]) for place in places])
            found = encoder(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states[layer]
            for row, place in enumerate(places):
                states[place] = found[row, : len(tokens[place])].to(torch.bfloat16)
    return states


def padded(rows: Sequence[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """Rows of unequal length as one tensor, and the mask of what is no padding: shape ``(n, longest)``."""
    whole = torch.nn.utils.rnn.pad_sequence(list(rows), batch_first=True)
    lengths = torch.tensor([len(row) for row in rows])
    return whole, (torch.arange(whole.shape[1]) < lengths[:, None]).long()

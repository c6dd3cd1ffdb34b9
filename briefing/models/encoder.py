"""The encoder: all-MiniLM-L6-v2, from verified files. Texts go in, vectors of length one come out.

A vector is the mean over the text's tokens, made as the model's authors made it. A text longer than
the model's input is read in windows of tokens and the mean is taken over all of them, so that nothing
is cut off.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol

import numpy as np

from briefing.models.loading import SAFE, quietly
from briefing.models.store import ENCODER, verify

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import torch
    from numpy.typing import NDArray

DIMENSIONS = 384
MAX_TOKENS = 256  # sentence_bert_config.json; two of them are the marks at both ends
BATCH_TOKENS = 1024  # fastest of 512 … 8192 on two cores: larger batches leave the processor's caches

Window = tuple[int, list[int]]
"""Which text, and some of its tokens with the marks at both ends."""


class Encodes(Protocol):
    """What turns texts into vectors: the encoder itself, or one that remembers."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of length one for each text, in order: shape ``(len(texts), 384)``."""
        ...


class Encoder:
    """Turns texts into vectors whose dot product is their likeness, -1 to 1."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer
        from transformers import AutoModel

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._first, self._last = self._tokenizer.encode("").ids  # the marks at both ends
        with quietly():  # the weights hold a pooling layer that this use does not need, and transformers says so
            self._model = AutoModel.from_pretrained(
                folder, local_files_only=True, dtype="float32", add_pooling_layer=False, **SAFE
            ).eval()
        self._bfloat16 = has_bfloat16()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text has for this model, without marks."""
        return [len(one.ids) for one in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of length one for each text, in order: shape ``(len(texts), 384)``."""
        import torch

        sums = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        windows = self._windows(texts)
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=self._bfloat16):
            for batch in batched_by_tokens(windows, BATCH_TOKENS):
                for (text, _), total in zip(batch, self._token_sums(batch), strict=True):
                    sums[text] += total
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        vectors: NDArray[np.float32] = sums / np.maximum(lengths, np.float32(1e-12))
        return vectors

    def _windows(self, texts: Sequence[str]) -> list[Window]:
        """Split each text's tokens evenly into windows that fit the model, longest windows first."""
        windows: list[Window] = []
        for text, encoding in enumerate(self._tokenizer.encode_batch(list(texts), add_special_tokens=False)):
            tokens: list[int] = encoding.ids
            count = max(1, -(-len(tokens) // (MAX_TOKENS - 2)))
            size = max(1, -(-len(tokens) // count))
            for start in range(0, max(1, len(tokens)), size):
                windows.append((text, [self._first, *tokens[start : start + size], self._last]))
        return sorted(windows, key=lambda window: -len(window[1]))

    def _token_sums(self, batch: Sequence[Window]) -> NDArray[np.float32]:
        """Return the sum of the token vectors of each window. Sums, so that windows add up to a mean."""
        import torch

        longest = len(batch[0][1])
        ids = torch.zeros((len(batch), longest), dtype=torch.long)
        mask = torch.zeros((len(batch), longest), dtype=torch.long)
        for row, (_, tokens) in enumerate(batch):
            ids[row, : len(tokens)] = torch.tensor(tokens)
            mask[row, : len(tokens)] = 1
        hidden: torch.Tensor = self._model(input_ids=ids, attention_mask=mask).last_hidden_state
        summed = (hidden.float() * mask.unsqueeze(-1)).sum(dim=1)
        result: NDArray[np.float32] = summed.numpy()
        return result


def batched_by_tokens(windows: Sequence[Window], budget: int) -> Iterator[Sequence[Window]]:
    """Cut windows, longest first, into batches that hold at most ``budget`` tokens with their padding."""
    start = 0
    while start < len(windows):
        size = max(1, budget // len(windows[start][1]))
        yield windows[start : start + size]
        start += size


def has_bfloat16() -> bool:
    """Tell whether the processor computes in bfloat16 itself; where it does not, bfloat16 is slower."""
    import torch

    found = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    return bool(found.get("avx512_bf16") or found.get("amx_bf16"))


@cache
def load_encoder() -> Encoder:
    """Return the process's encoder. Raises ``ModelMissing`` or ``ModelCorrupt``."""
    return Encoder(verify(ENCODER))

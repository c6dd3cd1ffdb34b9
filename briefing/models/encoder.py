"""The encoder: all-MiniLM-L6-v2, from verified files. Texts go in, vectors of length one come out.

A vector is the mean over the text's tokens, made as the model's authors made it. A text longer than
the model's input is read in windows of tokens and the mean is taken over all of them, so that nothing
is cut off.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol

import numpy as np

from briefing.models.heads.sentences import Judged, load_sentence_head
from briefing.models.loading import load_bert
from briefing.models.store import ENCODER, verify

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import torch
    from numpy.typing import NDArray

DIMENSIONS = 384
MAX_TOKENS = 256  # sentence_bert_config.json; two of them are the marks at both ends
BATCH_TOKENS = 1024  # fastest of 512 … 8192 on two cores: larger batches leave the processor's caches

Window = tuple[int, list[int]]
"""Which text, and some of its tokens with the marks at both ends."""


class Encodes(Protocol):
    """What turns texts into vectors and judges sentences: the encoder itself, or one that remembers."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of length one for each text, in order: shape ``(len(texts), 384)``."""
        ...

    def judge(self, sentences: Sequence[str]) -> Judged:
        """Return the vectors of sentences with their stance and outlook, from one pass of the model."""
        ...


class Encoder:
    """Turns texts into vectors whose dot product is their likeness, -1 to 1."""

    def __init__(self) -> None:
        from tokenizers import Tokenizer

        self._model = load_bert()
        self._tokenizer = Tokenizer.from_file(str(verify(ENCODER) / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._first, self._last = self._tokenizer.encode("").ids  # the marks at both ends
        self._bfloat16 = has_bfloat16()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text has for this model, without marks."""
        return [len(one.ids) for one in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of length one for each text, in order: shape ``(len(texts), 384)``."""
        sums = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for batch, hidden, mask in self._passes(texts):
            for (text, _), total in zip(batch, _token_sums(hidden[-1], mask), strict=True):
                sums[text] += total
        return _of_length_one(sums)

    def judge(self, sentences: Sequence[str]) -> Judged:
        """Return the vectors of sentences with their stance and outlook, from one pass of the model.

        A sentence longer than the model's input is judged by the mean over its windows.
        """
        head = load_sentence_head()
        sums = np.zeros((len(sentences), DIMENSIONS), dtype=np.float32)
        features = np.zeros((len(sentences), 2 * DIMENSIONS), dtype=np.float32)
        windows: NDArray[np.float32] = np.zeros((len(sentences), 1), dtype=np.float32)
        for batch, hidden, mask in self._passes(sentences):
            found = head.features(hidden[head.shared], mask)
            for (text, _), total, feature in zip(batch, _token_sums(hidden[-1], mask), found, strict=True):
                sums[text] += total
                features[text] += feature
                windows[text] += 1
        features /= np.maximum(windows, 1)
        return Judged(_of_length_one(sums), **head.judge(features))

    def _passes(self, texts: Sequence[str]) -> Iterator[tuple[Sequence[Window], Sequence[torch.Tensor], torch.Tensor]]:
        """Batches of windows with the states after each layer, shape ``(n, tokens, 384)`` each, and their mask."""
        import torch

        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=self._bfloat16):
            for batch in batched_by_tokens(self._windows(texts), BATCH_TOKENS):
                ids, mask = _padded([tokens for _, tokens in batch])
                output = self._model(input_ids=ids, attention_mask=mask, output_hidden_states=True)
                yield batch, output.hidden_states, mask

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


def _padded(rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Token ids of shape ``(n, tokens)``, the longest row first, and the mask of what is no padding."""
    import torch

    ids = torch.zeros((len(rows), len(rows[0])), dtype=torch.long)
    mask = torch.zeros_like(ids)
    for row, tokens in enumerate(rows):
        ids[row, : len(tokens)] = torch.tensor(tokens)
        mask[row, : len(tokens)] = 1
    return ids, mask


def _token_sums(states: torch.Tensor, mask: torch.Tensor) -> NDArray[np.float32]:
    """The sum of the token vectors of each window. Sums, so that windows add up to a mean."""
    result: NDArray[np.float32] = (states.float() * mask.unsqueeze(-1)).sum(dim=1).numpy()
    return result


def _of_length_one(sums: NDArray[np.float32]) -> NDArray[np.float32]:
    vectors: NDArray[np.float32] = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), np.float32(1e-12))
    return vectors


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
    return Encoder()

"""Pairs of texts as batches for the pair network: tokens, buckets of like length, an order that a seed decides."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from briefing.models.heads.cross_encoder import load_pair_tokenizer
from briefing.models.heads.pair_reader import EncoderPairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tokenizers import Tokenizer

# Of 40 tokens on average, no pair of the natural language inference sets has more than 160.
MOST_TOKENS = 256
# Batches are cut from this many batches' worth of pairs sorted by length: little padding, and still a random order.
_BUCKET = 40


@dataclass(frozen=True)
class Pair:
    """Two texts, and what a judgement should say of the second by the first; ``target`` depends on the judgement."""

    first: str
    second: str
    judgement: str
    target: int


@dataclass(frozen=True)
class Batch:
    """Pairs of one judgement as tensors of shape ``(n, tokens)``, and their targets of shape ``(n,)``."""

    judgement: str
    ids: torch.Tensor
    mask: torch.Tensor
    types: torch.Tensor
    targets: torch.Tensor


def load_tokenizer() -> Tokenizer:
    """The encoder's tokenizer, for pairs of at most ``MOST_TOKENS`` tokens: the longer text gives way."""
    return load_pair_tokenizer(MOST_TOKENS)


class PairBatches:
    """All pairs of a training run, tokenized once, and their batches in an order that only the seed decides."""

    def __init__(self, pairs: Sequence[Pair], tokenizer: Tokenizer, size: int) -> None:
        self._pairs = pairs
        self._size = size
        self._read = EncoderPairs(tokenizer, [(pair.first, pair.second) for pair in pairs])

    def in_order(self) -> Iterator[tuple[list[int], Batch]]:
        """Batches by length, for evaluation, each with the places of its pairs."""
        for places in self._cut(range(len(self._pairs))):
            yield places, self.batch(places)

    def shuffled(self, places: Sequence[int], seed: int) -> list[list[int]]:
        """The places of each batch's pairs, in training order."""
        order = random.Random(seed)  # noqa: S311 - reproducible, not secret
        mixed = list(places)
        order.shuffle(mixed)
        bucket = _BUCKET * self._size
        batches = [
            batch for start in range(0, len(mixed), bucket) for batch in self._cut(mixed[start : start + bucket])
        ]
        order.shuffle(batches)
        return batches

    def _cut(self, places: Sequence[int]) -> Iterator[list[int]]:
        by_judgement: dict[str, list[int]] = {}
        for place in places:
            by_judgement.setdefault(self._pairs[place].judgement, []).append(place)
        for group in by_judgement.values():
            group.sort(key=lambda place: len(self._read.tokens[place]))
            for start in range(0, len(group), self._size):
                yield group[start : start + self._size]

    def batch(self, places: Sequence[int]) -> Batch:
        """The pairs at these places, which are of one judgement."""
        targets = torch.tensor([self._pairs[place].target for place in places])
        return Batch(self._pairs[places[0]].judgement, *self._read.tensors(places), targets)

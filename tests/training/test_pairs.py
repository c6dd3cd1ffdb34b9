"""Pairs as batches: each pair once, of one judgement, in an order that only the seed decides."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from training.pairs import MOST_TOKENS, Pair, PairBatches, load_tokenizer

JUDGED = ["entailment", "relation", "carries"]


def pairs(count: int) -> list[Pair]:
    """Pairs of unequal length and of all judgements in turn."""
    return [
        Pair(
            f"Ship number {number} left the harbour" + " of Arden" * (number * 7 % 11) + ".",
            "It left.",
            JUDGED[number % 3],
            number % 2,
        )
        for number in range(count)
    ]


@cache
def batches(count: int, size: int) -> PairBatches:
    return PairBatches(pairs(count), load_tokenizer(), size)


@settings(max_examples=30, deadline=None)
@given(st.integers(min_value=0, max_value=40), st.sampled_from([1, 4, 7]), st.integers(min_value=0, max_value=99))
def test_every_pair_is_in_one_batch_and_every_batch_of_one_judgement(count: int, size: int, seed: int) -> None:
    given_pairs = pairs(count)
    for cut in (
        batches(count, size).shuffled(range(count), seed),
        [places for places, _ in batches(count, size).in_order()],
    ):
        assert Counter(place for batch in cut for place in batch) == Counter(range(count))
        assert all(0 < len(batch) <= size for batch in cut)
        assert all(len({given_pairs[place].judgement for place in batch}) == 1 for batch in cut)


def test_the_seed_alone_decides_the_order() -> None:
    one = batches(40, 4)
    assert one.shuffled(range(40), 1) == one.shuffled(range(40), 1)
    assert one.shuffled(range(40), 1) != one.shuffled(range(40), 2)
    assert one.shuffled(range(40), 1) == PairBatches(pairs(40), load_tokenizer(), 4).shuffled(range(40), 1)


def test_some_of_the_pairs_may_be_left_out() -> None:
    cut = batches(40, 4).shuffled([3, 5, 8], 1)
    assert sorted(place for batch in cut for place in batch) == [3, 5, 8]


def test_a_batch_holds_its_pairs_with_their_targets_in_order() -> None:
    for places, batch in batches(12, 3).in_order():
        assert batch.judgement == pairs(12)[places[0]].judgement
        assert batch.targets.tolist() == [pairs(12)[place].target for place in places]
        assert batch.ids.shape == batch.mask.shape == batch.types.shape
        assert len(batch.ids) == len(places)
        # The second text stands behind the first, and both before the padding.
        assert torch.equal(batch.types * batch.mask, batch.types)
        assert bool((batch.types.sum(dim=1) > 0).all())
        assert bool((batch.mask.sum(dim=1).diff() >= 0).all())


def test_of_a_pair_that_is_too_long_the_longer_text_gives_way() -> None:
    short = "The ships left the harbour."
    long = PairBatches([Pair(short + " They left." * 400, short, "carries", 1)], load_tokenizer(), 1).batch([0])
    whole = PairBatches([Pair("They left.", short, "carries", 1)], load_tokenizer(), 1).batch([0])

    assert long.ids.shape == (1, MOST_TOKENS)
    assert int(long.types.sum()) == int(whole.types.sum())


@pytest.mark.parametrize("text", ["", "…"])
def test_a_text_without_words_makes_a_pair_too(text: str) -> None:
    batch = PairBatches([Pair(text, text, "relation", 0)], load_tokenizer(), 1).batch([0])
    assert int(batch.mask.sum()) == batch.ids.shape[1] >= 3

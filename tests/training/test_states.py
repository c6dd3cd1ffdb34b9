"""The lower layers' states, computed once: they are what the sentence head is given when it judges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from hypothesis import given
from hypothesis import strategies as st

from briefing.models.heads.sentences import load_sentence_head
from training.states import padded, states_of

if TYPE_CHECKING:
    from briefing.models.encoder import Encoder

TEXTS = [
    "Norland and Sudland signed a treaty on Monday.",
    "The river is long.",
    "Rebels attacked a police station, killed four officers and fled across the border before dawn.",
]


def test_there_are_states_for_each_token_of_each_text_in_order(encoder: Encoder) -> None:
    states = states_of(TEXTS, 3)
    assert [one.shape for one in states] == [(count + 2, 384) for count in encoder.count_tokens(TEXTS)]


def test_a_head_judges_them_as_it_judges_the_texts(encoder: Encoder) -> None:
    head = load_sentence_head()
    whole, mask = padded(states_of(TEXTS, head.shared))
    with torch.no_grad():
        found = head.judge(head.features(whole.float(), mask))

    torch.testing.assert_close(
        torch.from_numpy(found["stance"]), torch.from_numpy(encoder.judge(TEXTS).stance), atol=0.05, rtol=0
    )


def test_no_texts_have_no_states() -> None:
    assert states_of([], 3) == []


@given(st.lists(st.integers(min_value=1, max_value=9), min_size=1, max_size=6))
def test_padding_is_masked_and_nothing_else(lengths: list[int]) -> None:
    rows = [torch.ones(length, 2) for length in lengths]
    whole, mask = padded(rows)

    assert whole.shape == (len(lengths), max(lengths), 2)
    assert mask.sum(dim=1).tolist() == lengths
    assert torch.equal(whole[:, :, 0].long(), mask)

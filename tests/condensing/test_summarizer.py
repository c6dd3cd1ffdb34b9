"""How long a summary may be."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.condensing import Length, budget


@pytest.mark.parametrize(
    ("length", "sentences", "statements"),
    [
        ("short", 20, 6),
        ("standard", 20, 10),
        ("long", 20, 14),
        ("short", 2, 3),
        ("standard", 2, 5),
        ("long", 2, 8),
        ("short", 4000, 6),
        ("standard", 4000, 14),
        ("long", 4000, 24),
    ],
)
def test_a_summary_keeps_a_share_of_its_document_within_bounds(length: Length, sentences: int, statements: int) -> None:
    assert budget(length, sentences) == statements


@given(st.integers(min_value=0, max_value=10_000))
def test_a_longer_summary_is_never_shorter(sentences: int) -> None:
    short, standard, long = (budget(length, sentences) for length in get_args(Length))
    assert 0 < short <= standard <= long


@given(st.sampled_from(get_args(Length)), st.integers(min_value=0, max_value=10_000))
def test_a_longer_document_never_has_a_shorter_summary(length: Length, sentences: int) -> None:
    assert budget(length, sentences) <= budget(length, sentences + 1)

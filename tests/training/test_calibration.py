"""One temperature that makes probabilities what they say."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn.functional import cross_entropy

from training.calibration import temperature


def drawn(warmth: float, count: int = 4000) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float32]], list[int]]:
    """Logits whose true temperature is this one, and classes drawn by them."""
    chance = np.random.default_rng(7)
    logits = chance.normal(scale=2, size=(count, 3)).astype(np.float32)
    shares = np.exp(logits / warmth)
    shares /= shares.sum(axis=1, keepdims=True)
    return logits, [int(chance.choice(3, p=row / row.sum())) for row in shares.astype(np.float64)]


def loss(logits: np.ndarray[tuple[int, int], np.dtype[np.float32]], truth: list[int], warmth: float) -> float:
    return float(cross_entropy(torch.from_numpy(logits) / warmth, torch.tensor(truth)))


@pytest.mark.parametrize("warmth", [0.7, 1.0, 2.0, 3.0])
def test_the_temperature_that_made_the_classes_is_found(warmth: float) -> None:
    assert temperature(*drawn(warmth)) == pytest.approx(warmth, rel=0.15)


def test_a_head_that_is_always_right_may_be_as_sure_as_possible() -> None:
    assert temperature(np.eye(3, dtype=np.float32) * 5, [0, 1, 2]) == 0.5


def test_a_head_that_is_sure_and_wrong_is_cooled_as_far_as_possible() -> None:
    assert temperature(np.eye(3, dtype=np.float32) * 50, [1, 2, 0]) == 4.0


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9), st.sampled_from([0, 1])), min_size=1, max_size=12))
def test_it_never_makes_probabilities_worse(rows: list[tuple[float, float, int]]) -> None:
    logits = np.array([row[:2] for row in rows], dtype=np.float32)
    truth = [row[2] for row in rows]
    found = temperature(logits, truth)

    assert 0.5 <= found <= 4
    assert loss(logits, truth, found) <= loss(logits, truth, 1.0) + 1e-6

"""The retelling head: what its numbers mean. How well it judges stands in its model card."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from briefing.models.heads.retelling import FEATURES, RetellingHead, load_retelling_head, log_odds

chance = st.floats(0, 1, width=32)


@given(chance)
def test_log_odds_are_finite_and_turn_round_at_one_half(value: float) -> None:
    (odds,) = log_odds(np.array([value], np.float32))
    assert np.isfinite(odds)
    assert (odds > 0) == (value > 0.5)


def test_the_shipped_head_has_a_weight_for_each_feature() -> None:
    head = load_retelling_head()
    assert head.weights.shape == (len(FEATURES),)
    assert head.mixture.shape == (3,)


@given(chance, chance)
def test_what_the_fact_head_finds_likelier_is_likelier(one: float, other: float) -> None:
    features = np.zeros((2, len(FEATURES)), np.float32)
    less, more = load_retelling_head().chances(features, np.array(sorted([one, other]), np.float32))
    assert less <= more


def test_the_mixture_weighs_features_and_fact_head() -> None:
    head = RetellingHead(np.eye(1, len(FEATURES), dtype=np.float32)[0], 0.0, np.array([1, 0, 0], np.float32))
    features = np.zeros((1, len(FEATURES)), np.float32)
    assert head.chances(features, np.array([0.9], np.float32))[0] == 0.5
    features[0, 0] = 100
    assert head.chances(features, np.array([0.1], np.float32))[0] > 0.99

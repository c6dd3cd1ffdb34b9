"""The benchmark of corrupted claims, from file to metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.corruptions import main

from .articles import ARTICLE, HEADLINE

if TYPE_CHECKING:
    from .conftest import Measure

ROWS = [{"document": " ".join(ARTICLE), "summary": HEADLINE}, {"document": "Too short.", "summary": "Short"}]


def test_shares_are_reported_over_all_and_by_kind(measure: Measure) -> None:
    metrics = measure(main, ROWS)

    kinds = [name for name in metrics if name.endswith("_claims") and name not in {"corrupted_claims", "true_claims"}]
    assert metrics["claims"] == sum(metrics[name] for name in kinds)
    assert metrics["corrupted_claims"] >= 1
    assert metrics["true_claims"] >= 4
    shares = {name: value for name, value in metrics.items() if not name.endswith("claims")}
    assert {"corrupted_caught", "corrupted_caught_by_support", "true_falsely_alarmed"} <= set(shares)
    assert all(0 <= value <= 1 for value in shares.values())


def test_the_literal_checks_only_add_to_what_the_score_catches(measure: Measure) -> None:
    metrics = measure(main, ROWS)

    alone = {name: value for name, value in metrics.items() if name.endswith("_by_support")}
    assert alone
    assert all(metrics[name.removesuffix("_by_support")] >= value for name, value in alone.items())


def test_the_seed_decides_which_claims_are_made(measure: Measure) -> None:
    assert measure(main, ROWS, "--seed", "4") == measure(main, ROWS, "--seed", "4")


@pytest.mark.parametrize("options", [("--skip", "1"), ("--articles", "0")])
def test_articles_that_are_passed_over_give_no_claims(measure: Measure, options: tuple[str, str]) -> None:
    assert measure(main, ROWS, *options) == {"claims": 0, "corrupted_claims": 0, "true_claims": 0}

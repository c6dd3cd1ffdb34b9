"""The benchmark of relations, from file to metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.relations import main

if TYPE_CHECKING:
    from .conftest import Measure

A = "Norland reopened the telephone line on Friday."
ROWS = [
    {"a": A, "b": "The telephone line works again since Friday.", "label": "agreement"},
    {"a": A, "b": "The telephone line is still cut.", "label": "conflict"},
    {"a": A, "b": "Olive oil became cheaper.", "label": "unrelated"},
    {"a": A, "b": "Norland and Sudland can call each other again.", "label": "agreement"},
]


def test_the_head_stands_beside_two_yardsticks(measure: Measure) -> None:
    metrics = measure(main, ROWS)

    for yardstick in ("", "untrained_", "majority_"):
        assert metrics[f"{yardstick}rows"] == 4
        for name in ("macro_f1", "f1_conflict", "roc_auc_conflict"):
            assert 0 <= metrics[f"{yardstick}{name}"] <= 1


def test_always_saying_agreement_finds_no_conflict(measure: Measure) -> None:
    metrics = measure(main, ROWS)

    assert metrics["majority_accuracy"] == 0.5
    assert metrics["majority_f1_conflict"] == 0
    assert metrics["majority_macro_f1"] == 0.2222  # 2/3 for agreement, over three
    assert metrics["majority_roc_auc_conflict"] == 0.5

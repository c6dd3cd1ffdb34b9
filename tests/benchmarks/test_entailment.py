"""The benchmark of entailment, from file to metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.entailment import main

if TYPE_CHECKING:
    from .conftest import Measure

PREMISE = "Norland and Sudland reopened the telephone line between their headquarters on Friday."
ROWS = [
    {"premise": PREMISE, "hypothesis": "Norland and Sudland reopened the line.", "label": "entailment"},
    {"premise": PREMISE, "hypothesis": "The line stayed closed.", "label": "contradiction"},
    {"premise": PREMISE, "hypothesis": "The talks went on in Oslo.", "label": "neutral"},
]


def test_classes_and_speed_are_reported(measure: Measure) -> None:
    metrics = measure(main, ROWS)

    assert metrics["rows"] == 3
    assert metrics["pairs_per_second"] > 0
    for name in ("accuracy", "macro_f1", "f1_entailment", "f1_neutral", "f1_contradiction"):
        assert 0 <= metrics[name] <= 1

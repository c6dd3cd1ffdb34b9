"""The benchmark of stance, from file to metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.stance import LABELS, main

if TYPE_CHECKING:
    from .conftest import Measure

SENTENCES = {
    "verbal cooperation": "Norland welcomed the agreement.",
    "material cooperation": "Sudland sent doctors to Norland.",
    "verbal conflict": "Norland condemned the visit.",
    "material conflict": "Norland shelled the harbour of Sudland.",
    "neutral": "The harbour of Oslo lies in the south.",
}


def test_labels_are_named_as_in_the_data() -> None:
    assert list(LABELS) == list(SENTENCES)


def test_sides_and_codes_are_reported(measure: Measure) -> None:
    metrics = measure(main, [{"sentence": text, "label": label} for label, text in SENTENCES.items()])

    assert (metrics["rows"], metrics["siding_rows"]) == (5, 4)
    for name in ("two_macro_f1", "four_macro_f1", "neutral_accuracy", "all_macro_f1"):
        assert 0 <= metrics[name] <= 1

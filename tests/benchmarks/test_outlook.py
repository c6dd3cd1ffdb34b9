"""The benchmark of outlook, from file to metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.outlook import main

from .test_future import OPENING, row

if TYPE_CHECKING:
    from .conftest import Measure


def test_the_sentences_of_all_articles_are_counted(measure: Measure) -> None:
    metrics = measure(main, [row(OPENING), row()])

    assert (metrics["rows"], metrics["future_rows"]) == (6, 1)
    for name in ("precision", "recall", "f1", "roc_auc"):
        assert 0 <= metrics[name] <= 1

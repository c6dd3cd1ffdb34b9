"""The benchmark of support, from file to metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.support import main
from briefing.checking.support import SUPPORTED

if TYPE_CHECKING:
    from .conftest import Measure

SOURCE = (
    "Norland and Sudland reopened the telephone line on Friday. Their ministers had met in Lisbon in May. "
    "The next round of talks is in Oslo."
)
ROWS = [
    {"source": SOURCE, "claim": "Norland and Sudland reopened the line.", "supported": 1, "domain": "wire"},
    {"source": SOURCE, "claim": "norland cut the line . 12 ships sank", "supported": 0, "domain": "wire"},
    {"source": SOURCE, "claim": "the ministers had met in lisbon . the next talks are in oslo", "supported": 1},
    {"source": SOURCE, "claim": "Olive oil became cheaper.", "supported": 0},
]


def test_verdicts_are_reported_over_all_and_by_domain(measure: Measure) -> None:
    metrics = measure(main, ROWS)

    assert set(metrics) == {
        *("rows", "balanced_accuracy", "roc_auc"),
        *("wire_rows", "wire_balanced_accuracy", "wire_roc_auc"),
        *("threshold", "seconds_per_claim"),
    }
    assert (metrics["rows"], metrics["wire_rows"], metrics["threshold"]) == (4, 2, SUPPORTED)
    assert metrics["seconds_per_claim"] > 0
    for name in ("balanced_accuracy", "roc_auc", "wire_balanced_accuracy", "wire_roc_auc"):
        assert 0 <= metrics[name] <= 1

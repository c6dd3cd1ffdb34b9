"""The benchmark of changes, from file to metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.changes import Pair, both_memos, counted, main, shares

if TYPE_CHECKING:
    from .conftest import Measure

LOAN = "Zambia and the development bank signed a loan of 300 million dollars for the Kafue railway."
FARMERS = "Farmers near Kafue accused the railway company of taking their land without payment."
TRAINS = "The first trains on the Kafue line will run on 1 March 2025."
COURT = "The court in Lusaka condemned the ministry for breaking the law."


def document(name: str, read: str, *sentences: tuple[str, str]) -> dict[str, Any]:
    return {"id": name, "publisher": name.title(), "published": "2025-02-20", "read": read, "sentences": sentences}


ROW = {
    "id": "kafue",
    "before": "2025-02-21",
    "after": "2025-03-10",
    "documents": [
        document("ledger", "before", ("loan", LOAN), ("trains", TRAINS)),
        document("ledger", "after", ("loan", LOAN.replace("300", "350"))),
        document("copper", "both", ("farmers", FARMERS)),
        document("herald", "after", ("court", COURT)),
    ],
    "facts": {
        "loan": {"state": "changed", "aspects": ["number"]},
        "trains": {"state": "dropped", "loss": "past"},
        "farmers": {"state": "same"},
        "court": {"state": "new"},
    },
}


@pytest.fixture
def measured(measure: Measure) -> dict[str, float]:
    return measure(main, [ROW])


def test_a_pair_is_measured_by_its_facts(measured: dict[str, float]) -> None:
    assert measured == {
        "pairs": 1,
        "findings": 3,
        "new": 1,
        "new_precision": 1,
        "new_recall": 1,
        "changed": 1,
        "changed_precision": 1,
        "changed_recall": 1,
        "differences": 1,
        "differences_right": 1,
        "listed": 0,
        "dropped": 1,
        "dropped_precision": 1,
        "losses_right": 1,
    }


def test_a_wrong_mark_counts_against_precision(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_CACHE", "")
    facts = {"loan": {"state": "same"}, "trains": {"state": "dropped", "loss": "withdrawn"}}
    wrong = Pair.model_validate(ROW | {"facts": ROW["facts"] | facts | {"court": {"state": "same"}}})  # type: ignore[operator]
    found = shares(counted(wrong, *both_memos(wrong)))
    assert (found["new_precision"], found["changed_precision"], found["differences_right"]) == (0, 0, 0)
    assert (found["dropped_precision"], found["losses_right"]) == (1, 0)

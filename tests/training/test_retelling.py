"""The retelling head is learned from dossiers; here from three small ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from safetensors import safe_open

from briefing.models.heads.retelling import FEATURES
from training import retelling

if TYPE_CHECKING:
    from pathlib import Path

PLACES = ("Oslo", "Bergen", "Turku")


def dossier(place: str) -> dict[str, object]:
    """Two documents: both report a bridge, each something of its own beside it."""
    told = [
        f"The new bridge at {place} was opened on Friday by the mayor.",
        f"On Friday the mayor opened the new bridge at {place}.",
    ]
    other = [
        f"The old bridge at {place} will be torn down in May.",
        f"The new bridge at {place} cost 40 million euros.",
    ]
    return {
        "id": place,
        "question": "What happened?",
        "documents": [
            {"id": str(number), "title": f"News of {place}", "publisher": None, "published": None, "text": f"{a} {b}"}
            for number, (a, b) in enumerate(zip(told, other, strict=True))
        ],
        "points": [
            {
                "id": "p1",
                "gist": "The bridge was opened",
                "kinds": ["consensus"],
                "needed": True,
                "carriers": [{"document": str(number), "quote": quote} for number, quote in enumerate(told)],
            }
        ],
        "traps": [],
        "origins": [["0"], ["1"]],
    }


@pytest.fixture
def trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The weights learned from the small dossiers, and no news."""
    path = tmp_path / "dossiers.jsonl"
    path.write_text("".join(json.dumps(dossier(place)) + "\n" for place in PLACES), encoding="utf-8")
    events = tmp_path / "events.jsonl"
    events.write_text("", encoding="utf-8")
    monkeypatch.setattr(retelling, "DOSSIERS", path)
    monkeypatch.setattr(retelling, "UNSEEN_DOSSIERS", path)
    monkeypatch.setattr(retelling, "of_news", lambda _, __: iter(()))
    monkeypatch.setattr(retelling, "FOLDS", 3)
    out = tmp_path / "retelling.safetensors"
    retelling.main(["--events", str(events), "--work", str(tmp_path), "--out", str(out)])
    return out


def test_what_is_learned_has_the_form_that_the_head_reads(trained: Path) -> None:
    with safe_open(trained, framework="np") as file:
        assert file.get_tensor("weights").shape == (len(FEATURES),)
        assert file.get_tensor("bias").shape == (1,)
        assert file.get_tensor("mixture").shape == (3,)


def test_likeness_speaks_for_one_fact(trained: Path) -> None:
    with safe_open(trained, framework="np") as file:
        weights = file.get_tensor("weights").astype(np.float32)
    assert weights[FEATURES.index("likeness")] > 0


def test_the_card_names_data_and_figures(trained: Path) -> None:
    card = trained.with_suffix(".md").read_text(encoding="utf-8")
    assert "training/labels/dossiers-retelling.jsonl" in card
    assert "average_precision_fact_head" in card

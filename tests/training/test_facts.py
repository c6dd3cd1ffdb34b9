"""The fact head is learned from pairs of a matter's sentences; here from one small dossier."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from safetensors import safe_open

from briefing.models.heads.facts import JUDGEMENTS
from briefing.models.heads.pins import PAIRS
from briefing.models.heads.weights import verify_head
from tests.benchmarks.expected import DOSSIER
from training import facts, told
from training.facts import Step
from training.points import of_dossiers

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_what_is_learned_has_the_form_that_the_head_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dossiers.jsonl"
    path.write_text(json.dumps(DOSSIER) + "\n", encoding="utf-8")
    monkeypatch.setattr(facts, "STEPS", (Step((path,), 2, 0.7), Step((path, path), 1, 0.3)))
    monkeypatch.setattr(told, "UNSEEN_DOSSIERS", path)
    for module in (facts, told):
        monkeypatch.setattr(module, "of_news", lambda _, __: of_dossiers(path))
    out = tmp_path / "facts.safetensors"

    start = str(verify_head(PAIRS))
    facts.main(["--start", start, "--events", "none", "--work", str(tmp_path), "--out", str(out)])

    with safe_open(out, framework="np") as file:
        about = json.loads(file.metadata()["about"])
        names = set(file.keys())
    assert about["temperatures"].keys() == JUDGEMENTS.keys()
    assert {name.split(".")[1] for name in names if name.startswith("judgements.")} == JUDGEMENTS.keys()
    assert not any(".embeddings." in name for name in names)
    assert sorted(file.name for file in tmp_path.glob("facts-*.pt")) == ["facts-1.pt", "facts-2.pt"]
    assert "the same: average precision" in out.with_suffix(".md").read_text(encoding="utf-8")

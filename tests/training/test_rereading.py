"""The rereading head is learned from pairs of a matter's sentences; here from one small dossier."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

from safetensors import safe_open

from briefing.models.heads.facts import JUDGEMENTS
from tests.benchmarks.expected import DOSSIER
from training import rereading, told
from training.points import of_dossiers
from training.rereading import SIZE, _order

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

INFERENCES = (
    {"premise": "A man is asleep.", "hypothesis": "A man is awake.", "label": "contradiction", "origin": "made"},
    {"premise": "A man is asleep in a chair.", "hypothesis": "A man is asleep.", "label": "entailment", "origin": ""},
)


def test_what_is_learned_has_the_form_that_the_head_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, inferences = tmp_path / "dossiers.jsonl", tmp_path / "entailment.jsonl"
    path.write_text(json.dumps(DOSSIER) + "\n", encoding="utf-8")
    inferences.write_text("".join(f"{json.dumps(row)}\n" for row in INFERENCES), encoding="utf-8")
    for name in ("DOSSIERS", "SHORT_DOSSIERS"):
        monkeypatch.setattr(rereading, name, path)
    monkeypatch.setattr(told, "UNSEEN_DOSSIERS", path)
    monkeypatch.setattr(rereading, "_MOST", {"same": 3, "differs": 3, "hard": 3})
    for module in (rereading, told):
        monkeypatch.setattr(module, "of_news", lambda _, __: of_dossiers(path))
    out = tmp_path / "rereading.safetensors"

    files = ["--events", "none", "--entailment", str(inferences), "--work", str(tmp_path), "--out", str(out)]
    rereading.main(files)

    with safe_open(out, framework="np") as file:
        about = json.loads(file.metadata()["about"])
        names = set(file.keys())
    assert about["temperatures"].keys() == JUDGEMENTS.keys()
    assert {name.split(".")[1] for name in names if name.startswith("judgements.")} == JUDGEMENTS.keys()
    assert all(name.startswith("judgements.") or name.endswith((".narrow", ".wide")) for name in names)
    assert "the same: average precision" in out.with_suffix(".md").read_text(encoding="utf-8")


def test_inferences_fall_into_the_first_part() -> None:
    tokens = [[0] * (place % 7 + 1) for place in range(400 * SIZE)]
    told_pairs = 200 * SIZE

    order = _order(tokens, told_pairs, random.Random(1))  # noqa: S311 - reproducible, not secret

    assert sorted(place for batch in order for place in batch) == list(range(len(tokens)))
    # Batches are shuffled within buckets of 20, so that the bound is not sharp.
    last = [place for batch in order[-60:] for place in batch]
    assert max(last) < told_pairs
    assert all(len(batch) <= SIZE for batch in order)

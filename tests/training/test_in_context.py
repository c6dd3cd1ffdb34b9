"""The in-context head is learned from sentences with what stands before them; here from one small dossier."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
from safetensors import safe_open

from briefing.models.heads.sentences import POINTS
from tests.benchmarks.expected import DOSSIER
from training import in_context
from training.in_context import InContext, of_invented

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def invented(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[InContext]:
    path = folder / "dossiers.jsonl"
    path.write_text(json.dumps(DOSSIER) + "\n", encoding="utf-8")
    for name in ("DOSSIERS", "SHORT_DOSSIERS"):
        monkeypatch.setattr(in_context, name, path)
    return list(of_invented())


def test_a_sentence_is_read_with_its_headline_and_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = invented(tmp_path, monkeypatch)
    texts = {one.text for one in every}
    assert {one.origin for one in every} == {"dossiers", "short dossiers"}
    assert all(one.points for one in every)
    assert any(one.context.endswith(other) for one in every for other in texts if other != one.text)


def test_what_is_learned_has_the_form_that_the_head_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    every = invented(tmp_path, monkeypatch)
    held = [InContext(one.context, one.text, one.points, "held", "news") for one in every]
    monkeypatch.setattr(in_context, "held_events", lambda: frozenset({"held"}))
    monkeypatch.setattr(in_context, "of_labels", lambda _: held)
    monkeypatch.setattr(in_context, "_SURE", 1.0)
    monkeypatch.setattr(in_context, "_OF_REST", 1.0)
    out = tmp_path / "in-context.safetensors"

    in_context.main(["--events", "none", "--work", str(tmp_path), "--out", str(out)])

    with safe_open(out, framework="np") as file:
        about = json.loads(file.metadata()["about"])
        names = set(file.keys())
    assert about["temperatures"].keys() == {"point"}
    assert {name.split(".")[1] for name in names if name.startswith("judgements.")} == {"point"}
    assert all(name.startswith("judgements.") or name.endswith((".narrow", ".wide")) for name in names)
    text = out.with_suffix(".md").read_text(encoding="utf-8")
    assert f"| sentences | {len(held)} |" in text
    assert "by the sentence head" in text


def test_of_what_the_sentence_head_is_sure_of_and_right_less_is_taken() -> None:
    one = InContext("", "Peru accused Chile.", ("dispute",), "m", "news")
    sure = np.array([0.97 if name == "dispute" else 0.0075 for name in POINTS], np.float32)
    wrong = np.array([0.97 if name == "event" else 0.0075 for name in POINTS], np.float32)
    unsure = np.full(len(POINTS), 0.2, np.float32)
    assert in_context._share(one, sure) < in_context._share(one, wrong) == in_context._share(one, unsure)

"""Writing a head: 16 bit weights, what its file says of itself, and a card that can be held against the file."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
import torch
from safetensors import safe_open

from training.cards import Card, DataSet, write_head

if TYPE_CHECKING:
    from pathlib import Path

CARD = Card(
    title="Tiny head",
    use="Judges ships.",
    limits="Knows two ships only.",
    command="python -m training.tiny",
    data=(DataSet("ships", "two ships", "MIT"), DataSet("harbours", "one harbour", "none stated")),
)
TENSORS = {"upper.weight": torch.tensor([[0.5, -2.0], [3.0, 0.25]]), "lower.bias": torch.tensor([1.0])}
ABOUT = {"temperatures": {"ships": 1.3}, "layers": 2}
FIGURES = {"ships dev": {"rows": 12, "f1": 0.5}}


@pytest.fixture
def written(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    out = tmp_path / "weights" / "tiny.safetensors"
    write_head(out, TENSORS, ABOUT, CARD, FIGURES)
    assert hashlib.sha256(out.read_bytes()).hexdigest() in capfd.readouterr().err.replace("\n", "")
    return out


def test_weights_are_written_in_sixteen_bit(written: Path) -> None:
    with safe_open(written, framework="pt") as file:
        found = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping

    assert found.keys() == TENSORS.keys()
    for name, tensor in found.items():
        assert tensor.dtype == torch.float16
        assert torch.equal(tensor.float(), TENSORS[name])


def test_the_file_says_what_its_network_is_built_from(written: Path) -> None:
    with safe_open(written, framework="pt") as file:
        assert json.loads(file.metadata()["about"]) == ABOUT


def test_the_card_stands_beside_the_weights_and_names_their_hash(written: Path) -> None:
    card = written.with_suffix(".md").read_text(encoding="utf-8")

    assert card.startswith("# Tiny head\n\nJudges ships.\n")
    assert f"SHA-256 {hashlib.sha256(written.read_bytes()).hexdigest()}" in card
    assert "| ships | two ships | MIT |" in card
    assert "| harbours | one harbour | none stated |" in card
    assert "| f1 | 0.5 |" in card
    assert "Knows two ships only." in card
    assert "`python -m training.tiny`" in card


def test_the_same_weights_are_the_same_file(written: Path, tmp_path: Path) -> None:
    backwards = dict(reversed(TENSORS.items()))
    write_head(tmp_path / "again.safetensors", backwards, dict(reversed(ABOUT.items())), CARD, FIGURES)

    assert (tmp_path / "again.safetensors").read_bytes() == written.read_bytes()

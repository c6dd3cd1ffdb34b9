"""Training the sentence head: from the states of sentences to a network that judges them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from training.sentences import Example, _cross_validated, _is_measured, _judged, _trained
from training.states import states_of

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ["Norland and Sudland signed a treaty on Monday.", "Rebels of Norland shelled the port of Arden at night."]


def test_it_learns_from_states_kept_in_16_bit_on_any_processor(tmp_path: Path) -> None:
    examples = [
        Example(text, {"stance": (place,)}, weight=1.0, group=str(place), origin="stance")
        for place, text in enumerate(TEXTS)
    ]
    states = states_of(TEXTS, 3)
    network = _trained(examples, states, [0, 1] * 40, tmp_path / "sentences.pt")

    assert {one.dtype for one in states} == {torch.bfloat16}
    assert _judged(network, states)["stance"].argmax(axis=1).tolist() == [0, 1]


def test_figures_are_of_the_measured_folds_alone(tmp_path: Path) -> None:
    examples = [
        Example(text, {"stance": (place % 2,)}, weight=1.0, group=str(place), origin="stance")
        for place, text in enumerate(TEXTS * 3)
    ]
    states = states_of(TEXTS * 3, 3)

    logits = _cross_validated(examples, states, 3, 1, tmp_path)["stance"]

    measured = [_is_measured(values) for values in logits]
    assert sum(measured) == 2
    assert [path.name for path in tmp_path.glob("*.pt")] == ["sentences-0-of-3.pt"]

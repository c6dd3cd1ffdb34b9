"""Training the sentence head: from the states of sentences to a network that judges them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from training.sentences import Example, _judged, _trained
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

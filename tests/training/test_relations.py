"""Training the pair head's other judgements: which pairs are learned from, and what the training goes on from."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import torch

from briefing.models.heads.facts import CARRIES
from briefing.models.heads.pins import HEADS
from briefing.models.heads.weights import verify_head
from training.networks import pair_network
from training.pairs import Pair, load_tokenizer
from training.points import Compared
from training.relations import JUDGEMENTS, Grouped, _before, _cross_validated, _some

if TYPE_CHECKING:
    from pathlib import Path

PAIRS_HEAD = next(head for head in HEADS if head.name == "pairs")
TREATY = "Norland and Sudland signed a treaty on Monday."
TREATY_AGAIN = "On Monday a treaty was signed by Sudland and Norland."
FERRY = "A ferry ran aground off Port Ellis."
CARRIED = Pair(TREATY_AGAIN, TREATY, "carries", CARRIES.index("same"))
OTHER = Pair(FERRY, TREATY, "carries", CARRIES.index("other"))


def test_it_goes_on_from_the_weights_of_a_head(tmp_path: Path) -> None:
    before = _before(tmp_path, verify_head(PAIRS_HEAD))

    network = pair_network({name: len(classes) for name, classes in JUDGEMENTS.items()}, dropout=0.0)
    network.load_state_dict(before, strict=False)

    assert {value.dtype for value in before.values()} == {torch.float32}
    assert torch.equal(network.state_dict()["judgements.carries.weight"], before["judgements.carries.weight"])
    assert not any("embeddings" in name for name in before)


def test_it_starts_from_what_entailment_left_where_no_head_is_named(tmp_path: Path) -> None:
    torch.save({"some.weight": torch.ones(2)}, tmp_path / "entailment.pt")

    assert _before(tmp_path, None)["some.weight"].tolist() == [1, 1]


def test_of_what_tells_something_else_the_hardest_are_always_learned_from() -> None:
    near = Compared(TREATY, "Norland and Sudland signed a contract on Tuesday.", "other")
    far = [Compared(TREATY, f"Ship {number} ran aground.", "other") for number in range(30)]

    chosen = _some([*far, near], 4, random.Random(1), hard=0.5)  # noqa: S311 - reproducible, not secret

    assert near in chosen
    assert len(chosen) == 4


def test_few_pairs_are_all_taken() -> None:
    pairs = [Compared(TREATY, FERRY, "other")]

    assert _some(pairs, 10, random.Random(1), hard=0.5) == pairs  # noqa: S311 - reproducible, not secret


def test_only_measured_folds_have_judgements(tmp_path: Path) -> None:
    before = _before(tmp_path, verify_head(PAIRS_HEAD))
    examples = [Grouped(pair, f"{number}") for number, pair in enumerate([CARRIED, OTHER] * 3)]

    logits = _cross_validated(examples, load_tokenizer(), 3, 1, tmp_path, before)["carries"]

    measured = ~np.isnan(logits).any(axis=1)
    assert measured.sum() == 2
    assert not (tmp_path / "relations-1-of-3.pt").exists()

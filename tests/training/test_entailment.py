"""What entailment is trained on: rows with their targets, and a loss that knows what is not known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import torch
from torch.nn.functional import cross_entropy, log_softmax

from briefing.models.heads.pairs import ENTAILMENT
from training.entailment import JUDGEMENT, NOT_ENTAILED, labelled, logits_of, loss_of
from training.networks import pair_network
from training.pairs import Pair, PairBatches, load_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.models.heads.networks import PairNetwork

PAIRS = [
    Pair("Norland signed the treaty on Monday.", "Norland signed a treaty.", JUDGEMENT, 0),
    Pair("Norland signed the treaty.", "The treaty has nine pages.", JUDGEMENT, 1),
    Pair("Norland signed the treaty.", "Norland refused to sign.", JUDGEMENT, 2),
    Pair("Norland signed the treaty.", "Sudland signed the treaty.", JUDGEMENT, NOT_ENTAILED),
]


@pytest.fixture(scope="module")
def network() -> PairNetwork:
    torch.manual_seed(1)
    return pair_network({JUDGEMENT: len(ENTAILMENT)}, dropout=0.0).eval()


def loss(network: PairNetwork, *pairs: Pair) -> float:
    batch = PairBatches(pairs, load_tokenizer(), len(pairs)).batch(range(len(pairs)))
    with torch.no_grad():
        return float(loss_of(network, batch))


def test_labels_become_targets(tmp_path: Path) -> None:
    rows = [{"premise": "A.", "hypothesis": "B.", "label": label} for label in (*ENTAILMENT, "not entailment")]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    found = labelled(tmp_path / "rows.jsonl")
    assert [pair.target for pair in found] == [0, 1, 2, NOT_ENTAILED]
    assert {(pair.first, pair.second, pair.judgement) for pair in found} == {("A.", "B.", JUDGEMENT)}


def test_an_unknown_label_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"premise": "A.", "hypothesis": "B.", "label": "perhaps"}', encoding="utf-8")
    with pytest.raises(KeyError):
        labelled(tmp_path / "rows.jsonl")


def test_the_loss_of_known_targets_is_cross_entropy(network: PairNetwork) -> None:
    logits = torch.from_numpy(logits_of(network, PAIRS[:3]))
    expected = float(cross_entropy(logits, torch.tensor([0, 1, 2])))
    assert loss(network, *PAIRS[:3]) == pytest.approx(expected, abs=0.02)


def test_of_a_claim_known_only_not_to_follow_either_other_class_will_do(network: PairNetwork) -> None:
    chances = log_softmax(torch.from_numpy(logits_of(network, PAIRS[3:])), dim=1).exp()
    expected = float(-(chances[0, 1] + chances[0, 2]).log())
    assert loss(network, PAIRS[3]) == pytest.approx(expected, abs=0.02)


def test_a_batch_of_both_kinds_is_their_mean(network: PairNetwork) -> None:
    alone = [loss(network, pair) for pair in PAIRS]
    assert loss(network, *PAIRS) == pytest.approx(sum(alone) / len(alone), abs=0.02)


def test_logits_come_in_the_order_of_the_pairs(network: PairNetwork) -> None:
    there, back = logits_of(network, PAIRS), logits_of(network, PAIRS[::-1])
    assert there.shape == (len(PAIRS), len(ENTAILMENT))
    assert back[::-1] == pytest.approx(there, abs=0.05)


def test_embeddings_are_trained_only_where_they_are_asked_for() -> None:
    for embeddings in (False, True):
        made = pair_network({JUDGEMENT: 3}, dropout=0.1, embeddings=embeddings)
        trained = {name for name, parameter in made.named_parameters() if parameter.requires_grad}
        assert any(".embeddings." in name for name in trained) == embeddings
        assert any(".encoder.layer." in name for name in trained)

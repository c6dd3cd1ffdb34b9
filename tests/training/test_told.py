"""Pairs of a matter's sentences, and what they teach."""

from __future__ import annotations

import json
import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest
import torch

from tests.benchmarks.expected import DOSSIER, FIRST, SECOND
from training.points import of_dossiers
from training.told import OPEN, Told, class_weights, kinds_of, loss_of, rounds_of, targets_of, told_of

if TYPE_CHECKING:
    from pathlib import Path

    from training.points import Matter


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    path = tmp_path / "dossiers.jsonl"
    path.write_text(json.dumps(DOSSIER) + "\n", encoding="utf-8")
    (matter,) = of_dossiers(path)
    return matter


def test_a_pair_says_whether_it_tells_one_fact_and_whether_it_speaks_to_one_issue(matter: Matter) -> None:
    found = {(pair.a, pair.b): pair for pair in told_of(matter)}

    assert (found[FIRST[0], SECOND[0]].label, found[FIRST[0], SECOND[0]].issue) == ("same", True)
    assert (found[FIRST[3], SECOND[1]].label, found[FIRST[3], SECOND[1]].issue) == ("differs", True)
    assert (found[FIRST[0], SECOND[2]].label, found[FIRST[0], SECOND[2]].issue) == ("other", False)


def test_of_one_document_only_the_issue_is_learned(matter: Matter) -> None:
    within = [pair for pair in told_of(matter) if pair.within]

    assert within
    assert {pair.label for pair in within} == {None}


def test_each_round_has_no_more_of_a_kind_than_its_share(matter: Matter) -> None:
    chance = random.Random(1)  # noqa: S311 - reproducible, not secret
    kinds = kinds_of(matter, 20, chance)
    kinds["other"] = [Told(FIRST[0], f"Ship {number} ran aground.", "other", issue=False) for number in range(90)]

    rounds = rounds_of([kinds], {"same": 5, "other": 12}, 2, chance)

    assert len(rounds) == 2
    ships = [[pair.b for pair in one if "ran aground" in pair.b] for one in rounds]
    assert [len(one) for one in ships] == [12, 12]
    assert len(set(ships[0])) == 12
    assert Counter(ships[0]) != Counter(ships[1])


def test_what_is_not_known_adds_nothing_to_the_loss() -> None:
    told = [
        Told("The pact was signed.", "It was signed.", "same", issue=None),
        Told("The pact was signed.", "It was not signed.", None, issue=True),
    ]
    targets = {name: torch.from_numpy(found) for name, found in targets_of(told).items()}
    assert [found.tolist() for found in targets.values()] == [[1, OPEN], [OPEN, 1]]
    right = {"carries": torch.tensor([[0.0, 9.0, 0.0]] * 2), "issue": torch.tensor([[0.0, 9.0]] * 2)}
    wrong_where_open = {"carries": right["carries"].clone(), "issue": right["issue"].clone()}
    wrong_where_open["carries"][1] = torch.tensor([9.0, 0.0, 0.0])
    wrong_where_open["issue"][0] = torch.tensor([9.0, 0.0])
    weights = class_weights(targets["carries"])

    assert loss_of(right.__getitem__, targets, weights) == loss_of(wrong_where_open.__getitem__, targets, weights)


def test_a_rare_class_weighs_more() -> None:
    other, same, differs = class_weights(torch.tensor([0] * 16 + [1] * 4 + [2] + [OPEN] * 50)).tolist()
    assert other < same < differs

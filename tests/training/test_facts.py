"""The fact head is learned from pairs of a matter's sentences; here from one small dossier."""

from __future__ import annotations

import json
import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from safetensors import safe_open

from briefing.models.heads.facts import JUDGEMENTS
from briefing.models.heads.pins import PAIRS
from briefing.models.heads.weights import verify_head
from tests.benchmarks.expected import DOSSIER, FIRST, SECOND
from training import facts
from training.facts import Step, Told, _kinds, _rounds, told_of
from training.points import of_dossiers

if TYPE_CHECKING:
    from pathlib import Path

    from training.points import Matter


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "dossiers.jsonl"
    path.write_text(json.dumps(DOSSIER) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def matter(path: Path) -> Matter:
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
    kinds = _kinds(matter, chance)
    kinds["other"] = [Told(FIRST[0], f"Ship {number} ran aground.", "other", issue=False) for number in range(90)]

    rounds = _rounds([kinds], 2, chance)

    assert len(rounds) == 2
    ships = [[pair.b for pair in one if "ran aground" in pair.b] for one in rounds]
    assert [len(one) for one in ships] == [12, 12]
    assert len(set(ships[0])) == 12
    assert Counter(ships[0]) != Counter(ships[1])


def test_what_is_learned_has_the_form_that_the_head_reads(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "STEPS", (Step((path,), 2, 0.7), Step((path, path), 1, 0.3)))
    monkeypatch.setattr(facts, "UNSEEN_DOSSIERS", path)
    monkeypatch.setattr(facts, "of_news", lambda _, __: of_dossiers(path))
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

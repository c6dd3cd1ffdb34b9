"""What the dossiers teach, and that those to learn from are not those to measure on."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.dossiers import dossiers
from tests.benchmarks.expected import DOSSIER, FIRST, SECOND
from training.labels import DOSSIERS, SHORT_DOSSIERS, UNSEEN_DOSSIERS
from training.points import compared, of_dossiers

_DATA = Path(__file__).parents[2] / "benchmarks" / "data"
MEASURED = [_DATA / "composition-tuned.jsonl", _DATA / "composition-heldout.jsonl"]


def file_of(folder: Path) -> Path:
    path = folder / "dossiers.jsonl"
    path.write_text(json.dumps(DOSSIER) + "\n", encoding="utf-8")
    return path


def test_sentences_belong_where_the_dossier_accepts_them(tmp_path: Path) -> None:
    (matter,) = of_dossiers(file_of(tmp_path))
    found = {one.text: one.points for one in matter.said}
    assert found[FIRST[0]] == ("accord",)
    assert found[SECOND[2]] == ("dispute",)
    assert found[FIRST[2]] == ("step",)
    # The side of a discrepancy and nothing else: in which section it would stand is not said.
    assert found[FIRST[3]] == ()


def test_pairs_tell_one_fact_or_tell_it_otherwise_or_two_facts(tmp_path: Path) -> None:
    (matter,) = of_dossiers(file_of(tmp_path))
    found = {(one.a, one.b): one.label for one in compared(matter)}
    assert found[FIRST[0], SECOND[0]] == found[SECOND[0], FIRST[0]] == "same"
    assert found[FIRST[3], SECOND[1]] == found[SECOND[1], FIRST[3]] == "differs"
    assert found[FIRST[0], SECOND[2]] == "other"
    assert (FIRST[0], FIRST[1]) not in found


def test_no_dossier_is_learned_from_and_measured_on() -> None:
    seen, short, unseen = (
        {document.text for dossier in dossiers(path) for document in dossier.documents}
        for path in (DOSSIERS, SHORT_DOSSIERS, UNSEEN_DOSSIERS)
    )
    learned = seen | short | unseen
    assert not (seen | short) & unseen
    measured = [{document.text for dossier in dossiers(path) for document in dossier.documents} for path in MEASURED]
    assert learned
    assert all(measured)
    assert not learned & (measured[0] | measured[1])
    assert not measured[0] & measured[1]

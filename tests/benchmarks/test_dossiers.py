"""Dossiers: what is written is read, and what does not hold is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from benchmarks.dossiers import dossiers, write_documents
from briefing.reading import read

from .expected import DOSSIER

if TYPE_CHECKING:
    from pathlib import Path


def file_of(folder: Path, row: dict[str, Any]) -> Path:
    path = folder / "dossiers.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


def test_documents_are_written_as_they_are_read(tmp_path: Path) -> None:
    (dossier,) = dossiers(file_of(tmp_path, DOSSIER))
    folder = tmp_path / "documents"
    folder.mkdir()
    names = write_documents(dossier.documents, folder)
    sources = read([folder]).sources

    assert sorted(names.values()) == sorted(document.id for document in dossier.documents)
    assert [source.publisher for source in sources] == [document.publisher for document in dossier.documents]
    assert [str(source.published) for source in sources] == [document.published for document in dossier.documents]
    assert [source.text for source in sources] == [document.text for document in dossier.documents]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"origins": [["tidings"]]}, "origins do not part the documents"),
        (
            {"points": [{**DOSSIER["points"][0], "carriers": [{"document": "tidings", "quote": "Nobody said this."}]}]},
            "tidings does not say",
        ),
        (
            {"points": [{**DOSSIER["points"][0], "carriers": [{"document": "gazette", "quote": "Norway"}]}]},
            "which is none of its documents",
        ),
        ({"points": [{**DOSSIER["points"][0], "kinds": ["next step"]}]}, "next_step"),
        ({"verdict": "fine"}, "verdict"),
    ],
)
def test_what_does_not_hold_the_schema_is_refused_by_name(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        list(dossiers(file_of(tmp_path, DOSSIER | change)))

"""JSON lines, plain or gzip'd."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from benchmarks.rows import rows

if TYPE_CHECKING:
    from pathlib import Path

LINES = '{"a": 1}\n\n{"a": "Skåne"}\n'


def test_each_line_is_a_row_and_empty_lines_are_none(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(LINES, encoding="utf-8")

    assert list(rows(path)) == [{"a": 1}, {"a": "Skåne"}]


def test_a_file_may_be_compressed(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress(LINES.encode()))

    assert list(rows(path)) == [{"a": 1}, {"a": "Skåne"}]


def test_what_is_no_json_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("a,b\n", encoding="utf-8")

    with pytest.raises(json.JSONDecodeError):
        list(rows(path))

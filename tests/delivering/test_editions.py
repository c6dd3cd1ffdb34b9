"""Editions in their folder: whole or not at all, and the same when they are read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.delivering.editions import EditionStore
from briefing.errors import OutputError

from .editions import CONTENT, edition

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import WriteDigest


def test_an_edition_is_the_same_when_it_is_read_again(write_digest: WriteDigest, tmp_path: Path) -> None:
    store, made = EditionStore(tmp_path / "editions"), edition(write_digest())
    name = store.save(made, {"memo.pdf": CONTENT}, {})
    assert store.load(name) == made
    assert store.content(name, made.attachments[0]) == CONTENT
    assert store.memo(name, "skagerrak-radar") is None


def test_what_a_run_left_that_was_cut_off_is_replaced(write_digest: WriteDigest, tmp_path: Path) -> None:
    store, made = EditionStore(tmp_path / "editions"), edition(write_digest())
    store.save(made, {"memo.pdf": b"old", "other.pdf": b"old"}, {})
    name = store.save(made, {"memo.pdf": CONTENT}, {})
    files = sorted(path.name for path in (tmp_path / "editions").rglob("*") if path.is_file())
    assert (files, store.content(name, made.attachments[0])) == (["edition.json", "memo.pdf"], CONTENT)


def test_an_edition_that_is_gone_or_damaged_is_named(write_digest: WriteDigest, tmp_path: Path) -> None:
    store, made = EditionStore(tmp_path / "editions"), edition(write_digest())
    name = store.save(made, {"memo.pdf": CONTENT}, {})
    (tmp_path / "editions" / name / "attached" / "memo.pdf").unlink()
    with pytest.raises(OutputError, match=r"memo.pdf: cannot be read again \(No such file"):
        store.content(name, made.attachments[0])
    (tmp_path / "editions" / name / "edition.json").write_text("{}", encoding="utf-8")
    with pytest.raises(OutputError, match=r"edition.json: cannot be read again, so it cannot be sent"):
        store.load(name)


def test_a_folder_that_cannot_be_written_is_named(write_digest: WriteDigest, tmp_path: Path) -> None:
    (tmp_path / "editions").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match="editions"):
        EditionStore(tmp_path / "editions").save(edition(write_digest()), {"memo.pdf": CONTENT}, {})

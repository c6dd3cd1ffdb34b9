"""The file of an earlier memo: what is read, and what is said of a file that is none."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from briefing.composing.changes import load_earlier
from briefing.errors import UsageError

from ..dossiers import source
from .memos import memo

if TYPE_CHECKING:
    from pathlib import Path

MEMO = memo(source(1, "Norway and Denmark agreed to share radar data in the Skagerrak."))


def put(folder: Path, content: str | bytes) -> Path:
    path = folder / "earlier.memo.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_an_earlier_memo_is_read_with_the_hash_of_its_file(tmp_path: Path) -> None:
    path = put(tmp_path, MEMO.to_json())
    earlier = load_earlier(path)
    assert (earlier.memo, earlier.sha256) == (MEMO, hashlib.sha256(path.read_bytes()).hexdigest())


def test_a_memo_of_a_version_that_knew_no_changes_is_read(tmp_path: Path) -> None:
    content = json.loads(MEMO.to_json())
    del content["since"]
    for finding in content["findings"]:
        del finding["change"]
    assert load_earlier(put(tmp_path, json.dumps(content))).memo == MEMO


def told(path: Path) -> str:
    with pytest.raises(UsageError) as caught:
        load_earlier(path)
    message = str(caught.value)
    assert message.startswith(f"--since {path}: ")
    assert message.endswith("; name the .memo.json file of an earlier memo")
    assert "\n" not in message
    return message.removeprefix(f"--since {path}: ").removesuffix("; name the .memo.json file of an earlier memo")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\xff\xfe\x00", "is not JSON"),
        ("", "is not JSON"),
        ("# A memo", "is not JSON"),
        ("[1, 2]", "is not a memo.json; this version reads briefing/memo/1"),
        ('{"id": "x"}', "is not a memo.json; this version reads briefing/memo/1"),
        ('{"schema": 3}', "is of schema 3; this version reads briefing/memo/1"),
        ('{"schema": "briefing/memo/2"}', "is of schema 'briefing/memo/2'; this version reads briefing/memo/1"),
        ('{"schema": "briefing/memo/1"}', "breaks the contract of memo.json (id: Field required)"),
    ],
)
def test_what_is_no_memo_of_this_schema_is_named_with_the_reason(
    tmp_path: Path, content: str | bytes, what: str
) -> None:
    assert told(put(tmp_path, content)) == what


def test_a_memo_that_was_tampered_with_is_refused(tmp_path: Path) -> None:
    content = json.loads(MEMO.to_json())
    content["sources"][0]["text"] = "Norway and Denmark refused to share radar data in the Skagerrak."
    assert told(put(tmp_path, json.dumps(content))).startswith("breaks the contract of memo.json (memo: Value error, ")


def test_a_file_that_is_not_there_or_a_folder_is_named(tmp_path: Path) -> None:
    assert told(tmp_path / "none.memo.json") == "cannot be read (No such file or directory)"
    assert told(tmp_path) == "cannot be read (Is a directory)"

"""Messages as .eml files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.delivering import Message, run
from briefing.delivering.addresses import Mailbox
from briefing.delivering.transports.folder import FolderTransport
from briefing.errors import OutputError

from .conftest import NOW, WriteDigest
from .editions import stored
from .servers import Received

if TYPE_CHECKING:
    from pathlib import Path

MESSAGE = Message(
    "desk@example.org", Mailbox("", "../chief@example.org"), "<0123456789abcdef@example.org>", (b"A: b\r\n", b"\r\n")
)


def test_a_message_is_one_file_however_often_it_is_written(tmp_path: Path) -> None:
    session = FolderTransport(tmp_path / "out").open()
    for _ in range(2):
        assert session.deliver(MESSAGE, lambda: None) == str(tmp_path / "out" / "chief-example-org-0123456789ab.eml")
    (path,) = (tmp_path / "out").iterdir()
    assert path.read_bytes() == b"A: b\r\n\r\n"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match="out"):
        FolderTransport(tmp_path / "out").open().deliver(MESSAGE, lambda: None)


def test_a_digest_may_go_into_a_folder(write_digest: WriteDigest, tmp_path: Path) -> None:
    digest = write_digest()
    edition = stored(digest)
    assert dict(run(digest, now=NOW).states) == {"sent": 2}
    paths = sorted((tmp_path / "out").iterdir())
    assert [path.name.rpartition("-")[0] for path in paths] == ["chief-example-org", "zoe-example-org"]
    assert Received("", "", paths[0].read_bytes()).parsed["Subject"] == edition.subject

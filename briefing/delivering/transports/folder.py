"""Writes messages into a folder as .eml files, which mail programs open.

A message's file has the same name whenever it is written, so that writing it again changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.rendering import slug, write_files

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.delivering.transports import Commit, Message

# Of the Message-ID; enough to tell a recipient's messages apart.
_DIGITS = 12


class FolderTransport:
    """A transport into ``folder``, which is made if need be."""

    repeatable = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self) -> FolderTransport:
        """It is always open."""
        return self

    def deliver(self, message: Message, commit: Commit) -> str:
        """Write the message's file, whole or not at all, and return its path. Raises ``OutputError``."""
        commit()
        (path,) = write_files(self.folder, {file_name(message): bytes(message)})
        return str(path)

    def close(self) -> None:
        """Nothing to close."""


def file_name(message: Message) -> str:
    """Return ``chief-example-org-0123456789ab.eml``."""
    return f"{slug(message.recipient.address)}-{message.message_id.strip('<')[:_DIGITS]}.eml"

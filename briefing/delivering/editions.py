"""A digest as it was made for one period: the message that all recipients get, its attachments, its memos.

It is stored before anything is sent, so that a run that was cut off goes on with the same message.
"""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

from pydantic import ValidationError

from briefing.errors import OutputError
from briefing.memo import Memo, Value
from briefing.rendering import write_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_MAIN = "edition.json"
_ATTACHED = "attached"
_MEMOS = "memos"


class Attachment(Value):
    """A file that goes with the message: the name that readers see, and the file in the edition's folder."""

    name: str
    media_type: str
    file: str


class Edition(Value):
    """The message of one period. ``text`` and ``html`` hold ``unsubscribe_mark`` where the address belongs.

    ``problems`` is what the owner has to know, and no reader.
    """

    digest: str
    period: str
    start: dt.datetime
    created: dt.datetime
    subject: str
    text: str
    html: str
    unsubscribe_mark: str
    attachments: tuple[Attachment, ...] = ()
    problems: tuple[str, ...] = ()


class EditionStore:
    """The editions of one digest, each in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, edition: Edition, attached: Mapping[str, bytes], memos: Mapping[str, Memo]) -> str:
        """Store an edition and return its name. It is there whole or not at all. Raises ``OutputError``."""
        name = edition.period.replace(":", "")
        aside = self._folder / f".{name}.part"
        shutil.rmtree(aside, ignore_errors=True)
        write_files(aside / _ATTACHED, attached)
        write_files(aside / _MEMOS, {f"{key}.memo.json": memo.to_json().encode() for key, memo in memos.items()})
        write_files(aside, {_MAIN: edition.model_dump_json(indent=2).encode()})
        target = self._folder / name
        try:
            # One that is there was made by a run that ended before the ledger knew of it.
            shutil.rmtree(target, ignore_errors=True)
            aside.rename(target)
        except OSError as error:
            raise OutputError(f"cannot be written ({error.strerror})", where=str(target)) from error
        return name

    def whole(self, name: str) -> bool:
        """Whether an edition is still there and can be sent: it can be read, and no attachment is missing."""
        try:
            attachments = self.load(name).attachments
        except OutputError:
            return False
        return all((self._folder / name / _ATTACHED / one.file).is_file() for one in attachments)

    def load(self, name: str) -> Edition:
        """Read an edition. Raises ``OutputError``."""
        path = self._folder / name / _MAIN
        try:
            return Edition.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            raise OutputError("cannot be read again, so it cannot be sent", where=str(path)) from error

    def content(self, name: str, attachment: Attachment) -> bytes:
        """Return what an attachment holds. Raises ``OutputError``."""
        path = self._folder / name / _ATTACHED / attachment.file
        try:
            return path.read_bytes()
        except OSError as error:
            raise OutputError(f"cannot be read again ({error.strerror})", where=str(path)) from error

    def memo(self, name: str, key: str) -> Path | None:
        """Return the path of the memo.json of one of an edition's memos, if it has that memo."""
        path = self._folder / name / _MEMOS / f"{key}.memo.json"
        return path if path.is_file() else None

    def keep_only(self, names: set[str]) -> None:
        """Remove all other editions; those that cannot be removed do no harm."""
        if self._folder.is_dir():
            for folder in self._folder.iterdir():
                if folder.name not in names:
                    shutil.rmtree(folder, ignore_errors=True)

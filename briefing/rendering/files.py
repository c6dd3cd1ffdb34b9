"""Writes files whole or not at all, under names that cannot leave their folder."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING

from briefing.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SLUG_LENGTH = 60

# What has no decomposition into ASCII: some Latin letters, dashes; apostrophes go.
_LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
    | {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H"}
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("'’‘ʼ")
)

_REMEDIES = {
    errno.ENOSPC: "free some space or choose another --output",
    errno.EDQUOT: "free some space or choose another --output",
}


def slug(subject: str) -> str:
    """Return the subject as part of a file name: lower-case ASCII letters, digits, hyphens, 1 to 60 of them.

    A subject without any letter that ASCII has (one in Chinese, say) gives ``memo-`` and a hash of it,
    so that two such subjects still give two names.
    """
    plain = unicodedata.normalize("NFKD", subject.translate(_LATIN)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    if not words:
        return f"memo-{hashlib.sha256(subject.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    if len(words) > _SLUG_LENGTH:
        head, _, tail = words[: _SLUG_LENGTH + 1].rpartition("-")
        # A cut at a word, unless that would leave less than half of the room used.
        words = head if len(head) >= _SLUG_LENGTH // 2 else (head + "-" + tail)[:_SLUG_LENGTH]
    return words.strip("-")


def write_files(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder, which is made if need be: each whole or not at all.

    Everything is on the disk under other names before the first file takes its own.
    Raises ``OutputError``; earlier files are then as they were, and nothing is left behind.
    """
    aside: dict[Path, Path] = {}
    target = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            target = folder / name
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            aside[target] = folder / f".{name}.{secrets.token_hex(4)}.part"
            _write_through(aside[target], content)
        for target, written in aside.items():
            written.replace(target)
        _sync_folder(folder)
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, "choose another folder with --output")
        raise OutputError(f"cannot be written ({error.strerror or error})", where=str(target), remedy=remedy) from error
    finally:
        for written in aside.values():
            with suppress(OSError):
                written.unlink(missing_ok=True)
    return list(aside)


def _write_through(path: Path, content: bytes) -> None:
    # Not tempfile: its files are readable by their owner only, whatever the umask says.
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    # The names, too, should survive a power cut; not every system can open a folder, and then it is in its hands.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

"""From what the user named to documents that can be loaded: files, folders, addresses, standard input.

Nothing is opened here but folders, and nothing is fetched: a ``Located`` loads itself when asked, given who fetches.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from briefing.errors import SourceMissing, SourceTooLarge, SourceUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.reading.fetching import Fetcher

STANDARD_INPUT = "-"

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The bytes of a document, and what a web server said about them."""

    data: bytes
    media_type: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Located:
    """A place that holds one document, named by the user or found in a folder."""

    location: str
    in_folder: bool = False

    @property
    def is_address(self) -> bool:
        """Whether it is an http or https address."""
        return is_address(self.location)

    def load(self, size_limit: int, fetcher: Fetcher) -> Loaded:
        """Return the document's bytes, at most ``size_limit`` of them.

        Raises ``SourceMissing``, ``SourceTooLarge``, ``SourceUnreadable`` or ``SourceRefused``.
        """
        if self.is_address:
            return fetcher.fetch(self.location, size_limit)
        if self.location == STANDARD_INPUT:
            return Loaded(_limited(sys.stdin.buffer, self.location, size_limit))
        return Loaded(self._file(size_limit))

    def _file(self, size_limit: int) -> bytes:
        path = Path(self.location)
        try:
            status = path.stat()
            # A pipe that the user named (a shell's "<(...)") has a writer; one found in a folder may wait for ever.
            if not stat.S_ISREG(status.st_mode) and (self.in_folder or not stat.S_ISFIFO(status.st_mode)):
                raise SourceUnreadable("is not a file", where=self.location)
            if status.st_size > size_limit:
                raise _too_large(self.location, size_limit)
            with path.open("rb") as file:
                return _limited(file, self.location, size_limit)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise SourceMissing("does not exist", where=self.location, remedy="check the path") from error
        except PermissionError as error:
            raise SourceUnreadable("may not be read", where=self.location, remedy="check its permissions") from error
        except (OSError, ValueError) as error:  # ValueError: a null character in the path
            reason = getattr(error, "strerror", None) or str(error)
            raise SourceUnreadable(f"cannot be read ({reason})", where=self.location) from error


def is_address(location: str) -> bool:
    """Whether a location is an http or https address."""
    return _ADDRESS.match(location) is not None


def locate(locations: Iterable[str | Path]) -> list[Located]:
    """Return the documents at these locations, in order, each file once.

    Folders are read with all their sub-folders, in natural order (``part 2`` before ``part 10``);
    hidden files and folders are left out, and memos made before. What does not exist is kept, so that
    loading it says so.
    """
    found: list[Located] = []
    seen: set[str] = set()
    for location in locations:
        for located in _expanded(str(location)):
            identity = located.location if located.is_address else os.path.realpath(located.location)
            if identity not in seen:
                seen.add(identity)
                found.append(located)
    return found


def _expanded(location: str) -> Iterator[Located]:
    named = Located(location)
    if not named.is_address and location != STANDARD_INPUT and _is_folder(location):
        for path in _files(Path(location)):
            yield Located(str(path), in_folder=True)
    else:
        yield named


def _is_folder(location: str) -> bool:
    try:
        return Path(location).is_dir()
    except (OSError, ValueError):
        return False


def _files(folder: Path) -> Iterator[Path]:
    """Return the visible files of a folder, its own before those of its sub-folders, which are not entered by links."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=_natural)
        for name in sorted(
            (name for name in _documents(Path(parent), names) if not name.startswith(".")), key=_natural
        ):
            yield Path(parent) / name


def _documents(folder: Path, names: Sequence[str]) -> Iterator[str]:
    """The names without those of memos made before, which would else be read as sources of the next."""
    memos = tuple(
        name.removesuffix("memo.json") for name in names if name.endswith(".memo.json") and _is_memo(folder / name)
    )
    return (name for name in names if not memos or not name.startswith(memos))


def _is_memo(path: Path) -> bool:
    """Whether the file begins as ``briefing`` begins a memo: with its schema."""
    try:
        with path.open("rb") as file:
            return b'"schema": "briefing/memo/' in file.read(100)
    except OSError:
        return False


def _natural(name: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    parts = re.split(r"(\d+)", name.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts), name


def _limited(stream: BinaryIO, location: str, size_limit: int) -> bytes:
    data = stream.read(size_limit + 1)
    if len(data) > size_limit:
        raise _too_large(location, size_limit)
    return data


def _too_large(location: str, size_limit: int) -> SourceTooLarge:
    return SourceTooLarge(
        f"is larger than {readable_size(size_limit)}", where=location, remedy="split it or raise the size limit"
    )


def readable_size(size: int) -> str:
    """Return a number of bytes for people: ``20 MB``, ``900 bytes``."""
    for unit, name in ((1_000_000, "MB"), (1_000, "kB")):
        if size >= unit:
            return f"{size / unit:.3g} {name}"
    return f"{size} bytes"

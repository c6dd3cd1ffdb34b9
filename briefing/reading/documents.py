"""What a reader is, what it returns, and which readers there are.

A reader knows one format. It turns bytes into a ``Document``: paragraphs of text and what the format
itself says about title, publisher, author and date. Removing what is not the document
(``cleaning``) and making a ``Source`` (``dossier``) are not its business.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from briefing.errors import UsageError

if TYPE_CHECKING:
    import datetime as dt

ENTRY_POINTS = "briefing.readers"
"""Entry points of this group name a class or function that returns a ``Reader`` when called."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document as its format gives it. What the document does not say is ``None``.

    ``text`` holds paragraphs, separated by a blank line. ``language`` is an ISO 639-1 code.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: dt.date | None = None
    language: str | None = None


class Reader(Protocol):
    """Reads one format. Implement this, and name it as an entry point, to add a format."""

    media_types: tuple[str, ...]
    """Media types in lower case, without parameters; the first is the one that sources get."""

    suffixes: tuple[str, ...]
    """File name endings in lower case, with the dot."""

    def read(self, data: bytes, location: str, *, charset: str | None = None) -> Document:
        """Turn the bytes of one document into text and what the format says about it.

        ``location`` is a path, a URL or ``-``, for messages only: nothing is opened or fetched.
        ``charset`` is the encoding that a web server declared, if any.
        Raises ``briefing.errors.SourceUnreadable`` where the bytes are not such a document.
        """
        ...


@functools.cache
def readers() -> tuple[Reader, ...]:
    """Return the readers of this installation: those of other packages first, so that they can replace ours.

    Raises ``briefing.errors.UsageError`` if a package names a reader that cannot be loaded.
    """
    from briefing.reading.html import HtmlReader
    from briefing.reading.markdown import MarkdownReader
    from briefing.reading.text import TextReader

    added: list[Reader] = []
    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        try:
            added.append(entry.load()())
        except Exception as error:  # a foreign package may fail in any way; the user needs its name
            raise UsageError(
                f"the reader {entry.name!r} cannot be loaded ({type(error).__name__}: {error})",
                remedy="update or remove the package that provides it",
            ) from error
    return (*added, HtmlReader(), MarkdownReader(), TextReader())


def reader_for(data: bytes, location: str, media_type: str | None = None) -> Reader:
    """Return the reader for a document: by its media type, else by its suffix, else by how it begins.

    What nothing claims is tried as plain text, which refuses what is not text.
    """
    known = readers()
    # Servers send text/plain for Markdown files and for everything they do not know.
    if media_type and media_type not in ("text/plain", "application/octet-stream"):
        for reader in known:
            if media_type in reader.media_types:
                return reader
    suffix = PurePath(location.partition("?")[0].partition("#")[0]).suffix.lower()
    for reader in known:
        if suffix and suffix in reader.suffixes:
            return reader
    wanted = "text/html" if _looks_like_html(data) else "text/plain"
    return next(reader for reader in known if wanted in reader.media_types)


def _looks_like_html(data: bytes) -> bool:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<?xml") and b"<html" in head)

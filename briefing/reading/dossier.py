"""The stage itself: from locations to a dossier of sources, and what could not be read."""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING

from briefing.errors import NothingToRead, SourceError, SourceUnreadable
from briefing.memo import Dossier, Source, Unread
from briefing.reading.cleaning import clean
from briefing.reading.documents import reader_for
from briefing.reading.language import language
from briefing.reading.locations import Located, locate
from briefing.reading.origins import Origins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

SIZE_LIMIT = 20_000_000
"""Bytes that one document may have, unless the caller says otherwise."""

# A message names this many documents; the rest is counted.
_NAMED = 3

_LOG = logging.getLogger(__name__)


def read(
    locations: Iterable[str | Path],
    *,
    on_read: Callable[[Source | Unread, int, int], None] | None = None,
    size_limit: int = SIZE_LIMIT,
) -> Dossier:
    """Read the documents at ``locations`` and return them as a dossier.

    A location is a file, a folder (read with its sub-folders), an http or https address (then, and
    only then, it is fetched), or ``-`` for standard input. Sources are numbered S1, S2, … in the order
    of the locations; a file that is reached twice is read once. A document that cannot be read becomes
    an ``Unread`` and leaves the others unharmed.

    ``on_read`` is called after each document with the result, the number of documents done and the
    number of all. ``size_limit`` is in bytes for each document, after decompression.

    Raises ``briefing.errors.NothingToRead`` if no document could be read.
    """
    located = locate(locations)
    origins = Origins()
    sources: list[Source] = []
    unread: list[Unread] = []
    for done, place in enumerate(located, start=1):
        result = _read_one(place, f"S{len(sources) + 1}", origins, size_limit)
        if isinstance(result, Source):
            sources.append(result)
        else:
            unread.append(result)
        if on_read is not None:
            on_read(result, done, len(located))
    if not sources:
        raise _nothing(unread)
    return Dossier(sources=tuple(sources), unread=tuple(unread))


def _read_one(place: Located, identifier: str, origins: Origins, size_limit: int) -> Source | Unread:
    try:
        return _source(place, identifier, origins, size_limit)
    except SourceError as error:
        return Unread(location=place.location, reason=error.what)
    except Exception as error:  # a parser that breaks on one document must not stop the others
        _LOG.debug("cannot read %s", place.location, exc_info=True)
        return Unread(location=place.location, reason=f"cannot be read ({type(error).__name__})")


def _source(place: Located, identifier: str, origins: Origins, size_limit: int) -> Source:
    loaded = place.load(size_limit)
    reader = reader_for(loaded.data, place.location, loaded.media_type)
    document = clean(reader.read(loaded.data, place.location, charset=loaded.charset))
    if not any(map(str.isalnum, document.text)):
        raise SourceUnreadable("holds no text beside headings and page furniture", where=place.location)
    return Source(
        id=identifier,
        title=document.title,
        publisher=document.publisher,
        author=document.author,
        published=document.published,
        location=place.location,
        media_type=reader.media_types[0],
        # Templates of web pages often declare a language that the article is not in.
        language=language(document.text) or document.language,
        words=sum(any(map(str.isalnum, word)) for word in document.text.split()),
        sha256=hashlib.sha256(loaded.data).hexdigest(),
        origin=origins.add(document.text),
        text=document.text,
    )


def _nothing(unread: list[Unread]) -> NothingToRead:
    remedy = "name text, Markdown or HTML files, folders that hold some, or web addresses"
    if not unread:
        return NothingToRead("there is no document to read", remedy=remedy)
    reasons = ", ".join(f"{one.location} {one.reason}" for one in unread[:_NAMED])
    more = f" and {len(unread) - _NAMED} more" if len(unread) > _NAMED else ""
    return NothingToRead(f"no document could be read: {reasons}{more}", remedy=remedy)

"""The stage itself: from locations to a dossier of sources, and what could not be read."""

from __future__ import annotations

import logging
from collections import deque
from typing import TYPE_CHECKING

from briefing.errors import NothingToRead, SourceError, SourceRefused
from briefing.memo import Dossier, Source, Unread
from briefing.reading.contents import Content, content
from briefing.reading.entries import EntryPlace
from briefing.reading.feeds import Feed, is_feed, read_feed
from briefing.reading.fetching import Fetcher
from briefing.reading.language import language
from briefing.reading.locations import Located, locate
from briefing.reading.origins import Origins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
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
    allow_private_addresses: bool = False,
) -> Dossier:
    """Read the documents at ``locations`` and return them as a dossier.

    A location is a file, a folder (read with its sub-folders), an http or https address (then, and
    only then, it is fetched), or ``-`` for standard input. An RSS or Atom feed stands for its entries; if it was
    fetched, so are their pages, as far as robots.txt allows. Sources are numbered S1, S2, … in the order
    of the locations; a file or an address that is reached twice is read once. A document that cannot be read becomes
    an ``Unread`` and leaves the others unharmed.

    ``on_read`` is called after each document with the result, the number of documents done and the
    number of all as far as it is known: a feed's entries count when it was read. ``size_limit`` is in bytes for each
    document, after decompression. ``allow_private_addresses`` lets addresses that are not public be fetched.

    Raises ``briefing.errors.NothingToRead`` if no document could be read.
    """
    origins = Origins()
    sources: list[Source] = []
    unread: list[Unread] = []
    for result, left in _results(locate(locations), Fetcher(allow_private=allow_private_addresses), size_limit):
        if isinstance(result, Unread):
            unread.append(result)
        else:
            sources.append(_source(result, f"S{len(sources) + 1}", origins))
        if on_read is not None:
            done = len(sources) + len(unread)
            on_read(unread[-1] if isinstance(result, Unread) else sources[-1], done, done + left)
    if not sources:
        raise _nothing(unread)
    return Dossier(sources=tuple(sources), unread=tuple(unread))


def _results(places: list[Located], fetcher: Fetcher, size_limit: int) -> Iterator[tuple[Content | Unread, int]]:
    """What was read at each place, a feed's entries in its stead, and how many places are left."""
    waiting: deque[Located | EntryPlace] = deque(places)
    seen = {place.location for place in places}
    while waiting:
        place = waiting.popleft()
        result = _result(place, fetcher, size_limit)
        if isinstance(result, Feed):
            entries = [EntryPlace(result, entry) for entry in result.entries]
            fresh = {entry.location: entry for entry in reversed(entries) if entry.location not in seen}
            seen.update(fresh)
            waiting.extendleft(fresh.values())
        else:
            yield result, len(waiting)


def _result(place: Located | EntryPlace, fetcher: Fetcher, size_limit: int) -> Content | Feed | Unread:
    try:
        if isinstance(place, EntryPlace):
            return place.content(fetcher, size_limit)
        loaded = place.load(size_limit, fetcher)
        return read_feed(loaded, place.location) if is_feed(loaded.data) else content(loaded, place.location)
    except SourceRefused as error:  # whether to allow it is for the reader to say, so that the remedy is told
        return Unread(location=place.location, reason="; ".join(filter(None, (error.what, error.remedy))))
    except SourceError as error:
        return Unread(location=place.location, reason=error.what)
    except Exception as error:  # a parser that breaks on one document must not stop the others
        _LOG.debug("cannot read %s", place.location, exc_info=True)
        return Unread(location=place.location, reason=f"cannot be read ({type(error).__name__})")


def _source(found: Content, identifier: str, origins: Origins) -> Source:
    document = found.document
    return Source(
        id=identifier,
        title=document.title,
        publisher=document.publisher,
        author=document.author,
        published=document.published,
        location=found.location,
        media_type=found.media_type,
        # Templates of web pages often declare a language that the article is not in.
        language=language(document.text) or document.language,
        words=found.words,
        sha256=found.sha256,
        origin=origins.add(document.text),
        text=document.text,
    )


def _nothing(unread: list[Unread]) -> NothingToRead:
    remedy = "name text, Markdown or HTML files, folders that hold some, feeds, or web addresses"
    if not unread:
        return NothingToRead("there is no document to read", remedy=remedy, empty=True)
    reasons = ", ".join(f"{one.location} {one.reason}" for one in unread[:_NAMED])
    more = f" and {len(unread) - _NAMED} more" if len(unread) > _NAMED else ""
    return NothingToRead(f"no document could be read: {reasons}{more}", remedy=remedy)

"""RSS and Atom feeds: what is one, and which entries it holds.

Nothing is fetched here; ``entries`` decides what becomes of an entry.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from briefing.errors import SourceUnreadable
from briefing.reading.dates import stated_date
from briefing.reading.html import HtmlReader
from briefing.reading.locations import is_address
from briefing.reading.text import paragraphed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.reading.documents import Document
    from briefing.reading.locations import Loaded

MOST_ENTRIES = 30
"""Entries of one feed that are read, the newest: what a feed shows on one page, and a minute or two of fetching."""

# Before the root element there may be a declaration, comments, style sheets and a document type.
_PROLOGUE = re.compile(
    r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?[^>]*>)*", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"<(?:rss|(?:atom:)?feed|rdf:RDF)(?=[\s>])[^>]*", re.IGNORECASE)
_NAMESPACES = ("www.w3.org/2005/Atom", "purl.org/rss/1.0/", "purl.org/atom/ns#", "netscape.com/rdf")
# Characters in which the root element must begin; style sheets for browsers stand before it.
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: what the feed says about it, and the text it gives. What it does not say is ``None``.

    ``place`` tells it from the feed's other entries. ``markup`` is HTML.
    """

    place: str
    link: str | None
    title: str | None
    author: str | None
    published: dt.date | None
    markup: str

    def read(self) -> Document:
        """The entry's own text. Raises ``SourceUnreadable`` where there is none."""
        head = f"<title>{escape(self.title or '')}</title>"
        page = f"<html><head><meta charset='utf-8'>{head}</head><body><article>{self.markup}</article></body></html>"
        return HtmlReader().read(page.encode(), self.place, charset="utf-8")

    @property
    def sha256(self) -> str:
        """The hash of the entry's own text as the feed gives it; the feed around it changes every day."""
        return hashlib.sha256(self.markup.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its name, the kind of file it is, its site, and its newest entries in its own order."""

    location: str
    title: str | None
    media_type: str
    site: str | None
    entries: tuple[Entry, ...]


def is_feed(data: bytes) -> bool:
    """Whether the bytes are an RSS or Atom feed, by their root element."""
    head = _text(data[:_HEAD])
    prologue = _PROLOGUE.match(head)
    root = _ROOT.match(head, prologue.end()) if prologue else None
    if root is None:
        return False
    return root[0].lower().startswith("<rss") or any(name in head for name in _NAMESPACES)


def read_feed(loaded: Loaded, location: str) -> Feed:
    """Read a feed. Raises ``SourceUnreadable`` where it cannot be parsed or holds no entry."""
    import feedparser  # type: ignore[import-untyped]

    headers = {"content-location": location} if is_address(location) else {}
    if loaded.media_type and loaded.charset:
        headers["content-type"] = f"{loaded.media_type}; charset={loaded.charset}"
    # A stream, never the bytes themselves: feedparser would open what looks like a path or an address.
    found = feedparser.parse(io.BytesIO(loaded.data), response_headers=headers)
    entries = [_entry(entry, number) for number, entry in enumerate(found.entries, start=1)]
    if not entries:
        what = "is a feed that cannot be parsed" if found.bozo else "is a feed without entries"
        raise SourceUnreadable(what, where=location)
    return Feed(
        location=location,
        title=_line(found.feed.get("title_detail")),
        media_type="application/atom+xml" if str(found.version).startswith("atom") else "application/rss+xml",
        site=found.feed.get("link"),
        entries=tuple(_newest(entries)),
    )


def _newest(entries: Sequence[Entry]) -> list[Entry]:
    """The newest entries, in the feed's order; those without a date count as old."""
    order = sorted(range(len(entries)), key=lambda index: entries[index].published or dt.date.min, reverse=True)
    kept = set(order[:MOST_ENTRIES])
    return [entry for index, entry in enumerate(entries) if index in kept]


def _entry(entry: Any, number: int) -> Entry:  # noqa: ANN401 - feedparser has no types
    link = _link(entry.get("link"))
    return Entry(
        place="".join(str(entry.get("id") or link or number).split()),
        link=link,
        title=_line(entry.get("title_detail")),
        author=" ".join(str(entry.get("author") or "").split()) or None,
        published=_day(entry),
        markup=max((_markup(part) for part in (*entry.get("content", ()), entry.get("summary_detail"))), key=len),
    )


def _link(value: str | None) -> str | None:
    """An http or https address, or nothing."""
    try:
        return value if value and is_address(value) and urlsplit(value).hostname else None
    except ValueError:
        return None


def _markup(part: Any) -> str:  # noqa: ANN401 - see _entry
    """One text of an entry as HTML."""
    if not part or not part.get("value"):
        return ""
    value = str(part["value"])
    if part.get("type") != "text/plain":
        return value
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphed(value).split("\n\n"))


def _day(entry: Any) -> dt.date | None:  # noqa: ANN401 - see _entry
    """The day that the entry states, in its own time zone; in UTC where only feedparser understands it."""
    for name in ("published", "updated"):
        if stated := entry.get(name):
            moment = entry.get(f"{name}_parsed")
            return stated_date(str(stated)) or (dt.date(*moment[:3]) if moment else None)
    return None


def _line(detail: Any) -> str | None:  # noqa: ANN401 - see _entry
    """A title without markup, on one line."""
    if not detail or not detail.get("value"):
        return None
    value = str(detail["value"])
    if detail.get("type") != "text/plain":
        value = unescape(re.sub(r"<[^>]*>", " ", value))
    return " ".join(value.split()) or None


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    return data.removeprefix(b"\xef\xbb\xbf").decode("latin-1")

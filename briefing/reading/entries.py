"""From an entry of a feed to a document: the page that it links to, else the full text that the feed itself gives.

Only of a feed at an address are pages fetched; what a feed in a file links to is nothing that the user named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing.errors import SourceError, SourceUnreadable
from briefing.reading.cleaning import clean
from briefing.reading.contents import Content, content
from briefing.reading.locations import is_address

if TYPE_CHECKING:
    from briefing.reading.feeds import Entry, Feed
    from briefing.reading.fetching import Fetcher

FULL_TEXT_WORDS = 80
"""From so many words on a feed's text of an entry is the document; below it is a teaser. WordPress cuts at 55."""


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """An entry of a feed, as a place that holds one document."""

    feed: Feed
    entry: Entry

    @property
    def location(self) -> str:
        """The address of the entry's page, else its place within the feed."""
        return self.entry.link if self.entry.link and is_address(self.feed.location) else self._within

    def content(self, fetcher: Fetcher, size_limit: int) -> Content:
        """Read the entry's page, or the feed's text of it. Raises a ``SourceError`` where neither can be had."""
        if not is_address(self.feed.location) or self.entry.link is None:
            text = self._full_text()
            if text is None:
                raise SourceUnreadable("holds a teaser only, and what a feed file links to is not fetched")
            return text
        try:
            page = content(fetcher.fetch_linked(self.entry.link, size_limit), self.entry.link)
        except SourceError:
            if (text := self._full_text()) is not None:
                return text
            raise
        return self._filled(page, publisher=self.feed.title if self._is_at_home() else None)

    @property
    def _within(self) -> str:
        return f"{self.feed.location}#{self.entry.place}"

    def _full_text(self) -> Content | None:
        """The feed's own text of the entry, if it is of substance."""
        try:
            document = clean(self.entry.read())
        except SourceError:
            return None
        text = Content(self._within, self.feed.media_type, self.entry.sha256, document)
        return self._filled(text, publisher=self.feed.title) if text.words >= FULL_TEXT_WORDS else None

    def _filled(self, found: Content, *, publisher: str | None) -> Content:
        """The document with what the feed says where it does not say so itself."""
        document, entry = found.document, self.entry
        return replace(
            found,
            document=replace(
                document,
                title=document.title or entry.title,
                publisher=document.publisher or publisher,
                author=document.author or entry.author,
                published=document.published or entry.published,
            ),
        )

    def _is_at_home(self) -> bool:
        """Whether the page is on the feed's own host: only then the feed's name is its outlet's, too."""
        homes = {_host(self.feed.location), _host(self.feed.site or "")}
        return _host(self.entry.link or "") in homes


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")

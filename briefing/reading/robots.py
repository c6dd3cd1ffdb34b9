"""What hosts say in robots.txt about programs that follow links (RFC 9309), read once for each host.

Asked only about addresses that come out of a feed: a page that the user named is fetched as a browser would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from briefing.errors import SourceError, SourceRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from protego import Protego

AGENT = "briefing"
"""The product token that robots.txt may name."""

SIZE_LIMIT = 512_000
"""Bytes of a robots.txt; RFC 9309 wants at least 500 KiB to be read. What is longer counts as unreadable."""


class Robots:
    """The rules of the hosts that were asked so far.

    ``load`` fetches an address, given a limit in bytes; it returns ``None`` where the host has no such file, and raises
    a ``SourceError`` where that cannot be told.
    """

    def __init__(self, load: Callable[[str, int], bytes | None]) -> None:
        self._load = load
        self._rules: dict[str, Protego | SourceError] = {}

    def check(self, address: str) -> None:
        """Raise ``SourceRefused`` if the host's rules close the address to this program, or cannot be had."""
        scheme, host, *_ = urlsplit(address)
        place = urlunsplit((scheme, host, "/robots.txt", "", ""))
        if place not in self._rules:
            self._rules[place] = self._ask(place)
        rules = self._rules[place]
        if isinstance(rules, SourceRefused):  # the host itself is refused
            raise SourceRefused(rules.what, where=address, remedy=rules.remedy)
        if isinstance(rules, SourceError):
            raise SourceRefused(f"was not fetched, for its host's robots.txt {rules.what}", where=address)
        if not rules.can_fetch(address, AGENT):
            raise SourceRefused("is closed to programs by its host's robots.txt", where=address)

    def _ask(self, place: str) -> Protego | SourceError:
        from protego import Protego

        try:
            return Protego.parse((self._load(place, SIZE_LIMIT) or b"").decode("utf-8", errors="replace"))
        except SourceError as error:
            return error

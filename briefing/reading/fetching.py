"""Fetches documents from addresses that the user named, and pages that a feed named by the user links to.

Nothing else in this stage opens a connection. How feeds are read is not its business.
"""

from __future__ import annotations

import time
import zlib
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing.errors import SourceError, SourceMissing, SourceTooLarge, SourceUnreadable
from briefing.reading.locations import Loaded, readable_size
from briefing.reading.robots import AGENT, Robots

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

    import httpx

CONNECT_SECONDS = 10.0
"""How long a server may take to accept a connection."""

ANSWER_SECONDS = 20.0
"""How long a server may stay silent."""

TOTAL_SECONDS = 60.0
"""How long one document may take altogether, so that a server that sends a byte a second cannot hold up a memo."""

SLOW_SECONDS = 10.0
"""A host that let a page of a feed fail after so long is not asked for the feed's other pages."""

REDIRECTS = 5
"""How many redirections are followed."""

_HEADERS = {
    "User-Agent": f"{AGENT} (+document reader)",
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,text/markdown,"
    "text/plain;q=0.9,*/*;q=0.1",
    # The one packing that is unpacked here piece by piece, so that no small answer grows beyond the size limit.
    "Accept-Encoding": "gzip",
}

_TOO_MANY_REQUESTS = 429
_GZIP = 16  # added to zlib's window bits, it asks for gzip's head and tail


class Fetcher:
    """Fetches the documents of one dossier.

    ``allow_private`` lets it connect to addresses that are not public (loopback, private networks, …).
    """

    def __init__(self, *, allow_private: bool = False) -> None:
        self._allow_private = allow_private
        self._robots = Robots(self._rules)
        self._silent: set[str] = set()

    def fetch(self, address: str, size_limit: int) -> Loaded:
        """Return the document at an http or https address, at most ``size_limit`` bytes after decompression.

        Raises ``SourceMissing`` for 404 and 410, ``SourceTooLarge``, ``SourceRefused`` for an address that is not
        public, and ``SourceUnreadable`` for everything else that goes wrong.
        """
        with self._answer(address) as response:
            return _loaded(response, address, size_limit)

    def fetch_linked(self, address: str, size_limit: int) -> Loaded:
        """Return the document at an address that a feed gave, if the host's robots.txt lets programs have it.

        Raises what ``fetch`` raises, and ``SourceRefused`` also for what robots.txt closes. A host that once did not
        answer in time is not asked again.
        """
        host = urlsplit(address).netloc
        if host in self._silent:
            raise SourceUnreadable("was not fetched, for its server was too slow before", where=address)
        started = time.monotonic()
        try:
            with self._answer(address, linked=True) as response:
                return _loaded(response, address, size_limit)
        except SourceError:
            if time.monotonic() - started >= SLOW_SECONDS:
                self._silent.add(host)
            raise

    def _rules(self, address: str, size_limit: int) -> bytes | None:
        """The robots.txt at an address, or ``None`` where the host has none (RFC 9309, 2.3.1.3)."""
        with self._answer(address) as response:
            if 400 <= response.status_code < 500 and response.status_code != _TOO_MANY_REQUESTS:
                return None
            return _loaded(response, address, size_limit).data

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        import httpx

        return httpx.create_ssl_context()

    @contextmanager
    def _answer(self, address: str, *, linked: bool = False) -> Iterator[httpx.Response]:
        """The answer to an address, whose body is still to come; all that goes wrong is a ``SourceError``."""
        import httpcore
        import httpx

        from briefing.reading.connecting import Transport

        transport = Transport(self._tls, allow_private=self._allow_private, seconds=TOTAL_SECONDS)
        timeout = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
        started = time.monotonic()
        try:
            with httpx.Client(transport=transport, timeout=timeout, headers=_HEADERS) as client:
                response = self._followed(client, address, linked)
                try:
                    yield response
                finally:
                    response.close()
        except (httpx.TimeoutException, httpcore.TimeoutException) as error:
            over = time.monotonic() - started >= TOTAL_SECONDS
            what = f"took longer than {TOTAL_SECONDS:.0f} seconds" if over else "did not answer in time"
            raise SourceUnreadable(what, where=address, remedy="try again later") from error
        except (
            *(httpx.HTTPError, httpx.InvalidURL, UnicodeError),
            *(httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, httpcore.UnsupportedProtocol),
        ) as error:
            reason = str(error) or type(error).__name__
            raise SourceUnreadable(
                f"cannot be fetched ({reason})", where=address, remedy="check the address"
            ) from error

    def _followed(self, client: httpx.Client, address: str, linked: bool) -> httpx.Response:
        """The last answer behind an address; httpx would read the bodies of redirections, however long."""
        request = client.build_request("GET", address)
        for _ in range(REDIRECTS + 1):
            if linked:
                self._robots.check(str(request.url))
            response = client.send(request, stream=True)
            if response.next_request is None:
                return response
            response.close()
            request = response.next_request
        raise SourceUnreadable(f"redirects more than {REDIRECTS} times", where=address)


def _loaded(response: httpx.Response, address: str, size_limit: int) -> Loaded:
    if response.status_code in (404, 410):
        raise SourceMissing(f"does not exist (HTTP {response.status_code})", where=address, remedy="check the address")
    if not response.is_success:
        raise SourceUnreadable(
            f"answered HTTP {response.status_code} {response.reason_phrase}".rstrip(),
            where=address,
            remedy="save the page and give the file",
        )
    data = bytearray()
    for chunk in _unpacked(response, address, size_limit):
        data += chunk
        if len(data) > size_limit:
            raise SourceTooLarge(f"is larger than {readable_size(size_limit)}", where=address)
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Loaded(bytes(data), media_type or None, response.charset_encoding)


def _unpacked(response: httpx.Response, address: str, size_limit: int) -> Iterator[bytes]:
    """The body piece by piece, none of them longer than the limit and one byte."""
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing in ("identity", ""):
        yield from response.iter_raw()
    elif packing in ("gzip", "x-gzip"):
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | _GZIP)
        try:
            for chunk in response.iter_raw():
                yield unpacker.decompress(chunk, size_limit + 1)
        except zlib.error as error:
            raise SourceUnreadable("is packed in a broken way", where=address) from error
    else:
        raise SourceUnreadable(f"is packed in a way that was not asked for ({packing})", where=address)

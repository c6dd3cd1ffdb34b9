"""Fetches a document from an address that the user named. Nothing else in this stage opens a connection."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from briefing.errors import SourceMissing, SourceTooLarge, SourceUnreadable
from briefing.reading.locations import Loaded, readable_size

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS = 10.0
"""How long a server may take to accept a connection."""

ANSWER_SECONDS = 20.0
"""How long a server may stay silent."""

TOTAL_SECONDS = 60.0
"""How long one document may take altogether, so that a server that sends a byte a second cannot hold up a memo."""

REDIRECTS = 5
"""How many redirections are followed."""

_HEADERS = {
    "User-Agent": "briefing (+document reader)",
    "Accept": "text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,*/*;q=0.1",
}


def fetch(address: str, size_limit: int) -> Loaded:
    """Return the document at an http or https address, at most ``size_limit`` bytes after decompression.

    Raises ``SourceMissing`` for 404 and 410, ``SourceTooLarge``, and ``SourceUnreadable`` for everything
    else that goes wrong.
    """
    import httpx

    timeout = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
    try:
        with (
            httpx.Client(follow_redirects=True, max_redirects=REDIRECTS, timeout=timeout, headers=_HEADERS) as client,
            client.stream("GET", address) as response,
        ):
            return _loaded(response, address, size_limit)
    except httpx.TimeoutException as error:
        raise SourceUnreadable("did not answer in time", where=address, remedy="try again later") from error
    except httpx.TooManyRedirects as error:
        raise SourceUnreadable(f"redirects more than {REDIRECTS} times", where=address) from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        reason = str(error) or type(error).__name__
        raise SourceUnreadable(f"cannot be fetched ({reason})", where=address, remedy="check the address") from error


def _loaded(response: httpx.Response, address: str, size_limit: int) -> Loaded:
    if response.status_code in (404, 410):
        raise SourceMissing(f"does not exist (HTTP {response.status_code})", where=address, remedy="check the address")
    if not response.is_success:
        raise SourceUnreadable(
            f"answered HTTP {response.status_code} {response.reason_phrase}".rstrip(),
            where=address,
            remedy="save the page and give the file",
        )
    ends = time.monotonic() + TOTAL_SECONDS
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > size_limit:
            raise SourceTooLarge(f"is larger than {readable_size(size_limit)}", where=address)
        if time.monotonic() > ends:
            raise SourceUnreadable(f"took longer than {TOTAL_SECONDS:.0f} seconds", where=address)
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Loaded(bytes(data), media_type or None, response.charset_encoding)

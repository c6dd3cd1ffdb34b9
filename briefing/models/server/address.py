"""Where a model server is, and what lets us in: ``MODEL@URL`` and a variable with the key.

The key is sent to that URL and goes nowhere else: not into errors, logs, the cache or a memo.
"""

from __future__ import annotations

import os
import re
import socket
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from briefing.errors import ModelUnreachable, UsageError

KEY = "BRIEFING_OPENAI_KEY"
"""The variable with the key. It is one of our own: a key that is meant for another server is never sent to this one."""

_WHERE = "--summarizer"
_FORM = "write openai:MODEL@URL, such as openai:qwen3:8b@http://localhost:11434/v1"
_NAME = re.compile(r"(?P<model>[^\s@](?:\S*[^\s@])?)@(?P<url>https?://\S+)", re.IGNORECASE)


@dataclass(frozen=True)
class Address:
    """A model on a server. ``host`` has the port where the URL has one; neither it nor ``url`` holds a password."""

    model: str
    url: str
    host: str
    key: str | None = field(default=None, repr=False)

    @property
    def is_plain(self) -> bool:
        """Whether what is sent there can be read on the way."""
        return self.url.startswith("http:")


def address_of(name: str) -> Address:
    """Read ``MODEL@URL``. Raises ``UsageError``, which does not repeat a URL that holds a password."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise UsageError("a model server is not named like this", where=_WHERE, remedy=_FORM)
    parts = _parts(found["url"])
    if parts.username is not None or parts.password is not None:
        raise UsageError("the URL holds a user or a password", where=_WHERE, remedy=f"put the key into {KEY}")
    if parts.query or parts.fragment:
        raise UsageError("the URL holds a query or a fragment", where=_WHERE, remedy=_FORM)
    url = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
    return Address(model=found["model"], url=url, host=parts.netloc, key=_key())


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        # Only asking for it tells whether the port is a number.
        known = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        known = False
    if not known:
        raise UsageError("the URL of the model server cannot be understood", where=_WHERE, remedy=_FORM)
    return parts


def _key() -> str | None:
    key = os.environ.get(KEY, "").strip()
    if not key:
        return None
    if not re.fullmatch(r"[!-~]+", key):
        raise UsageError("the key has characters that no key has", where=KEY, remedy="set it anew")
    return key


def forbid_the_open_net(address: Address) -> None:
    """See to it that plain http stays on this machine or in a private network: what is sent is the documents.

    Raises ``UsageError``, or ``ModelUnreachable`` for a host that nobody knows.
    """
    if not address.is_plain:
        return
    host = urlsplit(address.url).hostname or ""
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise ModelUnreachable("the host is not known", where=address.url, remedy="check the URL") from error
    if any(ip_address(one.partition("%")[0]).is_global for one in found):
        raise UsageError(
            "plain http to a public address would send the documents unprotected", where=address.url, remedy="use https"
        )

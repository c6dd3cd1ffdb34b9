"""Connections that go to allowed addresses only and end in time: what ``fetching`` gives to httpx as its transport.

A name is resolved once, and the connection goes to the very address that was judged, so that a name cannot point
elsewhere a moment later (DNS rebinding). Host header and certificate remain those of the name.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from briefing.errors import SourceRefused, SourceUnreadable
from briefing.reading.addresses import is_public

if TYPE_CHECKING:
    import ssl

Options = Iterable[Any] | None


class Transport(httpx.BaseTransport):
    """Carries the requests for one document, all of which end ``seconds`` after it was made.

    Raises ``SourceRefused`` for an address that is not public, unless ``allow_private``. Where the environment names
    a proxy (``HTTPS_PROXY``, …) that is used, and resolves the names.
    """

    def __init__(self, tls: ssl.SSLContext, *, allow_private: bool, seconds: float) -> None:
        self._tls = tls
        self._allow_private = allow_private
        self._ends = time.monotonic() + seconds
        self._pools: list[httpcore.ConnectionPool] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return the answer, whose body is still to come."""
        url = request.url
        pool = self._pool(url)
        self._pools.append(pool)
        response = pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        for pool in self._pools:
            pool.close()

    def _pool(self, url: httpx.URL) -> httpcore.ConnectionPool:
        proxy = _proxy(url)
        if proxy is None:
            return httpcore.ConnectionPool(ssl_context=self._tls, network_backend=self._backend(self._allow_private))
        if not proxy.lower().startswith(("http://", "https://")):
            raise SourceUnreadable("cannot be fetched through a proxy of this kind", where=str(url))
        # The proxy's own address is the user's choice; of where it goes only what the URL itself says can be judged.
        if not self._allow_private and not _may_be_public(url.host):
            raise refused(url.host)
        return httpcore.HTTPProxy(proxy, ssl_context=self._tls, network_backend=self._backend(allow_private=True))

    def _backend(self, allow_private: bool) -> _Network:
        return _Network(allow_private, self._ends)


def refused(address: str) -> SourceRefused:
    """The error for an address that is not public."""
    return SourceRefused(
        f"is at {address}, which is no public address", remedy="such are read with --allow-private-addresses only"
    )


class _Network(httpcore.NetworkBackend):
    """Opens connections to allowed addresses."""

    def __init__(self, allow_private: bool, ends: float) -> None:
        self._allow_private = allow_private
        self._ends = ends
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Options = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first allowed address of the host that accepts."""
        failed: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._allowed(host, port):
            left = _left(self._ends, timeout, httpcore.ConnectTimeout)
            try:
                stream = self._sockets.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream, self._ends)
        raise failed

    def _allowed(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpcore.ConnectError(f"the host {host} is not known") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        allowed = [address for address in addresses if self._allow_private or is_public(address)]
        if addresses and not allowed:
            raise refused(addresses[0])
        return allowed


class _Stream(httpcore.NetworkStream):
    """A connection on which no wait goes beyond the end of the time for the document."""

    def __init__(self, stream: httpcore.NetworkStream, ends: float) -> None:
        self._stream = stream
        self._ends = ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._ends, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._ends, timeout, httpcore.WriteTimeout))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._ends, timeout, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._ends)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's own type
        return self._stream.get_extra_info(info)


class _Body(httpx.SyncByteStream):
    """The body of an answer, as httpx takes it."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


def _left(ends: float, timeout: float | None, too_late: type[httpcore.TimeoutException]) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise too_late("the time for the document is over")
    return left if timeout is None else min(left, timeout)


def _proxy(url: httpx.URL) -> str | None:
    """Return the proxy that the environment names for an address."""
    proxies = getproxies()
    if not proxies or proxy_bypass(url.host):
        return None
    return proxies.get(url.scheme) or proxies.get("all")


def _may_be_public(host: str) -> bool:
    """Whether a host may be public, as far as its name tells: numbers in any notation tell it, other names do not."""
    try:
        return is_public(socket.inet_ntoa(socket.inet_aton(host)))
    except OSError:
        pass
    try:
        return is_public(host)
    except ValueError:
        return host.rstrip(".").rpartition(".")[2].casefold() not in ("localhost", "local", "internal")

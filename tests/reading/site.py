"""A web server on this machine, whose pages a test writes."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator


@dataclass(frozen=True)
class Answer:
    """What the server says at one path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """The answers by path, and what was asked for: paths with the Host header."""

    port: int
    answers: dict[str, Answer]
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for path, _ in self.asked]

    def put(self, path: str, body: str | bytes = b"", media_type: str = "text/html; charset=utf-8") -> str:
        """Put a page at a path and return its address."""
        data = body if isinstance(body, bytes) else body.encode()
        self.answers[path] = Answer(data, headers={"Content-Type": media_type})
        return f"{self.address}{path}"

    def move(self, path: str, target: str) -> str:
        """Let a path lead to another address, and return its own."""
        self.answers[path] = Answer(status=302, headers={"Location": target})
        return f"{self.address}{path}"

    def fail(self, path: str, status: int) -> str:
        """Let a path answer with a status alone, and return its address."""
        self.answers[path] = Answer(status=status)
        return f"{self.address}{path}"


@contextmanager
def serve(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Run a server that answers 404 until it is told more, over TLS if it gets a context."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, self.headers["Host"]))
            answer = site.answers.get(self.path, Answer(status=404))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        site = Site(server.server_address[1], {})
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()

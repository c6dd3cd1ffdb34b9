"""Documents from addresses, against a server on this machine."""

from __future__ import annotations

import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from briefing.reading import fetching, read

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "The two ministers spoke for an hour on Saturday. They agreed to meet again in the spring."
PAGE = f"<html><head><title>Call</title></head><body><article><p>{TEXT}</p></article></body></html>"


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = 200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode()
        if self.path == "/gone":
            status = 404
        elif self.path == "/broken":
            status = 503
        elif self.path == "/moved":
            status, headers = 302, {"Location": "/page"}
        elif self.path == "/loop":
            status, headers = 302, {"Location": "/loop"}
        elif self.path == "/latin":
            headers, body = (
                {"Content-Type": "text/plain; charset=iso-8859-1"},
                f"{TEXT} Señor Núñez left.".encode("latin-1"),
            )
        elif self.path == "/bomb":
            headers["Content-Encoding"], body = "gzip", gzip.compress(b"a" * 1_000_000)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as pages:
        thread = threading.Thread(target=pages.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{pages.server_address[1]}"
        pages.shutdown()
        thread.join()


def reason(address: str, good: str, size_limit: int = 100_000) -> str:
    (unread,) = read([address, good], size_limit=size_limit).unread
    return unread.reason


def test_a_page_is_fetched_and_read(server: str) -> None:
    (source,) = read([f"{server}/page"]).sources
    assert (source.location, source.media_type, source.text) == (f"{server}/page", "text/html", TEXT)


def test_a_redirection_is_followed(server: str) -> None:
    (source,) = read([f"{server}/moved"]).sources
    assert source.text == TEXT


def test_the_declared_encoding_is_used(server: str) -> None:
    (source,) = read([f"{server}/latin"]).sources
    assert source.text.endswith("Señor Núñez left.")


def test_a_page_that_does_not_exist_is_unread(server: str) -> None:
    assert reason(f"{server}/gone", f"{server}/page") == "does not exist (HTTP 404)"


def test_a_server_error_is_unread(server: str) -> None:
    assert reason(f"{server}/broken", f"{server}/page") == "answered HTTP 503 Service Unavailable"


def test_redirections_end(server: str) -> None:
    assert reason(f"{server}/loop", f"{server}/page") == f"redirects more than {fetching.REDIRECTS} times"


def test_the_size_limit_counts_unpacked_bytes(server: str) -> None:
    assert reason(f"{server}/bomb", f"{server}/page", size_limit=10_000) == "is larger than 10 kB"


def test_a_server_that_is_not_there_is_unread(server: str) -> None:
    assert reason("http://127.0.0.1:9/", f"{server}/page").startswith("cannot be fetched")

"""Documents from addresses, against a server on this machine."""

from __future__ import annotations

import contextlib
import gzip
import shutil
import socket
import ssl
import subprocess
import threading
from typing import TYPE_CHECKING

import pytest

from briefing.errors import NothingToRead
from briefing.reading import connecting, fetching, read

from .site import Answer, serve

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.memo import Dossier

    from .site import Site

TEXT = "The two ministers spoke for an hour on Saturday. They agreed to meet again in the spring."
PAGE = f"<html><head><title>Call</title></head><body><article><p>{TEXT}</p></article></body></html>"


def fetched(*addresses: str, size_limit: int = 100_000) -> Dossier:
    return read(addresses, size_limit=size_limit, allow_private_addresses=True)


def reason(site: Site, address: str, size_limit: int = 100_000) -> str:
    (unread,) = fetched(address, site.put("/good", PAGE), size_limit=size_limit).unread
    return unread.reason


def test_a_page_is_fetched_and_read(site: Site) -> None:
    (source,) = fetched(site.put("/page", PAGE)).sources
    assert (source.location, source.media_type, source.text) == (f"{site.address}/page", "text/html", TEXT)


def test_a_redirection_is_followed(site: Site) -> None:
    site.put("/page", PAGE)
    (source,) = fetched(site.move("/moved", "/page")).sources
    assert (source.location, source.text) == (f"{site.address}/moved", TEXT)


def test_the_declared_encoding_is_used(site: Site) -> None:
    body = f"{TEXT} Señor Núñez left.".encode("latin-1")
    (source,) = fetched(site.put("/latin", body, "text/plain; charset=iso-8859-1")).sources
    assert source.text.endswith("Señor Núñez left.")


def test_a_packed_page_is_unpacked(site: Site) -> None:
    site.answers["/packed"] = Answer(
        gzip.compress(PAGE.encode()), headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}
    )
    (source,) = fetched(f"{site.address}/packed").sources
    assert source.text == TEXT


def test_a_page_that_does_not_exist_is_unread(site: Site) -> None:
    assert reason(site, f"{site.address}/gone") == "does not exist (HTTP 404)"


def test_a_server_error_is_unread(site: Site) -> None:
    assert reason(site, site.fail("/broken", 503)) == "answered HTTP 503 Service Unavailable"


def test_redirections_end(site: Site) -> None:
    assert reason(site, site.move("/loop", "/loop")) == f"redirects more than {fetching.REDIRECTS} times"
    assert site.paths.count("/loop") == fetching.REDIRECTS + 1


def test_a_redirection_to_something_else_than_a_web_address_is_unread(site: Site) -> None:
    assert reason(site, site.move("/ftp", "ftp://127.0.0.1/page")).startswith("cannot be fetched (")


@pytest.mark.parametrize(
    ("body", "packing", "what"),
    [
        (gzip.compress(b"a" * 1_000_000), "gzip", "is larger than 10 kB"),
        (b"a" * 20_000, "identity", "is larger than 10 kB"),
        (b"no gzip", "gzip", "is packed in a broken way"),
        (b"whatever", "br", "is packed in a way that was not asked for (br)"),
    ],
)
def test_the_size_limit_counts_unpacked_bytes(site: Site, body: bytes, packing: str, what: str) -> None:
    site.answers["/bomb"] = Answer(body, headers={"Content-Type": "text/html", "Content-Encoding": packing})
    assert reason(site, f"{site.address}/bomb", size_limit=10_000) == what


def test_a_server_that_is_not_there_is_unread(site: Site) -> None:
    assert reason(site, "http://127.0.0.1:9/").startswith("cannot be fetched")


def test_a_host_that_is_not_known_is_unread(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    point(monkeypatch, {"127.0.0.1": ["127.0.0.1"]})
    assert reason(site, "http://nowhere.example/") == "cannot be fetched (the host nowhere.example is not known)"


def test_a_server_that_is_silent_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "ANSWER_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert reason(site, f"http://127.0.0.1:{silent.getsockname()[1]}/") == "did not answer in time"


def test_a_server_that_sends_a_byte_now_and_then_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "TOTAL_SECONDS", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as slow:
        ended = threading.Event()

        def drip() -> None:
            connection, _ = slow.accept()
            # Who has given up hangs up, perhaps while the next byte is on its way.
            with connection, contextlib.suppress(ConnectionError):
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not ended.wait(0.1):
                    connection.sendall(b"x")

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            assert reason(site, f"http://127.0.0.1:{slow.getsockname()[1]}/") == "took longer than 1 seconds"
        finally:
            ended.set()
            thread.join()


def refusal(address: str) -> str:
    with pytest.raises(NothingToRead) as caught:
        read([address])
    return str(caught.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]"])
def test_an_address_that_is_not_public_is_refused_however_it_is_written(site: Site, host: str) -> None:
    message = refusal(f"http://{host}:{site.port}/")
    assert "which is no public address; such are read with --allow-private-addresses only" in message
    assert site.asked == []


def test_a_name_that_leads_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    point(monkeypatch, {"outlet.example": ["127.0.0.1"]})
    assert "is at 127.0.0.1, which is no public address" in refusal(f"http://outlet.example:{site.port}/")
    assert site.asked == []


def test_a_redirection_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve() as inside:
        inside.put("/secret", PAGE)
        # The test's own server stands for a public one.
        monkeypatch.setattr(connecting, "is_public", lambda address: address == "127.0.0.1")
        point(monkeypatch, {"outlet.example": ["127.0.0.1"], "inside.example": ["127.0.0.2"]})
        site.move("/page", f"http://inside.example:{inside.port}/secret")
        assert "is at 127.0.0.2, which is no public address" in refusal(f"http://outlet.example:{site.port}/page")
        assert (site.paths, inside.paths) == (["/page"], [])


def test_the_connection_goes_to_the_address_that_was_judged(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "is_public", lambda address: address == "127.0.0.1")
    asked = point(monkeypatch, {"outlet.example": ["10.0.0.1", "127.0.0.1"]})
    site.put("/page", PAGE)
    (source,) = read([f"http://outlet.example:{site.port}/page"]).sources
    assert source.text == TEXT
    assert site.asked == [("/page", f"outlet.example:{site.port}")]
    # Asked once: a second answer could name another address than the one that was judged.
    assert asked == ["outlet.example"]


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate for outlet.example, which this process trusts."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    key, chain = tmp_path / "key.pem", tmp_path / "chain.pem"
    name = ["-subj", "/CN=outlet.example", "-addext", "subjectAltName=DNS:outlet.example"]
    new = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    subprocess.run([*new, *name, "-keyout", str(key), "-out", str(chain)], check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    return context


def test_the_certificate_must_be_that_of_the_name(
    site: Site, certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    point(monkeypatch, {name: ["127.0.0.1"] for name in ("outlet.example", "other.example")})
    with serve(certificate) as secure:
        secure.put("/page", PAGE)
        (source,) = fetched(f"https://outlet.example:{secure.port}/page").sources
        assert source.text == TEXT
        assert "certificate" in reason(site, f"https://other.example:{secure.port}/page")


def point(monkeypatch: pytest.MonkeyPatch, names: dict[str, list[str]]) -> list[str]:
    """Let names lead to addresses; return the list of those that will be asked for."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: str, port: int, *_: object, **__: object) -> list[object]:
        if host in (address for addresses in names.values() for address in addresses):
            return list(real(host, port, type=socket.SOCK_STREAM))
        asked.append(host)
        if host not in names:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in names[host]]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_a_proxy_of_the_environment_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", site.address)
    site.answers["http://outlet.example/page"] = Answer(PAGE.encode(), headers={"Content-Type": "text/html"})
    (source,) = read(["http://outlet.example/page"]).sources
    assert source.text == TEXT


@pytest.mark.parametrize("host", ["127.1", "10.0.0.1", "[::1]", "printer.local"])
def test_a_proxy_is_not_asked_for_what_is_plainly_not_public(
    site: Site, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("http_proxy", site.address)
    monkeypatch.setenv("no_proxy", "")
    assert "which is no public address" in refusal(f"http://{host}/")
    assert site.asked == []


def test_a_proxy_of_another_kind_is_named_as_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:9")
    assert "cannot be fetched through a proxy of this kind" in refusal("http://outlet.example/")

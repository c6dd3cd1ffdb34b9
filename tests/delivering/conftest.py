"""Certificates, mail servers, and digests to send."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
import trustme

from briefing.delivering.loading import load_digest

from .servers import MailServer, authenticator, mail_server

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.delivering import Digest

NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)
"""A Wednesday; the period that it lies in began on Monday, at seven o'clock in Berlin."""

REPORT = """Norway and Denmark to share radar data
Source: Fjord Tidings
Published: 1 November 2025

Norway and Denmark agreed to share radar data in the Skagerrak, Defense Minister Ingrid Larsen said in Oslo.
Russia condemned the agreement and warned Norway of consequences.
The two ministers plan to meet again in Bergen in March 2026.
"""

TOML = """name = "radar-weekly"
subject = "Radar desk, week of {date}"
schedule = "0 7 * * MON"
timezone = "Europe/Berlin"
from = "Radar desk <desk@example.org>"
to = ["chief@example.org", "Zoë Ørsted <zoe@example.org>"]
attach = ["md"]

[[memos]]
subject = "Skagerrak radar"
sources = ["inbox"]
"""

SMTP = """
[smtp]
host = "{host}"
port = {port}
security = "{security}"
timeout = 5
retry_after = [0, 0]
"""

WriteDigest = Callable[..., "Digest"]


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture(scope="session")
def server_tls(authority: trustme.CA) -> ssl.SSLContext:
    """The TLS of a server that may call itself localhost."""
    return _context(authority, "localhost")


@pytest.fixture(scope="session")
def foreign_tls(authority: trustme.CA) -> ssl.SSLContext:
    """The TLS of a server whose certificate carries another name."""
    return _context(authority, "mail.elsewhere.example")


def _context(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A server that takes everything, without encryption."""
    with mail_server() as running:
        yield running


@pytest.fixture
def starttls_server(server_tls: ssl.SSLContext) -> Iterator[MailServer]:
    """A server that wants STARTTLS, and then a login."""
    options = {"tls_context": server_tls, "require_starttls": True, "auth_required": True}
    with mail_server(authenticator=authenticator, **options) as running:
        yield running


@pytest.fixture
def tls_server(server_tls: ssl.SSLContext) -> Iterator[MailServer]:
    """A server that speaks TLS from the first word on, and wants a login."""
    options = {"ssl_context": server_tls, "auth_required": True, "auth_require_tls": False}
    with mail_server(authenticator=authenticator, **options) as running:
        yield running


@pytest.fixture
def write_digest(tmp_path: Path) -> WriteDigest:
    """Write a digest.toml with a document beside it, and load it.

    ``edits`` exchanges parts of it, ``more`` is put behind it. Without a table [smtp] it goes into the folder "out".
    """

    def write(edits: dict[str, str] | None = None, more: str = "") -> Digest:
        text = TOML if "[smtp]" in more else 'folder = "out"\n' + TOML
        for old, new in (edits or {}).items():
            assert old in text
            text = text.replace(old, new)
        inbox = tmp_path / "inbox"
        if not inbox.is_dir():
            inbox.mkdir()
            (inbox / "report.txt").write_text(REPORT, encoding="utf-8")
        path = tmp_path / "digest.toml"
        path.write_text(text + more, encoding="utf-8")
        return load_digest(path)

    return write


def smtp_table(server: MailServer, security: str = "none", **more: object) -> str:
    """The table [smtp] for a server of the tests; ``more`` are values as TOML writes them."""
    table = SMTP.format(host=server.host, port=server.port, security=security)
    return table + "".join(f"{key} = {value}\n" for key, value in more.items())

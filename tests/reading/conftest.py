"""What several tests of reading need: a folder to write documents into, and a web server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from .site import Site, serve

if TYPE_CHECKING:
    from pathlib import Path

Write = Callable[[str, str | bytes], str]

BODY = (
    "The two ministers spoke for an hour on Saturday about a direct line between their headquarters. "
    "They agreed to meet again in the spring, and their deputies will prepare the talks."
)


@pytest.fixture
def body() -> str:
    """Two sentences that any document may hold."""
    return BODY


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file into the test's folder and return its path."""

    def _write(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return _write


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A web server on this machine that has no page yet, and no proxy on the way to it."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serve() as running:
        yield running

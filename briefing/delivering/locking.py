"""A digest's folder: what lies in it, and that only one process works in it at a time."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefing.errors import DigestBusy, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.delivering.configuration import Digest

LEDGER, EDITIONS = "ledger.sqlite3", "editions"

RUN, LOOP = "run.lock", "loop.lock"
"""What one process at a time may do: run a digest, and follow its schedule."""


def state_of(digest: Digest) -> Path:
    """Return the folder that a digest keeps its ledger and its editions in."""
    assert digest.state is not None  # noqa: S101 - loading has set it
    return digest.state


@contextmanager
def alone(digest: Digest, lock: str = RUN) -> Iterator[Path]:
    """Keep others out of a digest's folder, which is given. A process that dies lets go of the lock.

    Raises ``DigestBusy`` if another is in, and ``OutputError``.
    """
    from filelock import FileLock, Timeout

    folder = state_of(digest)
    held = FileLock(folder / lock)
    try:
        # It holds addresses and memos, which are not for every user of the machine.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        held.acquire(timeout=0)
    except Timeout:
        what, remedy = f"another run of {digest.name} is under way", "wait until it has ended"
        raise DigestBusy(what, where=str(folder), remedy=remedy) from None
    except OSError as error:
        raise OutputError(f"cannot be written ({error.strerror or error})", where=str(folder)) from error
    try:
        yield folder
    finally:
        held.release()

"""The SQLite file of a ledger: its tables, how older files are brought to them, and how threads share it.

What the tables mean is for ``ledger`` to say.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefing.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# One step for each version; what is added goes into a new one, since files of the older ones are about.
_STEPS = (
    """
CREATE TABLE periods (
    name TEXT PRIMARY KEY, start TEXT NOT NULL, edition TEXT, made TEXT NOT NULL, open INTEGER NOT NULL,
    note TEXT NOT NULL
);
CREATE TABLE deliveries (
    message_id TEXT PRIMARY KEY, period TEXT NOT NULL REFERENCES periods, audience TEXT NOT NULL,
    recipient TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL, state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    detail TEXT NOT NULL DEFAULT '', changed TEXT NOT NULL, about TEXT NOT NULL,
    UNIQUE (period, audience, recipient, about)
);
CREATE INDEX deliveries_of_period ON deliveries (period, state);
CREATE INDEX deliveries_of_recipient ON deliveries (recipient, state);
CREATE TABLE documents (
    period TEXT NOT NULL REFERENCES periods, memo TEXT NOT NULL, location TEXT NOT NULL, sha256 TEXT NOT NULL,
    text_sha256 TEXT NOT NULL, PRIMARY KEY (period, memo, location)
);
""",
    """
CREATE TABLE digests (name TEXT NOT NULL);
ALTER TABLE deliveries ADD COLUMN repeatable INTEGER NOT NULL DEFAULT 0;
""",
)
_VERSION = len(_STEPS)
# Whoever reads the ledger while a run writes it waits this long, in seconds.
_PATIENCE = 10


class LedgerFile:
    """A ledger's file, open; may be used from several threads. Everything raises ``LedgerError`` where it fails."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._lock = threading.RLock()
        with self._explained():
            if read_only:
                address = f"{path.resolve().as_uri()}?mode=ro"
                self._connection = sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)
            else:
                # Threads take turns (see locked), so one connection is enough.
                self._connection = sqlite3.connect(
                    path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
                )
        try:
            if not read_only:
                self._prepare()
            self._check_version()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def locked(self) -> Iterator[sqlite3.Connection]:
        """Give the database to one thread at a time."""
        with self._lock, self._explained():
            yield self._connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the database to one thread, whose changes are made together or not at all."""
        with self.locked() as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")

    def _prepare(self) -> None:
        with self.locked() as database:
            database.execute("PRAGMA journal_mode = WAL")
            # An intention has to outlive the machine's power, not the process alone.
            database.execute("PRAGMA synchronous = FULL")
        with self.transaction() as database:
            found = _version_of(database)
            for step in _STEPS[found:]:
                for statement in filter(str.strip, step.split(";")):
                    database.execute(statement)
            if found < _VERSION:
                database.execute(f"PRAGMA user_version = {_VERSION}")

    def _check_version(self) -> None:
        with self.locked() as database:
            found = _version_of(database)
        if found != _VERSION:
            remedy = "run the digest once" if found < _VERSION else None
            what = f"is of version {found}, and this program knows {_VERSION}"
            raise LedgerError(what, where=str(self.path), remedy=remedy)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            remedy = "check the disk and the permissions"
            raise LedgerError(f"cannot be used ({error})", where=str(self.path), remedy=remedy) from error


def _version_of(database: sqlite3.Connection) -> int:
    """Return the version of a file; that of a new one is 0."""
    return int(database.execute("PRAGMA user_version").fetchone()[0])

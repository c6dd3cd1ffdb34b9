"""What was sent to whom: the one place that says whether a recipient may be sent a period's digest.

An intention is on the disk before the attempt, and the result after it. Where a process died in between, the outcome
is unknown, and nothing is sent to that recipient again unless the user asks for it.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefing.delivering.addresses import Mailbox
from briefing.delivering.records import Audience, Delivery, Document, Entry, State
from briefing.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefing.delivering.period import Period

_VERSION = 1
_SCHEMA = """
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
"""
# Whoever reads the ledger while a run writes it waits this long, in seconds.
_PATIENCE = 10
_REFERENCES = 8


class Ledger:
    """The ledger of one digest, in an SQLite file; may be used from several threads.

    Every method raises ``LedgerError`` where the file cannot be read or written.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._path = path
        self._lock = threading.RLock()
        with self._explained():
            if read_only:
                address = f"{path.resolve().as_uri()}?mode=ro"
                self._connection = sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)
            else:
                # Threads take turns (see _locked), so one connection is enough.
                self._connection = sqlite3.connect(
                    path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
                )
        try:
            if not read_only:
                self._create()
            self._check_version()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def recover(self, *, repeatable: bool) -> None:
        """Settle what a process that died has left: unknown, unless handing over twice would do no harm."""
        state, detail = ("pending", "") if repeatable else ("unknown", "the process ended before the reply")
        with self._locked() as database:
            database.execute(
                "UPDATE deliveries SET state = ?, detail = ?, changed = ? WHERE state = 'sending'",
                (state, detail, _now()),
            )

    def entry(self, period: str) -> Entry | None:
        """Return what is known of a period."""
        return next((entry for entry in self.entries() if entry.period == period), None)

    def entries(self) -> list[Entry]:
        """Return all periods, the earliest first."""
        with self._locked() as database:
            rows = database.execute("SELECT name, start, edition, made, open, note FROM periods").fetchall()
        entries = [
            Entry(name, dt.datetime.fromisoformat(start), edition, made, bool(open_), note)
            for name, start, edition, made, open_, note in rows
        ]
        return sorted(entries, key=lambda entry: entry.start)

    def begin(self, period: Period, edition: str, documents: Iterable[Document]) -> None:
        """Record a period and its edition."""
        self._record(period, edition, "", documents)

    def skip(self, period: Period, note: str) -> None:
        """Record that a period has no edition, and why. It may have one later."""
        self._record(period, None, note, ())

    def _record(self, period: Period, edition: str | None, note: str, documents: Iterable[Document]) -> None:
        with self._transaction() as database:
            database.execute(
                "INSERT OR REPLACE INTO periods VALUES (?, ?, ?, ?, ?, ?)",
                (period.name, period.start.isoformat(), edition, _now(), edition is not None, note),
            )
            database.execute("DELETE FROM documents WHERE period = ?", (period.name,))
            database.executemany(
                "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?)",
                [(period.name, one.memo, one.location, one.sha256, one.text_sha256) for one in documents],
            )

    def intend(self, period: str, audience: Audience, messages: Iterable[tuple[str, Mailbox]], about: str = "") -> None:
        """Record whom a period's messages are for, each with the Message-ID that it will have.

        A recipient has one message of a period, whatever its id would be now, and the owner one ``about`` each thing.
        Those that are there already stay as they are, but for the withdrawn, who are recipients again.
        """
        now = _now()
        with self._transaction() as database:
            database.executemany(
                "INSERT INTO deliveries "
                "(message_id, period, audience, recipient, name, address, state, changed, about) "
                "VALUES (?, ?, ?, ?, ?, ?, 'pending', ?, ?) "
                "ON CONFLICT (period, audience, recipient, about) "
                "DO UPDATE SET state = 'pending' WHERE state = 'withdrawn'",
                [(one, period, audience, box.key, box.name, box.address, now, about) for one, box in messages],
            )

    def withdraw(self, period: str, remaining: Iterable[Mailbox]) -> None:
        """Of a period's readers who still wait, keep those that are among ``remaining``."""
        keys = {box.key for box in remaining}
        gone = [one.message_id for one in self.due(period) if one.mailbox.key not in keys]
        with self._transaction() as database:
            database.executemany(
                "UPDATE deliveries SET state = 'withdrawn', changed = ? WHERE message_id = ?",
                [(_now(), message_id) for message_id in gone],
            )

    def due(self, period: str, audience: Audience = "reader") -> list[Delivery]:
        """Return the deliveries that may be attempted: pending and deferred ones."""
        return [
            one for one in self.deliveries(period) if one.state in ("pending", "deferred") and one.audience == audience
        ]

    def deliveries(self, period: str) -> list[Delivery]:
        """Return all deliveries of a period, in the order in which they were intended."""
        with self._locked() as database:
            rows = database.execute(
                "SELECT message_id, audience, name, address, state, attempts, detail, changed FROM deliveries "
                "WHERE period = ? ORDER BY rowid",
                (period,),
            ).fetchall()
        return [
            Delivery(message_id, period, audience, Mailbox(name, address), state, attempts, detail, changed)
            for message_id, audience, name, address, state, attempts, detail, changed in rows
        ]

    def commit(self, message_id: str) -> None:
        """Record that an attempt is about to pass its point of no return.

        Raises ``LedgerError`` where the delivery may not be attempted, so that it is not.
        """
        with self._locked() as database:
            changed = database.execute(
                "UPDATE deliveries SET state = 'sending', changed = ? "
                "WHERE message_id = ? AND state IN ('pending', 'deferred')",
                (_now(), message_id),
            ).rowcount
        if changed != 1:
            raise LedgerError("somebody else has sent this message", where=str(self._path), remedy="run one at a time")

    def settle(self, message_id: str, state: State, detail: str) -> None:
        """Record how an attempt ended."""
        with self._locked() as database:
            database.execute(
                "UPDATE deliveries SET state = ?, detail = ?, attempts = attempts + 1, changed = ? "
                "WHERE message_id = ?",
                (state, detail, _now(), message_id),
            )

    def resend(self, period: str) -> int:
        """Let what is unknown be sent again; return how many deliveries that are."""
        with self._transaction() as database:
            database.execute("UPDATE periods SET open = 1 WHERE name = ?", (period,))
            return database.execute(
                "UPDATE deliveries SET state = 'pending', changed = ? WHERE period = ? AND state = 'unknown'",
                (_now(), period),
            ).rowcount

    def supersede(self, period: str) -> None:
        """Give up a period that nobody has received; the next one has all that is in it."""
        with self._transaction() as database:
            database.execute(
                "UPDATE deliveries SET state = 'superseded', changed = ? "
                "WHERE period = ? AND state IN ('pending', 'deferred')",
                (_now(), period),
            )
            database.execute("UPDATE periods SET open = 0 WHERE name = ?", (period,))

    def close_period(self, period: str) -> None:
        """Record that nothing of a period remains to be sent."""
        with self._locked() as database:
            database.execute("UPDATE periods SET open = 0 WHERE name = ?", (period,))

    def reached(self, period: str) -> bool:
        """Whether any reader has, or perhaps has, received the period's digest."""
        with self._locked() as database:
            found = database.execute(
                "SELECT 1 FROM deliveries "
                "WHERE period = ? AND state IN ('sent', 'unknown') AND audience = 'reader' LIMIT 1",
                (period,),
            ).fetchone()
        return found is not None

    def seen(self, memo: str) -> list[Document]:
        """Return the documents of this memo that some reader has, or perhaps has, received."""
        with self._locked() as database:
            rows = database.execute(
                "SELECT memo, location, sha256, text_sha256 FROM documents WHERE memo = ? AND period IN "
                "(SELECT period FROM deliveries WHERE state IN ('sent', 'unknown') AND audience = 'reader')",
                (memo,),
            ).fetchall()
        return [Document(*row) for row in rows]

    def references(self, recipient: Mailbox, before: dt.datetime) -> list[str]:
        """Return the ids of the last messages that this recipient was sent before, the earliest first."""
        with self._locked() as database:
            rows = database.execute(
                "SELECT message_id, start FROM deliveries JOIN periods ON period = periods.name "
                "WHERE recipient = ? AND state = 'sent' AND audience = 'reader'",
                (recipient.key,),
            ).fetchall()
        earlier = [(dt.datetime.fromisoformat(start), message_id) for message_id, start in rows]
        return [message_id for start, message_id in sorted(earlier) if start < before][-_REFERENCES:]

    def _create(self) -> None:
        with self._locked() as database:
            database.execute("PRAGMA journal_mode = WAL")
            # An intention has to outlive the machine's power, not the process alone.
            database.execute("PRAGMA synchronous = FULL")
        with self._transaction() as database:
            if database.execute("PRAGMA user_version").fetchone()[0] == 0:
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    database.execute(statement)
                database.execute(f"PRAGMA user_version = {_VERSION}")

    def _check_version(self) -> None:
        with self._locked() as database:
            found = database.execute("PRAGMA user_version").fetchone()[0]
        if found != _VERSION:
            raise LedgerError(f"is of version {found}, and this program knows {_VERSION}", where=str(self._path))

    @contextmanager
    def _locked(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._explained():
            yield self._connection

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._locked() as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            remedy = "check the disk and the permissions"
            raise LedgerError(f"cannot be used ({error})", where=str(self._path), remedy=remedy) from error


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")

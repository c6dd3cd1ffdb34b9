"""What was sent to whom: the one place that says whether a recipient may be sent a period's digest.

An intention is on the disk before the attempt, and the result after it. Where a process died in between, the outcome
is unknown, and nothing is sent to that recipient again unless the user asks for it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from briefing.delivering.addresses import Mailbox
from briefing.delivering.ledger_file import LedgerFile
from briefing.delivering.records import Audience, Delivery, Document, Entry, State
from briefing.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefing.delivering.period import Period

_REFERENCES = 8


class Ledger:
    """The ledger of one digest, in an SQLite file; may be used from several threads.

    Every method raises ``LedgerError`` where the file cannot be read or written.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._file = LedgerFile(path, read_only=read_only)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def belong_to(self, digest: str) -> None:
        """Record whose ledger this is, by the digest's name. Raises ``LedgerError`` if it is another one's.

        Two digests in one ledger would take each other's messages for their own.
        """
        with self._file.transaction() as database:
            found = database.execute("SELECT name FROM digests").fetchone()
            if found is None:
                database.execute("INSERT INTO digests VALUES (?)", (digest,))
        if found is not None and found[0] != digest:
            what = f"is the ledger of the digest {found[0]}, and this one is {digest}"
            remedy = "give each digest a `state` of its own; one that was renamed keeps its old name here"
            raise LedgerError(what, where=str(self._file.path), remedy=remedy)

    def recover(self, *, repeatable: bool) -> None:
        """Settle what a process that died has left: unknown, unless handing over twice would do no harm.

        It does none where both the way that the message took and the one that it would take now are ``repeatable``.
        """
        with self._file.transaction() as database:
            if repeatable:
                database.execute(
                    "UPDATE deliveries SET state = 'pending', changed = ? WHERE state = 'sending' AND repeatable",
                    (_now(),),
                )
            database.execute(
                "UPDATE deliveries SET state = 'unknown', detail = ?, changed = ? WHERE state = 'sending'",
                ("the process ended before the reply", _now()),
            )

    def entry(self, period: str) -> Entry | None:
        """Return what is known of a period."""
        return next((entry for entry in self.entries() if entry.period == period), None)

    def entries(self) -> list[Entry]:
        """Return all periods, the earliest first."""
        with self._file.locked() as database:
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
        with self._file.transaction() as database:
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
        Those that are there already stay as they are, but for the withdrawn, who are recipients again, and what was to
        be told to the owner and is true again. A period that readers wait for is open again.
        """
        now = _now()
        with self._file.transaction() as database:
            database.executemany(
                "INSERT INTO deliveries "
                "(message_id, period, audience, recipient, name, address, state, changed, about) "
                "VALUES (?, ?, ?, ?, ?, ?, 'pending', ?, ?) "
                "ON CONFLICT (period, audience, recipient, about) "
                "DO UPDATE SET state = 'pending' "
                "WHERE state = 'withdrawn' OR (state = 'superseded' AND audience = 'owner')",
                [(one, period, audience, box.key, box.name, box.address, now, about) for one, box in messages],
            )
            database.execute(
                "UPDATE periods SET open = 1 WHERE name = ? AND EXISTS (SELECT 1 FROM deliveries "
                "WHERE period = periods.name AND audience = 'reader' AND state IN ('pending', 'deferred'))",
                (period,),
            )

    def withdraw(self, period: str, remaining: Iterable[Mailbox]) -> None:
        """Of a period's readers who still wait, keep those that are among ``remaining``."""
        keys = {box.key for box in remaining}
        gone = [one.message_id for one in self.due(period) if one.mailbox.key not in keys]
        with self._file.transaction() as database:
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
        with self._file.locked() as database:
            rows = database.execute(
                "SELECT message_id, audience, name, address, state, attempts, detail, changed FROM deliveries "
                "WHERE period = ? ORDER BY rowid",
                (period,),
            ).fetchall()
        return [
            Delivery(message_id, period, audience, Mailbox(name, address), state, attempts, detail, changed)
            for message_id, audience, name, address, state, attempts, detail, changed in rows
        ]

    def commit(self, message_id: str, *, repeatable: bool = False) -> None:
        """Record that an attempt is about to pass its point of no return, and whether it is ``repeatable``.

        Raises ``LedgerError`` where the delivery may not be attempted, so that it is not.
        """
        with self._file.locked() as database:
            changed = database.execute(
                "UPDATE deliveries SET state = 'sending', repeatable = ?, changed = ? "
                "WHERE message_id = ? AND state IN ('pending', 'deferred')",
                (repeatable, _now(), message_id),
            ).rowcount
        if changed != 1:
            raise LedgerError(
                "somebody else has sent this message", where=str(self._file.path), remedy="run one at a time"
            )

    def settle(self, message_id: str, state: State, detail: str) -> None:
        """Record how an attempt ended."""
        with self._file.locked() as database:
            database.execute(
                "UPDATE deliveries SET state = ?, detail = ?, attempts = attempts + 1, changed = ? "
                "WHERE message_id = ?",
                (state, detail, _now(), message_id),
            )

    def resend(self, period: str) -> int:
        """Let what is unknown be sent again; return how many deliveries that are."""
        with self._file.transaction() as database:
            found = database.execute(
                "UPDATE deliveries SET state = 'pending', changed = ? WHERE period = ? AND state = 'unknown'",
                (_now(), period),
            ).rowcount
            if found:
                database.execute("UPDATE periods SET open = 1 WHERE name = ?", (period,))
        return found

    def supersede(self, period: str) -> None:
        """Give up a period that nobody has received; the next one has all that is in it. The owner is told of it."""
        with self._file.transaction() as database:
            database.execute(
                "UPDATE deliveries SET state = 'superseded', changed = ? "
                "WHERE period = ? AND audience = 'reader' AND state IN ('pending', 'deferred')",
                (_now(), period),
            )
            database.execute("UPDATE periods SET open = 0 WHERE name = ?", (period,))

    def supersede_notices(self, period: str, about: str = "") -> None:
        """Give up what the owner was to be told of a period, but for what is ``about`` this."""
        with self._file.locked() as database:
            database.execute(
                "UPDATE deliveries SET state = 'superseded', changed = ? "
                "WHERE period = ? AND audience = 'owner' AND about != ? AND state IN ('pending', 'deferred')",
                (_now(), period, about),
            )

    def give_up(self, period: str, states: Iterable[State], why: str) -> None:
        """Record that readers whose deliveries of a period are in one of these states do not get it."""
        with self._file.transaction() as database:
            database.executemany(
                "UPDATE deliveries SET state = 'refused', detail = ? || detail, changed = ? "
                "WHERE period = ? AND audience = 'reader' AND state = ?",
                [(why, _now(), period, state) for state in states],
            )

    def close_period(self, period: str) -> None:
        """Record that nothing of a period remains to be sent."""
        with self._file.locked() as database:
            database.execute("UPDATE periods SET open = 0 WHERE name = ?", (period,))

    def reached(self, period: str) -> bool:
        """Whether any reader has, or perhaps has, received the period's digest."""
        with self._file.locked() as database:
            found = database.execute(
                "SELECT 1 FROM deliveries "
                "WHERE period = ? AND state IN ('sent', 'unknown') AND audience = 'reader' LIMIT 1",
                (period,),
            ).fetchone()
        return found is not None

    def documents(self, period: str) -> list[Document]:
        """Return the documents that a period's edition was made of."""
        with self._file.locked() as database:
            rows = database.execute(
                "SELECT memo, location, sha256, text_sha256 FROM documents WHERE period = ?", (period,)
            ).fetchall()
        return [Document(*row) for row in rows]

    def seen(self, memo: str) -> list[Document]:
        """Return the documents of this memo that some reader has, or perhaps has, received."""
        with self._file.locked() as database:
            rows = database.execute(
                "SELECT memo, location, sha256, text_sha256 FROM documents WHERE memo = ? AND period IN "
                "(SELECT period FROM deliveries WHERE state IN ('sent', 'unknown') AND audience = 'reader')",
                (memo,),
            ).fetchall()
        return [Document(*row) for row in rows]

    def references(self, recipient: Mailbox, before: dt.datetime) -> list[str]:
        """Return the ids of the last messages that this recipient was sent before, the earliest first."""
        with self._file.locked() as database:
            rows = database.execute(
                "SELECT message_id, start FROM deliveries JOIN periods ON period = periods.name "
                "WHERE recipient = ? AND state = 'sent' AND audience = 'reader'",
                (recipient.key,),
            ).fetchall()
        earlier = [(dt.datetime.fromisoformat(start), message_id) for message_id, start in rows]
        return [message_id for start, message_id in sorted(earlier) if start < before][-_REFERENCES:]


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")

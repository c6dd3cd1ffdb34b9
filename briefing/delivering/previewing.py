"""What a run would send now, without sending it and without a trace in the ledger."""

from __future__ import annotations

import datetime as dt
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.delivering.editions import EditionStore
from briefing.delivering.history import History
from briefing.delivering.ledger import Ledger
from briefing.delivering.locking import EDITIONS, LEDGER, state_of
from briefing.delivering.mailing import letter_of
from briefing.delivering.message import message_id
from briefing.delivering.period import period_at
from briefing.delivering.preparation import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.delivering.addresses import Mailbox
    from briefing.delivering.configuration import Digest
    from briefing.delivering.editions import Edition
    from briefing.delivering.message import Letter
    from briefing.delivering.period import Period
    from briefing.delivering.records import State
    from briefing.delivering.transports import Message
    from briefing.pipeline import Listener

# A run sends such a message no more, at least not without being asked to.
_SETTLED: frozenset[State] = frozenset({"sending", "sent", "refused", "unknown"})


@dataclass(frozen=True)
class Preview:
    """A message that was not sent. ``edition`` is what all recipients would get."""

    edition: Edition
    problems: tuple[str, ...]
    _digest: Digest
    _letter: Letter

    def message(self, recipient: Mailbox) -> Message:
        """Return the message for one recipient, but for its references to earlier ones."""
        identifier = message_id(self._digest, self.edition.period, recipient)
        return self._letter.message(recipient, identifier)

    def text(self, recipient: Mailbox) -> str:
        """Return the text as one recipient would read it."""
        return self._letter.text(recipient)

    def html(self, recipient: Mailbox) -> str:
        """Return the HTML as one recipient would read it."""
        return self._letter.html(recipient)


@dataclass(frozen=True)
class Nothing:
    """Nothing is new, and nothing would be sent to readers. ``problems`` are the owner's all the same."""

    problems: tuple[str, ...]


def preview(digest: Digest, *, now: dt.datetime | None = None, on_event: Listener | None = None) -> Preview | Nothing:
    """Return what a run at ``now`` would send.

    That is the period's edition if one is stored and somebody has not got it, else a new one. Raises
    ``DigestNotMade``, ``TemplateError``, ``LedgerError``, and ``OutputError`` where the stored edition is damaged.
    """
    moment = now or dt.datetime.now(dt.UTC)
    period = period_at(moment, digest.schedule, digest.zone)
    store = EditionStore(state_of(digest) / EDITIONS)
    with _ledger(digest) as ledger:
        if (waiting := _waiting(digest, ledger, period)) is not None:
            edition = store.load(waiting)
            letter = letter_of(digest, edition, lambda attachment: store.content(waiting, attachment))
            return Preview(edition, edition.problems, digest, letter)
        history = History(ledger, store)
        made = prepare(digest, period, history, moment, on_event)
    if made.edition is None:
        return Nothing(made.problems)
    letter = letter_of(digest, made.edition, lambda attachment: made.attached[attachment.file])
    return Preview(made.edition, made.problems, digest, letter)


def _waiting(digest: Digest, ledger: Ledger, period: Period) -> str | None:
    """The name of the period's stored edition, if there is one and a run would still send it to somebody."""
    entry = ledger.entry(period.name)
    if entry is None or entry.edition is None:
        return None
    readers = [one for one in ledger.deliveries(period.name) if one.audience == "reader"]
    settled = {one.mailbox.key for one in readers if one.state in _SETTLED}
    return entry.edition if any(box.key not in settled for box in digest.recipients) else None


@contextmanager
def _ledger(digest: Digest) -> Iterator[Ledger]:
    """The digest's ledger, read only; an empty one where it has none yet."""
    path = state_of(digest) / LEDGER
    if path.is_file():
        with closing(Ledger(path, read_only=True)) as ledger:
            yield ledger
        return
    with tempfile.TemporaryDirectory() as folder, closing(Ledger(Path(folder) / LEDGER)) as ledger:
        yield ledger

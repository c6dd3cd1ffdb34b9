"""One run of a digest: make the period's edition unless it is there, and hand it to whoever has not got it.

A run can be cut off anywhere and started again. What it has to know lies in the ledger and in the stored edition.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.delivering.backlog import Backlog
from briefing.delivering.credentials import credentials_of
from briefing.delivering.editions import EditionStore
from briefing.delivering.history import History, documents_of
from briefing.delivering.ledger import Ledger
from briefing.delivering.locking import EDITIONS, LEDGER, alone
from briefing.delivering.mailing import NOT_MADE, Mailing
from briefing.delivering.period import period_at
from briefing.delivering.preparation import prepare
from briefing.delivering.transports.folder import FolderTransport
from briefing.delivering.transports.smtp import SmtpTransport
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.delivering.configuration import Digest
    from briefing.delivering.period import Period
    from briefing.delivering.records import Entry, State
    from briefing.delivering.transports import Transport
    from briefing.pipeline import Listener

# Editions that are kept, beside those that are still needed, for a look at what was sent.
_KEPT = 3


@dataclass(frozen=True)
class Report:
    """How a run ended: how many of the period's messages it sent, how many are in which state, what went wrong.

    ``note`` says why there was no message, where there was none. ``earlier`` has the states of the earlier periods that
    some still waited for; their problems are among the others.
    """

    period: str
    sent: int
    note: str
    states: Mapping[State, int]
    problems: tuple[str, ...]
    earlier: Mapping[str, Mapping[State, int]]


def run(
    digest: Digest,
    transport: Transport | None = None,
    *,
    now: dt.datetime | None = None,
    resend: bool = False,
    stop: threading.Event | None = None,
    on_event: Listener | None = None,
) -> Report:
    """Send the digest of the period that ``now`` lies in to everybody who has not got it.

    ``transport`` is by default what ``digest`` names, ``now`` the clock's time. ``resend`` hands over again what has
    an unknown outcome. Setting ``stop`` ends the run after the messages that are under way.

    Raises ``DigestBusy`` where another run is under way, ``DigestNotMade``, ``TemplateError``, ``LedgerError``,
    ``OutputError``, and ``DeliveryError`` where the server takes no messages at all. What is left then waits for the
    next run.
    """
    moment = now or dt.datetime.now(dt.UTC)
    chosen = transport or transport_of(digest)
    with alone(digest) as folder, closing(Ledger(folder / LEDGER)) as ledger:
        ledger.belong_to(digest.name)
        ledger.recover(repeatable=chosen.repeatable)
        store = EditionStore(folder / EDITIONS)
        mailing = Mailing(digest, chosen, ledger, store, moment, stop or threading.Event())
        return _Run(digest, ledger, mailing, store, moment, on_event).whole(resend=resend)


def transport_of(digest: Digest) -> Transport:
    """Return the transport that a digest names. Raises ``DigestInvalid`` where its password is missing."""
    if digest.folder is not None:
        return FolderTransport(digest.folder)
    assert digest.smtp is not None  # noqa: S101 - the configuration has checked it
    return SmtpTransport(digest.smtp, credentials_of(digest.smtp))


class _Run:
    def __init__(
        self,
        digest: Digest,
        ledger: Ledger,
        mailing: Mailing,
        store: EditionStore,
        now: dt.datetime,
        on_event: Listener | None,
    ) -> None:
        self._digest = digest
        self._ledger = ledger
        self._mailing = mailing
        self._store = store
        self._now = now
        self._on_event = on_event
        self._unmade: tuple[str, ...] = ()
        """What went wrong with memos of which no message came about."""

    def whole(self, *, resend: bool) -> Report:
        period = period_at(self._now, self._digest.schedule, self._digest.zone)
        backlog = Backlog(self._ledger, self._mailing, self._store, period)
        if resend:
            backlog.resend()
        backlog.finish()
        entry = self._made(period)
        backlog.settle(entry)
        before = self._states(period)["sent"]
        problems = self._posted(entry)
        backlog.remind()
        self._tidy()
        states = self._states(period)
        sent = states["sent"] - before
        told = (*backlog.problems, *self._unmade, *problems)
        return Report(period.name, sent, entry.note, dict(states), told, backlog.states)

    def _posted(self, entry: Entry) -> tuple[str, ...]:
        """Hand the period's edition over, if there is one; return what went wrong."""
        if entry.edition is None:
            return ()
        if not self._store.whole(entry.edition):
            return self._mailing.miss(entry) if entry.open else ()
        return self._mailing.post(entry, self._store.load(entry.edition))

    def _states(self, period: Period) -> Counter[State]:
        return Counter(one.state for one in self._ledger.deliveries(period.name) if one.audience == "reader")

    def _made(self, period: Period) -> Entry:
        """The period's edition: the one that is there, or a new one.

        One that is damaged is made anew, unless some have it.
        """
        entry = self._ledger.entry(period.name)
        if entry is not None and entry.edition is not None and self._usable(entry, entry.edition):
            return entry
        try:
            made = prepare(self._digest, period, History(self._ledger, self._store), self._now, self._on_event)
        except BriefingError as error:
            self._ledger.skip(period, f"{NOT_MADE}{error}")
            self._mailing.tell_owner(period.name, [str(error)], [str(error)])  # it is told on the terminal as well
            raise
        if made.edition is None:
            self._ledger.skip(period, "nothing new")
            if made.problems:
                untold = self._mailing.tell_owner(period.name, made.problems, made.problems)
                self._unmade = (*made.problems, *untold)
        else:
            name = self._store.save(made.edition, made.attached, made.memos)
            documents = [one for key, memo in made.memos.items() for one in documents_of(key, memo)]
            self._ledger.begin(period, name, documents)
        entry = self._ledger.entry(period.name)
        assert entry is not None  # noqa: S101 - it was recorded just now
        return entry

    def _usable(self, entry: Entry, edition: str) -> bool:
        return self._store.whole(edition) or self._ledger.reached(entry.period)

    def _tidy(self) -> None:
        """Remove editions that nothing needs any more.

        The last memo of each matter is still needed, and what may have to be sent again.
        """
        entries = [entry for entry in self._ledger.entries() if entry.edition]
        history = History(self._ledger, self._store)
        last = [history.last_memo(memo.key) for memo in self._digest.memos]
        needed = {path.parents[1].name for path in last if path is not None}
        kept = {entry.edition for entry in entries if entry.open or self._unknown(entry)}
        kept |= {entry.edition for entry in entries[-_KEPT:]}
        self._store.keep_only(needed | {name for name in kept if name})

    def _unknown(self, entry: Entry) -> bool:
        return any(one.state == "unknown" for one in self._ledger.deliveries(entry.period))

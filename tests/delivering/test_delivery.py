"""The carrying of messages: sessions, rounds, and what stops them."""

from __future__ import annotations

import datetime as dt
import os
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest

from briefing.delivering.addresses import Mailbox
from briefing.delivering.delivery import Carrier
from briefing.delivering.ledger import Ledger
from briefing.delivering.period import Period
from briefing.delivering.transports import Interrupted, Message, Refused
from briefing.errors import OutputError, ServerRefused, ServerUnreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from briefing.delivering.records import Delivery
    from briefing.delivering.transports import Commit

MONDAY = Period("2026-11-23", dt.datetime(2026, 11, 23, tzinfo=dt.UTC))


class Scripted:
    """A transport that does what ``deliver`` says, and counts its sessions."""

    repeatable = False

    def __init__(self, deliver: Callable[[Message, Commit], str], open_: Callable[[], None] = lambda: None) -> None:
        self.opened = 0
        self.closed = 0
        self._deliver = deliver
        self._open = open_

    def open(self) -> Scripted:
        self._open()
        self.opened += 1
        return self

    def deliver(self, message: Message, commit: Commit) -> str:
        return self._deliver(message, commit)

    def close(self) -> None:
        self.closed += 1


def accept(_: Message, commit: Commit) -> str:
    commit()
    return "250 OK"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger(tmp_path / "ledger.sqlite3")
    opened.begin(MONDAY, "monday", [])
    opened.intend(MONDAY.name, "reader", [(f"<{n}>", Mailbox("", f"r{n}@example.org")) for n in range(10)])
    yield opened
    opened.close()


def carry(
    ledger: Ledger, transport: Scripted, waits: Sequence[float] = (), stop: threading.Event | None = None, **limits: int
) -> list[str]:
    """Carry everything that is due and return the states."""
    given = {"sessions": 1, "messages": 100} | limits
    carrier = Carrier(transport, ledger, stop=stop or threading.Event(), **given)

    def make(delivery: Delivery) -> Message:
        return Message("desk@example.org", delivery.mailbox, delivery.message_id, (b"\r\n",))

    carrier.carry(lambda: ledger.due(MONDAY.name), make, waits)
    return states(ledger)


def states(ledger: Ledger) -> list[str]:
    return [one.state for one in ledger.deliveries(MONDAY.name)]


def test_a_session_is_closed_after_as_many_messages_as_it_may_carry(ledger: Ledger) -> None:
    transport = Scripted(accept)
    assert carry(ledger, transport, messages=4) == ["sent"] * 10
    assert (transport.opened, transport.closed) == (3, 3)


def test_several_sessions_share_the_work(ledger: Ledger) -> None:
    together = threading.Barrier(3, timeout=10)

    def deliver(message: Message, commit: Commit) -> str:
        if message.message_id in {"<0>", "<1>", "<2>"}:
            together.wait()
        return accept(message, commit)

    assert carry(ledger, Scripted(deliver), sessions=3) == ["sent"] * 10


def test_a_server_that_takes_fewer_sessions_than_wanted_gets_all_through_these(ledger: Ledger) -> None:
    taken = threading.Lock()

    def only_one() -> None:
        if not taken.acquire(blocking=False):
            raise ServerUnreachable("421 one at a time")

    def deliver(message: Message, commit: Commit) -> str:
        time.sleep(0.005)
        return accept(message, commit)

    assert carry(ledger, Scripted(deliver, only_one), sessions=4) == ["sent"] * 10


def test_every_outcome_is_recorded(ledger: Ledger) -> None:
    def deliver(message: Message, commit: Commit) -> str:
        match message.message_id:
            case "<0>":
                raise Refused("550 no", permanent=True)
            case "<1>":
                raise Refused("450 later", permanent=False)
            case "<2>":
                raise Interrupted("closed", committed=False)
            case "<3>":
                commit()
                raise Interrupted("closed", committed=True)
        return accept(message, commit)

    transport = Scripted(deliver)
    assert carry(ledger, transport) == ["refused", "deferred", "deferred", "unknown", *["sent"] * 6]
    assert [one.detail for one in ledger.deliveries(MONDAY.name)][:5] == [
        *("550 no", "450 later", "closed", "closed", "250 OK")
    ]
    assert transport.opened == 3  # a session that broke is followed by another


def test_what_was_refused_for_now_is_attempted_once_in_each_round(ledger: Ledger) -> None:
    attempts: list[str] = []

    def deliver(message: Message, commit: Commit) -> str:
        attempts.append(message.message_id)
        if message.message_id == "<4>" and attempts.count("<4>") < 3:
            raise Refused("450 later", permanent=False)
        return accept(message, commit)

    assert carry(ledger, Scripted(deliver), waits=(0, 0, 0)) == ["sent"] * 10
    assert attempts[10:] == ["<4>", "<4>"]


def test_a_server_that_comes_back_between_rounds_gets_all(ledger: Ledger) -> None:
    tries = iter([ServerUnreachable("down"), None])

    def open_() -> None:
        if error := next(tries):
            raise error

    assert carry(ledger, Scripted(accept, open_), waits=(0,)) == ["sent"] * 10


@pytest.mark.parametrize(
    ("error", "tries"), [(ServerUnreachable("down"), 3), (ServerRefused("wrong password"), 1), (OutputError("full"), 1)]
)
def test_what_stops_all_is_raised_and_nothing_is_lost(ledger: Ledger, error: Exception, tries: int) -> None:
    opened = []

    def open_() -> None:
        opened.append(1)
        raise error

    with pytest.raises(type(error)):
        carry(ledger, Scripted(accept, open_), waits=(0, 0))
    assert (len(opened), states(ledger)) == (tries, ["pending"] * 10)


def test_to_stop_ends_after_the_message_that_is_under_way(ledger: Ledger) -> None:
    stop = threading.Event()

    def deliver(message: Message, commit: Commit) -> str:
        if message.message_id == "<2>":
            stop.set()
        return accept(message, commit)

    transport = Scripted(deliver)
    assert carry(ledger, transport, waits=(3600,), stop=stop) == ["sent"] * 3 + ["pending"] * 7
    assert transport.closed == 1


def test_an_interrupt_ends_after_the_message_that_is_under_way(ledger: Ledger) -> None:
    def deliver(message: Message, commit: Commit) -> str:
        if message.message_id == "<2>":
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.2)  # the message is under way when the interrupt comes
        return accept(message, commit)

    transport = Scripted(deliver)
    with pytest.raises(KeyboardInterrupt):
        carry(ledger, transport)
    assert states(ledger) == ["sent"] * 3 + ["pending"] * 7
    assert transport.closed == 1

"""The ledger: what may be sent to whom, and what survives."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from typing import TYPE_CHECKING

import pytest

from briefing.delivering.addresses import Mailbox
from briefing.delivering.ledger import Ledger
from briefing.delivering.period import Period
from briefing.delivering.records import Document, State
from briefing.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MONDAY = Period("2026-11-23", dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
NEXT = Period("2026-11-30", dt.datetime(2026, 11, 30, tzinfo=dt.UTC))
CHIEF, DEPUTY = Mailbox("", "chief@example.org"), Mailbox("Ann Ø", "deputy@example.org")
MEMO = Document("radar", "inbox/a.txt", "0" * 64, "1" * 64)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite3"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    opened = Ledger(path)
    opened.begin(MONDAY, "monday", [MEMO])
    opened.intend(MONDAY.name, "reader", [("<1>", CHIEF), ("<2>", DEPUTY)])
    yield opened
    opened.close()


def states(ledger: Ledger, period: Period = MONDAY) -> list[State]:
    return [one.state for one in ledger.deliveries(period.name)]


def settled(ledger: Ledger, message_id: str, state: State) -> None:
    ledger.commit(message_id)
    ledger.settle(message_id, state, "250 OK")


def test_an_intention_is_there_before_any_attempt(ledger: Ledger) -> None:
    assert states(ledger) == ["pending", "pending"]
    assert [one.mailbox for one in ledger.due(MONDAY.name)] == [CHIEF, DEPUTY]


def test_an_intention_that_is_there_stays_as_it_is(ledger: Ledger) -> None:
    settled(ledger, "<1>", "sent")
    ledger.intend(MONDAY.name, "reader", [("<1>", CHIEF), ("<3>", Mailbox("", "new@example.org"))])
    assert states(ledger) == ["sent", "pending", "pending"]


@pytest.mark.parametrize("state", ["sent", "refused", "unknown"])
def test_what_has_an_outcome_may_not_be_attempted(ledger: Ledger, state: State) -> None:
    settled(ledger, "<1>", state)
    with pytest.raises(LedgerError, match="somebody else has sent"):
        ledger.commit("<1>")
    assert [one.message_id for one in ledger.due(MONDAY.name)] == ["<2>"]


def test_a_recipient_has_one_message_of_a_period_whatever_its_id_would_be_now(ledger: Ledger) -> None:
    settled(ledger, "<1>", "sent")
    ledger.intend(MONDAY.name, "reader", [("<another>", CHIEF)])
    assert [one.message_id for one in ledger.deliveries(MONDAY.name)] == ["<1>", "<2>"]


def test_the_owner_has_a_message_about_each_thing_once(ledger: Ledger) -> None:
    for about in ("a", "b", "a"):
        ledger.intend(MONDAY.name, "owner", [(f"<{about}>", CHIEF)], about=about)
    assert [one.message_id for one in ledger.due(MONDAY.name, "owner")] == ["<a>", "<b>"]


def test_what_was_refused_for_now_may_be_attempted_again(ledger: Ledger) -> None:
    settled(ledger, "<1>", "deferred")
    settled(ledger, "<1>", "sent")
    assert ledger.deliveries(MONDAY.name)[0].attempts == 2


def test_of_two_that_attempt_at_once_one_is_let_through(ledger: Ledger) -> None:
    through = []

    def attempt() -> None:
        try:
            ledger.commit("<1>")
            through.append(1)
        except LedgerError:
            pass

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(through) == 1


def test_what_a_dead_process_was_at_is_unknown_and_needs_a_word_to_be_sent_again(ledger: Ledger, path: Path) -> None:
    ledger.commit("<1>")
    ledger.close()
    again = Ledger(path)
    again.recover(repeatable=False)
    assert states(again) == ["unknown", "pending"]
    assert again.resend(MONDAY.name) == 1
    assert states(again) == ["pending", "pending"]
    again.close()


def test_where_twice_does_no_harm_what_a_dead_process_was_at_is_done_again(ledger: Ledger) -> None:
    ledger.commit("<1>", repeatable=True)
    ledger.recover(repeatable=True)
    assert states(ledger) == ["pending", "pending"]


@pytest.mark.parametrize(("before", "now"), [(False, True), (True, False)])
def test_it_is_unknown_where_twice_does_harm_on_the_way_before_or_on_the_way_now(
    ledger: Ledger, before: bool, now: bool
) -> None:
    ledger.commit("<1>", repeatable=before)
    ledger.recover(repeatable=now)
    assert states(ledger) == ["unknown", "pending"]


def test_documents_are_known_once_a_reader_has_them(ledger: Ledger) -> None:
    assert ledger.seen("radar") == []
    settled(ledger, "<1>", "refused")
    assert ledger.seen("radar") == []
    settled(ledger, "<2>", "sent")
    assert ledger.seen("radar") == [MEMO]
    assert ledger.seen("sonar") == []


def test_a_message_to_the_owner_makes_no_document_known(ledger: Ledger) -> None:
    ledger.intend(MONDAY.name, "owner", [("<3>", CHIEF)])
    settled(ledger, "<3>", "sent")
    assert ledger.seen("radar") == []
    assert not ledger.reached(MONDAY.name)


def test_a_period_that_nobody_got_can_be_given_up(ledger: Ledger) -> None:
    ledger.supersede(MONDAY.name)
    assert states(ledger) == ["superseded", "superseded"]
    entry = ledger.entry(MONDAY.name)
    assert entry is not None
    assert not entry.open


def test_giving_up_a_period_does_not_give_up_what_the_owner_is_to_be_told(ledger: Ledger) -> None:
    ledger.intend(MONDAY.name, "owner", [("<3>", CHIEF)], about="a")
    ledger.supersede(MONDAY.name)
    assert states(ledger) == ["superseded", "superseded", "pending"]


def test_a_newer_notice_to_the_owner_takes_the_place_of_one_that_waits(ledger: Ledger) -> None:
    for about in ("a", "b"):
        ledger.intend(MONDAY.name, "owner", [(f"<{about}>", CHIEF)], about=about)
        ledger.supersede_notices(MONDAY.name, about)
    assert states(ledger) == ["pending", "pending", "superseded", "pending"]
    ledger.intend(MONDAY.name, "owner", [("<a>", CHIEF)], about="a")  # it is true again
    assert [one.message_id for one in ledger.due(MONDAY.name, "owner")] == ["<a>", "<b>"]


def test_a_period_is_open_again_when_a_recipient_is_added(ledger: Ledger) -> None:
    settled(ledger, "<1>", "sent")
    settled(ledger, "<2>", "sent")
    ledger.close_period(MONDAY.name)
    ledger.intend(MONDAY.name, "reader", [("<1>", CHIEF)])
    assert [one.open for one in ledger.entries()] == [False]
    ledger.intend(MONDAY.name, "reader", [("<3>", Mailbox("", "new@example.org"))])
    assert [one.open for one in ledger.entries()] == [True]


def test_sending_again_opens_only_a_period_with_an_unknown_outcome(ledger: Ledger) -> None:
    ledger.close_period(MONDAY.name)
    assert ledger.resend(MONDAY.name) == 0
    assert [one.open for one in ledger.entries()] == [False]


def test_a_ledger_belongs_to_one_digest(ledger: Ledger, path: Path) -> None:
    ledger.belong_to("radar-weekly")
    ledger.belong_to("radar-weekly")
    what = "is the ledger of the digest radar-weekly, and this one is sonar; give each digest a `state` of its own"
    with pytest.raises(LedgerError, match=f"{path}: {what}"):
        ledger.belong_to("sonar")


def test_who_is_no_recipient_any_more_is_sent_nothing(ledger: Ledger) -> None:
    ledger.withdraw(MONDAY.name, [DEPUTY])
    assert states(ledger) == ["withdrawn", "pending"]


def test_who_becomes_a_recipient_again_is_sent_it_after_all(ledger: Ledger) -> None:
    ledger.withdraw(MONDAY.name, [DEPUTY])
    ledger.intend(MONDAY.name, "reader", [("<1>", CHIEF)])
    assert states(ledger) == ["pending", "pending"]


def test_a_series_refers_to_what_this_recipient_was_sent_before(ledger: Ledger) -> None:
    settled(ledger, "<1>", "sent")
    settled(ledger, "<2>", "refused")
    ledger.begin(NEXT, "next", [])
    assert ledger.references(CHIEF, NEXT.start) == ["<1>"]
    assert ledger.references(DEPUTY, NEXT.start) == []
    assert ledger.references(CHIEF, MONDAY.start) == []


def test_a_period_without_an_edition_may_get_one(ledger: Ledger) -> None:
    ledger.skip(NEXT, "nothing new")
    assert [(one.period, one.edition, one.note) for one in ledger.entries()] == [
        (MONDAY.name, "monday", ""),
        (NEXT.name, None, "nothing new"),
    ]
    ledger.begin(NEXT, "next", [])
    assert [one.edition for one in ledger.entries()] == ["monday", "next"]


def test_it_can_be_read_while_a_run_writes_it(ledger: Ledger, path: Path) -> None:
    reader = Ledger(path, read_only=True)
    settled(ledger, "<1>", "sent")
    assert states(reader) == ["sent", "pending"]
    with pytest.raises(LedgerError, match="readonly"):
        reader.commit("<2>")
    reader.close()


def test_a_file_that_is_no_ledger_is_named(path: Path) -> None:
    path.write_bytes(b"no database" * 100)
    with pytest.raises(LedgerError, match=r"ledger.sqlite3: cannot be used \(file is not a database\)"):
        Ledger(path)


def test_a_ledger_of_a_later_program_is_left_alone(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(LedgerError, match="is of version 99"):
        Ledger(path)


def test_a_ledger_of_an_earlier_program_is_brought_up_to_date(ledger: Ledger, path: Path) -> None:
    ledger.close()
    database = sqlite3.connect(path)
    database.executescript("DROP TABLE digests; ALTER TABLE deliveries DROP COLUMN repeatable; PRAGMA user_version = 1")
    database.close()
    with pytest.raises(LedgerError, match="is of version 1, and this program knows 2; run the digest once"):
        Ledger(path, read_only=True)
    again = Ledger(path)
    assert states(again) == ["pending", "pending"]
    again.belong_to("radar-weekly")
    again.commit("<1>", repeatable=True)
    again.close()

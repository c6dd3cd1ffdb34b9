"""What becomes of earlier periods when the next one comes: given up, sent late, told, in the end given up for good."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import pytest

from briefing.delivering import MemoryTransport, run
from briefing.delivering.ledger import Ledger
from briefing.delivering.locking import EDITIONS, LEDGER, state_of
from briefing.delivering.message import message_id
from briefing.delivering.records import Document
from briefing.errors import DigestNotMade, LedgerError, ServerUnreachable

from .conftest import NOW, WriteDigest, smtp_table
from .editions import stored
from .servers import MailServer, ScriptedServer

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.delivering import Digest, Report
    from briefing.delivering.records import State

WEEK = dt.timedelta(weeks=1)
FIRST, SECOND = "2026-11-23T07:00+01:00", "2026-11-30T07:00+01:00"
A, B = (Document("skagerrak-radar", f"inbox/{one}.txt", one * 64, one * 64) for one in "ab")
PAGE_AGAIN = Document("skagerrak-radar", "inbox/a.txt", "c" * 64, "a" * 64)
MOVED = Document("skagerrak-radar", "elsewhere/a.txt", "a" * 64, "d" * 64)
OF_ANOTHER_MEMO = Document("sonar", "inbox/a.txt", "a" * 64, "a" * 64)
OWNER = {"timezone =": 'owner = "owner@example.org"\ntimezone ='}
ONE_READER = {', "Zoë Ørsted <zoe@example.org>"': ""}


def outcomes(digest: Digest, period: str, *states: State) -> None:
    """Record how the period's attempts ended, one state for each recipient."""
    ledger = Ledger(state_of(digest) / LEDGER)
    ledger.intend(period, "reader", [(message_id(digest, period, box), box) for box in digest.recipients])
    for one, state in zip(ledger.deliveries(period), states, strict=True):
        if state != "pending":
            ledger.commit(one.message_id)
            ledger.settle(one.message_id, state, "450 mailbox full" if state == "deferred" else "")
    ledger.close()


def states(digest: Digest, period: str, audience: str = "reader") -> list[State]:
    ledger = Ledger(state_of(digest) / LEDGER)
    found = [one.state for one in ledger.deliveries(period) if one.audience == audience]
    ledger.close()
    return found


def damage(digest: Digest, period: str, how: str) -> None:
    """Make a period's edition one that cannot be sent."""
    folder = state_of(digest) / EDITIONS / period.replace(":", "")
    if how == "gone":
        shutil.rmtree(folder)
    elif how == "damaged":
        (folder / "edition.json").write_text("{", encoding="utf-8")
    else:
        (folder / "attached" / "memo.pdf").unlink()


def run_both(
    digest: Digest, first: list[Document], second: list[Document], transport: MemoryTransport | None = None
) -> Report:
    """Run the second of two periods, of whose first nobody got anything."""
    stored(digest, documents=first, subject="first")
    outcomes(digest, FIRST, "deferred", "pending")
    stored(digest, NOW + WEEK, documents=second, subject="second")
    return run(digest, transport or MemoryTransport(), now=NOW + WEEK)


@pytest.mark.parametrize("second", [[A], [B, A], [PAGE_AGAIN], [MOVED]])
def test_a_period_that_nobody_got_is_given_up_where_the_next_has_all_of_it(
    write_digest: WriteDigest, second: list[Document]
) -> None:
    digest, transport = write_digest(), MemoryTransport()
    report = run_both(digest, [A], second, transport)
    assert (states(digest, FIRST), report.earlier) == (["superseded", "superseded"], {})
    assert len(transport.messages) == 2


@pytest.mark.parametrize("second", [[], [B], [OF_ANOTHER_MEMO]])
def test_a_period_that_nobody_got_is_sent_first_where_the_next_lacks_some_of_it(
    write_digest: WriteDigest, second: list[Document]
) -> None:
    digest, transport = write_digest(), MemoryTransport()
    report = run_both(digest, [A], second, transport)
    assert (states(digest, FIRST), report.earlier) == (["sent", "sent"], {FIRST: {"sent": 2}})
    subjects = [b"Subject: first" in bytes(one) for one in transport.messages]
    assert subjects == [True, True, False, False]


def test_a_period_that_nobody_got_is_sent_where_the_next_has_nothing_new(
    write_digest: WriteDigest, tmp_path: Path
) -> None:
    digest, transport = write_digest(), MemoryTransport()
    (tmp_path / "inbox" / "report.txt").unlink()
    stored(digest, documents=[A])
    report = run(digest, transport, now=NOW + WEEK)
    assert (report.note, report.earlier) == ("nothing new", {FIRST: {"sent": 2}})
    assert len(transport.messages) == 2


def test_an_earlier_period_of_unknown_outcome_is_sent_again_when_asked_for(write_digest: WriteDigest) -> None:
    digest, transport = write_digest(), MemoryTransport()
    stored(digest)
    outcomes(digest, FIRST, "unknown", "unknown")
    stored(digest, NOW + WEEK)
    outcomes(digest, SECOND, "sent", "sent")
    report = run(digest, transport, now=NOW + WEEK, resend=True)
    assert (states(digest, FIRST), len(transport.messages)) == (["sent", "sent"], 2)
    assert report.earlier == {FIRST: {"sent": 2}}


def test_what_is_unknown_can_be_sent_again_however_many_periods_later(write_digest: WriteDigest) -> None:
    digest, transport = write_digest(), MemoryTransport()
    stored(digest)
    outcomes(digest, FIRST, "unknown", "sent")
    for week in range(6):
        if week:
            stored(digest, NOW + week * WEEK)
        run(digest, MemoryTransport(), now=NOW + week * WEEK)
    run(digest, transport, now=NOW + 5 * WEEK, resend=True)
    assert states(digest, FIRST) == ["sent", "sent"]
    assert [one.recipient.address for one in transport.messages] == ["chief@example.org"]


def test_what_cannot_be_sent_again_is_told(write_digest: WriteDigest) -> None:
    digest = write_digest()
    stored(digest)
    outcomes(digest, FIRST, "unknown", "sent")
    stored(digest, NOW + WEEK)
    damage(digest, FIRST, "gone")
    report = run(digest, MemoryTransport(), now=NOW + WEEK, resend=True)
    (problem,) = [one for one in report.problems if "again" in one]
    assert problem == f"{FIRST}: 1 of unknown outcome cannot be sent again, since the message is not stored any more"


def test_a_recipient_who_was_added_while_the_server_was_away_gets_it_in_the_next_period(
    write_digest: WriteDigest,
) -> None:
    stored(write_digest(ONE_READER))
    run(write_digest(ONE_READER), MemoryTransport(), now=NOW)
    with ScriptedServer() as gone:
        port = gone.port
    with pytest.raises(ServerUnreachable):
        run(write_digest(more=smtp_table(MailServer(port=port))), now=NOW)
    digest = write_digest()
    stored(digest, NOW + WEEK)
    run(digest, MemoryTransport(), now=NOW + WEEK)
    assert states(digest, FIRST) == ["sent", "sent"]


def test_who_refuses_an_earlier_period_for_now_keeps_nobody_waiting(
    write_digest: WriteDigest, server: MailServer
) -> None:
    server.replies["zoe@example.org"] = ["450 mailbox full"]
    digest = write_digest(more=smtp_table(server))
    for week in range(2):
        stored(digest, NOW + week * WEEK)
    outcomes(digest, FIRST, "sent", "deferred")
    run(digest, now=NOW + WEEK)
    ledger = Ledger(state_of(digest) / LEDGER)
    attempts = [ledger.deliveries(period)[1].attempts for period in (FIRST, SECOND)]
    ledger.close()
    assert attempts == [2, 3]


def test_who_refuses_an_earlier_period_for_too_long_does_not_get_it_and_is_told(
    write_digest: WriteDigest, server: MailServer
) -> None:
    server.replies["zoe@example.org"] = ["450 mailbox full"]
    digest = write_digest(OWNER, smtp_table(server))
    stored(digest)
    outcomes(digest, FIRST, "sent", "deferred")
    for week in (1, 2, 3):
        stored(digest, NOW + week * WEEK)
        report = run(digest, now=NOW + week * WEEK)
        told = [one for one in report.problems if one.startswith(FIRST)]
        if week < 2:
            assert told == [
                f"{FIRST}: zoe@example.org was refused for now, and is tried again at the next run: 450 mailbox full"
            ]
        elif week == 2:
            what = "zoe@example.org was refused for good: given up after 15 days. 450 mailbox full"
            assert (told, report.earlier[FIRST]) == ([f"{FIRST}: {what}"], {"sent": 1, "refused": 1})
        else:
            assert told == []
    assert any("given up after 15 days" in str(one) for one in server.to("owner@example.org"))


def test_a_server_that_is_away_at_an_earlier_period_may_be_back_for_the_present_one(write_digest: WriteDigest) -> None:
    with ScriptedServer() as server:
        digest = write_digest(more=smtp_table(MailServer(port=server.port)))
        stored(digest, documents=[A])
        outcomes(digest, FIRST, "sent", "pending")
        stored(digest, NOW + WEEK)
        greetings = iter([None])
        server.watch = lambda what: (
            server.answers.update(greeting=next(greetings, "220 scripted")) if what == "greeting" else None
        )
        report = run(digest, now=NOW + WEEK)
        assert (dict(report.states), report.earlier) == ({"sent": 2}, {FIRST: {"sent": 1, "pending": 1}})
        assert report.problems[0].startswith(f"{FIRST}: localhost:{server.port}: ")
        assert run(digest, now=NOW + WEEK).earlier == {FIRST: {"sent": 2}}


def test_what_becomes_of_an_earlier_period_is_in_the_report(write_digest: WriteDigest, server: MailServer) -> None:
    digest = write_digest(more=smtp_table(server))
    stored(digest)
    outcomes(digest, FIRST, "sent", "deferred")
    stored(digest, NOW + WEEK)
    server.replies["zoe@example.org"] = ["550 gone", "250 OK"]
    report = run(digest, now=NOW + WEEK)
    assert (dict(report.states), report.earlier) == ({"sent": 2}, {FIRST: {"sent": 1, "refused": 1}})
    assert report.problems == (f"{FIRST}: zoe@example.org was refused for good: 550 gone",)


@pytest.mark.parametrize("how", ["gone", "damaged", "without its attachment"])
def test_an_earlier_edition_that_cannot_be_sent_is_told_and_keeps_the_present_one_from_nobody(
    write_digest: WriteDigest, how: str
) -> None:
    digest, transport = write_digest(OWNER), MemoryTransport()
    stored(digest, documents=[A])
    outcomes(digest, FIRST, "sent", "deferred")
    stored(digest, NOW + WEEK, documents=[A])
    damage(digest, FIRST, how)
    for _ in range(2):
        report = run(digest, transport, now=NOW + WEEK)
        (problem,) = report.problems
        assert problem.startswith(f"{FIRST}: its message is not stored any more, or is damaged, so it cannot be sent")
        assert states(digest, FIRST) == ["sent", "deferred"]
    recipients = sorted(one.recipient.address for one in transport.messages)
    assert recipients == ["chief@example.org", "owner@example.org", "zoe@example.org"]
    stored(digest, NOW + 2 * WEEK, documents=[A])
    report = run(digest, transport, now=NOW + 2 * WEEK)
    assert report.earlier == {FIRST: {"sent": 1, "refused": 1}}
    assert run(digest, transport, now=NOW + 2 * WEEK).earlier == {}


def test_a_damaged_edition_that_nobody_got_is_made_anew(write_digest: WriteDigest) -> None:
    digest = write_digest()
    stored(digest)
    damage(digest, FIRST, "damaged")
    assert dict(run(digest, MemoryTransport(), now=NOW).states) == {"sent": 2}


def test_a_damaged_edition_that_some_got_is_told_while_others_wait(write_digest: WriteDigest) -> None:
    digest = write_digest()
    stored(digest)
    outcomes(digest, FIRST, "sent", "deferred")
    damage(digest, FIRST, "damaged")
    report = run(digest, MemoryTransport(), now=NOW)
    assert dict(report.states) == {"sent": 1, "deferred": 1}
    assert report.problems[0].startswith("its message is not stored any more, or is damaged")


def test_a_notice_that_waits_and_is_overtaken_is_not_sent(write_digest: WriteDigest, server: MailServer) -> None:
    server.replies |= {"zoe@example.org": ["450 later"], "owner@example.org": ["450 later"]}
    digest = write_digest(OWNER, smtp_table(server))
    stored(digest)
    run(digest, now=NOW)
    server.replies = {"zoe@example.org": ["550 gone"]}
    run(digest, now=NOW)
    assert len(server.to("owner@example.org")) == 1
    assert states(digest, FIRST, "owner") == ["superseded", "sent"]


def test_the_owner_is_told_in_the_next_period_what_could_not_be_told_before(
    write_digest: WriteDigest, server: MailServer
) -> None:
    server.replies |= {"zoe@example.org": ["550 gone", "250 OK"], "owner@example.org": ["450 later"]}
    digest = write_digest(OWNER, smtp_table(server))
    stored(digest)
    run(digest, now=NOW)
    stored(digest, NOW + WEEK)
    assert run(digest, now=NOW + WEEK).problems == ()
    assert states(digest, FIRST, "owner") == ["deferred"]
    server.replies = {}
    run(digest, now=NOW + WEEK)
    run(digest, now=NOW + WEEK)
    (message,) = server.to("owner@example.org")
    assert "zoe@example.org was refused for good: 550 gone" in str(message)


def test_the_owner_is_told_in_the_next_period_that_one_could_not_be_made(
    write_digest: WriteDigest, server: MailServer
) -> None:
    server.replies["owner@example.org"] = ["450 later"]
    digest = write_digest(OWNER | {'sources = ["inbox"]': 'sources = ["nowhere"]'}, smtp_table(server))
    with pytest.raises(DigestNotMade):
        run(digest, now=NOW)
    server.replies = {}
    stored(digest, NOW + WEEK)
    run(digest, now=NOW + WEEK)
    (message,) = server.to("owner@example.org")
    text = message.get_body(("plain",))
    assert text is not None
    assert f"period {FIRST}" in text.get_content()
    assert states(digest, FIRST, "owner") == ["superseded", "sent"]


def test_the_owner_is_not_told_late_of_trouble_that_is_over(write_digest: WriteDigest, server: MailServer) -> None:
    server.replies |= {"chief@example.org": ["450 later"], "zoe@example.org": ["450 later"]}
    server.replies["owner@example.org"] = ["450 later"]
    digest = write_digest(OWNER, smtp_table(server))
    stored(digest, documents=[A])
    run(digest, now=NOW)
    server.replies = {}
    stored(digest, NOW + WEEK, documents=[A])
    run(digest, now=NOW + WEEK)
    assert states(digest, FIRST) == ["superseded", "superseded"]
    assert (states(digest, FIRST, "owner"), server.to("owner@example.org")) == (["superseded"], [])


def test_a_damaged_edition_of_which_no_recipient_is_left_is_closed(write_digest: WriteDigest) -> None:
    digest = write_digest()
    stored(digest)
    outcomes(digest, FIRST, "sent", "deferred")
    damage(digest, FIRST, "gone")
    fewer = write_digest(ONE_READER)
    stored(fewer, NOW + WEEK)
    assert run(fewer, MemoryTransport(), now=NOW + WEEK).problems == ()
    assert states(fewer, FIRST) == ["sent", "withdrawn"]
    assert run(fewer, MemoryTransport(), now=NOW + WEEK).earlier == {}


def test_a_server_that_goes_away_before_the_owners_notice_takes_nothing_from_the_readers(
    write_digest: WriteDigest,
) -> None:
    with ScriptedServer() as server:
        digest = write_digest(OWNER, smtp_table(MailServer(port=server.port), connections=1))
        stored(digest, problems=("a memo failed",))

        def go(what: str) -> None:
            if what == "QUIT":
                server.answers["greeting"] = None

        server.watch = go
        report = run(digest, now=NOW)
    assert dict(report.states) == {"sent": 2}
    assert report.problems[0] == "a memo failed"
    assert report.problems[1].startswith(f"the owner was not told: localhost:{server.port}: ")


def test_two_digests_do_not_share_a_state(write_digest: WriteDigest) -> None:
    state = {"timezone =": 'state = "shared"\ntimezone ='}
    stored(write_digest(state))
    run(write_digest(state), MemoryTransport(), now=NOW)
    transport = MemoryTransport()
    with pytest.raises(LedgerError, match="is the ledger of the digest radar-weekly, and this one is sonar"):
        run(write_digest(state | {'"radar-weekly"': '"sonar"'}), transport, now=NOW)
    assert transport.messages == []


def test_another_transport_does_not_send_again_what_the_one_before_has_perhaps_sent(write_digest: WriteDigest) -> None:
    digest = write_digest()  # into a folder, where twice would do no harm
    stored(digest)
    ledger = Ledger(state_of(digest) / LEDGER)
    ledger.intend(FIRST, "reader", [(message_id(digest, FIRST, box), box) for box in digest.recipients])
    ledger.commit(ledger.deliveries(FIRST)[0].message_id, repeatable=False)
    ledger.close()
    assert dict(run(digest, now=NOW).states) == {"unknown": 1, "sent": 1}

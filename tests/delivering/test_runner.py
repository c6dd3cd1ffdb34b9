"""Whole runs: from documents in a folder to messages that arrived, and what becomes of trouble on the way."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from briefing.delivering import MemoryTransport, run
from briefing.delivering.ledger import Ledger
from briefing.delivering.locking import EDITIONS, LEDGER, alone, state_of
from briefing.errors import DigestBusy, DigestInvalid, DigestNotMade, ServerRefused, ServerUnreachable, TemplateError
from briefing.memo import Memo
from briefing.rendering import render

from ..reading.site import serve
from .conftest import NOW, REPORT, WriteDigest, smtp_table
from .servers import PASSWORD, USER, MailServer, Received, ScriptedServer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from email.message import EmailMessage
    from pathlib import Path

    from briefing.delivering import Digest

WEEK = dt.timedelta(weeks=1)

SECOND = """Sweden joins the radar agreement
Source: Baltic Post
Published: 28 November 2026

Sweden agreed to join the radar agreement of Norway and Denmark, the government in Stockholm said on Friday.
Poland criticized the plan and called for a wider treaty.
"""

PAGE = "<html><head><title>{title}</title></head><body><article><p>{text}</p></article></body></html>"
FEED = '<rss version="2.0"><channel><title>Fjord Tidings</title><link>/</link>{items}</channel></rss>'

BROKEN = """
[[memos]]
subject = "Lost causes"
sources = ["nowhere"]
"""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return tmp_path / "inbox"


def parsed(transport: MemoryTransport) -> dict[str, EmailMessage]:
    """The messages that a transport has, by recipient."""
    return {
        one.recipient.address: Received(one.sender, one.recipient.address, bytes(one)).parsed
        for one in transport.messages
    }


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def states(digest: Digest, period: str) -> Mapping[str, str]:
    ledger = Ledger(state_of(digest) / LEDGER)
    found = {one.mailbox.address: one.state for one in ledger.deliveries(period) if one.audience == "reader"}
    ledger.close()
    return found


def test_each_recipient_gets_the_memo_and_nobody_gets_it_twice(write_digest: WriteDigest) -> None:
    digest, transport = write_digest(), MemoryTransport()
    report = run(digest, transport, now=NOW)
    assert (report.period, dict(report.states), report.problems) == ("2026-11-23T07:00+01:00", {"sent": 2}, ())
    assert dict(run(digest, transport, now=NOW).states) == {"sent": 2}
    assert len(transport.messages) == 2
    message = parsed(transport)["zoe@example.org"]
    assert message["Subject"] == "Radar desk, week of 23 November 2026"
    assert "Norway and Denmark agreed to share radar data" in " ".join(text_of(message).split())
    assert "Fjord Tidings" in text_of(message)


def test_what_is_attached_is_the_memo_byte_for_byte(write_digest: WriteDigest) -> None:
    digest, transport = write_digest({'["md"]': '["md", "pdf", "html"]'}), MemoryTransport()
    run(digest, transport, now=NOW)
    (folder,) = (state_of(digest) / EDITIONS).iterdir()
    memo = Memo.from_json((folder / "memos" / "skagerrak-radar.memo.json").read_bytes())
    attachments = list(parsed(transport)["chief@example.org"].iter_attachments())
    assert [one.get_filename() for one in attachments] == [
        f"2026-11-23 Skagerrak radar.{ending}" for ending in ("md", "pdf", "html")
    ]
    for attachment, format_ in zip(attachments, ("md", "pdf", "html"), strict=True):
        content = attachment.get_payload(decode=True)
        assert content == render(memo, format_)  # type: ignore[arg-type]
        assert content == (folder / "attached" / f"skagerrak-radar.{format_}").read_bytes()


def test_a_digest_arrives_by_starttls_with_a_login(
    write_digest: WriteDigest, starttls_server: MailServer, ca_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_USER", USER)
    monkeypatch.setenv("DESK_PASSWORD", PASSWORD)
    login = {"username_env": '"DESK_USER"', "password_env": '"DESK_PASSWORD"', "ca_file": f'"{ca_file}"'}
    digest = write_digest(more=smtp_table(starttls_server, "starttls", **login))
    assert dict(run(digest, now=NOW).states) == {"sent": 2}
    (message,) = starttls_server.to("chief@example.org")
    assert [part.get_content_type() for part in message.walk()] == [
        *("multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/markdown")
    ]


def test_a_password_is_in_no_file_and_no_error(
    write_digest: WriteDigest, starttls_server: MailServer, ca_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_USER", USER)
    password_file = ca_file.parent / "password"
    password_file.write_text("not-the-right-one\n", encoding="utf-8")
    login = {"username_env": '"DESK_USER"', "password_file": f'"{password_file}"', "ca_file": f'"{ca_file}"'}
    digest = write_digest(more=smtp_table(starttls_server, "starttls", **login))
    with pytest.raises(ServerRefused, match="refuses the login") as told:
        run(digest, now=NOW)
    assert "not-the-right-one" not in f"{told.value!r} {told.value} {told.value.__context__}"
    password_file.write_text(PASSWORD, encoding="utf-8")
    assert dict(run(digest, now=NOW).states) == {"sent": 2}
    files = [path for path in state_of(digest).rglob("*") if path.is_file()]
    assert len(files) > 3
    for path in files:
        assert PASSWORD.encode() not in path.read_bytes()
        assert b"not-the-right-one" not in path.read_bytes()


@pytest.mark.parametrize("lines", [{"password_env": '"DESK_PASSWORD"'}, {"password_file": '"nowhere"'}])
def test_a_missing_password_stops_a_run_before_anything_is_made(
    write_digest: WriteDigest, server: MailServer, lines: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_USER", USER)
    digest = write_digest(more=smtp_table(server, username_env='"DESK_USER"', **lines))
    with pytest.raises(
        DigestInvalid, match=r"smtp.password_(env: the environment variable that it names is|file: .*nowhere)"
    ):
        run(digest, now=NOW)
    assert not state_of(digest).exists()


def test_the_next_digest_has_only_what_is_new(write_digest: WriteDigest, inbox: Path) -> None:
    digest = write_digest()
    run(digest, MemoryTransport(), now=NOW)
    (inbox / "second.txt").write_text(SECOND, encoding="utf-8")
    (inbox / "report.txt").rename(inbox / "moved.txt")  # the same document in another place
    transport = MemoryTransport()
    run(digest, transport, now=NOW + WEEK)
    text = text_of(parsed(transport)["chief@example.org"])
    assert "Baltic Post" in text
    assert "Fjord Tidings" not in text
    assert "from 1 source." in text


def test_a_digest_that_asks_for_all_has_every_document_every_time(write_digest: WriteDigest, inbox: Path) -> None:
    digest = write_digest({'sources = ["inbox"]': 'sources = ["inbox"]\ninclude = "all"'})
    run(digest, MemoryTransport(), now=NOW)
    (inbox / "second.txt").write_text(SECOND, encoding="utf-8")
    transport = MemoryTransport()
    run(digest, transport, now=NOW + WEEK)
    assert "from 2 sources." in text_of(parsed(transport)["chief@example.org"])


def test_a_digest_of_a_feed_has_the_entries_that_are_new(write_digest: WriteDigest) -> None:
    with serve() as site:
        site.put("/1", PAGE.format(title="Radar data", text=REPORT.partition("2025\n\n")[2]))
        site.put("/2", PAGE.format(title="Sweden joins", text=SECOND.partition("2026\n\n")[2]))
        feed = site.put("/feed", FEED.format(items="<item><title>Radar data</title><link>/1</link></item>"))
        digest = write_digest({'sources = ["inbox"]': f'sources = ["{feed}"]\nallow_private_addresses = true'})
        first, second = MemoryTransport(), MemoryTransport()
        run(digest, first, now=NOW)
        items = "".join(f"<item><title>{number}</title><link>/{number}</link></item>" for number in (2, 1))
        site.put("/feed", FEED.format(items=items))
        run(digest, second, now=NOW + WEEK)
        assert run(digest, second, now=NOW + 2 * WEEK).note == "nothing new"
    assert "Norway and Denmark agreed" in " ".join(text_of(parsed(first)["chief@example.org"]).split())
    text = " ".join(text_of(parsed(second)["chief@example.org"]).split())
    assert "Sweden agreed to join" in text
    assert "from 1 source." in text


def test_a_feed_at_an_address_that_is_not_public_is_not_fetched_unless_allowed(write_digest: WriteDigest) -> None:
    with serve() as site:
        feed = site.put("/feed", FEED.format(items=""))
        digest = write_digest({'sources = ["inbox"]': f'sources = ["{feed}"]'})
        with pytest.raises(DigestNotMade, match="public"):
            run(digest, MemoryTransport(), now=NOW)


@pytest.mark.parametrize("include", ["new", "all"])
def test_what_changed_since_the_last_digest_is_marked(write_digest: WriteDigest, inbox: Path, include: str) -> None:
    digest = write_digest({'sources = ["inbox"]': f'sources = ["inbox"]\ninclude = "{include}"'})
    run(digest, MemoryTransport(), now=NOW)
    (inbox / "second.txt").write_text(SECOND, encoding="utf-8")
    transport = MemoryTransport()
    run(digest, transport, now=NOW + WEEK)
    text = " ".join(text_of(parsed(transport)["chief@example.org"]).split())
    folder = max((state_of(digest) / EDITIONS).iterdir())
    memo = Memo.from_json((folder / "memos" / "skagerrak-radar.memo.json").read_bytes())
    assert memo.since is not None
    assert memo.since.date == dt.date(2026, 11, 23)
    assert "Since 23 November 2026: " in text
    # A memo of new documents alone does not tell of every earlier finding that its document was not read.
    assert [one for one in memo.since.dropped if one.loss == "unread"] == []


def test_nothing_new_means_no_message(write_digest: WriteDigest) -> None:
    digest, transport = write_digest(), MemoryTransport()
    run(digest, transport, now=NOW)
    report = run(digest, transport, now=NOW + WEEK)
    assert (report.note, dict(report.states), len(transport.messages)) == ("nothing new", {}, 2)


def test_an_empty_folder_has_nothing_new(write_digest: WriteDigest, inbox: Path) -> None:
    digest = write_digest()
    (inbox / "report.txt").unlink()
    assert run(digest, MemoryTransport(), now=NOW).note == "nothing new"


def test_nothing_new_means_a_short_message_where_one_is_wanted(write_digest: WriteDigest) -> None:
    digest = write_digest({"timezone =": 'nothing_new = "note"\ntimezone ='})
    run(digest, MemoryTransport(), now=NOW)
    transport = MemoryTransport()
    run(digest, transport, now=NOW + WEEK)
    message = parsed(transport)["chief@example.org"]
    assert "Nothing new on Skagerrak radar." in " ".join(text_of(message).split())
    assert list(message.iter_attachments()) == []


def test_a_digest_refers_to_the_one_before(write_digest: WriteDigest, inbox: Path) -> None:
    digest, first, second = write_digest(), MemoryTransport(), MemoryTransport()
    run(digest, first, now=NOW)
    (inbox / "second.txt").write_text(SECOND, encoding="utf-8")
    run(digest, second, now=NOW + WEEK)
    for address, message in parsed(second).items():
        assert message["References"] == parsed(first)[address]["Message-ID"]
        assert message["Message-ID"] != message["References"]


def test_a_memo_that_fails_is_told_to_the_owner_and_to_no_reader(write_digest: WriteDigest) -> None:
    digest = write_digest({"timezone =": 'owner = "owner@example.org"\ntimezone ='}, BROKEN)
    transport = MemoryTransport()
    report = run(digest, transport, now=NOW)
    (problem,) = report.problems
    assert problem.startswith("Lost causes: not made: no document could be read")
    messages = parsed(transport)
    assert set(messages) == {"chief@example.org", "zoe@example.org", "owner@example.org"}
    assert problem in text_of(messages["owner@example.org"])
    assert messages["owner@example.org"]["Subject"] == "radar-weekly: 1 problem"
    assert not any("Lost causes" in bytes(one).decode() for one in transport.messages[:2])
    run(digest, transport, now=NOW)
    assert len(transport.messages) == 3  # the owner has been told already


def test_where_no_memo_can_be_made_readers_get_nothing_and_the_owner_is_told(
    write_digest: WriteDigest, inbox: Path
) -> None:
    digest = write_digest({"timezone =": 'owner = "owner@example.org"\ntimezone ='})
    (inbox / "report.txt").rename(inbox.parent / "report.txt")
    (inbox / "picture.txt").write_bytes(b"\x00\x01\x02" * 99)
    transport = MemoryTransport()
    for _ in range(2):
        with pytest.raises(DigestNotMade, match="radar-weekly: Skagerrak radar: not made"):
            run(digest, transport, now=NOW)
    assert set(parsed(transport)) == {"owner@example.org"}
    assert len(transport.messages) == 1
    (inbox.parent / "report.txt").rename(inbox / "report.txt")
    assert dict(run(digest, transport, now=NOW).states) == {"sent": 2}


def test_a_document_that_cannot_be_read_is_told_to_the_owner(write_digest: WriteDigest, inbox: Path) -> None:
    digest = write_digest()
    (inbox / "picture.txt").write_bytes(b"\x00\x01\x02" * 99)
    (problem,) = run(digest, MemoryTransport(), now=NOW).problems
    assert problem.startswith(f"Skagerrak radar: {inbox / 'picture.txt'} was not read: ")


def test_a_recipient_who_is_refused_keeps_nobody_else_from_getting_it(
    write_digest: WriteDigest, server: MailServer
) -> None:
    server.replies["zoe@example.org"] = ["550 no such user"]
    digest = write_digest({"timezone =": 'owner = "owner@example.org"\ntimezone ='}, smtp_table(server))
    report = run(digest, now=NOW)
    assert dict(report.states) == {"sent": 1, "refused": 1}
    assert report.problems == ("zoe@example.org was refused for good: 550 no such user",)
    assert report.problems[0] in text_of(server.to("owner@example.org")[0])
    assert dict(run(digest, now=NOW).states) == {"sent": 1, "refused": 1}
    assert len(server.received) == 2


def test_a_recipient_who_is_refused_for_now_gets_it_in_a_later_round(
    write_digest: WriteDigest, server: MailServer
) -> None:
    server.replies["zoe@example.org"] = ["450 greylisted", "450 greylisted", "250 OK"]
    digest = write_digest(more=smtp_table(server))
    assert dict(run(digest, now=NOW).states) == {"sent": 2}
    assert len(server.to("zoe@example.org")) == 1


def test_who_is_still_refused_for_now_gets_it_in_the_next_run(write_digest: WriteDigest, server: MailServer) -> None:
    server.replies["zoe@example.org"] = ["450 greylisted"]
    digest = write_digest(more=smtp_table(server))
    report = run(digest, now=NOW)
    assert dict(report.states) == {"sent": 1, "deferred": 1}
    assert report.problems[0].startswith("zoe@example.org was refused for now")
    del server.replies["zoe@example.org"]
    assert dict(run(digest, now=NOW).states) == {"sent": 2}
    assert [one.recipient for one in server.received] == ["chief@example.org", "zoe@example.org"]


def test_a_server_that_is_not_there_loses_nothing(write_digest: WriteDigest, server: MailServer) -> None:
    with ScriptedServer() as gone:
        port = gone.port
    digest = write_digest(more=smtp_table(MailServer(port=port)))
    with pytest.raises(ServerUnreachable, match=f"localhost:{port}: cannot be reached"):
        run(digest, now=NOW)
    assert set(states(digest, "2026-11-23T07:00+01:00").values()) == {"pending"}
    (edition,) = (state_of(digest) / EDITIONS).iterdir()
    made = (edition / "edition.json").read_bytes()
    digest = write_digest(more=smtp_table(server))
    assert dict(run(digest, now=NOW + dt.timedelta(hours=3)).states) == {"sent": 2}
    assert (edition / "edition.json").read_bytes() == made


def test_a_server_that_closes_in_the_middle_of_messages_leaves_nobody_without(write_digest: WriteDigest) -> None:
    with ScriptedServer({"DATA": None}) as server:
        digest = write_digest(more=smtp_table(MailServer(port=server.port)))
        report = run(digest, now=NOW)
        assert dict(report.states) == {"deferred": 2}
        server.answers["DATA"] = "354 go on"
        assert dict(run(digest, now=NOW).states) == {"sent": 2}
        assert server.whole == 2


def test_an_outcome_that_is_unknown_is_sent_again_only_when_asked_for(write_digest: WriteDigest) -> None:
    with ScriptedServer({"END": None}) as server:
        digest = write_digest(more=smtp_table(MailServer(port=server.port)))
        assert dict(run(digest, now=NOW).states) == {"unknown": 2}
        server.answers["END"] = "250 OK"
        report = run(digest, now=NOW)
        assert (dict(report.states), server.whole) == ({"unknown": 2}, 2)
        assert report.problems[0] == "chief@example.org may or may not have got it: closed the connection"
        assert dict(run(digest, now=NOW, resend=True).states) == {"sent": 2}
        assert server.whole == 4


def test_a_digest_that_nobody_got_is_given_up_and_all_of_it_is_in_the_next(
    write_digest: WriteDigest, inbox: Path
) -> None:
    with ScriptedServer({"MAIL": "450 later"}) as server:
        digest = write_digest(more=smtp_table(MailServer(port=server.port)))
        assert dict(run(digest, now=NOW).states) == {"deferred": 2}
    (inbox / "second.txt").write_text(SECOND, encoding="utf-8")
    transport = MemoryTransport()
    run(digest, transport, now=NOW + WEEK)
    assert len(transport.messages) == 2
    assert "from 2 sources." in text_of(parsed(transport)["chief@example.org"])
    assert set(states(digest, "2026-11-23T07:00+01:00").values()) == {"superseded"}


def test_who_missed_a_digest_that_others_got_gets_it_before_the_next(
    write_digest: WriteDigest, server: MailServer, inbox: Path
) -> None:
    server.replies["zoe@example.org"] = ["450 later"]
    digest = write_digest(more=smtp_table(server))
    run(digest, now=NOW)
    del server.replies["zoe@example.org"]
    (inbox / "second.txt").write_text(SECOND, encoding="utf-8")
    run(digest, now=NOW + WEEK)
    subjects = [message["Subject"] for message in server.to("zoe@example.org")]
    assert subjects == ["Radar desk, week of 23 November 2026", "Radar desk, week of 30 November 2026"]
    assert len(server.to("chief@example.org")) == 2


def test_another_address_to_send_from_sends_nobody_the_same_digest_twice(write_digest: WriteDigest) -> None:
    transport = MemoryTransport()
    run(write_digest(), transport, now=NOW)
    run(write_digest({"<desk@example.org>": "<desk@elsewhere.example>"}), transport, now=NOW)
    assert len(transport.messages) == 2


def test_the_owner_is_told_once_of_a_refusal_that_comes_in_other_words_each_time(
    write_digest: WriteDigest, server: MailServer
) -> None:
    server.replies["zoe@example.org"] = [f"450 come back in {seconds} seconds" for seconds in range(300, 200, -1)]
    digest = write_digest({"timezone =": 'owner = "owner@example.org"\ntimezone ='}, smtp_table(server))
    for _ in range(3):
        run(digest, now=NOW)
    assert len(server.to("owner@example.org")) == 1


def test_a_recipient_who_is_added_gets_the_periods_digest(write_digest: WriteDigest) -> None:
    transport = MemoryTransport()
    run(write_digest({', "Zoë Ørsted <zoe@example.org>"': ""}), transport, now=NOW)
    run(write_digest(), transport, now=NOW)
    assert [one.recipient.address for one in transport.messages] == ["chief@example.org", "zoe@example.org"]


def test_a_mistake_in_a_template_is_told_and_nothing_is_sent(write_digest: WriteDigest, tmp_path: Path) -> None:
    house = tmp_path / "house"
    house.mkdir()
    template = house / "message.txt.j2"
    template.write_text("{% for memo in message.memos %}\n{{ memo.nonsense }}\n{% endfor %}\n", encoding="utf-8")
    digest, transport = write_digest({"timezone =": 'template = "house"\ntimezone ='}), MemoryTransport()
    with pytest.raises(TemplateError, match=rf"{template}, line 2: .*nonsense"):
        run(digest, transport, now=NOW)
    assert transport.messages == []
    template.write_text("{% for memo in message.memos %}\n{{ memo.subject }}\n{% endfor %}\n", encoding="utf-8")
    run(digest, transport, now=NOW)
    assert text_of(parsed(transport)["chief@example.org"]).strip() == "Skagerrak radar"


def test_a_memo_whose_template_has_a_mistake_keeps_no_other_from_being_sent(
    write_digest: WriteDigest, tmp_path: Path
) -> None:
    house = tmp_path / "house"
    house.mkdir()
    (house / "memo.md.j2").write_text("{{ memo.nonsense }}", encoding="utf-8")
    broken = '[[memos]]\nsubject = "In house style"\nsources = ["inbox"]\ntemplate = "house"\n'
    transport = MemoryTransport()
    (problem,) = run(write_digest(more=broken), transport, now=NOW).problems
    assert problem.startswith(f"In house style: not made: {house / 'memo.md.j2'}, line 1: ")
    assert "SKAGERRAK RADAR" in text_of(parsed(transport)["chief@example.org"])


def test_the_owner_is_told_of_a_mistake_in_the_messages_template(write_digest: WriteDigest, tmp_path: Path) -> None:
    (tmp_path / "message.txt.j2").write_text("{{ nonsense }}", encoding="utf-8")
    digest = write_digest({"timezone =": 'owner = "owner@example.org"\ntemplate = "."\ntimezone ='})
    transport = MemoryTransport()
    with pytest.raises(TemplateError, match="nonsense"):
        run(digest, transport, now=NOW)
    (message,) = parsed(transport).values()
    assert message["To"] == "owner@example.org"
    assert "message.txt.j2, line 1: 'nonsense' is undefined" in text_of(message)


def test_a_second_run_at_the_same_time_is_told_so(write_digest: WriteDigest) -> None:
    digest = write_digest()
    with alone(digest), pytest.raises(DigestBusy, match="another run of radar-weekly is under way"):
        run(digest, MemoryTransport(), now=NOW)


def test_editions_that_nothing_needs_are_removed(write_digest: WriteDigest, inbox: Path) -> None:
    digest = write_digest()
    for week in range(6):
        (inbox / f"{week}.txt").write_text(SECOND.replace("Sweden", f"Land {week}"), encoding="utf-8")
        run(digest, MemoryTransport(), now=NOW + week * WEEK)
    assert len(list((state_of(digest) / EDITIONS).iterdir())) == 3


def test_what_cannot_be_read_is_told_also_where_nothing_else_is_new(write_digest: WriteDigest, inbox: Path) -> None:
    digest, transport = write_digest({"timezone =": 'owner = "you@example.org"\ntimezone ='}), MemoryTransport()
    run(digest, transport, now=NOW)
    (inbox / "broken.txt").write_bytes(b"\x00\x01\x02" * 100)
    report = run(digest, transport, now=NOW + WEEK)
    assert report.note == "nothing new"
    (problem,) = report.problems
    assert "broken.txt" in problem
    assert "broken.txt" in text_of(parsed(transport)["you@example.org"])

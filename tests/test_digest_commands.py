"""The commands ``briefing digest``: what they print, and with which exit status they end."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.delivering import load_digest, run

from .delivering.conftest import REPORT, SMTP, TOML
from .delivering.editions import stored
from .delivering.servers import MailServer, ScriptedServer, mail_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .conftest import Command

ROOT = Path(__file__).parents[1]


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, server: MailServer) -> Path:
    """A digest.toml with a document and a server."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "report.txt").write_text(REPORT, encoding="utf-8")
    path = tmp_path / "desk.toml"
    path.write_text(TOML + SMTP.format(host="localhost", port=server.port, security="none"), encoding="utf-8")
    return path


def test_a_run_says_how_many_it_sent_and_sends_nothing_twice(command: Command, desk: Path, server: MailServer) -> None:
    for sent in (2, 0):
        done = command("digest", "run", desk)
        assert (done.status, done.err) == (0, "")
        assert done.out.endswith(f": {sent} sent by this run; in all: 2 sent\n")
    assert len(server.received) == 2


def test_a_run_tells_of_an_earlier_period_that_some_waited_for(
    command: Command, desk: Path, server: MailServer
) -> None:
    digest, last_week = load_digest(desk), dt.datetime.now(dt.UTC) - dt.timedelta(weeks=1)
    period = stored(digest, last_week).period
    server.replies["zoe@example.org"] = ["450 mailbox full"]
    run(digest, now=last_week)
    server.replies["zoe@example.org"] = ["550 gone", "250 OK"]
    done = command("digest", "run", desk)
    assert done.status == 1
    assert f"{period}, which some still waited for: 1 refused, 1 sent\n" in done.out
    assert f"{period}: zoe@example.org was refused for good: 550 gone" in done.err


def test_a_run_as_json_tells_its_states(command: Command, desk: Path) -> None:
    told = json.loads(command("digest", "run", desk, "--json").out)
    assert (told["sent"], told["states"], told["problems"]) == (2, {"sent": 2}, [])


def test_trouble_with_one_recipient_is_told_and_ends_with_status_1(
    command: Command, desk: Path, server: MailServer
) -> None:
    server.replies["zoe@example.org"] = ["550 no such user"]
    done = command("digest", "run", desk)
    assert (done.status, done.out.partition(": ")[2]) == (1, "1 sent by this run; in all: 1 refused, 1 sent\n")
    assert done.err == "briefing: zoe@example.org was refused for good: 550 no such user\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('name = "radar', 'nam = "radar', "desk.toml, line 1: there is no key nam; did you mean name?"),
        (
            'sources = ["inbox"]',
            'sources = ["outbox"]',
            "radar-weekly: Skagerrak radar: not made: no document could be",
        ),
        (
            "security",
            'username_env = "NO_SUCH"\npassword_env = "NO_SUCH"\nsecurity',
            "smtp.username_env: the environment variable that it names is not set",
        ),
    ],
)
def test_what_keeps_a_digest_from_being_sent_is_one_line_and_status_2(
    command: Command, desk: Path, old: str, new: str, told: str
) -> None:
    desk.write_text(desk.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    done = command("digest", "run", desk)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert told in done.err


def test_an_unknown_outcome_is_listed_and_sent_again_when_asked_for(command: Command, desk: Path) -> None:
    with ScriptedServer({"END": None}) as server:
        text = desk.read_text(encoding="utf-8")
        port = text.split("port = ")[1].split("\n")[0]
        desk.write_text(text.replace(f"port = {port}", f"port = {server.port}"), encoding="utf-8")
        assert command("digest", "run", desk).status == 1
        log = command("digest", "log", desk).out
        assert "2 unknown" in log
        assert "chief@example.org" in log
        server.answers["END"] = "250 OK"
        assert command("digest", "run", desk, "--resend").status == 0


def test_the_log_has_a_line_for_each_period_and_one_for_each_recipient_in_trouble(
    command: Command, desk: Path, server: MailServer
) -> None:
    assert command("digest", "log", desk).err == "briefing: it has not been run yet\n"
    server.replies["zoe@example.org"] = ["550 no such user"]
    command("digest", "run", desk)
    log = command("digest", "log", desk).out
    assert "1 refused, 1 sent" in log
    assert "550 no such user" in log
    assert "chief@example.org" not in log
    assert "chief@example.org" in command("digest", "log", desk, "--all").out


def test_the_log_as_json_tells_everything(command: Command, desk: Path) -> None:
    command("digest", "run", desk)
    (period,) = json.loads(command("digest", "log", desk, "--json").out)
    assert [(one["recipient"], one["state"], one["attempts"]) for one in period["deliveries"]] == [
        ("chief@example.org", "sent", 1),
        ("zoe@example.org", "sent", 1),
    ]


def test_a_preview_sends_nothing_and_records_nothing(command: Command, desk: Path, server: MailServer) -> None:
    done = command("digest", "preview", desk)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(
        "From: Radar desk <desk@example.org>\nTo: chief@example.org\nSubject: Radar desk, week of "
    )
    assert "Norway and Denmark agreed to share radar data" in " ".join(done.out.split())
    assert server.received == []
    assert not list(desk.parent.glob("*.digest"))


def test_a_preview_can_be_the_whole_message_or_its_html(command: Command, desk: Path) -> None:
    assert "\nContent-Type: multipart/mixed;" in command("digest", "preview", desk, "--eml").out.replace("\r", "")
    assert command("digest", "preview", desk, "--html").out.startswith("<!DOCTYPE html>")


def test_a_preview_can_be_every_recipients_message_as_a_file(command: Command, desk: Path, tmp_path: Path) -> None:
    done = command("digest", "preview", desk, "--to-folder", tmp_path / "out")
    assert len(done.files) == 2
    assert all(file.read_bytes().startswith(b"From: ") for file in done.files)


def test_a_preview_opens_in_the_browser(command: Command, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    (file,) = command("digest", "preview", desk, "--open").files
    assert opened == [file.as_uri()]
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_preview_shows_what_is_new_since_the_last_digest(command: Command, desk: Path) -> None:
    command("digest", "run", desk)
    done = command("digest", "preview", desk)
    assert (done.status, done.out) == (0, "")
    assert done.err == "briefing: nothing is new, so nothing would be sent\n"


def test_a_preview_of_nothing_tells_what_could_not_be_read(command: Command, desk: Path) -> None:
    command("digest", "run", desk)
    (desk.parent / "inbox" / "picture.txt").write_bytes(b"\x00\x01" * 99)
    done = command("digest", "preview", desk)
    assert (done.status, done.out) == (1, "")
    assert "picture.txt was not read: is not text" in done.err


def test_a_preview_is_the_message_that_waits_until_everybody_has_it(command: Command, desk: Path) -> None:
    digest = load_digest(desk)
    made = stored(digest, dt.datetime.now(dt.UTC), subject="Made before")
    done = command("digest", "preview", desk)
    assert (done.status, done.err) == (0, "")
    assert "Subject: Made before\n" in done.out
    assert "\nSubject: Made before" in command("digest", "preview", desk, "--eml").out.replace("\r", "")
    command("digest", "run", desk)
    assert made.subject not in command("digest", "preview", desk).out


def test_a_preview_shows_the_first_recipients_address_to_unsubscribe(command: Command, desk: Path) -> None:
    text = 'unsubscribe = "https://example.org/u?list={name}&who={recipient}"\n' + desk.read_text(encoding="utf-8")
    desk.write_text(text, encoding="utf-8")
    stored(load_digest(desk), dt.datetime.now(dt.UTC))
    address = "https://example.org/u?list=radar-weekly&who=chief%40example.org"
    assert address in command("digest", "preview", desk).out
    assert address.replace("&", "&amp;") in command("digest", "preview", desk, "--html").out


def test_a_preview_tells_of_a_memo_that_fails(command: Command, desk: Path) -> None:
    broken = '[[memos]]\nsubject = "Lost causes"\nsources = ["nowhere"]\n\n[smtp]'
    desk.write_text(desk.read_text(encoding="utf-8").replace("[smtp]", broken), encoding="utf-8")
    done = command("digest", "preview", desk)
    assert done.status == 1
    assert "Lost causes: not made" in done.err


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_loop_sends_what_is_overdue_and_stops_when_it_is_told_to(
    desk: Path, server: MailServer, sent: signal.Signals
) -> None:
    # Made before and sent to nobody, as after a power cut.
    stored(load_digest(desk), dt.datetime.now(dt.UTC))
    loop = subprocess.Popen(
        [sys.executable, "-m", "briefing", "digest", "run", str(desk), "--loop"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert loop.stdout is not None
    assert loop.stdout.readline().endswith(": 2 sent by this run; in all: 2 sent\n")
    second = subprocess.run(
        [sys.executable, "-m", "briefing", "digest", "run", str(desk), "--loop"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (second.returncode, "another run of radar-weekly is under way" in second.stderr) == (2, True)
    os.kill(loop.pid, sent)
    _, err = loop.communicate(timeout=30)
    assert (loop.returncode, err) == (0, "briefing: stopped\n")
    assert len(server.received) == 2


def test_a_loop_needs_a_schedule(command: Command, desk: Path) -> None:
    text = desk.read_text(encoding="utf-8").replace('schedule = "0 7 * * MON"\n', "")
    desk.write_text(text, encoding="utf-8")
    done = command("digest", "run", desk, "--loop")
    assert (done.status, "it has no schedule" in done.err) == (2, True)

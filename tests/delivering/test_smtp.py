"""The dialogue with a mail server: encryption, login, and what is known after a failure at each step."""

from __future__ import annotations

import base64
import threading
import time
from typing import TYPE_CHECKING

import pytest

from briefing.delivering import run
from briefing.delivering.addresses import Mailbox
from briefing.delivering.configuration import Smtp
from briefing.delivering.credentials import Credentials
from briefing.delivering.transports import Interrupted, Message, Refused
from briefing.delivering.transports.smtp import SmtpTransport
from briefing.errors import DigestInvalid, ServerRefused, ServerUnreachable

from .conftest import NOW, SMTP, WriteDigest
from .editions import stored
from .servers import PASSWORD, USER, MailServer, ReadingServer, ScriptedServer, mail_server

if TYPE_CHECKING:
    import ssl
    from pathlib import Path

# TLS from the first word on is TLS, but not to aiosmtpd.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

LOGIN = Credentials(USER, PASSWORD)
CHIEF = Mailbox("", "chief@example.org")
MESSAGE = Message(
    "desk@example.org",
    CHIEF,
    "<1@example.org>",
    (b"Subject: dots\r\nMessage-ID: <1@example.org>\r\n\r\n.one\r\n..two\r\n", b"three\r\n.\r\nfour\r\n"),
)


def smtp(port: int, security: str = "none", host: str = "localhost", **fields: object) -> Smtp:
    given = {"host": host, "port": port, "security": security, "timeout": 5}
    return Smtp.model_validate(given | fields)


class Commit:
    """Counts how often the point of no return was reached."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


def deliver(options: Smtp, commit: Commit, login: Credentials | None = None) -> str:
    session = SmtpTransport(options, login).open()
    try:
        return session.deliver(MESSAGE, commit)
    finally:
        session.close()


def test_a_message_arrives_byte_for_byte_with_lines_that_begin_with_dots(server: MailServer) -> None:
    commit = Commit()
    assert deliver(smtp(server.port), commit).startswith("250 ")
    assert commit.times == 1
    (received,) = server.received
    assert received.content == bytes(MESSAGE)
    assert (received.sender, received.recipient) == ("desk@example.org", "chief@example.org")


def test_starttls_and_a_login_protect_a_message(starttls_server: MailServer, ca_file: Path) -> None:
    deliver(smtp(starttls_server.port, "starttls", ca_file=ca_file), Commit(), LOGIN)
    assert starttls_server.received[0].content == bytes(MESSAGE)


def test_tls_from_the_first_word_and_a_login_protect_a_message(tls_server: MailServer, ca_file: Path) -> None:
    deliver(smtp(tls_server.port, "tls", ca_file=ca_file), Commit(), LOGIN)
    assert tls_server.received[0].content == bytes(MESSAGE)


def test_a_session_carries_many_messages(server: MailServer) -> None:
    session = SmtpTransport(smtp(server.port), None).open()
    for _ in range(3):
        session.deliver(MESSAGE, Commit())
    session.close()
    assert (len(server.received), server.connections) == (3, 1)


def test_a_wrong_password_is_told_without_the_password(starttls_server: MailServer, ca_file: Path) -> None:
    transport = SmtpTransport(
        smtp(starttls_server.port, "starttls", ca_file=ca_file), Credentials(USER, "not-the-password")
    )
    with pytest.raises(ServerRefused, match=r"localhost:\d+: refuses the login \(535 .*check the user's name") as told:
        transport.open()
    assert "not-the-password" not in str(told.value)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_is_refused(
    security: str, starttls_server: MailServer, tls_server: MailServer
) -> None:
    port = {"starttls": starttls_server, "tls": tls_server}[security].port
    with pytest.raises(ServerRefused, match="its certificate is not trusted"):
        SmtpTransport(smtp(port, security), LOGIN).open()


def test_a_certificate_with_another_name_is_refused(foreign_tls: ssl.SSLContext, ca_file: Path) -> None:
    with (
        mail_server(tls_context=foreign_tls) as server,
        pytest.raises(ServerRefused, match=r"not trusted \(Hostname mismatch.*check smtp.host"),
    ):
        SmtpTransport(smtp(server.port, "starttls", ca_file=ca_file), None).open()


def test_a_server_without_starttls_gets_nothing(server: MailServer) -> None:
    with pytest.raises(ServerRefused, match="does not offer what is asked of it"):
        SmtpTransport(smtp(server.port, "starttls"), LOGIN).open()


def test_a_server_that_wants_no_login_is_told_no_password() -> None:
    with ScriptedServer() as server:
        with pytest.raises(ServerRefused, match="AUTH"):
            SmtpTransport(smtp(server.port), LOGIN).open()
        assert not any("AUTH" in line for line in server.heard)


def test_a_server_that_offers_no_login_that_is_known_is_told_as_such() -> None:
    with (
        ScriptedServer({"EHLO": "250-scripted\r\n250 AUTH XOAUTH2"}) as server,
        pytest.raises(ServerRefused, match=r"localhost:\d+: offers no way to log in that this program knows; .*PLAIN"),
    ):
        SmtpTransport(smtp(server.port), LOGIN).open()


def test_tls_to_a_server_that_speaks_none_is_explained(server: MailServer) -> None:
    with pytest.raises(ServerRefused, match=r"does not speak TLS .*check smtp.port and smtp.security"):
        SmtpTransport(smtp(server.port, "tls"), None).open()


def test_an_unreachable_server_is_named() -> None:
    with ScriptedServer() as server:
        port = server.port
    with pytest.raises(ServerUnreachable, match=rf"localhost:{port}: cannot be reached \(Connection refused\)"):
        SmtpTransport(smtp(port), None).open()


def test_a_name_that_does_not_exist_is_unreachable() -> None:
    options = smtp(587, "starttls", host="mail.invalid")
    with pytest.raises(ServerUnreachable, match=r"mail.invalid:587: cannot be reached"):
        SmtpTransport(options, None).open()


@pytest.mark.parametrize(
    ("greeting", "error"),
    [("421 too many of you", ServerUnreachable), ("554 go away", ServerRefused), (None, ServerUnreachable)],
)
def test_a_server_that_turns_clients_away_is_told(greeting: str | None, error: type[Exception]) -> None:
    with ScriptedServer({"greeting": greeting}) as server, pytest.raises(error, match=str(server.port)):
        SmtpTransport(smtp(server.port), None).open()


def test_a_ca_file_without_certificates_is_named(tmp_path: Path) -> None:
    path = tmp_path / "empty.pem"
    path.write_text("nothing\n", encoding="utf-8")
    with pytest.raises(DigestInvalid, match=r"smtp.ca_file: .*empty.pem cannot be used"):
        SmtpTransport(smtp(1, "tls", ca_file=path), None).open()


@pytest.mark.parametrize(
    ("step", "code", "permanent"),
    [("MAIL", 450, False), *((step, code, code > 500) for step in ("RCPT", "DATA", "END") for code in (450, 550))],
)
def test_a_refusal_at_any_step_says_whether_to_try_again(step: str, code: int, permanent: bool) -> None:
    with ScriptedServer({step: f"{code} no, thank you"}) as server:
        commit = Commit()
        with pytest.raises(Refused) as refused:
            deliver(smtp(server.port), commit)
    assert (refused.value.reply, refused.value.permanent) == (f"{code} no, thank you", permanent)
    assert commit.times == (step == "END")


@pytest.mark.parametrize(
    ("step", "reply", "told"),
    [
        ("MAIL", "550 5.7.1 sender rejected", r"localhost:\d+: does not take the message, .*\(550 5.7.1 sender"),
        ("MAIL", "552 5.3.4 message too big", r"does not take the message, .*check `from` and attachments_mb"),
        ("MAIL", "530 5.7.0 Authentication required", r"wants another login \(530 .*check username_env"),
        ("RCPT", "530 5.7.0 Authentication required", r"wants another login"),
        ("DATA", "538 5.7.11 Encryption required", r"wants another login"),
    ],
)
def test_a_refusal_that_would_meet_every_recipient_is_none_of_the_recipients(step: str, reply: str, told: str) -> None:
    with ScriptedServer({step: reply}) as server:
        commit = Commit()
        with pytest.raises(ServerRefused, match=told):
            deliver(smtp(server.port), commit)
    assert commit.times == 0


@pytest.mark.parametrize("reply", ["530 5.7.0 Authentication required", "552 5.3.4 message too big"])
def test_what_would_meet_every_recipient_leaves_all_of_them_waiting(reply: str, write_digest: WriteDigest) -> None:
    with ScriptedServer({"MAIL": reply}) as server:
        digest = write_digest(more=SMTP.format(host="localhost", port=server.port, security="none"))
        stored(digest)
        with pytest.raises(ServerRefused):
            run(digest, now=NOW)
        server.answers["MAIL"] = "250 OK"
        assert run(digest, now=NOW).states == {"sent": 2}


def test_a_login_that_is_wanted_only_at_the_end_does_not_refuse_the_recipient_for_good() -> None:
    with ScriptedServer({"END": "530 5.7.0 Authentication required"}) as server, pytest.raises(Refused) as refused:
        deliver(smtp(server.port), Commit())
    assert not refused.value.permanent


def test_after_a_refusal_the_session_takes_the_next_message() -> None:
    with ScriptedServer({"RCPT": "550 no such user"}) as server:
        session = SmtpTransport(smtp(server.port), None).open()
        with pytest.raises(Refused):
            session.deliver(MESSAGE, Commit())
        server.answers["RCPT"] = "250 OK"
        assert session.deliver(MESSAGE, Commit()) == "250 OK"
        session.close()


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_closes_for_the_night_ends_the_session(step: str) -> None:
    with ScriptedServer({step: "421 closing"}) as server, pytest.raises(Refused) as refused:
        deliver(smtp(server.port), Commit())
    assert (refused.value.over, refused.value.permanent) == (True, False)


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "CONTENT"])
def test_a_connection_that_breaks_before_the_end_leaves_the_message_surely_unaccepted(step: str) -> None:
    with ScriptedServer({step: None}) as server:
        commit = Commit()
        session = SmtpTransport(smtp(server.port), None).open()
        # So much that it cannot all lie in buffers when the server hangs up.
        large = Message(MESSAGE.sender, CHIEF, MESSAGE.message_id, (*MESSAGE.parts, b"x" * 70 * 1000 * 1000, b"\r\n"))
        with pytest.raises(Interrupted) as interrupted:
            session.deliver(large, commit)
        session.close()
    assert (interrupted.value.committed, commit.times, server.whole) == (False, 0, 0)


def test_a_connection_that_breaks_before_the_reply_leaves_the_outcome_unknown() -> None:
    with ScriptedServer({"END": None}) as server:
        commit = Commit()
        with pytest.raises(Interrupted) as interrupted:
            deliver(smtp(server.port), commit)
    assert (interrupted.value.committed, commit.times, server.whole) == (True, 1, 1)


def test_a_reply_that_does_not_come_in_time_leaves_the_outcome_unknown() -> None:
    given_up = threading.Event()
    with ScriptedServer() as server:
        server.watch = lambda step: _wait(given_up) if step == "END" else None
        with pytest.raises(Interrupted) as interrupted:
            deliver(smtp(server.port, timeout=0.05), Commit())
        given_up.set()
    assert interrupted.value.reason == "did not answer in time"
    assert interrupted.value.committed


def _wait(event: threading.Event) -> None:
    assert event.wait(30)


def test_a_server_that_does_not_greet_in_time_is_told_as_such() -> None:
    given_up = threading.Event()
    with ScriptedServer() as server:
        server.watch = lambda step: _wait(given_up) if step == "greeting" else None
        with pytest.raises(ServerUnreachable, match=r"timed out|did not answer in time"):
            SmtpTransport(smtp(server.port, timeout=0.05), None).open()
        given_up.set()


LARGE = Message(MESSAGE.sender, CHIEF, MESSAGE.message_id, (*MESSAGE.parts, (b"x" * 76 + b"\r\n") * 150_000))


@pytest.mark.parametrize("security", ["none", "tls"])
def test_a_line_may_be_slow_as_long_as_it_moves(security: str, server_tls: ssl.SSLContext, ca_file: Path) -> None:
    with ReadingServer(server_tls if security == "tls" else None, pause=0.01) as server:
        session = SmtpTransport(smtp(server.port, security, ca_file=ca_file, timeout=0.4), None).open()
        begun = time.monotonic()
        assert session.deliver(LARGE, Commit()) == "250 OK"
        assert time.monotonic() - begun > 0.8
        session.close()


def test_a_line_that_stands_still_in_the_middle_of_a_message_is_given_up_in_time() -> None:
    with ReadingServer(None, pause=None) as server:
        session = SmtpTransport(smtp(server.port, timeout=0.2), None).open()
        with pytest.raises(Interrupted) as interrupted:
            session.deliver(LARGE, Commit())
        session.close()
    assert (interrupted.value.reason, interrupted.value.committed) == ("did not answer in time", False)


@pytest.mark.parametrize(("step", "committed"), [("RCPT", False), ("END", True)])
def test_a_reply_that_is_none_is_no_acceptance(step: str, committed: bool) -> None:
    with ScriptedServer({step: "hello there"}) as server, pytest.raises(Interrupted) as interrupted:
        deliver(smtp(server.port), Commit())
    assert interrupted.value.committed is committed


def test_where_the_point_of_no_return_cannot_be_recorded_the_message_is_not_accepted() -> None:
    def fail() -> None:
        raise RuntimeError("the disk is full")

    with ScriptedServer() as server:
        session = SmtpTransport(smtp(server.port), None).open()
        with pytest.raises(RuntimeError, match="disk"):
            session.deliver(MESSAGE, fail)
        session.close()
        assert server.whole == 0


def test_what_a_server_repeats_of_a_login_is_hidden() -> None:
    plain = base64.b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
    with ScriptedServer({"EHLO": "250-scripted\r\n250 AUTH PLAIN", "AUTH": f"535 no: {plain} {PASSWORD}"}) as server:
        with pytest.raises(ServerRefused) as told:
            SmtpTransport(smtp(server.port), LOGIN).open()
        assert any(plain in line for line in server.heard)
    assert "535 no: [hidden] [hidden]" in str(told.value)
    assert told.value.__cause__ is None


def test_a_password_beyond_ascii_is_refused_without_showing_it(starttls_server: MailServer, ca_file: Path) -> None:
    transport = SmtpTransport(smtp(starttls_server.port, "starttls", ca_file=ca_file), Credentials(USER, "geheimnis-ü"))
    with pytest.raises(ServerRefused, match="letters beyond ASCII") as told:
        transport.open()
    assert "geheimnis" not in repr(told.value)


def test_credentials_do_not_print_themselves() -> None:
    assert PASSWORD not in repr(LOGIN) + str(LOGIN)

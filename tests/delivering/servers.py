"""Mail servers on loopback: aiosmtpd, which behaves, and a scripted one, which does what it is told."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator
    from typing import Self

# Bytes: less than a message, so that a client notices how slowly it is read.
_BUFFER = 65_536
USER, PASSWORD = "desk", "correct-horse-battery"


@dataclass(frozen=True)
class Received:
    """A message that a server has accepted."""

    sender: str
    recipient: str
    content: bytes

    @property
    def parsed(self) -> EmailMessage:
        message = message_from_bytes(self.content, policy=default)
        assert isinstance(message, EmailMessage)
        return message


@dataclass
class MailServer:
    """aiosmtpd in a thread. What it accepted is in ``received``.

    ``replies`` are for recipients who are answered in another way: one for each attempt, the last for all that follow.
    ``before_reply`` is called when a message is whole, before the server says so.
    """

    received: list[Received] = field(default_factory=list)
    replies: dict[str, list[str]] = field(default_factory=dict)
    connections: int = 0
    before_reply: Callable[[], None] = lambda: None
    host: str = "localhost"
    port: int = 0

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        replies = self.replies.get(address, ["250 OK"])
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        if not reply.startswith("250"):
            return reply
        envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.original_content
        assert isinstance(content, bytes)
        self.received += [Received(envelope.mail_from or "", to, content) for to in envelope.rcpt_tos]
        await asyncio.get_running_loop().run_in_executor(None, self.before_reply)
        return "250 OK, it is yours no more"

    def to(self, address: str) -> list[EmailMessage]:
        """The messages that this recipient got."""
        return [one.parsed for one in self.received if one.recipient == address]


@contextmanager
def mail_server(**options: Any) -> Iterator[MailServer]:  # noqa: ANN401 - aiosmtpd's own
    """Run aiosmtpd on a free port. ``options`` are those of its controller."""
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=free_port(), ready_timeout=30, **options)
    controller.start()
    server.port = controller.port
    try:
        yield server
    finally:
        controller.stop()


def authenticator(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:  # noqa: ANN401
    assert isinstance(data, LoginPassword)
    return AuthResult(success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()), handled=False)


class ScriptedServer:
    """Speaks SMTP as ``answers`` say: a reply for each verb, or ``None`` to hang up instead of replying.

    ``greeting`` comes first, ``DATA`` is the reply to the command, ``END`` that to the whole message, and
    ``CONTENT`` is there to hang up in the middle of one. What clients said is in ``heard``. ``watch`` is told of each
    step before it is answered.
    """

    usual = {  # noqa: RUF012 - never changed
        "greeting": "220 scripted",
        "EHLO": "250-scripted\r\n250 SIZE 100000000",
        "MAIL": "250 OK",
        "RCPT": "250 OK",
        "DATA": "354 go on",
        "CONTENT": "",
        "END": "250 OK",
        "RSET": "250 OK",
        "QUIT": "221 bye",
    }

    def __init__(self, answers: dict[str, str | None] | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, str | None] = {**self.usual, **(answers or {})}
        self.heard: list[str] = []
        self.whole = 0
        self.watch: Callable[[str], None] = lambda _: None
        self._tls = tls
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with suppress(OSError), connection:
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        with connection.makefile("rb") as lines:
            if not self._say(connection, "greeting"):
                return
            while line := lines.readline():
                verb = line.split()[0].decode().upper() if line.split() else ""
                self.heard.append(line.decode().strip())
                if not self._say(connection, verb):
                    return
                if verb == "DATA" and (self.answers["DATA"] or "").startswith("354"):
                    first = lines.readline()
                    self.watch("CONTENT")
                    if self.answers["CONTENT"] is None or not first:
                        return
                    while (content := lines.readline()) not in (b".\r\n", b""):
                        pass
                    self.whole += bool(content)
                    if not content or not self._say(connection, "END"):
                        return

    def _say(self, connection: socket.socket, what: str) -> bool:
        self.watch(what)
        reply = self.answers.get(what, "502 unknown")
        if reply is None:
            return False
        connection.sendall(reply.encode() + b"\r\n")
        return not reply.startswith("421")


class ReadingServer(ScriptedServer):
    """Reads a message in pieces, with a ``pause`` in seconds after each; with ``None`` it stops after the first."""

    def __init__(self, tls: ssl.SSLContext | None, pause: float | None) -> None:
        super().__init__(tls=tls)
        self._pause = pause
        self._over = threading.Event()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        super().__exit__()

    def _talk(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        with self._tls.wrap_socket(connection, server_side=True) if self._tls else connection as secured:
            self._say(secured, "greeting")
            while line := _line(secured):
                verb = line.split()[0].decode().upper()
                self._say(secured, verb)
                if verb == "DATA" and self._swallow(secured):
                    self._say(secured, "END")

    def _swallow(self, connection: socket.socket) -> bool:
        tail = b""
        while not tail.endswith(b"\r\n.\r\n"):
            piece = connection.recv(_BUFFER)
            self._over.wait(self._pause)
            if not piece or self._over.is_set():
                return False
            tail = (tail + piece)[-5:]
        return True


def _line(connection: socket.socket) -> bytes:
    line = b""
    while not line.endswith(b"\n") and (byte := connection.recv(1)):
        line += byte
    return line


def free_port() -> int:
    """A port of loopback that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])

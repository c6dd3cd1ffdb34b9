"""Speaks SMTP to a mail server, one step at a time, so that it is known where in the dialogue something failed.

``smtplib.sendmail`` does all steps at once; then a broken connection leaves open whether the message was accepted.
Here it is open only between the end of a message and the reply to it (RFC 5321, 4.2.5 and 6.1).
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING

from briefing.delivering.transports import Interrupted, Refused
from briefing.errors import DigestInvalid, ServerRefused, ServerUnreachable

if TYPE_CHECKING:
    from briefing.delivering.configuration import Smtp
    from briefing.delivering.credentials import Credentials
    from briefing.delivering.transports import Commit, Message

# A server may think long over a whole message; who hangs up too early gets duplicates (RFC 5321, 4.5.3.2.6).
_PATIENCE_AT_THE_END = 10
_CLOSING = 421
# A login is wanted, is wrong, or needs encryption (RFC 4954, 6): whoever the recipient is.
_LOGIN_WANTED = frozenset({530, 535, 538})
_GO_AHEAD = 354
_REPLY_LENGTH = 300
# Bytes that go out at once. The time-out counts for each piece: a slow line is no dead one.
_PIECE = 65_536
_BROKEN = (smtplib.SMTPServerDisconnected, OSError)
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


class SmtpTransport:
    """A transport to the server that ``digest.toml`` names."""

    repeatable = False

    def __init__(self, smtp: Smtp, credentials: Credentials | None) -> None:
        self._smtp = smtp
        self._credentials = credentials

    def open(self) -> SmtpSession:
        """Connect, encrypt, log in. Raises ``ServerUnreachable``, ``ServerRefused`` or ``DigestInvalid``."""
        where = f"{self._smtp.host}:{self._smtp.port}"
        client: smtplib.SMTP | None = None
        try:
            client = self._connected()
            self._prepare(client)
            self._log_in(client, where)
        except BaseException as error:
            if client is not None:
                client.close()
            if (explained := self._explained(error, where)) is None:
                raise
            # Not chained: what the server said may hold what it was told.
            raise explained from None
        return SmtpSession(client, where, self._smtp.timeout, self._credentials)

    def _connected(self) -> smtplib.SMTP:
        host, port, timeout = self._smtp.host, self._smtp.port, self._smtp.timeout
        name = socket.gethostname()  # without it, smtplib asks the network for one
        if self._smtp.security == "tls":
            return smtplib.SMTP_SSL(host, port, name, timeout=timeout, context=self._context())
        return smtplib.SMTP(host, port, name, timeout)

    def _prepare(self, client: smtplib.SMTP) -> None:
        assert client.sock is not None  # noqa: S101 - it is connected
        # The end of a message is a packet of its own, and should not wait for the one before to be acknowledged.
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._smtp.security == "none" and not ip_address(client.sock.getpeername()[0]).is_loopback:
            raise ServerRefused("is not this machine", where=self._smtp.host, remedy="use starttls or tls")
        if self._smtp.security == "starttls":
            client.starttls(context=self._context())
        client.ehlo_or_helo_if_needed()

    def _context(self) -> ssl.SSLContext:
        path = self._smtp.ca_file
        try:
            return ssl.create_default_context(cafile=path)
        except OSError as error:  # ssl.SSLError is one as well
            reason = "holds no certificates" if isinstance(error, ssl.SSLError) else error.strerror
            raise DigestInvalid(f"{path} cannot be used ({reason})", where="smtp.ca_file") from error

    def _log_in(self, client: smtplib.SMTP, where: str) -> None:
        if self._credentials is None:
            return
        try:
            client.login(self._credentials.username, self._credentials.password)
        except UnicodeEncodeError:
            raise ServerRefused("name or password has letters beyond ASCII", where=where) from None

    def _explained(self, error: BaseException, where: str) -> ServerUnreachable | ServerRefused | None:
        """What a user is told about an error of the standard library; ``None`` for any other."""
        match error:
            case smtplib.SMTPAuthenticationError():
                kind = ServerRefused if error.smtp_code >= 500 else ServerUnreachable
                what = f"refuses the login ({self._said(error)})"
                return kind(what, where=where, remedy="check the user's name and the password")
            case smtplib.SMTPNotSupportedError():
                what, remedy = "does not offer what is asked of it", "check port, security and login"
                return ServerRefused(f"{what} ({error})", where=where, remedy=remedy)
            case smtplib.SMTPResponseException():
                kind = ServerRefused if error.smtp_code >= 500 else ServerUnreachable
                return kind(f"turns us away ({self._said(error)})", where=where, remedy="try again later")
            case ssl.SSLCertVerificationError():
                what = f"its certificate is not trusted ({error.verify_message.rstrip('.')})"
                return ServerRefused(
                    what, where=where, remedy="check smtp.host; for an authority of your own set ca_file"
                )
            case ssl.SSLError():
                what = f"does not speak TLS ({error.reason or 'no details'})"
                return ServerRefused(what, where=where, remedy="check smtp.port and smtp.security")
            case smtplib.SMTPServerDisconnected():
                return ServerUnreachable(_reason(error), where=where, remedy="try again later")
            case smtplib.SMTPException():  # any other is raised by a login that cannot begin
                remedy = "it has to take PLAIN, LOGIN or CRAM-MD5; ask who runs it for an app password"
                return ServerRefused("offers no way to log in that this program knows", where=where, remedy=remedy)
            case OSError():
                reason = error.strerror or str(error) or type(error).__name__
                return ServerUnreachable(
                    f"cannot be reached ({reason})", where=where, remedy="check smtp.host and port"
                )
        return None

    def _said(self, error: smtplib.SMTPResponseException) -> str:
        return _readable(error.smtp_code, error.smtp_error, self._credentials)


class SmtpSession:
    """A connection to a server that is ready for messages."""

    def __init__(self, client: smtplib.SMTP, where: str, timeout: float, credentials: Credentials | None) -> None:
        self._client = client
        self._where = where
        self._timeout = timeout
        self._credentials = credentials
        self._within = False

    def deliver(self, message: Message, commit: Commit) -> str:
        """Hand a message over; see ``Session``. The point of no return is the line with the single dot."""
        try:
            self._offer(message)
        except _BROKEN as error:
            raise Interrupted(_reason(error), committed=False) from error
        except smtplib.SMTPResponseException as error:  # a reply that is none
            raise Interrupted("its answer makes no sense", committed=False) from error
        commit()
        try:
            self._socket.settimeout(self._timeout * _PATIENCE_AT_THE_END)
            self._client.send(b".\r\n")
            code, reply = self._client.getreply()
            self._socket.settimeout(self._timeout)
            self._within = False
        except (*_BROKEN, smtplib.SMTPResponseException) as error:
            raise Interrupted(_reason(error), committed=True) from error
        if 200 <= code < 300:
            return self._said(code, reply)
        if 400 <= code < 600:
            permanent = code >= 500 and code not in _LOGIN_WANTED
            raise Refused(self._said(code, reply), permanent=permanent, over=code == _CLOSING)
        raise Interrupted("its answer makes no sense", committed=True)

    def close(self) -> None:
        """Say goodbye, if the server still listens."""
        # In the middle of a message the word would be taken for text.
        if not self._within:
            with suppress(smtplib.SMTPException, OSError):
                self._client.quit()
        self._client.close()

    @property
    def _socket(self) -> socket.socket:
        if self._client.sock is None:
            raise smtplib.SMTPServerDisconnected("closed the connection")
        return self._client.sock

    def _offer(self, message: Message) -> None:
        """All but the end of the message."""
        options = [f"SIZE={message.size}"] if self._client.has_extn("size") else []
        answer = self._client.mail(message.sender, options)
        if 500 <= answer[0] < 600:
            raise self._turned_away(*answer)  # it has not heard of the recipient yet
        self._expect(answer, 250)
        self._expect(self._client.rcpt(message.recipient.address), 250, 251)
        self._client.putcmd("DATA")
        self._expect(self._client.getreply(), _GO_AHEAD)
        self._within = True
        for part in message.parts:
            # Attachments, which are most of a message, have no such lines; a copy of them is saved.
            dotted = part.startswith(b".") or b"\n." in part
            self._send(_LEADING_DOT.sub(b"..", part) if dotted else part)
        self._listen()

    def _send(self, part: bytes) -> None:
        view = memoryview(part)
        for start in range(0, len(view), _PIECE):
            self._client.send(view[start : start + _PIECE])

    def _expect(self, answer: tuple[int, bytes], *wanted: int) -> None:
        code, reply = answer
        if code in wanted:
            return
        if not 400 <= code < 600:
            raise Interrupted("its answer makes no sense", committed=False)
        if code in _LOGIN_WANTED:
            raise self._turned_away(code, reply)
        over = code == _CLOSING
        try:
            if not over:
                self._client.rset()  # the server forgets this message, and the next one can come
        except _BROKEN:
            over = True
        raise Refused(self._said(code, reply), permanent=code >= 500, over=over)

    def _turned_away(self, code: int, reply: bytes) -> ServerRefused:
        """What is told about a refusal that would meet every recipient."""
        if code in _LOGIN_WANTED:
            remedy = "check username_env, the password, and smtp.security"
            return ServerRefused(f"wants another login ({self._said(code, reply)})", where=self._where, remedy=remedy)
        what = f"does not take the message, whoever it is for ({self._said(code, reply)})"
        return ServerRefused(what, where=self._where, remedy="check `from` and attachments_mb, or ask who runs it")

    def _listen(self) -> None:
        """See that the server has not hung up in the middle of the message, as far as it can be known."""
        connection = self._socket
        connection.setblocking(False)
        try:
            connection.recv(1)
        except (BlockingIOError, ssl.SSLWantReadError):
            return
        finally:
            connection.settimeout(self._timeout)
        # It hung up, or spoke out of turn; either way it has not seen the end of the message.
        raise smtplib.SMTPServerDisconnected("closed the connection in the middle of the message")

    def _said(self, code: int, reply: bytes) -> str:
        return _readable(code, reply, self._credentials)


def _readable(code: int, reply: bytes | str, credentials: Credentials | None) -> str:
    """A server's reply in one printable line, without secrets."""
    text = reply.decode("utf-8", errors="replace") if isinstance(reply, bytes) else reply
    text = credentials.redact(text) if credentials is not None else text
    text = "".join(character if character.isprintable() else " " for character in text)
    return f"{code} {' '.join(text.split())}"[:_REPLY_LENGTH]


def _reason(error: Exception) -> str:
    # smtplib hides a time-out: behind another error when it sends, in the text of another when it listens.
    hidden = isinstance(error.__context__, TimeoutError) or "timed out" in str(error)
    return "did not answer in time" if hidden or isinstance(error, TimeoutError) else "closed the connection"

"""The message itself: headers, text and HTML, attachments, as RFC 5322 and MIME want them.

Attachments are encoded once for an edition, and every recipient's message shares that part. What the message says is
made in ``body``, how headers are folded in ``headers``.
"""

from __future__ import annotations

import hashlib
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from briefing.delivering import placeholders
from briefing.delivering.headers import POLICY
from briefing.delivering.transports import Message

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from briefing.delivering.addresses import Mailbox
    from briefing.delivering.configuration import Digest

_ID_LENGTH = 32


def message_id(digest: Digest, period: str, recipient: Mailbox, about: str = "") -> str:
    """Return the Message-ID of a digest's message to a recipient: the same whenever it is asked for.

    ``about`` tells apart messages of one period to one recipient.
    """
    content = "\0".join((digest.name, period, recipient.key, about))
    return f"<{hashlib.sha256(content.encode()).hexdigest()[:_ID_LENGTH]}@{digest.sender.domain}>"


def attached_part(name: str, media_type: str, content: bytes) -> bytes:
    """Return an attachment as the part of a message that it becomes, in base64."""
    part = EmailMessage(policy=POLICY)
    main, _, sub = media_type.partition("/")
    part.set_content(content, maintype=main, subtype=sub, disposition="attachment", filename=name)
    del part["MIME-Version"]  # belongs to whole messages
    return part.as_bytes()


class Letter:
    """One text for many recipients. ``message`` makes each one's message, which is not kept here.

    ``unsubscribe_mark`` stands in ``text`` and ``html`` where each recipient's own address to unsubscribe belongs;
    ``attached`` are parts made by ``attached_part``.
    """

    def __init__(
        self,
        digest: Digest,
        *,
        subject: str,
        created: dt.datetime,
        text: str,
        html: str | None = None,
        unsubscribe_mark: str | None = None,
        attached: Sequence[bytes] = (),
    ) -> None:
        self._digest = digest
        self._subject = subject
        self._created = created
        self._text = text
        self._html = html
        self._mark = unsubscribe_mark
        # Neither base64 nor quoted-printable has "=_" in it, so no content holds a boundary.
        mark = hashlib.sha256(f"{digest.name}\0{subject}\0{created}".encode()).hexdigest()[:_ID_LENGTH]
        self._boundary, self._inner_boundary = f"=_{mark}_1", f"=_{mark}_2"
        between = f"--{self._boundary}\r\n".encode()
        self._attachments = b"".join(between + part + b"\r\n" for part in attached)
        self._attachments += f"--{self._boundary}--\r\n".encode()
        self._said: tuple[str, bytes] | None = None

    def message(self, recipient: Mailbox, identifier: str, references: Sequence[str] = ()) -> Message:
        """Make the message for one recipient."""
        unsubscribe = self._unsubscribe(recipient)
        headers = self._headers(recipient, identifier, references, unsubscribe)
        head = headers + f"\r\n--{self._boundary}\r\n".encode() + self._body(unsubscribe) + b"\r\n"
        return Message(self._digest.sender.address, recipient, identifier, (head, self._attachments))

    def text(self, recipient: Mailbox) -> str:
        """The text as one recipient reads it."""
        return self._marked(self._text, self._unsubscribe(recipient))

    def html(self, recipient: Mailbox) -> str:
        """The HTML as one recipient reads it; empty where there is none."""
        return self._marked(self._html or "", escape(self._unsubscribe(recipient)))

    def _unsubscribe(self, recipient: Mailbox) -> str:
        values = {"recipient": quote(recipient.address, safe=""), "name": quote(self._digest.name, safe="")}
        return placeholders.fill(self._digest.unsubscribe or "", values)

    def _headers(self, recipient: Mailbox, identifier: str, references: Sequence[str], unsubscribe: str) -> bytes:
        digest = self._digest
        headers = EmailMessage(policy=POLICY)
        headers["From"] = digest.sender.header
        headers["To"] = recipient.header
        if digest.reply_to:
            headers["Reply-To"] = digest.reply_to.header
        headers["Subject"] = self._subject
        headers["Date"] = format_datetime(self._created)
        headers["Message-ID"] = identifier
        if references:
            headers["References"] = " ".join(references)
        headers["List-Id"] = f"<{digest.list_id or f'{digest.name}.{digest.sender.domain}'}>"
        if unsubscribe:
            headers["List-Unsubscribe"] = f"<{unsubscribe}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        headers["Auto-Submitted"] = "auto-generated"
        headers["MIME-Version"] = "1.0"
        headers.add_header("Content-Type", "multipart/mixed", boundary=self._boundary)
        return b"".join(POLICY.fold_binary(name, value) for name, value in headers.items())

    def _body(self, unsubscribe: str) -> bytes:
        """The text and the HTML. They are made anew only where the address to unsubscribe is another one."""
        said = self._said
        if said is None or said[0] != unsubscribe:
            part = EmailMessage(policy=POLICY)
            part.set_content(self._marked(self._text, unsubscribe), cte="quoted-printable")
            if self._html is not None:
                html = self._marked(self._html, escape(unsubscribe))
                part.add_alternative(html, subtype="html", cte="quoted-printable")
                part.set_boundary(self._inner_boundary)
            del part["MIME-Version"]
            self._said = said = (unsubscribe, part.as_bytes())
        return said[1]

    def _marked(self, text: str, unsubscribe: str) -> str:
        return text if self._mark is None else text.replace(self._mark, unsubscribe)

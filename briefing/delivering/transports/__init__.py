"""Ways to hand a message over: what every transport does, and how an attempt can end.

``smtp`` speaks to a server, ``folder`` writes .eml files, ``memory`` keeps messages for whoever asks. The command
line and the ledger know nothing of what is behind a ``Transport``, so a program may bring one of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from briefing.delivering.addresses import Mailbox


@dataclass(frozen=True, slots=True)
class Message:
    """A message for one recipient, ready to travel: 7-bit lines that end in CRLF.

    ``parts`` are to be read as one; each begins at the beginning of a line. Messages of one edition share the part
    that holds the attachments.
    """

    sender: str
    recipient: Mailbox
    message_id: str
    parts: tuple[bytes, ...]

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(map(len, self.parts))

    def __bytes__(self) -> bytes:
        """The message in one piece."""
        return b"".join(self.parts)


class Refused(Exception):
    """The message was surely not accepted, and the reply says why. ``permanent`` refusals are not tried again.

    ``over`` says that the session is over, too.
    """

    def __init__(self, reply: str, *, permanent: bool, over: bool = False) -> None:
        super().__init__(reply)
        self.reply = reply
        self.permanent = permanent
        self.over = over


class Interrupted(Exception):
    """The session broke during an attempt, and is over. What became of the message follows from ``committed``.

    Where the point of no return was not reached, the message was surely not accepted. Where it was, nobody knows.
    """

    def __init__(self, reason: str, *, committed: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.committed = committed


Commit = Callable[[], None]
"""Called once an attempt, at its point of no return: what happens after it can no longer be called back."""


class Session(Protocol):
    """A way to a server that is open, for one message after the other."""

    def deliver(self, message: Message, commit: Commit) -> str:
        """Hand a message over and return the reply. Raises ``Refused`` or ``Interrupted``, and what ``commit`` raises.

        Raises ``ServerRefused`` for what would meet every recipient, before the point of no return.
        Where ``commit`` raises, the message must not be accepted; the session is over then.
        """

    def close(self) -> None:
        """Say goodbye. Never raises."""


class Transport(Protocol):
    """A way to hand messages over.

    ``repeatable`` says that the same message handed over twice is there once.
    """

    @property
    def repeatable(self) -> bool:
        """Whether the same message handed over twice is there once."""

    def open(self) -> Session:
        """Open a session. Raises ``ServerUnreachable``, ``ServerRefused`` or ``OutputError``."""

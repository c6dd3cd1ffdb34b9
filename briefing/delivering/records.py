"""What the ledger remembers: periods, deliveries with their states, documents. Types only; ``ledger`` keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt

    from briefing.delivering.addresses import Mailbox

State = Literal["pending", "sending", "sent", "deferred", "refused", "unknown", "superseded", "withdrawn"]
"""``pending``: to be sent. ``sending``: an attempt passed its point of no return. ``deferred``: refused for now.

``refused``: for good. ``unknown``: perhaps accepted. ``superseded``: a later period has it all. ``withdrawn``: no
recipient any more. ``sent``: accepted.
"""

Audience = Literal["reader", "owner"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One recipient's message of one period."""

    message_id: str
    period: str
    audience: Audience
    mailbox: Mailbox
    state: State
    attempts: int
    detail: str
    changed: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A period in the ledger. ``edition`` is the name of its folder; where there is none, ``note`` says why.

    A period is ``open`` while some of its messages may still be handed over.
    """

    period: str
    start: dt.datetime
    edition: str | None
    made: str
    open: bool
    note: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document that a memo was made of, as the ledger remembers it."""

    memo: str
    location: str
    sha256: str
    text_sha256: str

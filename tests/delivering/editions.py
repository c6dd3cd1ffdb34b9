"""Editions to hand over: memos in the tests' own words, made without models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.delivering.editions import Attachment, Edition, EditionStore
from briefing.delivering.ledger import Ledger
from briefing.delivering.locking import EDITIONS, LEDGER, state_of
from briefing.delivering.period import Period, period_at

from .conftest import NOW

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from briefing.delivering import Digest
    from briefing.delivering.records import Document

CONTENT = b"%PDF-1.7\n" + bytes(range(256)) * 40
"""What is attached: bytes of every kind, which no part of the way may change."""

NAME = "2026-11-23 Skagerrak – radar.pdf"


def edition(digest: Digest, now: dt.datetime = NOW, **fields: object) -> Edition:
    """An edition of the period that ``now`` lies in."""
    period = period_at(now, digest.schedule, digest.zone)
    given: dict[str, object] = {
        "digest": digest.name,
        "period": period.name,
        "start": period.start,
        "created": now,
        "subject": "Radar desk – week of 23 November 2026",
        "text": "Norway and Denmark agreed.\n.\n-- \nRadar desk https://unsubscribe.invalid/mark\n",
        "html": '<p>Norway &amp; Denmark agreed – <a href="https://unsubscribe.invalid/mark">no more</a></p>\n',
        "unsubscribe_mark": "https://unsubscribe.invalid/mark",
        "attachments": (Attachment(name=NAME, media_type="application/pdf", file="memo.pdf"),),
    }
    return Edition.model_validate(given | fields)


def stored(
    digest: Digest,
    now: dt.datetime = NOW,
    content: bytes = CONTENT,
    documents: Iterable[Document] = (),
    **fields: object,
) -> Edition:
    """Store such an edition as a run that was cut off would leave it: made, and sent to nobody."""
    made = edition(digest, now, **fields)
    folder = state_of(digest)
    folder.mkdir(exist_ok=True)
    attached: Mapping[str, bytes] = {one.file: content for one in made.attachments}
    name = EditionStore(folder / EDITIONS).save(made, attached, {})
    ledger = Ledger(folder / LEDGER)
    ledger.begin(Period(made.period, made.start), name, documents)
    ledger.close()
    return made

"""Makes an edition: the memos of a digest, what the message says about them, and the files that go with it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.delivering import body, placeholders
from briefing.delivering.attachments import fit
from briefing.delivering.editions import Edition
from briefing.delivering.memos import make_memos
from briefing.errors import BriefingError, DigestNotMade, TemplateError
from briefing.rendering import wording

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from briefing.delivering.attachments import Enclosed
    from briefing.delivering.configuration import Digest
    from briefing.delivering.history import History
    from briefing.delivering.memos import Made
    from briefing.delivering.period import Period
    from briefing.memo import Memo
    from briefing.pipeline import Listener

_NOTHING_NEW = "Nothing new on {subjects}."

# How many sentences of the bottom line and how many further findings a memo has in the message. The first that keeps
# the HTML within its limit is taken; a digest of ten memos takes the first.
_LENGTHS = ((3, 3), (3, 1), (3, 0), (1, 0), (0, 0))


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edition with all that belongs to it; ``edition`` is ``None`` where nothing is new and nothing to be sent."""

    edition: Edition | None
    attached: Mapping[str, bytes]
    memos: Mapping[str, Memo]
    problems: tuple[str, ...]


def prepare(
    digest: Digest, period: Period, history: History, now: dt.datetime, on_event: Listener | None = None
) -> Prepared:
    """Make the edition of a period.

    Raises ``DigestNotMade`` if no memo could be made and one of them failed, and ``TemplateError`` for a mistake in
    the message's templates.
    """
    values = _values(digest, period)
    made = make_memos(digest, period, values, history, on_event)
    if made.errors and not made.memos:
        known = [error for error in made.errors if isinstance(error, BriefingError)]
        status = known[0].exit_status if known else BriefingError.exit_status
        raise DigestNotMade("; ".join(made.problems), where=digest.name, exit_status=status)
    if not made.memos and digest.nothing_new == "silence":
        return Prepared(None, {}, {}, made.problems)
    enclosed = fit([one for _, one in made.memos], digest.attachment_limit)
    edition = _edition(digest, period, values, made, enclosed, now)
    files = {attachment.file: content for one in enclosed for attachment, content in one.attached}
    return Prepared(edition, files, {entry.key: one.memo for entry, one in made.memos}, made.problems)


def _values(digest: Digest, period: Period) -> dict[str, str]:
    day = period.day
    week = str(day.isocalendar().week)
    return {"date": wording.date(day), "iso_date": day.isoformat(), "week": week, "name": digest.name}


def _edition(
    digest: Digest,
    period: Period,
    values: Mapping[str, str],
    made: Made,
    enclosed: Sequence[Enclosed],
    now: dt.datetime,
) -> Edition:
    # Not to be guessed, so that no document can hold it.
    mark = f"https://unsubscribe.invalid/{secrets.token_hex(8)}"
    subject = placeholders.fill(digest.subject, values)
    message = body.MessageView(
        subject=subject,
        sender=digest.sender.name or digest.sender.address,
        date=values["date"],
        memos=(),
        note=_NOTHING_NEW.format(subjects=wording.listed(made.unchanged)) if made.unchanged else None,
        unsubscribe=mark if digest.unsubscribe else None,
    )
    said = _said(digest, message, enclosed)
    return Edition(
        digest=digest.name,
        period=period.name,
        start=period.start,
        created=now.astimezone(digest.zone).replace(microsecond=0),
        subject=subject,
        text=said.text,
        html=said.html,
        unsubscribe_mark=mark,
        attachments=tuple(attachment for one in enclosed for attachment, _ in one.attached),
        problems=made.problems,
    )


def _said(digest: Digest, message: body.MessageView, enclosed: Sequence[Enclosed]) -> body.Body:
    """The message's text and HTML, shortened until mail programs show them whole."""
    for lines, further in _LENGTHS:
        memos = tuple(
            body.view_of(
                one.memo,
                link=one.link,
                attached=[attachment.name for attachment, _ in one.attached],
                notes=one.notes(digest.attachment_limit),
                lines=lines,
                further=further,
            )
            for one in enclosed
        )
        said = body.make_body(replace(message, memos=memos), digest.template)
        if len(said.html.encode()) <= body.HTML_LIMIT:
            return said
    what = f"the HTML is longer than {body.HTML_LIMIT / 1000:.0f} kB, however short it is made"
    raise TemplateError(what, where=str(digest.template or digest.name), remedy="send fewer memos in one digest")

"""Makes an edition: the memos of a digest, what the message says about them, and the files that go with it.

A memo that cannot be made leaves the others unharmed; it is a problem that the owner is told of.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.delivering import body, placeholders
from briefing.delivering.attachments import Enclosed, attach
from briefing.delivering.editions import Edition
from briefing.errors import BriefingError, DigestNotMade, NothingNew
from briefing.pipeline import brief
from briefing.rendering import wording
from briefing.settings import load_settings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from briefing.delivering.attachments import Attached
    from briefing.delivering.configuration import Digest, DigestMemo
    from briefing.delivering.history import History
    from briefing.delivering.period import Period
    from briefing.memo import Memo
    from briefing.pipeline import Listener

_NOTHING_NEW = "Nothing new on {subjects}."


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edition with all that belongs to it; ``edition`` is ``None`` where nothing is new and nothing to be sent."""

    edition: Edition | None
    attached: Mapping[str, bytes]
    memos: Mapping[str, Memo]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """What became of the memos: those made, those without anything new, and the errors of the others."""

    memos: tuple[tuple[DigestMemo, Memo], ...]
    unchanged: tuple[DigestMemo, ...]
    errors: tuple[tuple[DigestMemo, Exception], ...]


def prepare(
    digest: Digest, period: Period, history: History, now: dt.datetime, on_event: Listener | None = None
) -> Prepared:
    """Make the edition of a period.

    Raises ``DigestNotMade`` if no memo could be made and one of them failed, and ``TemplateError`` for a mistake in
    the message's templates.
    """
    values = _values(digest, period)
    made = _memos(digest, period, values, history, on_event)
    problems = tuple(_problem(entry, error, values) for entry, error in made.errors)
    problems += tuple(
        f"{memo.header.subject}: {one.location} was not read: {one.reason}"
        for _, memo in made.memos
        for one in memo.unread
    )
    if made.errors and not made.memos:
        status = next(
            (e.exit_status for _, e in made.errors if isinstance(e, BriefingError)), BriefingError.exit_status
        )
        raise DigestNotMade("; ".join(problems), where=digest.name, exit_status=status)
    if not made.memos and digest.nothing_new == "silence":
        return Prepared(None, {}, {}, problems)
    enclosed = [
        Enclosed(memo, placeholders.fill(entry.link, values) if entry.link else None, entry.template or "standard")
        for entry, memo in made.memos
    ]
    attached = attach(enclosed, digest.attach, digest.attachment_limit)
    said, mark = _body(digest, values, enclosed, attached, made.unchanged)
    edition = Edition(
        digest=digest.name,
        period=period.name,
        start=period.start,
        created=now.astimezone(digest.zone).replace(microsecond=0),
        subject=placeholders.fill(digest.subject, values),
        text=said.text,
        html=said.html,
        unsubscribe_mark=mark,
        attachments=tuple(attachment for one in attached for attachment, _ in one.files),
        problems=problems,
    )
    files = {attachment.file: content for one in attached for attachment, content in one.files}
    return Prepared(edition, files, {entry.key: memo for entry, memo in made.memos}, problems)


def _values(digest: Digest, period: Period) -> dict[str, str]:
    day = period.day
    week = str(day.isocalendar().week)
    return {"date": wording.date(day), "iso_date": day.isoformat(), "week": week, "name": digest.name}


def _memos(
    digest: Digest, period: Period, values: Mapping[str, str], history: History, on_event: Listener | None
) -> _Made:
    memos, unchanged, errors = [], [], []
    for entry in digest.memos:
        try:
            memos.append((entry, _memo(digest, entry, period, values, history, on_event)))
        except NothingNew:
            unchanged.append(entry)
        except Exception as error:  # whatever goes wrong with one memo must not stop the others
            errors.append((entry, error))
    return _Made(tuple(memos), tuple(unchanged), tuple(errors))


def _memo(
    digest: Digest,
    entry: DigestMemo,
    period: Period,
    values: Mapping[str, str],
    history: History,
    on_event: Listener | None,
) -> Memo:
    settings = load_settings(
        subject=placeholders.fill(entry.subject, values),
        to=entry.to,
        sender=digest.sender.name or None,
        date=period.day,
        marking=entry.marking,
        template=entry.template,
        summarizer=entry.summarizer,
        length=entry.length,
        since=history.last_memo(entry.key),
        allow_private_addresses=entry.allow_private_addresses,
    )
    if entry.include == "all":
        return brief(entry.sources, settings, on_event=on_event)
    return _of_new_only(brief(entry.sources, settings, on_event=on_event, known=history.known(entry.key)))


def _of_new_only(memo: Memo) -> Memo:
    """Such a memo leaves the earlier documents out on purpose; that it lacks their findings is no news."""
    if memo.since is None:
        return memo
    dropped = tuple(one for one in memo.since.dropped if one.loss != "unread")
    return memo.model_copy(update={"since": memo.since.model_copy(update={"dropped": dropped})})


def _problem(entry: DigestMemo, error: Exception, values: Mapping[str, str]) -> str:
    reason = str(error) if isinstance(error, BriefingError) else f"unexpected error, {type(error).__name__}: {error}"
    return f"{placeholders.fill(entry.subject, values)}: not made: {reason}"


def _body(
    digest: Digest,
    values: Mapping[str, str],
    enclosed: Sequence[Enclosed],
    attached: Sequence[Attached],
    unchanged: Sequence[DigestMemo],
) -> tuple[body.Body, str]:
    """The message's text and HTML, and the mark in them. They are shortened until mail programs show them whole."""
    # Not to be guessed, so that no document can hold it.
    mark = f"https://unsubscribe.invalid/{secrets.token_hex(8)}"
    quiet = wording.listed([placeholders.fill(entry.subject, values) for entry in unchanged])

    for further in (3, 2, 1, 0):
        views = tuple(
            body.view_of(
                one.memo, link=one.link, attached=[f.name for f, _ in files.files], notes=files.notes, further=further
            )
            for one, files in zip(enclosed, attached, strict=True)
        )
        said = body.make_body(
            body.MessageView(
                subject=placeholders.fill(digest.subject, values),
                sender=digest.sender.name or digest.sender.address,
                date=values["date"],
                memos=views,
                note=_NOTHING_NEW.format(subjects=quiet) if quiet else None,
                unsubscribe=mark if digest.unsubscribe else None,
            ),
            digest.template,
        )
        if len(said.html.encode()) <= body.HTML_LIMIT:
            break
    return said, mark

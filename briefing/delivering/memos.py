"""Makes the memos of a digest, with their files. One that cannot be made leaves the others unharmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.delivering import placeholders
from briefing.delivering.attachments import Enclosed, enclose
from briefing.errors import BriefingError, NothingNew
from briefing.pipeline import brief
from briefing.rendering.templating import STANDARD
from briefing.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.delivering.configuration import Digest, DigestMemo
    from briefing.delivering.history import History
    from briefing.delivering.period import Period
    from briefing.memo import Memo
    from briefing.pipeline import Listener


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a digest's memos: those made, the subjects without anything new, the errors of the others.

    ``problems`` are lines for the owner: what could not be made, and what could not be read.
    """

    memos: tuple[tuple[DigestMemo, Enclosed], ...]
    unchanged: tuple[str, ...]
    errors: tuple[Exception, ...]
    problems: tuple[str, ...]


def make_memos(
    digest: Digest, period: Period, values: Mapping[str, str], history: History, on_event: Listener | None
) -> Made:
    """Make every memo of the digest. ``values`` are for the names in braces. Raises nothing that one memo causes."""
    memos: list[tuple[DigestMemo, Enclosed]] = []
    unchanged, errors, problems = [], [], []
    for entry in digest.memos:
        subject = placeholders.fill(entry.subject, values)
        try:
            memo = _memo(digest, entry, period, values, history, on_event)
            link = placeholders.fill(entry.link, values) if entry.link else None
            memos.append((entry, enclose(entry.key, memo, digest.attach, link, entry.template or STANDARD)))
            problems += [f"{subject}: {one.line}" for one in memo.unread]
        except NothingNew as nothing:
            unchanged.append(subject)
            problems += [f"{subject}: {line}" for line in nothing.unread]
        except Exception as error:  # whatever goes wrong with one memo must not stop the others
            errors.append(error)
            problems.append(f"{subject}: not made: {_reason(error)}")
    return Made(tuple(memos), tuple(unchanged), tuple(errors), tuple(problems))


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


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, BriefingError) else f"unexpected error, {type(error).__name__}: {error}"

"""What became of a memo's findings since an earlier memo, in words for its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.rendering import wording
from briefing.rendering.view import ChangeView, DroppedView, SinceView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.memo import Dropped, Finding, Memo, Since


# What a page has room for beside the findings themselves; of those whose source was only not read a few, since a memo
# of new documents alone drops all of the earlier one.
_MOST_DROPPED = 8
_MOST_UNREAD = 3
# What tells of the matter goes before what only tells which documents were read.
_ORDER = ("withdrawn", "past", "outranked", "unread")


def change(finding: Finding, places: Mapping[str, str]) -> ChangeView | None:
    """The mark of a finding: new, or what was otherwise; ``places`` are how findings are referred to."""
    if finding.change is None:
        return None
    before = "; ".join(wording.difference(one, places) for one in finding.change.differences)
    return ChangeView(wording.STATES[finding.change.state], before)


def since(memo: Memo) -> SinceView | None:
    """The section on the earlier memo, if the memo was compared with one."""
    if memo.since is None:
        return None
    gone = sorted(memo.since.dropped, key=lambda one: _ORDER.index(one.loss))
    told = sum(one.loss != "unread" for one in gone)
    listed = gone[: min(_MOST_DROPPED, told + _MOST_UNREAD)]
    more = len(gone) - len(listed)
    return SinceView(
        date=wording.date(memo.since.date),
        counts=_counts(memo, memo.since),
        dropped=tuple(_dropped(one, memo.since.memo) for one in listed),
        more=f"And {wording.counted(more, 'finding')} more, listed in memo.json." if more > 0 else None,
    )


def _counts(memo: Memo, since: Since) -> str:
    states = [finding.change.state if finding.change else "as before" for finding in memo.findings]
    counts = {
        "new": states.count("new"),
        "changed": states.count("changed"),
        "as before": states.count("as before"),
        "left out before": states.count("listed"),
        "no longer here": len(since.dropped),
    }
    told = [f"{number} {words}" for words, number in counts.items() if number]
    return f"{wording.listed(told)}." if told else "Neither memo has a finding."


def _dropped(one: Dropped, memo: str) -> DroppedView:
    return DroppedView(
        label=wording.KINDS[one.kind],
        text=one.text,
        loss=wording.opening(wording.loss(one)),
        outlets=wording.listed(list(dict.fromkeys(passage.name for passage in one.citations))),
        place=f"{one.finding} of memo {memo}",
    )

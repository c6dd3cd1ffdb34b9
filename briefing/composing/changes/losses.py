"""What the earlier memo had and no finding of this one carries, and why it is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.composing.changes.earlier import are_one
from briefing.memo import Dropped

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from briefing.composing.changes.earlier import Earlier
    from briefing.memo import Finding, Loss, Source


def dropped(finding: Finding, earlier: Earlier, sources: Sequence[Source], day: dt.date) -> Dropped:
    """An earlier finding that is gone from a memo of that ``day``, with its evidence."""
    return Dropped(
        finding=finding.id,
        section=finding.section,
        kind=finding.kind,
        text=finding.text,
        when=finding.when,
        loss=_loss(finding, earlier, sources, day),
        citations=tuple(earlier.passage(passage) for passage in finding.citations),
    )


def _loss(finding: Finding, earlier: Earlier, sources: Sequence[Source], day: dt.date) -> Loss:
    end = (finding.when.end or finding.when.start) if finding.when else None
    if finding.kind == "next_step" and end is not None and end < day:
        return "past"
    # Of a discrepancy both sides make the finding.
    made_from = finding.citations if finding.sides else finding.told_in
    if all(any(passage.text in source.text for source in sources) for passage in made_from):
        return "outranked"
    mine = [earlier.by_id[passage.source] for passage in made_from]
    return "withdrawn" if any(are_one(one, other) for one in mine for other in sources) else "unread"

"""The lines beneath a finding, each with what stands before it: the memo's page and the digest's message share them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.rendering import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.memo import Finding, Memo, Side


def beneath(memo: Memo, finding: Finding) -> Iterator[tuple[str, Side]]:
    """What is told beneath a finding, in order, with its label: a later figure, a reply, what else is told."""
    if finding.later is not None:
        published = memo.source(finding.later.citations[0].source).published
        yield (f"Later, {wording.date(published)}" if published else "Later"), finding.later
    if finding.reply is not None:
        yield "In reply", finding.reply
    for side in finding.also:
        yield "Also", side

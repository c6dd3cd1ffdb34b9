"""Two memos on one matter, composed by the real models from sources in the test, and what changed between them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.composing.changes import Earlier, compare
from briefing.memo import Finding, Header, Memo, Provenance, Since, Source
from briefing.models.encoder import load_encoder
from briefing.models.heads.facts import load_fact_judge
from briefing.models.parser import load_parser

from ..dossiers import composed

if TYPE_CHECKING:
    from collections.abc import Sequence

BEFORE, AFTER = dt.date(2025, 11, 5), dt.date(2025, 11, 14)
SHA256 = "e" * 64


@dataclass(frozen=True)
class Later:
    """The findings of a later memo, and what it says of the earlier one."""

    findings: tuple[Finding, ...]
    since: Since

    def mark(self, words: str) -> tuple[str, ...] | None:
        """The state of the one finding with these words, and the aspects of its differences; ``None`` if it has none.

        Discrepancies, which quote what other findings say, are left out.
        """
        change = self.finding(words).change
        return (change.state, *(difference.aspect for difference in change.differences)) if change else None

    def finding(self, words: str) -> Finding:
        """The one finding with these words that is no discrepancy."""
        (found,) = [one for one in self.findings if words in one.text and one.sides is None]
        return found

    @property
    def gone(self) -> dict[str, str]:
        """Why each dropped finding is gone."""
        return {one.text: one.loss for one in self.since.dropped}


def memo(*sources: Source, day: dt.date = BEFORE) -> Memo:
    """The memo of these sources."""
    composition = composed(*sources)
    moment = dt.datetime(2025, 11, 5, tzinfo=dt.UTC)
    return Memo(
        id="0123456789abcdef",
        header=Header(date=day, subject="Radar"),
        bottom_line=composition.bottom_line,
        unconfirmed=composition.unconfirmed,
        findings=composition.findings,
        gaps=composition.gaps,
        timeline=composition.timeline,
        sources=sources,
        unread=(),
        summaries=(),
        provenance=Provenance(briefing="0", models=(), settings={}, created=moment),
    )


def later(before: Sequence[Source], after: Sequence[Source]) -> Later:
    """Compose both memos, nine days apart, and compare them."""
    return compared(memo(*before), composed(*after).findings, after)


def compared(before: Memo, findings: Sequence[Finding], sources: Sequence[Source]) -> Later:
    """Compare findings of these sources with an earlier memo."""
    marked, since = compare(
        findings,
        Earlier(before, SHA256),
        sources=sources,
        day=AFTER,
        parser=load_parser(),
        encoder=load_encoder(),
        facts=load_fact_judge(),
    )
    return Later(marked, since)

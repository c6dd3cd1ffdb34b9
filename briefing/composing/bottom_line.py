"""The bottom line: what happened, does it hold, what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.memo import Finding

# Beyond this a bottom line cannot be read aloud in one breath a sentence.
_WORDS = 45
# So many origins make a finding firm; more do not make it more important.
_FIRM = 3


def bottom_line(findings: Sequence[Finding]) -> tuple[str, ...]:
    """The ids of at most three findings: the best agreement, the best friction, the best next step.

    A discrepancy is not read out first: it says how well things are known, not what happened.
    """
    best = []
    for section in ("agreements", "frictions", "next_steps"):
        told = [finding for finding in findings if finding.section == section and finding.kind != "discrepancy"]
        short = [finding for finding in told if len(finding.text.split()) <= _WORDS]
        if short or told:
            best.append(max(short or told, key=lambda finding: (min(finding.origins, _FIRM), finding.score)))
    if not best and findings:
        best = [findings[0]]
    return tuple(finding.id for finding in best)

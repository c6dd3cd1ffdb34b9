"""The bottom line: what happened, does it hold, what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.composing.candidates import Candidate
    from briefing.composing.corpus import Corpus
    from briefing.memo import Finding

# Beyond this a bottom line cannot be read aloud in one breath a sentence.
_WORDS = 45
# So many origins make a finding firm; more do not make it more important.
_FIRM = 3
# So many passages open a report and tell what it is about.
_OPENING = 3


def opening(lone: Sequence[Candidate], findings: Sequence[Finding], corpus: Corpus) -> Candidate | None:
    """What happened by one origin's word, where no agreement of several origins, or at a report's beginning, tells it.

    ``lone`` is what found no second origin, the best first; it must stand where its source says what it is about.
    """
    openings = {
        passage
        for source in corpus.sources
        for passage in [one for one in corpus.passages if one.source == source.id][:_OPENING]
    }
    agreements = [finding for finding in findings if finding.section == "agreements"]
    if any(finding.origins > 1 or finding.made_from[-1] in openings for finding in agreements):
        return None
    told = (one for one in lone if one.statement.passages[-1] in openings)
    return next((one for one in told if len(one.statement.text.split()) <= _WORDS), None)


def bottom_line(findings: Sequence[Finding], *, opened: bool = False) -> tuple[str, ...]:
    """The ids of at most three findings: the best agreement, the best friction, the best next step.

    ``opened`` where what happened by one origin's word comes first, in an agreement's stead. A discrepancy is not read
    out first: it says how well things are known, not what happened.
    """
    best = []
    for section in ("agreements", "frictions", "next_steps")[opened:]:
        told = [finding for finding in findings if finding.section == section and finding.kind != "discrepancy"]
        short = [finding for finding in told if len(finding.text.split()) <= _WORDS]
        if short or told:
            best.append(max(short or told, key=lambda finding: (min(finding.origins, _FIRM), finding.score)))
    if not best and findings and not opened:
        best = [findings[0]]
    return tuple(finding.id for finding in best)

"""The bottom line: what happened, does it hold, what next."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefing.composing.gaps import can_be_compared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.composing.candidates import Candidate
    from briefing.composing.corpus import Corpus
    from briefing.memo import Finding, Passage

# Beyond this a bottom line cannot be read aloud in one breath a sentence.
_WORDS = 45
# So many origins make a finding firm; more do not make it more important.
_FIRM = 3
# So many passages open a report and tell what it is about.
_OPENING = 3


def opening(lone: Sequence[Candidate], findings: Sequence[Finding], corpus: Corpus) -> Candidate | None:
    """What happened by one origin's word, where no agreement of several origins, or at a report's beginning, tells it.

    ``lone`` is what found no second origin, the best first; it must stand where its source says what it is about. Where
    there is one origin in all, nobody looked for a second one.
    """
    if not can_be_compared(corpus):
        return None
    openings = _openings(corpus)
    agreements = [finding for finding in findings if finding.section == "agreements"]
    if any(finding.origins > 1 or finding.made_from[-1] in openings for finding in agreements):
        return None
    told = (one for one in lone if one.statement.passages[-1] in openings)
    return next((one for one in told if len(one.statement.text.split()) <= _WORDS), None)


def _openings(corpus: Corpus) -> set[Passage]:
    """The passages in which the sources say what they are about."""
    seen = Counter[str]()
    found: set[Passage] = set()
    for passage in corpus.passages:
        seen[passage.source] += 1
        if seen[passage.source] <= _OPENING:
            found.add(passage)
    return found


def bottom_line(findings: Sequence[Finding], *, opened: bool = False) -> tuple[str, ...]:
    """The ids of at most three findings: the best agreement, the best friction, the best next step.

    ``opened`` where what happened by one origin's word comes first, in an agreement's stead. A discrepancy is not read
    out first: it says how well things are known, not what happened.
    """
    best = []
    sections = ("frictions", "next_steps") if opened else ("agreements", "frictions", "next_steps")
    for section in sections:
        told = [finding for finding in findings if finding.section == section and finding.kind != "discrepancy"]
        short = [finding for finding in told if len(finding.text.split()) <= _WORDS]
        if short or told:
            best.append(max(short or told, key=lambda finding: (min(finding.origins, _FIRM), finding.score)))
    if not best and findings and not opened:
        best = [findings[0]]
    return tuple(finding.id for finding in best)

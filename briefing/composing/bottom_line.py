"""The bottom line: what happened, does it hold, what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.composing.deeds import is_lasting, is_supposed
from briefing.composing.gaps import can_be_compared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.composing.chosen import Passed
    from briefing.composing.corpus import Corpus
    from briefing.memo import Finding, Passage

# Beyond this a bottom line cannot be read aloud in one breath a sentence.
_WORDS = 45
# So many origins make a finding firm; more do not make it more important.
_FIRM = 3
# What a finding gains for standing where its source says what it is about, and for being agreed, when the bottom line
# looks for what happened. With half or one and a half, and with 0 to 1, nearly all of 40 news events open alike.
_OPENS = 1.0
_AGREED = 0.6
# A step with less than this share of the score of what happened is beside the matter. Of the 24 that 24 dossiers'
# bottom lines read out none has less than 0.46; in 20 news events two have, and both are of something else.
_BESIDE = 0.4
# From this merit on what happened may open the bottom line though others seem to tell it, or though it would be
# background anywhere else. Of 40 news events the first sentence covers 0.211 of the editors' summary, with 1.4 it is
# 0.198, without any of these 0.182.
_NEWS = 1.2


def unconfirmed(lone: Sequence[Passed], findings: Sequence[Finding], corpus: Corpus) -> Passed | None:
    """What happened by one origin's word, where no agreement at a report's beginning tells it.

    ``lone`` is what no second origin is sure for, the best first; it must stand where its source says what it is about,
    and what others seem to tell, or would be background further down, must merit it. What only its place makes news
    must stand in a source that goes on. Where there is one origin in all, nobody looked for a second one.
    """
    opened = corpus.openings
    if not can_be_compared(corpus) or any(_opens(one, opened) for one in findings if one.section == "agreements"):
        return None
    told = (one for one in lone if one.centre.statement.passages[-1] in opened)
    return next(
        (one for one in told if _is_news(one, corpus) and len(one.centre.statement.text.split()) <= _WORDS), None
    )


def _is_news(one: Passed, corpus: Corpus) -> bool:
    centre = one.centre
    if is_lasting(centre.doc) or is_supposed(centre.doc):
        return False
    stands_out = centre.likeliest != "background" or corpus.goes_on(centre.source.id)
    return one.is_plainly_alone or (centre.merit >= _NEWS and stands_out)


def bottom_line(
    findings: Sequence[Finding], opened: frozenset[Passage] = frozenset(), *, first: bool = True
) -> tuple[str, ...]:
    """The ids of at most three findings: what happened, whether it holds, and the best next step.

    What happened is the best agreement or friction, above all one that stands at a report's beginning (``opened``).
    Whether it holds is the best friction, or behind a friction the best agreement of several origins, else another
    friction, else an agreement. Without ``first``, what happened is told already. A step that is beside the matter is
    not read out, nor is a discrepancy: it says how well things are known, not what happened; only where there is
    nothing else it is.
    """
    agreements, frictions, steps = (
        [one for one in findings if one.section == section and one.kind != "discrepancy"]
        for section in ("agreements", "frictions", "next_steps")
    )
    lead = _lead([*agreements, *frictions], opened) if first else None
    others = frictions
    if lead is not None and lead.section == "frictions":
        firm = [one for one in agreements if one.origins > 1]
        others = firm or [one for one in frictions if one is not lead] or agreements
    told = [one for one in (lead, _best(others)) if one is not None]
    least = _BESIDE * max((one.score for one in told), default=0.0)
    step = _best([one for one in steps if one.score >= least])
    read = [*told, step] if step else told
    if not read and findings and first:
        read = [findings[0]]
    return tuple(one.id for one in read)


def _lead(findings: Sequence[Finding], opened: frozenset[Passage]) -> Finding | None:
    """What happened."""
    return max(_readable(findings), key=lambda one: _newsworthiness(one, opened), default=None)


def _newsworthiness(finding: Finding, opened: frozenset[Passage]) -> float:
    return finding.score + _OPENS * _opens(finding, opened) + _AGREED * (finding.section == "agreements")


def _best(findings: Sequence[Finding]) -> Finding | None:
    """The one of the most origins, then of the highest score."""
    return max(_readable(findings), key=lambda one: (min(one.origins, _FIRM), one.score), default=None)


def _readable(findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings whose figures no later report supersedes, and of these those that can be read aloud.

    Where all are superseded all are taken, and where none can be read aloud those that cannot.
    """
    current = [one for one in findings if one.later is None] or findings
    return [one for one in current if len(one.text.split()) <= _WORDS] or current


def _opens(finding: Finding, opened: frozenset[Passage]) -> bool:
    """Whether a source that carries a finding tells it where it says what it is about."""
    # Not the passage that only resolves a pronoun.
    beside = finding.made_from[:-1]
    return any(passage in opened and passage not in beside for passage in finding.citations)

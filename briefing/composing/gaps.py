"""Gaps: what the sources leave open, in their own words, and what the dossier itself leaves open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.composing.quoted_otherwise import quoted_otherwise
from briefing.condensing.standalone import dangling, is_complete
from briefing.condensing.trimming import without_connective
from briefing.memo import Finding, Gap, GapKind, Passage, Source, Unread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.composing.candidates import Candidate
    from briefing.composing.chosen import Passed
    from briefing.composing.corpus import Corpus
    from briefing.composing.quoted_otherwise import QuotedOtherwise

_NO_COMMENT = re.compile(
    r"\bno (?:immediate|official|public|further|immediate official)?\s*(?:comment|response|reaction)\b"
    r"|\b(?:declin|refus)ed to (?:comment|answer|say|give)|\b(?:did|does|has|have) ?n[o’']t "
    r"(?:immediately |yet |also )*(?:respond|repl(?:y|ied)|comment)|\bcould not (?:immediately )?be reached",
    re.IGNORECASE,
)
_ASKED = r"(?:how|if|what|when|where|whether|which|who|whom|whose|why)\b"
_UNCLEAR = (
    r"(?:(?:remains?|is|was|are|were) (?:still )?(?:unclear|unknown|undisclosed)\b"
    r"|(?:is|was|are|were) not (?:yet |immediately )?(?:clear|known)\b)"
)
_UNDISCLOSED = re.compile(
    r"\bwithout (?:specifying|naming|elaborating)\b"
    # "Deployed without giving them training" leaves nothing open.
    r"|\bwithout (?:giving|providing|offering) (?:[\w’'-]+ ){0,3}?(?:dates?|details?|evidence|examples?|explanations?"
    r"|figures?|information|names?|numbers?|particulars|proof|reasons?|specifics|time|timeline|timetable)\b"
    r"|\b(?:did|does|has|have|was) ?n[o’']t (?:been )?(?:yet )?(?:specif(?:y|ied)|disclosed?|revealed?"
    r"|elaborated?|announced?|released?|published|made public)\b"
    # "I didn't say it" denies something.
    r"|(?<!\bI )(?<!\bwe )\b(?:did|does|has|have) ?n[o’']t (?:yet )?say"
    r"(?! (?:it|so|that|this)\b(?! (?:day|week|month|year|morning|evening|night)\b))\b"
    # "It is unclear" leaves open what it goes on to ask, or what was asked before.
    rf"|(?<!\bit )\b{_UNCLEAR}|\bit {_UNCLEAR}(?=.{{0,300}}\b{_ASKED})|^{_ASKED}.{{0,300}}\bit {_UNCLEAR}"
    r"|\bno (?:agreement|details?|date|decision|timetable|timeline|figures?|deal) (?:has|have|was|were) "
    r"(?:yet )?(?:been )?(?:announced|given|set|made|released|reached|fixed|published|disclosed)\b"
    r"|\b(?:neither (?!of\b)(?:(?!who\b|that\b)[\w.'’-]+ ){1,6}|(?:has|have|had) ?n[o’']t (?:yet )?)"
    r"(?:has |have |had |did |would )?(?:yet )?(?:say|said|specif(?:y|ied)|disclosed?|revealed?)"
    rf" {_ASKED}"
    r"|\byet to be (?:seen|determined|decided|announced|agreed)\b",
    re.IGNORECASE,
)
_OPEN: dict[GapKind, re.Pattern[str]] = {"no_comment": _NO_COMMENT, "undisclosed": _UNDISCLOSED}
_MOST_OPEN = 4
_MOST_UNCORROBORATED = 3
_MOST_QUOTED = 2
# So many of the passages that seem to tell the same, or tell it otherwise, are named to compare.
_MOST_COMPARED = 2


def uncorroborated_gap(one: Passed) -> Gap:
    """What happened, for which no second origin was found, or none that is sure."""
    statement = one.centre.statement
    if not one.compare:
        return Gap(text=statement.text, kind="unmatched", citations=statement.passages)
    return Gap(
        text=statement.text, kind="uncertain", citations=statement.passages, compare=one.compare[:_MOST_COMPARED]
    )


def openness(text: str) -> GapKind | None:
    """Whether a sentence tells that something is left open: no comment, undisclosed, or ``None``."""
    return next((kind for kind, pattern in _OPEN.items() if pattern.search(text)), None)


def open_from(text: str) -> int | None:
    """Where a sentence begins to tell that something is left open; ``None`` where it does not."""
    return min((found.start() for pattern in _OPEN.values() for found in [pattern.search(text)] if found), default=None)


def gaps(
    candidates: Sequence[Candidate],
    uncorroborated: Sequence[Gap],
    findings: Sequence[Finding],
    corpus: Corpus,
    unread: Sequence[Unread],
) -> tuple[Gap, ...]:
    """What is left open, the sources' own words first.

    ``uncorroborated`` is what happened and found no second origin, or none that is sure, the best first.
    """
    return (
        *_told(candidates, corpus, findings),
        # Where there is one origin in all, nobody could have told it as well.
        *(uncorroborated[:_MOST_UNCORROBORATED] if can_be_compared(corpus) else ()),
        *_single(findings, corpus),
        *_unresolved(findings),
        *_quoted_otherwise(corpus),
        *_undated(corpus.sources),
        *_foreign(corpus.sources),
        *(Gap(text=f"Not read: {one.location} ({one.reason}).", kind="unread") for one in unread),
    )


def _told(candidates: Sequence[Candidate], corpus: Corpus, findings: Sequence[Finding]) -> list[Gap]:
    """What the sources say is left open, but for what a finding says with a step."""
    printed = {finding.told_in[-1:] for finding in findings}
    worded: list[tuple[str, tuple[Passage, ...]]] = [
        (candidate.statement.text, candidate.statement.passages)
        for candidate in candidates
        if candidate.outlook is None
    ]
    worded += [
        (without_connective(passage.text), (passage,))
        for passage, doc in zip(corpus.passages, corpus.docs, strict=True)
        if openness(passage.text) and is_complete(doc) and not dangling(doc)
    ]
    found: dict[GapKind, list[Gap]] = {"no_comment": [], "undisclosed": []}
    seen: list[frozenset[str]] = []
    for text, passages in worded:
        kind = openness(text)
        words = frozenset(text.casefold().split())
        if (
            kind is None
            or passages[-1:] in printed
            or any(len(words & other) >= 0.5 * min(len(words), len(other)) for other in seen)
        ):
            continue
        seen.append(words)
        found[kind].append(Gap(text=text, kind=kind, citations=passages))
    return [*found["no_comment"][: _MOST_OPEN // 2], *found["undisclosed"]][:_MOST_OPEN]


def can_be_compared(corpus: Corpus) -> bool:
    """Whether there are several origins, so that one could tell what another tells."""
    return len({source.origin for source in corpus.sources}) > 1


def _single(findings: Sequence[Finding], corpus: Corpus) -> list[Gap]:
    """For how many accords and disputes no second origin was found, or none is sure, where there are others.

    Another may tell them all the same, in words in which it was not seen.
    """
    if not can_be_compared(corpus):
        return []
    told = [finding for finding in findings if finding.kind in {"accord", "dispute"}]
    lone = [finding for finding in told if finding.origins == 1]
    if not lone:
        return []
    citations = tuple(passage for finding in lone for passage in finding.citations)
    unsure = sum(bool(finding.compare) for finding in lone)
    found = f"was found for {len(lone) - unsure}"
    likely = f"is sure for {unsure}"
    which = f"{found}, and none {likely}," if 0 < unsure < len(lone) else likely if unsure else found
    text = f"No second origin {which} of the {len(told)} accords and disputes above."
    return [Gap(text=text, kind="single_origin", citations=citations)]


def _unresolved(findings: Sequence[Finding]) -> list[Gap]:
    differing = [finding for finding in findings if finding.kind == "discrepancy"]
    if not differing:
        return []
    citations = tuple(passage for finding in differing for passage in finding.citations)
    many = "discrepancy remains" if len(differing) == 1 else "discrepancies remain"
    return [Gap(text=f"The {many} unresolved in these sources.", kind="discrepancy", citations=citations)]


def _quoted_otherwise(corpus: Corpus) -> list[Gap]:
    """Remarks that two outlets quote in different words."""
    return [
        Gap(text=_both(one, corpus), kind="quotation", citations=one.passages)
        for one in quoted_otherwise(corpus)[:_MOST_QUOTED]
    ]


def _both(one: QuotedOtherwise, corpus: Corpus) -> str:
    here, there = (
        f"“{words}” in {corpus.by_id[passage.source].name}"
        for words, passage in zip(one.words, one.passages, strict=True)
    )
    return f"A remark is quoted in different words: {here}, {there}."


def _foreign(sources: Sequence[Source]) -> list[Gap]:
    """Sources that the models cannot read well: they were trained on English."""
    foreign = [source.id for source in sources if source.language not in (None, "en")]
    if not foreign:
        return []
    verb = "is" if len(foreign) == 1 else "are"
    text = f"{', '.join(foreign)} {verb} not in English; what they say may be missing here."
    return [Gap(text=text.replace("they say", "it says") if len(foreign) == 1 else text, kind="language")]


def _undated(sources: Sequence[Source]) -> list[Gap]:
    undated = [source.id for source in sources if source.published is None]
    if not undated:
        return []
    gives, them = ("gives", "it") if len(undated) == 1 else ("give", "them")
    text = f"{', '.join(undated)} {gives} no date of publication; relative dates in {them} stay as written."
    return [Gap(text=text, kind="undated")]

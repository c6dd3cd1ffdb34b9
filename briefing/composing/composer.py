"""The composer: candidates are grouped, judged and chosen; discrepancies, gaps, timeline and bottom line drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.checking import Checker
from briefing.checking.support import Support
from briefing.composing.bottom_line import bottom_line, unconfirmed
from briefing.composing.candidates import candidates
from briefing.composing.chosen import SECTIONS, Chosen
from briefing.composing.corpus import Corpus, gather
from briefing.composing.details import given_alone
from briefing.composing.discrepancies import Discrepancy, comparable, discrepancies, distinct
from briefing.composing.explaining import reasons
from briefing.composing.gaps import gaps, uncorroborated_gap
from briefing.composing.grouping import groups
from briefing.composing.hearsay import independent_origins
from briefing.composing.in_context import read_in_context
from briefing.composing.introductions import introduced
from briefing.composing.later import told_later
from briefing.composing.ranking import ranked
from briefing.composing.relations import relate
from briefing.composing.second_origins import likely_carrier
from briefing.composing.sections import choose, each_once, uncorroborated
from briefing.composing.shortlist import shortlisted
from briefing.composing.timeline import timeline
from briefing.composing.writing import Writer, advised, worded
from briefing.condensing.trimming import without_connective
from briefing.memo import Dossier, Finding, Gap, Passage, Side, Summary, TimelineEntry, Voice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.condensing.summarizer import Length
    from briefing.models.encoder import Encodes
    from briefing.models.heads.facts import JudgesFacts
    from briefing.models.heads.in_context import ReadsInContext
    from briefing.models.heads.pairs import JudgesPairs
    from briefing.models.parser import Parses
    from briefing.reasons import Reasons

_MOST_DISCREPANCIES = 4
# With both sides of each, this is what two pages hold beside the rest.
_MOST_FRICTIONS = 8


@dataclass(frozen=True)
class Composition:
    """The part of a memo that composing makes, and why it is so."""

    bottom_line: tuple[str, ...]
    unconfirmed: Gap | None
    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    timeline: tuple[TimelineEntry, ...]
    reasons: Reasons


def compose(
    dossier: Dossier,
    summaries: Sequence[Summary],
    *,
    subject: str | None,
    length: Length,
    parser: Parses,
    encoder: Encodes,
    facts: JudgesFacts,
    in_context: ReadsInContext,
    judge: JudgesPairs,
    writer: Writer | None = None,
) -> Composition:
    """Compose the findings of a dossier from its sources' summaries.

    ``subject`` is what the memo is asked to be about, if anything; statements near it rank higher. A ``writer``
    proposes groups and wordings, which are taken over where the checks let them.
    """
    corpus = gather(dossier.sources, parser, encoder)
    asked = encoder.encode([subject])[0] if subject else None
    told = ranked(candidates(summaries, corpus, parser, encoder), asked, corpus.headlines)
    places = shortlisted(told)
    reread = read_in_context([told[place] for place in places], corpus, in_context)
    for place, one in zip(places, reread, strict=True):
        told[place] = one
    listed = [one for one in reread if one.point != "background"]
    compared = comparable(corpus)
    relations = relate(listed, corpus, compared, facts)
    if writer is not None:
        relations = advised(listed, relations, writer)
    differing = discrepancies(corpus, compared, relations)
    choice = choose(groups(listed, relations), corpus, relations, length, facts, contested=_contested(differing))
    chosen = [
        replace(_without_opponents(one, differing, corpus), later=told_later(one.centre, corpus, relations))
        for one in choice.kept
    ]
    chosen = [replace(one, compare=likely_carrier(one, corpus, relations)) for one in chosen]
    if writer is not None:
        chosen = worded(chosen, writer, parser=parser, encoder=encoder, judge=judge)
    findings = _numbered(chosen, distinct(differing)[:_MOST_DISCREPANCIES], corpus)
    lone = uncorroborated(choice, corpus, relations)
    first = unconfirmed(lone, findings, corpus)
    why = reasons(chosen, choice.passed, findings, relations, first)
    read_first = bottom_line(findings, corpus.openings, first=first is None)
    opening = uncorroborated_gap(first) if first else None
    opening, findings = introduced(opening, findings, read_first, corpus, parser, Checker(Support(encoder, judge)))
    # What opens the bottom line is one of the gaps as well, though others merit more.
    alone = [one for one in lone if one is not first and one.is_plainly_alone]
    others = each_once([first, *alone] if first else alone, relations)
    return Composition(
        bottom_line=read_first,
        unconfirmed=opening,
        findings=findings,
        gaps=gaps(
            told,
            [opening if opening and one is first else uncorroborated_gap(one) for one in others],
            findings,
            corpus,
            dossier.unread,
        ),
        timeline=timeline(told, relations),
        reasons=why,
    )


def _contested(differing: Sequence[Discrepancy]) -> frozenset[Passage]:
    """The passages whose number or day another source gives otherwise."""
    return frozenset(
        passage
        for discrepancy in differing
        if discrepancy.cause != "naming"
        for side in discrepancy.sides
        for passage in side.citations
    )


def _without_opponents(one: Chosen, differing: Sequence[Discrepancy], corpus: Corpus) -> Chosen:
    """The finding without carriers that a discrepancy of a number or a day sets against the finding's own passages."""
    one = replace(one, also=tuple(_without_opponents(other, differing, corpus) for other in one.also))
    own = set(one.centre.statement.passages)
    opponents = set[Passage]()
    for discrepancy in differing:
        if discrepancy.cause != "naming":
            here, there = (set(side.citations) for side in discrepancy.sides)
            opponents |= there if here & own else set()
            opponents |= here if there & own else set()
    kept = tuple(passage for passage in one.carriers if passage not in opponents)
    if kept == one.carriers:
        return one
    return replace(one, carriers=kept, origins=independent_origins(one.centre, kept, corpus))


def _numbered(chosen: Sequence[Chosen], differing: Sequence[Discrepancy], corpus: Corpus) -> tuple[Finding, ...]:
    """All findings in the memo's order, with ids: discrepancies after the disputes."""
    agreements = [_finding(one, corpus) for one in chosen if one.section == "agreements"]
    disputes = [_finding(one, corpus) for one in chosen if one.section == "frictions"]
    if differing:
        disputes = _fitting(disputes, _MOST_FRICTIONS - len(differing))
    steps = [_finding(one, corpus) for one in chosen if one.section == "next_steps"]
    ordered = [*agreements, *disputes, *(_of_discrepancy(one, corpus) for one in differing), *steps]
    return tuple(finding.model_copy(update={"id": f"F{number}"}) for number, finding in enumerate(ordered, start=1))


def _fitting(disputes: Sequence[Finding], most: int) -> list[Finding]:
    """The first of the disputes, with at most so many lines together, voices beneath them counted."""
    kept: list[Finding] = []
    for one in disputes:
        room = most - sum(1 + len(other.also) for other in kept)
        if room > 0:
            kept.append(one.model_copy(update={"also": one.also[: room - 1]}))
    return kept


def _finding(one: Chosen, corpus: Corpus) -> Finding:
    statement = one.centre.statement
    citations = _citations(one)
    return Finding(
        id="F1",
        section=one.section,
        kind=one.kind,
        text=statement.text,
        mode=statement.mode,
        citations=citations,
        sources=_sources(citations, corpus),
        origins=one.origins,
        alone=_alone(one, corpus),
        compare=one.compare,
        support=statement.support,
        score=one.score,
        who=one.who,
        when=one.when,
        firmness=one.firmness,
        reply=_side(one.reply) if one.reply else None,
        later=_side(one.later) if one.later else None,
        also=tuple(map(_voice, one.also)),
    )


def _voice(one: Chosen) -> Voice:
    statement = one.centre.statement
    return Voice(text=statement.text, mode=statement.mode, support=statement.support, citations=_citations(one))


def _side(passage: Passage) -> Side:
    return Side(text=without_connective(passage.text), citations=(passage,))


def _citations(one: Chosen) -> tuple[Passage, ...]:
    return (*one.centre.statement.passages, *one.carriers)


def _alone(one: Chosen, corpus: Corpus) -> tuple[str, ...]:
    """What of the finding's figures and days no source of another origin that carries it gives, anywhere."""
    own = one.centre.source.origin
    carrying = {passage.source for passage in one.carriers if corpus.by_id[passage.source].origin != own}
    others = [
        (doc, corpus.by_id[passage.source].published)
        for doc, passage in zip(corpus.docs, corpus.passages, strict=True)
        if passage.source in carrying
    ]
    return given_alone((one.centre.doc, one.centre.source.published), others) if others else ()


def _of_discrepancy(one: Discrepancy, corpus: Corpus) -> Finding:
    citations = tuple(passage for side in one.sides for passage in side.citations)
    sources = _sources(citations, corpus)
    return Finding(
        id="F1",
        section=SECTIONS["discrepancy"],
        kind="discrepancy",
        text=one.text,
        mode="rewritten",
        citations=citations,
        sources=sources,
        origins=corpus.origins(sources),
        support=1.0,
        score=round(one.weight, 4),
        sides=one.sides,
        cause=one.cause,
    )


def _sources(citations: Sequence[Passage], corpus: Corpus) -> tuple[str, ...]:
    cited = {passage.source for passage in citations}
    return tuple(source.id for source in corpus.sources if source.id in cited)

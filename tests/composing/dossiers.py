"""Sources as text in the test, composed by the real models; the summary of each is all that it says."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from briefing.composing import Composition, compose
from briefing.composing.candidates import Candidate, candidates
from briefing.composing.corpus import Corpus, gather
from briefing.composing.discrepancies import Discrepancy, comparable, discrepancies, distinct
from briefing.composing.relations import Relations, relate
from briefing.memo import Dossier, Finding, Source, Statement, Summary, Unread
from briefing.models.encoder import load_encoder
from briefing.models.heads.facts import load_fact_judge
from briefing.models.heads.in_context import load_in_context_reader
from briefing.models.heads.pairs import load_pair_judge
from briefing.models.parser import load_parser
from briefing.reading import passages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.condensing import Length
    from briefing.models.heads.in_context import ReadsInContext

SATURDAY = dt.date(2025, 11, 1)


def source(
    number: int, text: str, *, published: dt.date | None = SATURDAY, origin: str | None = None, publisher: str = ""
) -> Source:
    """A source that is an origin of its own, published on 1 November 2025, a Saturday, unless said otherwise."""
    return Source(
        id=f"S{number}",
        publisher=publisher or f"Paper {number}",
        published=published,
        location=f"{number}.txt",
        media_type="text/plain",
        language="en",
        words=len(text.split()),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        origin=origin or f"O{number}",
        text=text,
    )


def told(one: Source) -> Summary:
    """The summary that leaves nothing out and changes nothing."""
    statements = (
        Statement(text=passage.text, mode="verbatim", support=1.0, passages=(passage,)) for passage in passages(one)
    )
    return Summary(source=one.id, statements=tuple(statements))


def corpus(*sources: Source) -> Corpus:
    return gather(sources, load_parser(), load_encoder())


def candidates_of(*sources: Source) -> list[Candidate]:
    return candidates([told(one) for one in sources], corpus(*sources), load_parser(), load_encoder())


def related(*sources: Source) -> Relations:
    """What the statements and passages of the sources say of each other."""
    read = corpus(*sources)
    return relate(candidates_of(*sources), read, comparable(read), load_fact_judge())


def differing(*sources: Source) -> list[Discrepancy]:
    """The discrepancies of the sources, one for each fact."""
    read = corpus(*sources)
    compared = comparable(read)
    return distinct(discrepancies(read, compared, relate([], read, compared, load_fact_judge())))


def composed(
    *sources: Source,
    subject: str | None = None,
    length: Length = "standard",
    unread: tuple[Unread, ...] = (),
    summaries: Sequence[Summary] = (),
    in_context: ReadsInContext | None = None,
) -> Composition:
    """Compose the sources; without summaries of its own each is summarized by all that it says."""
    return compose(
        Dossier(sources=sources, unread=unread),
        summaries or [told(one) for one in sources],
        subject=subject,
        length=length,
        parser=load_parser(),
        encoder=load_encoder(),
        facts=load_fact_judge(),
        in_context=in_context or load_in_context_reader(),
        judge=load_pair_judge(),
    )


def finding_saying(words: str, composition: Composition) -> Finding:
    """The one finding whose text holds these words."""
    (found,) = [finding for finding in composition.findings if words in finding.text]
    return found

"""Candidates: the statements of all summaries with what composing must know of each to judge it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.composing.corpus import content_lemmas
from briefing.composing.points import placed, sided, span_of
from briefing.condensing.standalone import (
    dangling,
    is_comment,
    is_complete,
    needs_its_date,
    opens_outside,
    points_elsewhen,
    shared_references,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from briefing.composing.clauses import Step
    from briefing.composing.corpus import Corpus
    from briefing.memo import Source, Statement, Summary
    from briefing.models.encoder import Encodes
    from briefing.models.heads.sentences import Judged, Outlook, Point, Stance
    from briefing.models.parser import Parses


@dataclass(frozen=True)
class Candidate:
    """A statement that could become a finding.

    ``place`` is its position in its summary, 0 for the first; ``point`` is what it is to the memo, and ``chances`` how
    likely it is each of what it could be; ``step`` is the clause that tells what is to come, where it is a step;
    ``merit`` and the ``weights`` that it is the sum of are set by ranking.
    """

    statement: Statement
    source: Source
    place: int
    doc: Doc
    vector: NDArray[np.float32]
    lemmas: frozenset[str]
    stance: Stance
    outlook: Outlook | None
    step: Step | None
    point: Point
    chances: Mapping[Point, float]
    flaws: float
    merit: float = 0.0
    weights: tuple[tuple[str, float], ...] = ()

    @property
    def likeliest(self) -> Point:
        """What the heads take it for, whatever its times and its place say."""
        return max(self.chances, key=self.chances.__getitem__)


def candidates(summaries: Sequence[Summary], corpus: Corpus, parser: Parses, encoder: Encodes) -> list[Candidate]:
    """The statements that stand alone, summary by summary, what is kept beside it at its end."""
    told = [
        (statement, corpus.by_id[summary.source], place)
        for summary in summaries
        for place, statement in enumerate((*summary.statements, *summary.further))
    ]
    read = _read([statement.text for statement, _, _ in told], corpus, parser, encoder)
    span = span_of(corpus.sources)
    found = []
    for (statement, source, place), (doc, judged, index) in zip(told, read, strict=True):
        if not tells(doc):
            continue
        stance = judged.stance_of(index)
        chances = sided(judged.points_of(index), stance.score)
        opens = statement.passages[-1] in corpus.openings
        point, clause = placed(chances, doc, source.published, span, opens=opens)
        found.append(
            Candidate(
                statement=statement,
                source=source,
                place=place,
                doc=doc,
                vector=judged.vectors[index],
                lemmas=content_lemmas(doc),
                stance=stance,
                outlook=judged.outlook_of(index),
                point=point,
                chances=chances,
                step=clause,
                flaws=_flaws(doc, source),
            )
        )
    return found


def _read(texts: Sequence[str], corpus: Corpus, parser: Parses, encoder: Encodes) -> list[tuple[Doc, Judged, int]]:
    """The parse of each text, and where it was judged; most are passages of the corpus word for word."""
    known = {passage.text: index for index, passage in enumerate(corpus.passages)}
    new = list(dict.fromkeys(text for text in texts if text not in known))
    docs = dict(zip(new, parser.parse(new), strict=True))
    judged = encoder.judge(new)
    places = {text: index for index, text in enumerate(new)}
    return [
        (corpus.docs[known[text]], corpus.judged, known[text]) if text in known else (docs[text], judged, places[text])
        for text in texts
    ]


def tells(doc: Doc) -> bool:
    """Whether the sentence tells something by itself: complete, pointing at nothing outside, and no mere comment."""
    loose = dangling(doc) or opens_outside(doc) or points_elsewhen(doc.text)
    return is_complete(doc) and not loose and not is_comment(doc)


def _flaws(doc: Doc, source: Source) -> float:
    """What counts against a wording that stands alone, but not well: 0 for none."""
    words = len(doc.text.split())
    flaws = 0.5 * bool(shared_references(doc))
    flaws += 0.5 * (needs_its_date(doc) and source.published is None)
    flaws += 0.03 * max(0, words - 32)
    # Nobody is named: "Analysts have welcomed such talks …".
    flaws += 0.3 * (not any(entity.label_ in {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"} for entity in doc.ents))
    return flaws

"""Candidates: the statements of all summaries with what composing must know of each to judge it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.composing.corpus import content_lemmas, main_verbs
from briefing.condensing.standalone import (
    dangling,
    is_comment,
    is_complete,
    needs_its_date,
    points_elsewhen,
    shared_references,
)
from briefing.models.outlook import Outlook, outlook
from briefing.models.stance import Stance, stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from briefing.composing.corpus import Corpus
    from briefing.memo import Source, Statement, Summary
    from briefing.models.encoder import Encodes
    from briefing.models.parser import Parser


@dataclass(frozen=True)
class Candidate:
    """A statement that could become a finding.

    ``place`` is its position in its summary, 0 for the first; ``merit`` is set by ranking.
    """

    statement: Statement
    source: Source
    place: int
    doc: Doc
    vector: NDArray[np.float32]
    lemmas: frozenset[str]
    verbs: frozenset[str]
    stance: Stance
    outlook: Outlook | None
    flaws: float
    merit: float = 0.0


def candidates(summaries: Sequence[Summary], corpus: Corpus, parser: Parser, encoder: Encodes) -> list[Candidate]:
    """The statements that stand alone, in the order of the summaries."""
    told = [
        (statement, corpus.by_id[summary.source], place)
        for summary in summaries
        for place, statement in enumerate(summary.statements)
    ]
    read = _read([statement.text for statement, _, _ in told], corpus, parser, encoder)
    return [
        Candidate(
            statement=statement,
            source=source,
            place=place,
            doc=doc,
            vector=vector,
            lemmas=content_lemmas(doc),
            verbs=main_verbs(doc),
            stance=stance(doc),
            outlook=outlook(doc),
            flaws=_flaws(doc, source),
        )
        for (statement, source, place), (doc, vector) in zip(told, read, strict=True)
        if _tells(doc)
    ]


def _read(
    texts: Sequence[str], corpus: Corpus, parser: Parser, encoder: Encodes
) -> list[tuple[Doc, NDArray[np.float32]]]:
    """The parse and the vector of each text; most are passages of the corpus word for word."""
    known = {passage.text: index for index, passage in enumerate(corpus.passages)}
    new = list(dict.fromkeys(text for text in texts if text not in known))
    fresh = dict(zip(new, zip(parser.parse(new), encoder.encode(new), strict=True), strict=True)) if new else {}
    return [(corpus.docs[known[text]], corpus.vectors[known[text]]) if text in known else fresh[text] for text in texts]


def _tells(doc: Doc) -> bool:
    """Whether the sentence tells something by itself: complete, pointing at nothing outside, and no mere comment."""
    return is_complete(doc) and not dangling(doc) and not points_elsewhen(doc.text) and not is_comment(doc)


def _flaws(doc: Doc, source: Source) -> float:
    """What counts against a wording that stands alone, but not well: 0 for none."""
    words = len(doc.text.split())
    flaws = 0.5 * bool(shared_references(doc))
    flaws += 0.5 * (needs_its_date(doc) and source.published is None)
    flaws += 0.03 * max(0, words - 32)
    # Nobody is named: "Experts have long supported …".
    flaws += 0.3 * (not any(entity.label_ in {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"} for entity in doc.ents))
    return flaws

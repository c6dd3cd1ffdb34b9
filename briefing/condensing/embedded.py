"""The embedded summarizer: the encoder selects sentences, the parser trims and completes them, the checks decide.

The packaged generator takes no part by default. Tried on long sentences of real articles it shortened few of them
faithfully and none better than the parse does (docs/decisions.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from briefing.condensing.salience import chosen, weighed
from briefing.condensing.sentences import Analysis, Wording, analyse
from briefing.memo import ModelUse, Passage, Source, Statement, Summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from briefing.checking import Checker
    from briefing.models.encoder import Encodes
    from briefing.models.heads.salience import SalienceHead
    from briefing.models.heads.sentences import StanceLabel
    from briefing.models.parser import Parser

# What a memo is about counts more than what a document dwells on: plans, agreements and disputes.
_OUTLOOK_BONUS = 0.5
# Reports open with what was agreed; what is disputed comes late, where position counts against it.
_STANCE_BONUS: dict[StanceLabel, float] = {"cooperation": 0.4, "conflict": 0.6, "neutral": 0.0}


class EmbeddedSummarizer:
    """Condenses in the source's own words, as far as they stand alone."""

    # The encoder and the parser take part in every memo, whoever condenses; the pipeline names them.
    models: tuple[ModelUse, ...] = ()

    def __init__(self, encoder: Encodes, salience: SalienceHead, parser: Parser, checker: Checker) -> None:
        self._encoder = encoder
        self._salience = salience
        self._parser = parser
        self._checker = checker

    def summarize(self, source: Source, passages: Sequence[Passage], budget: int) -> Summary:
        """Condense ``source`` into at most ``budget`` statements, in reading order.

        A document none of whose sentences stands alone is represented by its most salient sentences as they are.
        """
        analysis = analyse(passages, self._parser, self._encoder)
        scores = self._scores(analysis)
        eligible = [index for index, wording in enumerate(analysis.wordings) if wording is not None]
        picked = chosen(scores, analysis.judged.vectors, eligible or range(len(passages)), budget)
        statements = (self._statement(analysis.wordings[index], passages[index]) for index in sorted(picked))
        return Summary(source=source.id, statements=tuple(statements))

    def _statement(self, wording: Wording | None, passage: Passage) -> Statement:
        if wording is not None:
            verdict = self._checker.check(wording.text, wording.passages)
            if verdict.ok:
                return Statement(
                    text=wording.text, mode=wording.mode, support=verdict.support, passages=wording.passages
                )
        return Statement(text=passage.text, mode="verbatim", support=1.0, passages=(passage,))

    def _scores(self, analysis: Analysis) -> NDArray[np.float64]:
        """How salient each sentence is, and what it tells of the matter's future and of the parties' stance."""
        judged = analysis.judged
        bonuses = [
            _OUTLOOK_BONUS * (judged.outlook_of(index) is not None) + _STANCE_BONUS[judged.stance_of(index).label]
            for index in range(len(analysis.passages))
        ]
        sentences = [passage.text for passage in analysis.passages]
        scores = self._salience.scores(judged.vectors, sentences)
        return weighed(scores, sentences) + np.array(bonuses, dtype=np.float64)

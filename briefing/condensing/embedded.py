"""The embedded summarizer: the encoder selects sentences, the parser trims and completes them, the checks decide.

The packaged generator takes no part by default. Tried on long sentences of real articles it shortened few of them
faithfully and none better than the parse does (docs/decisions.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from briefing.condensing.salience import chosen, salience
from briefing.condensing.sentences import Analysis, Wording, analyse
from briefing.memo import ModelUse, Passage, Source, Statement, Summary
from briefing.models.outlook import outlook
from briefing.models.stance import StanceLabel, stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from briefing.checking import Checker
    from briefing.models.encoder import Encodes
    from briefing.models.parser import Parser

# What a memo is about counts more than what a document dwells on: plans, agreements and disputes.
_OUTLOOK_BONUS = 0.15
# Reports open with what was agreed; what is disputed comes late, where position counts against it.
_STANCE_BONUS: dict[StanceLabel, float] = {"cooperation": 0.1, "conflict": 0.2, "neutral": 0.0}


class EmbeddedSummarizer:
    """Condenses in the source's own words, as far as they stand alone."""

    # The encoder and the parser take part in every memo, whoever condenses; the pipeline names them.
    models: tuple[ModelUse, ...] = ()

    def __init__(self, encoder: Encodes, parser: Parser, checker: Checker) -> None:
        self._encoder = encoder
        self._parser = parser
        self._checker = checker

    def summarize(self, source: Source, passages: Sequence[Passage], budget: int) -> Summary:
        """Condense ``source`` into at most ``budget`` statements, in reading order.

        A document none of whose sentences stands alone is represented by its most salient sentences as they are.
        """
        analysis = analyse(passages, self._parser, self._encoder)
        scores = _scores(analysis)
        eligible = [index for index, wording in enumerate(analysis.wordings) if wording is not None]
        picked = chosen(scores, analysis.vectors, eligible or range(len(passages)), budget)
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


def _scores(analysis: Analysis) -> NDArray[np.float64]:
    bonuses = [_OUTLOOK_BONUS * (outlook(doc) is not None) + _STANCE_BONUS[stance(doc).label] for doc in analysis.docs]
    return salience(analysis.vectors) + np.array(bonuses, dtype=np.float64)

"""The embedded summarizer: the encoder selects sentences, the parser trims and completes them, the checks decide.

The packaged generator takes no part by default. Tried on long sentences of real articles it shortened few of them
faithfully and none better than the parse does (docs/decisions.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.condensing.salience import chosen, weighed
from briefing.condensing.sentences import Analysis, Wording, analyse
from briefing.memo import ModelUse, Passage, Source, Statement, Summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from briefing.checking import Checker
    from briefing.models.encoder import Encodes
    from briefing.models.heads.salience import SalienceHead
    from briefing.models.parser import Parser

# What a document tells beside its summary and a finding may be made of; a report of 400 pages does not run on.
_MOST_FURTHER = 20


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

        A document none of whose sentences stands alone is represented by its most salient sentences as they are. What
        may be a finding and the summary has no room for is kept beside it.
        """
        analysis = analyse(passages, self._parser, self._encoder)
        scores = self._scores(analysis)
        eligible = [index for index, wording in enumerate(analysis.wordings) if wording is not None]
        picked = chosen(scores, analysis.judged.vectors, eligible or range(len(passages)), budget)
        further = _plainest(analysis, [index for index in eligible if index not in set(picked)])
        told, beside = (
            tuple(self._statement(analysis.wordings[index], passages[index]) for index in sorted(places))
            for places in (picked, further)
        )
        return Summary(source=source.id, statements=told, further=beside)

    def _statement(self, wording: Wording | None, passage: Passage) -> Statement:
        if wording is not None:
            verdict = self._checker.check(wording.text, wording.passages)
            if verdict.ok:
                return Statement(
                    text=wording.text, mode=wording.mode, support=verdict.support, passages=wording.passages
                )
        return Statement(text=passage.text, mode="verbatim", support=1.0, passages=(passage,))

    def _scores(self, analysis: Analysis) -> NDArray[np.float64]:
        """How salient each sentence is."""
        sentences = [passage.text for passage in analysis.passages]
        return weighed(self._salience.scores(analysis.judged.vectors, sentences), sentences)


def _plainest(analysis: Analysis, places: Sequence[int]) -> list[int]:
    """Of these sentences the ones that are most plainly no background."""
    chances = {place: analysis.judged.points_of(place) for place in places}
    telling = [place for place in places if max(chances[place], key=chances[place].__getitem__) != "background"]
    return sorted(telling, key=lambda place: (chances[place]["background"], place))[:_MOST_FURTHER]

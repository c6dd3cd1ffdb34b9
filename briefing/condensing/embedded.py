"""The embedded summarizer: the encoder selects sentences, the parser trims and completes them, the checks decide.

The packaged generator takes no part in it. Tried on long sentences of real articles it shortened few of them
faithfully and none better than the parse does (docs/decisions.md).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefing.condensing.salience import chosen, weighed
from briefing.condensing.sentences import Sentences, Wording
from briefing.memo import ModelUse, Passage, Source, Statement, Summary

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from briefing.checking import Checker, Verdict
    from briefing.models.encoder import Encodes
    from briefing.models.heads.salience import SalienceHead
    from briefing.models.heads.sentences import Judged
    from briefing.models.parser import Parses

# What a document tells beside its summary and a finding may be made of; a report of 400 pages does not run on.
_MOST_FURTHER = 20


class EmbeddedSummarizer:
    """Condenses in the source's own words, as far as they can be understood where they stand."""

    # The encoder and the parser take part in every memo, whoever condenses; the pipeline names them.
    models: tuple[ModelUse, ...] = ()

    def __init__(self, encoder: Encodes, salience: SalienceHead, parser: Parses, checker: Checker) -> None:
        self._encoder = encoder
        self._salience = salience
        self._parser = parser
        self._checker = checker

    def summarize(self, source: Source, passages: Sequence[Passage], budget: int) -> Summary:
        """Condense ``source`` into at most ``budget`` statements, in reading order.

        A statement may take up the one right before it, where it stands right behind it in the source as well. A
        document none of whose sentences stands alone is represented by its most salient sentences as they are. What
        may be a finding and the summary has no room for is kept beside it, and what a leaning statement took the place
        of; that stands alone always.
        """
        texts = [passage.text for passage in passages]
        judged = self._encoder.judge(texts)
        scores = weighed(self._salience.scores(judged.vectors, texts), texts)
        sentences = Sentences(passages, self._parser)
        told = chosen(scores, judged.vectors, budget, partial(_fits, sentences))
        told = told or chosen(scores, judged.vectors, budget)
        alone = chosen(scores, judged.vectors, budget, lambda place, _: sentences.standing(place) is not None)
        further = {*alone, *_plainest(judged, sentences, {*told, *alone})}.difference(told)
        wordings = [sentences.standing(place) or _own_words(passages[place]) for place in sorted(told)]
        beside = [wording for place in sorted(further) if (wording := sentences.standing(place))]
        verdicts = self._checker.check_all([(wording.text, wording.passages) for wording in (*wordings, *beside)])
        # Without the name that it was given, a sentence beside the summary would not stand alone.
        kept = [
            _statement(wording, verdict)
            for wording, verdict in zip(beside, verdicts[len(wordings) :], strict=True)
            if verdict.ok or wording.mode != "rewritten"
        ]
        return Summary(source=source.id, statements=tuple(map(_statement, wordings, verdicts)), further=tuple(kept))


def _statement(wording: Wording, verdict: Verdict) -> Statement:
    """The wording with its support; one that failed its check gives way to the source's own words."""
    if verdict.ok:
        return Statement(text=wording.text, mode=wording.mode, support=verdict.support, passages=wording.passages)
    own = wording.passages[-1]
    return Statement(text=own.text, mode="verbatim", support=1.0, passages=(own,))


def _own_words(passage: Passage) -> Wording:
    return Wording(passage.text, "verbatim", (passage,))


def _fits(sentences: Sentences, place: int, beside: Sequence[int]) -> bool:
    """Whether a sentence stands alone, or leans on the one right before it, which is told as well."""
    if sentences.standing(place) is not None:
        return True
    return (place == 0 or place - 1 in beside) and sentences.leans(place)


def _plainest(judged: Judged, sentences: Sentences, told: Container[int]) -> list[int]:
    """Of the sentences that stand alone and are not told the ones that are most plainly no background."""
    chances = [judged.points_of(place) for place in range(len(judged.vectors))]
    telling = [place for place, one in enumerate(chances) if max(one, key=one.__getitem__) != "background"]
    order = sorted(telling, key=lambda place: chances[place]["background"])
    found = [place for place in order if place not in told and sentences.standing(place) is not None]
    return found[:_MOST_FURTHER]

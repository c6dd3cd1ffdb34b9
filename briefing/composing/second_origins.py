"""Second origins that are not sure: what seems to tell a statement elsewhere, and is no witness of it.

A reader is told to compare it. What several tell after one outlet has one origin, and is nothing to compare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.composing.details import gives_otherwise
from briefing.composing.hearsay import independent_origins
from briefing.composing.relations import SEEN_ISSUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.composing.candidates import Candidate
    from briefing.composing.chosen import Chosen
    from briefing.composing.corpus import Corpus
    from briefing.composing.relations import Relation, Relations
    from briefing.memo import Passage

# From this chance on, either way round, a passage seems to tell what happened, so that no memo says that no second
# origin was found. In the 24 dossiers 13 of 34 such gaps are told by another all the same; with 0.5 it is 21 of 43.
_SEEMS = 0.3
# What likely carries an accord or a dispute of one origin, and is no sure witness of it: by the labels of 24 dossiers
# 32 of the 39 such passages tell the same point.
_LIKELY = 0.5


def seeming(centre: Candidate, corpus: Corpus, relations: Relations) -> tuple[Passage, ...]:
    """The passages of other origins that seem to tell what a statement tells, alike or otherwise.

    The first are those that likeliest tell it alike: of what seems to tell it otherwise most tells something else.
    """
    told = _elsewhere(centre, corpus, relations)
    return _best_first((one.carries, passage) for passage, one in told if max(one.carries, one.differs) >= _SEEMS)


def likely_carrier(one: Chosen, corpus: Corpus, relations: Relations) -> tuple[Passage, ...]:
    """The passage that likeliest carries an accord or a dispute for which no second origin is sure, if any does.

    What is cited with it, or told beneath it, is there already; what has another figure in its place carries nothing.
    That a passage seems to tell it otherwise as well does not count: by the labels of 24 dossiers all eight of these
    tell the same point.
    """
    if one.kind not in {"accord", "dispute"} or one.origins > 1:
        return ()
    voices = (passage for voice in one.also for passage in (*voice.centre.statement.passages, *voice.carriers))
    there = {*one.carriers, one.later, *voices}
    likely = _best_first(
        (found.carries, passage)
        for passage, found in _elsewhere(one.centre, corpus, relations)
        # Two agreements of the same parties are alike in much.
        if found.carries >= _LIKELY
        and found.issue >= SEEN_ISSUE
        and passage not in there
        and not gives_otherwise(one.centre.doc, corpus.docs[corpus.place_of(passage)])
    )
    return of_own_origins(one.centre, likely, corpus)[:1]


def of_own_origins(centre: Candidate, passages: Iterable[Passage], corpus: Corpus) -> tuple[Passage, ...]:
    """The first of the passages of each origin, but for what is told after the outlet that the statement is from."""
    kept: dict[str, Passage] = {}
    for passage in passages:
        origin = corpus.by_id[passage.source].origin
        if origin not in kept and independent_origins(centre, (passage,), corpus) > 1:
            kept[origin] = passage
    return tuple(kept.values())


def _best_first(told: Iterable[tuple[float, Passage]]) -> tuple[Passage, ...]:
    return tuple(passage for _, passage in sorted(told, key=lambda one: -one[0]))


def _elsewhere(centre: Candidate, corpus: Corpus, relations: Relations) -> Iterator[tuple[Passage, Relation]]:
    """The passages of other origins, and what they say of the statement or it of them."""
    for place, passage in enumerate(corpus.passages):
        if corpus.source_of(place).origin != centre.source.origin:
            yield passage, relations.either(passage.text, centre.statement.text)

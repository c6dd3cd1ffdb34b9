"""What a later report gives in place of a finding's figure: it is told beneath, with its day.

A toll that rose contradicts nobody, but who reads the earlier one must not take it for the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.composing.discrepancies.superseded import counts_on, is_superseded
from briefing.composing.measures import measures, unshared
from briefing.condensing.standalone import dangling, is_complete

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.composing.candidates import Candidate
    from briefing.composing.corpus import Corpus
    from briefing.composing.measures import Measure
    from briefing.composing.relations import Relations
    from briefing.memo import Passage

# From these chances on two passages speak to one issue, and tell one fact otherwise: of what is counted as it is found,
# and of all else.
_COUNTED_ON = (0.7, 0.6)
_ELSE = (0.9, 0.8)
# A share is not counted on.
_SHARE = "%"


def told_later(centre: Candidate, corpus: Corpus, relations: Relations) -> Passage | None:
    """The passage of a later report that supersedes a figure of a statement: of several the one that counts most."""
    said_on, counted = centre.source.published, measures(centre.doc)
    if said_on is None or not counted:
        return None
    found = []
    for place, passage in enumerate(corpus.passages):
        published = corpus.source_of(place).published
        if published is None or published <= said_on:
            continue
        told = relations.either(passage.text, centre.statement.text)
        chances = told.issue, told.differs
        if _reach(chances, _COUNTED_ON) and (
            anew := _superseding(place, centre, counted, corpus, _reach(chances, _ELSE))
        ):
            found.append((max(one.number.value for one in anew), chances[1], passage))
    return max(found, key=lambda one: one[:2])[2] if found else None


def _reach(chances: tuple[float, float], least: tuple[float, float]) -> bool:
    return all(chance >= line for chance, line in zip(chances, least, strict=True))


def _superseding(
    place: int, centre: Candidate, counted: Sequence[Measure], corpus: Corpus, plainly: bool
) -> Sequence[Measure]:
    """The figures of the later passage at ``place`` that supersede a statement's; none where it does not.

    Where the heads do not say so ``plainly`` it must count on: more of what is counted as it is found.
    """
    doc = corpus.docs[place]
    mine, theirs = unshared(counted, measures(doc)), unshared(measures(doc), counted)
    own = corpus.place_of(centre.statement.passages[-1])
    supersedes = (
        mine
        and (plainly or (counts_on(corpus, own, place) and _is_more(mine, theirs)))
        and is_superseded(corpus, own, place)
        and is_complete(doc)
        and not dangling(doc)
    )
    return theirs if supersedes else ()


def _is_more(before: Sequence[Measure], after: Sequence[Measure]) -> bool:
    """Whether the later figures count more, and are no shares."""
    counts = [[one.number.value for one in each if one.number.unit != _SHARE] for each in (before, after)]
    return bool(counts[0] and counts[1]) and max(counts[0]) < max(counts[1])

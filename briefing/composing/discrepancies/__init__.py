"""Discrepancies: passages of different origins that tell one fact otherwise.

Vectors find the passages worth comparing, and the fact head must hold that both tell one fact otherwise and speak to
one issue. What they differ in is read off their words; each cause has its module, and ``discrepancies`` is the public
function.
Silence is preferred to a false alarm.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from briefing.checking.quotations import quoted_share
from briefing.composing.corpus import overlap
from briefing.composing.discrepancies.claimants import are_positions
from briefing.composing.discrepancies.dates import dated, differ_in_all, of_dates, of_hours
from briefing.composing.discrepancies.discrepancy import Discrepancy
from briefing.composing.discrepancies.names import NAMED, PERSONS, of_names
from briefing.composing.discrepancies.numbers import are_of_parts, are_rounded, counted_otherwise, of_numbers
from briefing.composing.discrepancies.offices import of_offices
from briefing.composing.discrepancies.polarity import are_of_one_time, contradiction
from briefing.composing.discrepancies.superseded import is_superseded
from briefing.composing.measures import measures
from briefing.condensing.standalone import is_complete
from briefing.models.heads.sentences import POINTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.composing.corpus import Corpus
    from briefing.composing.relations import Relations
    from briefing.memo import Cause

__all__ = ["Discrepancy", "comparable", "discrepancies", "distinct"]

# Likeness of the vectors from which two passages may tell one fact, and the nearest passages of other origins that each
# is compared with: 85 of the 103 points with two sides in 24 dossiers are among the 87 pairs of each. With 0.45 and
# three it is 69 among 50, with 0.3 and three 90 among 118.
_NEAR = 0.3
_OF_A_PASSAGE = 2
# Pairs in all.
_OF_ALL = 240
# Passages that are compared at all: each with every other, so that time does not grow with the square of the dossier.
_OF_CORPUS = 1500
# From these chances on two passages tell one fact otherwise: that they do, and that both speak to one issue; the surer
# the first, the less is asked of the second. Less of it is asked where they differ in a figure, and more of the first
# where they differ in a name. Of what is printed for these 24 dossiers 51 of 58 are right.
_DIFFERS, _ONE_ISSUE = 0.9, 0.93
_SURELY_DIFFERS, _LIKELY_ONE_ISSUE = 0.95, 0.9
_ISSUE_OF_FIGURES = 0.8
_NAMES_DIFFER = 0.97
# The share of both passages' content words that are the same where one is the other word for word, but for a figure, a
# day or a name; then it needs no head. On the dossiers named above no pair is.
_WORD_FOR_WORD = 0.7
# From this share of quoted words on a passage is somebody's remark.
_QUOTED = 0.5


def comparable(corpus: Corpus) -> list[tuple[int, int]]:
    """The places of passages of different origins that are near each other, the nearest first."""
    places = _telling(corpus)
    origins = np.array([corpus.source_of(place).origin for place in places])
    vectors = corpus.vectors[places]
    found: dict[tuple[int, int], float] = {}
    for index, place in enumerate(places):
        near = vectors @ vectors[index]
        near[origins == origins[index]] = -1
        for other in np.argsort(-near, kind="stable")[:_OF_A_PASSAGE]:
            if near[other] >= _NEAR:
                pair = min(place, places[other]), max(place, places[other])
                found[pair] = float(near[other])
    return sorted(found, key=lambda pair: (-found[pair], pair))[:_OF_ALL]


def _telling(corpus: Corpus) -> list[int]:
    """The places of the whole sentences that are least background, in order: all of a dossier of ordinary size.

    Who asks says nothing.
    """
    whole = [place for place, doc in enumerate(corpus.docs) if is_complete(doc) and "?" not in doc.text]
    background = corpus.judged.point[:, POINTS.index("background")]
    return sorted(sorted(whole, key=lambda place: (float(background[place]), place))[:_OF_CORPUS])


def discrepancies(corpus: Corpus, compared: Sequence[tuple[int, int]], relations: Relations) -> list[Discrepancy]:
    """All discrepancies of a dossier, the most certain first; one for each two passages that differ."""
    offices = list(of_offices(corpus))
    # Passages that give somebody another office do tell one fact otherwise, but no more than that.
    explained = {_passages(one) for one in offices}
    others = (
        one
        for one in _of_pairs(corpus, compared, relations)
        if one.cause != "polarity" or _passages(one) not in explained
    )
    return sorted([*offices, *others], key=lambda one: -one.weight)


def distinct(found: Sequence[Discrepancy]) -> list[Discrepancy]:
    """One discrepancy for each fact, the first of those found."""
    kept: dict[tuple[str, ...], Discrepancy] = {}
    told: dict[Cause, set[frozenset[str]]] = defaultdict(set)
    for one in found:
        passages = _passages(one)
        # A passage that contradicts several others does so for one reason.
        if one.fact in kept or any(passages & other for other in told[one.cause]):
            continue
        kept[one.fact] = one
        told[one.cause].add(passages)
    return list(kept.values())


def _passages(one: Discrepancy) -> frozenset[str]:
    return frozenset(passage.text for side in one.sides for passage in side.citations)


def _of_pairs(corpus: Corpus, compared: Sequence[tuple[int, int]], relations: Relations) -> Iterator[Discrepancy]:
    near = [(*pair, True) for pair in compared]
    for one, other, are_near in (*near, *((*pair, False) for pair in _judged_beside(corpus, compared, relations))):
        found = next(_of_pair(corpus, one, other, relations, are_near=are_near), None)
        if found is not None:
            yield found


def _judged_beside(corpus: Corpus, compared: Sequence[tuple[int, int]], relations: Relations) -> list[tuple[int, int]]:
    """The places of passages of different origins that were judged by each other, though others are nearer to them."""
    places = {corpus.passages[place].text: place for place in reversed(_telling(corpus))}
    judged = ((places[one], places[other]) for one, other in relations.pairs if one in places and other in places)
    found = {(min(pair), max(pair)) for pair in judged}.difference((min(pair), max(pair)) for pair in compared)
    return sorted(
        (one, other) for one, other in found if corpus.source_of(one).origin != corpus.source_of(other).origin
    )


def _of_pair(corpus: Corpus, one: int, other: int, relations: Relations, *, are_near: bool) -> Iterator[Discrepancy]:
    """What differs between two passages, the plainest first; what is not near differs in a figure, or surely."""
    sides = (corpus.passages[one], corpus.passages[other])
    texts = (sides[0].text, sides[1].text)
    differ = relations.differ(*texts)
    issue = relations.issue(*texts)
    likely = differ >= _DIFFERS and issue >= _ISSUE_OF_FIGURES
    sure = (likely and issue >= _ONE_ISSUE) or (differ >= _SURELY_DIFFERS and issue >= _LIKELY_ONE_ISSUE)
    alike = _alike(corpus.lemmas[one], corpus.lemmas[other])
    word_for_word = alike >= _WORD_FOR_WORD
    here, there = corpus.docs[one], corpus.docs[other]
    if not (likely or word_for_word) or is_superseded(corpus, one, other) or are_positions(here, there):
        return
    weight = max(differ, alike)
    counts = (measures(here), measures(there))
    yield from of_numbers(*counts, sides, weight)
    times = (dated(corpus, one), dated(corpus, other))
    if are_of_parts(*counts) or differ_in_all(here, there, *times) or (not are_near and differ < _SURELY_DIFFERS):
        return
    if sure or word_for_word:
        yield from of_dates(*times, sides, weight)
        yield from of_hours(here, there, sides, weight)
    surely_named = sure and differ >= _NAMES_DIFFER
    if surely_named or word_for_word:
        # One place lies within another: "in Malaysia", "in Kuala Lumpur".
        yield from of_names(here, there, sides, weight, NAMED if surely_named else PERSONS)
    if likely:
        yield from counted_otherwise(*counts, sides, weight)
    # Two outlets that quote one remark seldom have the same words of it.
    quoted = all(quoted_share(text) > _QUOTED for text in texts)
    if sure and not quoted and not are_rounded(*counts) and are_of_one_time(here, there):
        yield contradiction(sides, weight)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return min(overlap(one, other), overlap(other, one))

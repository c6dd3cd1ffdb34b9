"""What is known of two passages beside their texts: where they stand, what is around them, what they share.

The retelling head judges by it whether both report one fact.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from briefing.checking.numbers import numbers
from briefing.models.heads.retelling import FEATURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from briefing.composing.corpus import Corpus

# The rarity of what two passages share counts up to here, about four words that stand nowhere else.
_MOST_SHARED = 20.0
# More than this is plainly nearer than the next.
_MOST_AHEAD = 0.3


class Surroundings:
    """The passages of a corpus, ready to be compared with each other."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        order = {source.id: place for place, source in enumerate(corpus.sources)}
        self._source = np.array([order[passage.source] for passage in corpus.passages], dtype=int)
        self._rarity = _rarity(corpus)
        self._numbers = [frozenset(number.value for number in numbers(passage.text)) for passage in corpus.passages]
        self._nearest_known: dict[tuple[int, int], tuple[int, float, float]] = {}
        self._stance = np.array([corpus.judged.stance_of(place).score for place in range(len(corpus.passages))])

    def either_is_alone(self, pairs: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
        """Whether nothing stands around one of two passages, by their places: its source says no more."""
        alone = np.bincount(self._source, minlength=len(self._corpus.sources))[self._source] == 1
        return np.array([alone[one] or alone[other] for one, other in pairs], bool)

    def features(self, pairs: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
        """The features of pairs of passages, by their places in the corpus: shape ``(n, 15)``, see ``FEATURES``."""
        if not pairs:
            return np.zeros((0, len(FEATURES)), np.float32)
        one, other = np.array(pairs).T
        vectors, around, point = self._corpus.vectors, self._around, self._corpus.judged.point
        headlines = self._corpus.headlines[self._source]
        place = self._place
        same_document = self._source[one] == self._source[other]
        columns = [
            _products(vectors[one], vectors[other]),
            (
                _products(around[one], around[other])
                + _products(vectors[one], around[other])
                + _products(around[one], vectors[other])
            )
            / 3,
            (_products(vectors[one], headlines[other]) + _products(vectors[other], headlines[one])) / 2,
            *np.array([self._shared(a, b) for a, b in pairs]).T,
            _products(point[one], point[other]),
            self._stance[one] * self._stance[other],
            *np.array([self._counted(a, b) for a, b in pairs], dtype=float).T,
            place[one] * place[other],
            np.minimum(place[one], place[other]),
            same_document,
            same_document & (np.abs(one - other) == 1),
            [min(self._ahead(a, b), self._ahead(b, a)) for a, b in pairs],
        ]
        return np.stack(columns, axis=1).astype(np.float32)

    def _shared(self, one: int, other: int) -> tuple[float, float, float]:
        """The rarity of the content words that two passages share: of the shorter's, of both's together, by itself."""
        here, there = (self._corpus.lemmas[place] for place in (one, other))
        shared, mine, theirs = (
            sum(self._rarity[lemma] for lemma in sorted(words)) for words in (here & there, here, there)
        )
        least, together = min(mine, theirs), mine + theirs - shared
        return (
            shared / least if least else 0.0,
            shared / together if together else 0.0,
            min(shared, _MOST_SHARED) / _MOST_SHARED,
        )

    def _ahead(self, one: int, other: int) -> float:
        """How much nearer ``other`` is to ``one`` than the next of its source's passages; below 0 if another is."""
        best, near, second = self._nearest(one, int(self._source[other]))
        ahead = float(self._corpus.vectors[one] @ self._corpus.vectors[other]) - (second if other == best else near)
        return min(max(ahead, -_MOST_AHEAD), _MOST_AHEAD)

    def _nearest(self, one: int, source: int) -> tuple[int, float, float]:
        """Of a source's passages, ``one`` itself aside, the nearest to ``one``, its likeness and the next one's."""
        if (one, source) not in self._nearest_known:
            places = np.flatnonzero(self._source == source)
            places = places[places != one]
            near = self._corpus.vectors[places] @ self._corpus.vectors[one]
            order = np.argsort(-near, kind="stable")[:2]
            best, second = (*near[order], 0.0, 0.0)[:2]
            place = int(places[order[0]]) if len(order) else one
            self._nearest_known[one, source] = place, float(best), float(second)
        return self._nearest_known[one, source]

    def _counted(self, one: int, other: int) -> tuple[bool, bool]:
        here, there = self._numbers[one], self._numbers[other]
        return bool(here & there), bool(here and there and not here & there)

    @cached_property
    def _place(self) -> NDArray[np.float64]:
        """How early each passage stands in its source: 1 for the first, 1/2 for the second, and so on."""
        place = np.zeros(len(self._source))
        seen = Counter[int]()
        for index, source in enumerate(self._source):
            seen[int(source)] += 1
            place[index] = 1 / seen[int(source)]
        return place

    @cached_property
    def _around(self) -> NDArray[np.float32]:
        """The mean vector of each passage's neighbors in its source; its own where it has none."""
        vectors = self._corpus.vectors
        around = np.array(vectors)
        for index, source in enumerate(self._source):
            beside = [
                place
                for place in (index - 1, index + 1)
                if 0 <= place < len(self._source) and self._source[place] == source
            ]
            if beside:
                around[index] = vectors[beside].mean(axis=0)
        return around


def _rarity(corpus: Corpus) -> dict[str, float]:
    """How rare each content word is among the dossier's passages (inverse document frequency, smoothed)."""
    counts = Counter(lemma for lemmas in corpus.lemmas for lemma in lemmas)
    return {lemma: math.log((len(corpus.passages) + 1) / (count + 0.5)) for lemma, count in counts.items()}


def _products(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    products: NDArray[np.float32] = (one * other).sum(axis=1)
    return products

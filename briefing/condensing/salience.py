"""Choosing sentences: the most salient ones, each thing said once.

The salience head scores them (``models.heads.salience``). Weighed against its scores are how far down a sentence stands
and how long it is, since a summary has room for few words; and what was chosen already counts against what says the
same (maximal marginal relevance; Carbonell and Goldstein, 1998). Scores are logs, so that weights add up.

The weights were chosen by ROUGE of three whole sentences against editors' highlights of 245 news articles
(``training.salience``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

PLACE_WEIGHT = 0.6
LENGTH_WEIGHT = 0.05
"""What each word beyond ``CONCISE`` costs."""
CONCISE = 18
REDUNDANCY_WEIGHT = 0.5


def weighed(scores: NDArray[np.float64], sentences: Sequence[str]) -> NDArray[np.float64]:
    """The head's scores of a document's sentences, less what their place and their length cost."""
    words = np.array([len(sentence.split()) for sentence in sentences])
    costs = PLACE_WEIGHT * np.log1p(np.arange(len(words))) + LENGTH_WEIGHT * np.maximum(0, words - CONCISE)
    found: NDArray[np.float64] = scores - costs
    return found


def chosen(
    scores: NDArray[np.float64],
    vectors: NDArray[np.float32],
    budget: int,
    fits: Callable[[int, Sequence[int]], bool] = lambda place, beside: True,  # noqa: ARG005
) -> list[int]:
    """The indices of at most ``budget`` sentences: high scores, said once; in order of choice.

    ``fits`` tells whether a sentence can stand in a summary beside those chosen before (default: always). It is asked
    about no more sentences than it must be, the likeliest first.
    """
    left, picked = list(range(len(scores))), list[int]()
    while left and len(picked) < budget:
        overlap = (vectors[left] @ vectors[picked].T).max(axis=1) if picked else np.zeros(len(left))
        order = np.argsort(REDUNDANCY_WEIGHT * overlap - scores[left], kind="stable")
        found = next((int(index) for index in order if fits(left[index], picked)), None)
        if found is None:
            break
        picked.append(left.pop(found))
    return picked

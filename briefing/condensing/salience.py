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
    from collections.abc import Sequence

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
    scores: NDArray[np.float64], vectors: NDArray[np.float32], eligible: Sequence[int], budget: int
) -> list[int]:
    """The indices of at most ``budget`` eligible sentences: high scores, said once; in order of choice."""
    left, picked = list(eligible), list[int]()
    while left and len(picked) < budget:
        overlap = (vectors[left] @ vectors[picked].T).max(axis=1) if picked else np.zeros(len(left))
        gains = scores[left] - REDUNDANCY_WEIGHT * overlap
        picked.append(left.pop(int(np.argmax(gains))))
    return picked

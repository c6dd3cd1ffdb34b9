"""How well passages support a statement, 0 to 1.

Windows of one or two neighbouring passages are judged, as SummaC does (Laban et al., 2022), and the best one counts. A
window is worth the mean of two views: how near the vectors are, and how many of the statement's words it has. From that
goes what the pair head does not find entailed, and the more the nearer the two look: a sentence that is all but the
source's own and yet does not follow has a turned fact in it. Names, numbers, dates and quotations that no passage has
lower the score as well; they are also checked for themselves, in ``literals``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from briefing.checking.literals import OPENERS, violations
from briefing.checking.normal_forms import normal_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from briefing.models.encoder import Encodes
    from briefing.models.heads.pairs import JudgesPairs

# Chosen on machine summaries of news judged by people (benchmarks.support on FRANK's validation part), and on corrupted
# claims about unseen articles, so that the score alone alarms at most one true claim in twenty.
SUPPORTED = 0.75
_DOUBT = 0.3
# The passages nearest to the statement, each alone and with the one before and after it.
_NEAREST = 3
_VIOLATION = 0.1
# Documents whose passages' vectors are kept: statements come document by document.
_DOCUMENTS = 4


class Support:
    """Scores statements against the passages that they cite, or against all passages of a document."""

    def __init__(self, encoder: Encodes, judge: JudgesPairs) -> None:
        self._encoder = encoder
        self._judge = judge
        self._vectors = lru_cache(maxsize=_DOCUMENTS)(encoder.encode)

    def score(self, text: str, passages: Sequence[str]) -> float:
        """How well ``passages``, which stand in this order in their source, support ``text``."""
        if not passages:
            return 0.0
        own, vectors = self._encoder.encode([text])[0], self._vectors(tuple(passages))
        spans = _windows(vectors @ own)
        windows = [" ".join(passages[start:end]) for start, end in spans]
        entailed = self._judge.judge([(window, text) for window in windows]).entailment[:, 0]
        near = np.array([_direction(vectors[start:end]) @ own for start, end in spans])
        covered = np.array([coverage(text, window) for window in windows])
        likeness = (near + covered) / 2
        worth = float((likeness - _DOUBT * (1 - entailed) * likeness**4).max())
        return round(min(1.0, max(0.0, worth - _VIOLATION * len(violations(text, passages)))), 4)


def _windows(near: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Spans of one or two passages around those nearest to the statement."""
    nearest = [int(place) for place in np.argsort(-near, kind="stable")[:_NEAREST]]
    spans = {(place, place + 1) for place in nearest}
    spans |= {(place - 1, place + 1) for place in nearest if place > 0}
    spans |= {(place, place + 2) for place in nearest if place + 1 < len(near)}
    return sorted(spans)


def _direction(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of vectors, made as long as one."""
    total = vectors.sum(axis=0)
    direction: NDArray[np.float32] = total / max(float(np.linalg.norm(total)), 1e-12)
    return direction


def coverage(text: str, passage: str) -> float:
    """The share of the text's words, common ones left out, that the passage has too; 1 for a text without words."""
    said = set(normal_words(passage))
    words = [word for word in normal_words(text) if word not in OPENERS]
    return sum(word in said for word in words) / len(words) if words else 1.0

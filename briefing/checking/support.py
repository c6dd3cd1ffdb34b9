"""How well passages support a statement, 0 to 1.

Windows of one or two neighbouring passages are judged, as SummaC does (Laban et al., 2022), and the best one counts. A
window is worth the mean of two views: how near the vectors are, and how many of the statement's words it has. From that
goes what the pair head does not find entailed, and the more the nearer the two look: a sentence that is all but the
source's own and yet does not follow has a turned fact in it. Names, numbers, dates and quotations that no passage has
lower the score as well; they are also checked for themselves, in ``literals``.
"""

from __future__ import annotations

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


class Support:
    """Scores statements against the passages that they cite, or against all passages of a document."""

    def __init__(self, encoder: Encodes, judge: JudgesPairs) -> None:
        self._encoder = encoder
        self._judge = judge

    def score(self, text: str, passages: Sequence[str]) -> float:
        """How well ``passages``, which stand in this order in their source, support ``text``."""
        return self.scores([(text, passages)])[0]

    def scores(self, claims: Sequence[tuple[str, Sequence[str]]]) -> list[float]:
        """The score of each text by its passages; the models are asked once for all of them."""
        told = list(dict.fromkeys(passage for _, passages in claims for passage in passages))
        vectors = dict(zip(told, self._encoder.encode(told), strict=True))
        own = self._encoder.encode([text for text, _ in claims])
        views = [
            _views(text, vector, passages, [vectors[passage] for passage in passages])
            for (text, passages), vector in zip(claims, own, strict=True)
        ]
        pairs = [(window, text) for (text, _), each in zip(claims, views, strict=True) for window in each]
        entailed = dict(zip(pairs, self._judge.judge(pairs).entailment[:, 0].tolist(), strict=True))
        return [
            _score(text, passages, [(likeness, entailed[window, text]) for window, likeness in each.items()])
            for (text, passages), each in zip(claims, views, strict=True)
        ]


def _views(
    text: str, own: NDArray[np.float32], passages: Sequence[str], vectors: Sequence[NDArray[np.float32]]
) -> dict[str, float]:
    """The windows of the passages to judge the text by, and how like it each of them is."""
    if not passages:
        return {}
    rows = np.stack(vectors)
    windows = {" ".join(passages[start:end]): _direction(rows[start:end]) for start, end in _windows(rows @ own)}
    return {window: (float(near @ own) + coverage(text, window)) / 2 for window, near in windows.items()}


def _score(text: str, passages: Sequence[str], views: Sequence[tuple[float, float]]) -> float:
    """The worth of the best view of a text, less its violations; a view is how like it is, and how far it entails."""
    if not views:
        return 0.0
    worth = max(likeness - _DOUBT * (1 - entailed) * likeness**4 for likeness, entailed in views)
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

"""The salience head: which sentences carry a document, each seen among the others."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from briefing.models.heads.pins import SALIENCE
from briefing.models.heads.weights import read_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from briefing.models.heads.networks import SalienceNetwork

FEATURES = 7
_QUOTES = re.compile(r"[\"“”]")
_LONG = 40


class SalienceHead:
    """Scores the sentences of documents."""

    def __init__(self, network: SalienceNetwork) -> None:
        self._network = network.eval()

    def scores(self, vectors: NDArray[np.float32], sentences: Sequence[str]) -> NDArray[np.float64]:
        """One score for each sentence of a document in reading order: the log of its share of what carries it."""
        import torch

        if not len(sentences):
            return np.zeros(0)
        given = (torch.from_numpy(vectors), torch.from_numpy(features(vectors, sentences)), torch.ones(len(sentences)))
        with torch.no_grad():
            found = torch.log_softmax(self._network(*(one.unsqueeze(0) for one in given))[0], dim=0)
        scores: NDArray[np.float64] = found.double().numpy()
        return scores


def features(vectors: NDArray[np.float32], sentences: Sequence[str]) -> NDArray[np.float32]:
    """What the vector of a sentence does not say: shape ``(n, 7)``.

    Likeness to the document's centre and to its first sentence, place from the top and from the end, length, and
    whether it quotes or counts.
    """
    count = len(sentences)
    centre = vectors.mean(axis=0)
    words = np.array([len(sentence.split()) for sentence in sentences])
    columns = [
        vectors @ (centre / max(float(np.linalg.norm(centre)), 1e-12)),
        vectors @ vectors[0],
        1 / (1 + np.arange(count)),
        np.arange(count) / max(1, count - 1),
        np.minimum(words, _LONG) / _LONG,
        [bool(_QUOTES.search(sentence)) for sentence in sentences],
        [any(sign.isdigit() for sign in sentence) for sentence in sentences],
    ]
    return np.stack(columns, axis=1).astype(np.float32)


@cache
def load_salience_head() -> SalienceHead:
    """Return the process's salience head. Raises ``ModelMissing`` or ``ModelCorrupt``."""
    from briefing.models.heads.networks import SalienceNetwork

    tensors, _ = read_weights(SALIENCE)
    network = SalienceNetwork(FEATURES)
    network.load_state_dict(tensors)
    return SalienceHead(network)

"""The in-context head: what a sentence is to a memo, read by the larger encoder with what stands before it.

The sentence head judges every sentence by itself, in the pass that makes its vector. Whether it is what the matter is
about, or only stands around it, often shows by the headline and by the sentence before.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol

from briefing.models.heads.pins import IN_CONTEXT
from briefing.models.heads.rereading import load_rereader
from briefing.models.heads.sentences import POINTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from briefing.models.heads.pair_reader import PairReader

JUDGEMENTS = {"point": POINTS}
"""The classes of its judgement, in the order of its columns."""


class ReadsInContext(Protocol):
    """What judges sentences in their context: the in-context head itself, or one that remembers."""

    def judge(self, sentences: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Judge the second text of each pair, which the first is the context of: shape ``(n, 5)``."""
        ...


class InContextReader:
    """The in-context head."""

    def __init__(self, reader: PairReader) -> None:
        self._reader = reader

    def judge(self, sentences: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Calibrated probabilities of what each sentence is to a memo, in the order of ``POINTS``: shape ``(n, 5)``.

        A sentence comes with its context, which stands first.
        """
        return self._reader.chances(sentences)["point"]


def context(headline: str | None, before: str | None) -> str:
    """What a sentence is read with: its document's headline, and the sentence before it; empty where it has neither."""
    return " ".join([*([f"{headline}."] if headline else ()), *([before] if before else ())])


@cache
def load_in_context_reader() -> InContextReader:
    """Return the process's in-context head. Raises ``ModelMissing``, ``ModelCorrupt`` or ``OutputError``."""
    return InContextReader(load_rereader(IN_CONTEXT, JUDGEMENTS))

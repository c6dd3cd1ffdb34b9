"""Ranking: how much a statement merits to be a finding, before and after its carriers are known.

The weights were set by reading the memos of the sample dossier and of news events; the share of an editors' summary
that the memos cover is measured by ``python -m benchmarks.memos``.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from briefing.composing.candidates import Candidate

_CENTRAL = 1.0
_SUBJECT = 0.6
_EARLY = 0.6
_FLAW = 0.5
_CORROBORATION = 0.5
# Words beyond which a wording is harder to carry, to read out and to corroborate.
_CONCISE = 26


def merits(candidates: Sequence[Candidate], subject: NDArray[np.float32] | None) -> list[float]:
    """Each candidate's merit by itself: central to the dossier (and the subject, if given), early, well worded."""
    if not candidates:
        return []
    vectors = np.stack([candidate.vector for candidate in candidates])
    centre = vectors.mean(axis=0)
    central = vectors @ (centre / max(float(np.linalg.norm(centre)), 1e-12))
    asked = vectors @ subject if subject is not None else np.zeros(len(candidates))
    return [
        _CENTRAL * float(central[index])
        + _SUBJECT * float(asked[index])
        + _EARLY / (1 + candidate.place)
        - _FLAW * candidate.flaws
        - 0.01 * max(0, len(candidate.statement.text.split()) - _CONCISE)
        for index, candidate in enumerate(candidates)
    ]


def ranked(candidates: Sequence[Candidate], subject: NDArray[np.float32] | None) -> list[Candidate]:
    """The candidates with their merits, in the order given."""
    worth = merits(candidates, subject)
    return [replace(candidate, merit=merit) for candidate, merit in zip(candidates, worth, strict=True)]


def score(merit: float, origins: int) -> float:
    """A group's score: its centre's merit, and how many origins carry it."""
    return merit + _CORROBORATION * math.log2(origins)

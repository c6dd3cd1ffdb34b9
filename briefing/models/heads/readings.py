"""What two readings of the same texts say together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# No reading is surer than this that something is not so.
_LEAST = 1e-6


def heard_together(first: NDArray[np.float32], again: NDArray[np.float32], weight: float) -> NDArray[np.float32]:
    """The product of both readings' chances, each to the power of its weight, of which ``again`` has ``weight``.

    Chances stand in rows that sum to 1: shape ``(n, classes)``, and so do those that are returned.
    """
    weighed = np.maximum(first, _LEAST) ** (1 - weight) * np.maximum(again, _LEAST) ** weight
    chances: NDArray[np.float32] = weighed / weighed.sum(axis=1, keepdims=True)
    return chances

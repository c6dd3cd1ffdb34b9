"""An encoder that remembers: what it encoded once it takes from a folder, without loading the model.

It remembers whole lists, not single texts: a vector depends, in its last digits, on what else was in the batch, and the
same documents must give the same memo whatever was encoded before.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from briefing.models.encoder import DIMENSIONS, load_encoder
from briefing.models.store import ENCODER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class RememberingEncoder:
    """Encodes as the packaged encoder does, and keeps the vectors in ``folder``, one file a list of texts.

    A file that cannot be read or written is as good as none.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of length one for each text, in order: shape ``(len(texts), 384)``.

        Raises ``ModelMissing`` or ``ModelCorrupt`` where the model is needed and not there.
        """
        path = self._folder / f"{hashlib.sha256(json.dumps([ENCODER.sha256, *texts]).encode()).hexdigest()}.npy"
        with contextlib.suppress(OSError, ValueError, EOFError):
            kept: NDArray[np.float32] = np.load(path, allow_pickle=False)
            if kept.shape == (len(texts), DIMENSIONS) and kept.dtype == np.float32:
                return kept
        vectors = load_encoder().encode(texts)
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as file:
                np.save(file, vectors, allow_pickle=False)
            Path(file.name).replace(path)
        return vectors

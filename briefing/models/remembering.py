"""Models that remember: what was computed once is taken from a folder, without loading the model.

Whole lists are remembered, not single texts: a vector depends, in its last digits, on what else was in the batch, and
the same documents must give the same memo whatever was computed before.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from briefing.models.encoder import load_encoder
from briefing.models.heads.facts import RECIPE, FactJudgements, load_fact_judge
from briefing.models.heads.pairs import PairJudgements, load_pair_judge
from briefing.models.heads.pins import FACTS, PAIRS, REREADING, SENTENCES
from briefing.models.heads.sentences import Judged
from briefing.models.store import ENCODER, GENERATOR

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float32]


class RememberingEncoder:
    """Encodes and judges as the packaged encoder does, and keeps what came out in ``folder``, one file a list of texts.

    A file that cannot be read or written is as good as none.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of length one for each text, in order: shape ``(len(texts), 384)``.

        Raises ``ModelMissing`` or ``ModelCorrupt`` where the model is needed and not there.
        """
        key = ["encode", ENCODER.sha256, *texts]
        kept = _kept(self._folder, key, len(texts), ["vectors"], lambda: {"vectors": load_encoder().encode(texts)})
        return kept["vectors"]

    def judge(self, sentences: Sequence[str]) -> Judged:
        """Return the vectors of sentences with their stance and outlook.

        Raises ``ModelMissing`` or ``ModelCorrupt`` where a model is needed and not there.
        """
        key = ["judge", ENCODER.sha256, SENTENCES.sha256, *sentences]
        names = [field.name for field in fields(Judged)]
        judged = _kept(self._folder, key, len(sentences), names, lambda: vars(load_encoder().judge(sentences)))
        return Judged(**judged)


class RememberingJudge:
    """Judges pairs as the pair head does, and keeps what came out in ``folder``, one file a list of pairs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def judge(self, pairs: Sequence[tuple[str, str]]) -> PairJudgements:
        """Judge the second text of each pair by the first.

        Raises ``ModelMissing`` or ``ModelCorrupt`` where a model is needed and not there.
        """
        key = ["pairs", ENCODER.sha256, PAIRS.sha256, *pairs]
        names = [field.name for field in fields(PairJudgements)]
        return PairJudgements(
            **_kept(self._folder, key, len(pairs), names, lambda: vars(load_pair_judge().judge(pairs)))
        )


class RememberingFacts:
    """Judges pairs as the fact head does, and keeps what came out in ``folder``, one file a list of pairs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def judge(self, pairs: Sequence[tuple[str, str]]) -> FactJudgements:
        """Judge the second text of each pair by the first.

        Raises ``ModelMissing`` or ``ModelCorrupt`` where a model is needed and not there.
        """
        key = ["facts", ENCODER.sha256, FACTS.sha256, GENERATOR.sha256, REREADING.sha256, RECIPE, *pairs]
        names = [field.name for field in fields(FactJudgements)]
        return FactJudgements(
            **_kept(self._folder, key, len(pairs), names, lambda: vars(load_fact_judge().judge(pairs)))
        )


def _kept(
    folder: Path, key: Sequence[object], rows: int, names: Sequence[str], compute: Callable[[], dict[str, Array]]
) -> dict[str, Array]:
    """What ``compute`` gives, arrays of ``rows`` rows under ``names``: from the folder if it was computed before."""
    path = folder / f"{hashlib.sha256(json.dumps(key).encode()).hexdigest()}.npz"
    # A damaged archive fails in many ways; whichever it is, what it held is computed again.
    with contextlib.suppress(Exception), path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
        found = {name: kept[name] for name in names}
        if all(len(array) == rows and array.dtype == np.float32 for array in found.values()):
            return found
    computed = compute()
    with contextlib.suppress(OSError):
        _write(path, computed)
    return computed


def _write(path: Path, arrays: dict[str, Array]) -> None:
    """Write a file whole or not at all. Raises ``OSError``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        aside = Path(file.name)
        try:
            np.savez(file, **arrays)  # type: ignore[arg-type] # numpy's stubs take the arrays for its one option
        except OSError:
            aside.unlink(missing_ok=True)
            raise
    aside.replace(path)

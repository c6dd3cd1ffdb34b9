"""Models that remember: what was computed once is taken from a folder, without loading the model.

Whole lists are remembered, not single texts: a vector depends, in its last digits, on what else was in the batch, and
the same documents must give the same memo whatever was computed before. Only the parser is loaded all the same, since
what it gives is made of its vocabulary.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from dataclasses import fields
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from briefing.models.encoder import load_encoder
from briefing.models.heads.facts import RECIPE, FactJudgements, load_fact_judge
from briefing.models.heads.in_context import load_in_context_reader
from briefing.models.heads.pairs import PairJudgements, load_pair_judge
from briefing.models.heads.pins import FACTS, IN_CONTEXT, PAIRS, REREADING, SENTENCES
from briefing.models.heads.sentences import Judged
from briefing.models.parser import load_parser
from briefing.models.store import ENCODER, PARSER, REREADER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    Arrays = Mapping[str, NDArray[Any]]

_Result = TypeVar("_Result")


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

        def compute() -> Arrays:
            return {"vectors": load_encoder().encode(texts)}

        return _judged(self._folder, key, len(texts), ["vectors"], compute)["vectors"]

    def judge(self, sentences: Sequence[str]) -> Judged:
        """Return the vectors of sentences with their stance and outlook.

        Raises ``ModelMissing`` or ``ModelCorrupt`` where a model is needed and not there.
        """
        key = ["judge", ENCODER.sha256, SENTENCES.sha256, *sentences]
        names = [field.name for field in fields(Judged)]
        judged = _judged(self._folder, key, len(sentences), names, lambda: vars(load_encoder().judge(sentences)))
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
            **_judged(self._folder, key, len(pairs), names, lambda: vars(load_pair_judge().judge(pairs)))
        )


class RememberingFacts:
    """Judges pairs as the fact head does, and keeps what came out in ``folder``, one file a list of pairs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def judge(self, pairs: Sequence[tuple[str, str]]) -> FactJudgements:
        """Judge the second text of each pair by the first.

        Raises ``ModelMissing`` or ``ModelCorrupt`` where a model is needed and not there, or ``OutputError`` where the
        rereader can be joined nowhere.
        """
        key = ["facts", ENCODER.sha256, FACTS.sha256, REREADER.sha256, REREADING.sha256, RECIPE, *pairs]
        return self._kept(key, pairs, lambda: load_fact_judge().judge(pairs))

    def reread(self, pairs: Sequence[tuple[str, str]]) -> FactJudgements:
        """Judge as ``judge`` does, by the larger encoder alone. Raises what ``judge`` raises."""
        key = ["facts, reread", REREADER.sha256, REREADING.sha256, *pairs]
        return self._kept(key, pairs, lambda: load_fact_judge().reread(pairs))

    def _kept(
        self, key: Sequence[object], pairs: Sequence[tuple[str, str]], compute: Callable[[], FactJudgements]
    ) -> FactJudgements:
        names = [field.name for field in fields(FactJudgements)]
        return FactJudgements(**_judged(self._folder, key, len(pairs), names, lambda: vars(compute())))


class RememberingInContext:
    """Judges sentences as the in-context head does, and keeps what came out in ``folder``, one file a list of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def judge(self, sentences: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Judge the second text of each pair, which the first is the context of: shape ``(n, 5)``.

        Raises ``ModelMissing`` or ``ModelCorrupt`` where a model is needed and not there, or ``OutputError`` where the
        rereader can be joined nowhere.
        """
        key = ["in context", REREADER.sha256, IN_CONTEXT.sha256, *sentences]

        def compute() -> Arrays:
            return {"point": load_in_context_reader().judge(sentences)}

        return _judged(self._folder, key, len(sentences), ["point"], compute)["point"]


class RememberingParser:
    """Parses as the packaged parser does, and keeps what came out in ``folder``, one file a list of texts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def parse(self, texts: Sequence[str]) -> list[Doc]:
        """Return one parsed document for each text, in order. A document's text is the text given.

        Raises ``ModelMissing`` or ``ModelCorrupt``.
        """
        parser = load_parser()
        from spacy.tokens import DocBin

        def read(found: Arrays) -> list[Doc]:
            docs = list(DocBin().from_bytes(found["parsed"].tobytes()).get_docs(parser.vocabulary))
            if [doc.text for doc in docs] != list(texts):
                raise ValueError("other texts than were asked for")
            return docs

        def arrays(docs: list[Doc]) -> Arrays:
            return {"parsed": np.frombuffer(DocBin(docs=docs).to_bytes(), np.uint8)}

        key = ["parse", version("spacy"), PARSER.sha256, *texts]
        return _kept(self._folder, key, read, lambda: parser.parse(texts), arrays)


def _judged(
    folder: Path, key: Sequence[object], rows: int, names: Sequence[str], compute: Callable[[], Arrays]
) -> Arrays:
    """What ``compute`` gives, arrays of ``rows`` rows under ``names``: from the folder if it was computed before."""

    def read(found: Arrays) -> Arrays:
        arrays = {name: found[name] for name in names}
        if any(len(array) != rows or array.dtype != np.float32 for array in arrays.values()):
            raise ValueError("other arrays than were asked for")
        return arrays

    return _kept(folder, key, read, compute, lambda arrays: arrays)


def _kept(
    folder: Path,
    key: Sequence[object],
    read: Callable[[Arrays], _Result],
    compute: Callable[[], _Result],
    arrays: Callable[[_Result], Arrays],
) -> _Result:
    """What ``compute`` gives: from the folder, as ``arrays`` made of it and ``read`` takes from these, if it is there.

    ``read`` raises whatever it likes where the arrays are not what was kept.
    """
    path = folder / f"{hashlib.sha256(json.dumps(key).encode()).hexdigest()}.npz"
    # A damaged archive fails in many ways; whichever it is, what it held is computed again.
    with contextlib.suppress(Exception), path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
        return read(kept)
    computed = compute()
    with contextlib.suppress(OSError):
        _write(path, arrays(computed))
    return computed


def _write(path: Path, arrays: Arrays) -> None:
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

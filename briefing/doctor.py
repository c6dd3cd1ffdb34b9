"""The check-up behind ``briefing doctor``: what is missing on this machine, and the remedy.

Each check looks at the real thing and never raises: what goes wrong is a diagnosis.
"""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.errors import BriefingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NEEDED_PYTHON = (3, 11)
# The converted models take 500 MB; a hub model of the usual size takes more.
NEEDED_SPACE = 1_000_000_000


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was looked at. ``remedy`` is what to do, where there is something to do."""

    name: str
    ok: bool
    detail: str
    remedy: str | None = None


def diagnose() -> list[Diagnosis]:
    """Look at everything that the program needs, in the order in which it needs it."""
    checks = (_python, _libraries, _models, _fonts, _cache, _disk)
    return [diagnosis for check in checks for diagnosis in _survived(check)]


def _survived(check: Callable[[], Iterator[Diagnosis]]) -> list[Diagnosis]:
    """Run a check; one that breaks is a diagnosis itself, and the others go on."""
    name = check.__name__.removeprefix("_")
    try:
        return list(check())
    except BriefingError as error:
        return [Diagnosis(name, ok=False, detail=error.what, remedy=error.remedy)]
    except Exception as error:
        detail = f"could not be checked: {type(error).__name__}: {error}"
        return [Diagnosis(name, ok=False, detail=detail, remedy="install the program anew: make memo")]


def _python() -> Iterator[Diagnosis]:
    needed = ".".join(map(str, NEEDED_PYTHON))
    ok = sys.version_info >= NEEDED_PYTHON
    yield Diagnosis("Python", ok, platform.python_version(), None if ok else f"install Python {needed} or later")


def _libraries() -> Iterator[Diagnosis]:
    from briefing.rendering.system import missing_libraries

    missing = missing_libraries()
    for library in missing:
        yield Diagnosis(library.name, ok=False, detail=library.consequence, remedy=library.install)
    if not missing:
        yield Diagnosis("libraries for PDF", ok=True, detail="Pango and harfbuzz-subset are installed")


def _models() -> Iterator[Diagnosis]:
    from briefing.models.store import states

    for state in states():
        # A model is converted when it is first used.
        ok = state.state in {"ready", "not converted"}
        detail = f"{state.version}, {state.bytes / 1e6:.0f} MB, {state.state}"
        what, _, remedy = (state.problem or "").partition("; ")
        yield Diagnosis(f"model {state.name}", ok, detail if ok else what, remedy or None)


def _fonts() -> Iterator[Diagnosis]:
    from briefing.rendering.fonts import files

    yield Diagnosis("fonts", ok=True, detail=f"{len(files())} files")


def _cache() -> Iterator[Diagnosis]:
    from briefing.models.store import cache_folder

    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        detail = f"{folder} cannot be written: {error.strerror or error}"
        yield Diagnosis("cache", ok=False, detail=detail, remedy="set BRIEFING_CACHE to a folder that can be written")
    else:
        yield Diagnosis("cache", ok=True, detail=str(folder))


def _disk() -> Iterator[Diagnosis]:
    from briefing.models.store import cache_folder

    folder = _existing(cache_folder())
    free = shutil.disk_usage(folder).free
    ok = free >= NEEDED_SPACE
    remedy = None if ok else f"free {NEEDED_SPACE / 1e9:.0f} GB, or set BRIEFING_CACHE to a folder on another disk"
    yield Diagnosis("disk", ok, f"{free / 1e9:.1f} GB free at {folder}", remedy)


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest above it that exists."""
    return next(path for path in (folder, *folder.parents) if path.is_dir())

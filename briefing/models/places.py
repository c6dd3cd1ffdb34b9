"""Where a generator's files are: the converted one, a folder of the user's, or a model of the hub.

The hub is asked only when the user has named a hub model and it is not in the hub's local cache yet.
Only configuration, tokenizer and safetensors are fetched; pickled weights and code stay where they are.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import ModelMissing
from briefing.models.store import GENERATOR, converted_generator, sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterator

EMBEDDED = "embedded"
FETCHED = ["*.json", "*.safetensors", "*.model", "*.txt", "*.jinja"]
NOT_FETCHED = ["*/*"]  # sub-folders hold the same weights in other formats


@dataclass(frozen=True)
class Place:
    """A folder with a model's files, and what a memo's provenance says of it."""

    name: str
    version: str
    folder: Path
    pinned: str | None = None
    """The SHA-256 that stands for the model where its files are conversions of a pinned one."""

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the weights: of the file, or of the files' hashes in the order of their names."""
        if self.pinned:
            return self.pinned
        hashes = [sha256_of(path) for path in sorted(self.folder.glob("*.safetensors"))]
        return hashes[0] if len(hashes) == 1 else hashlib.sha256("\n".join(hashes).encode()).hexdigest()

    @contextmanager
    def errors_named(self) -> Iterator[None]:
        """Turn what transformers raises for a folder that it cannot load into one line."""
        if not any(self.folder.glob("*.safetensors")):
            raise ModelMissing(
                f"the model {self.name} has no safetensors weights in {self.folder}",
                remedy="pickled weights (.bin, .pt) are refused, because opening them can run code: "
                "name a model with safetensors, or convert it",
            )
        try:
            yield
        except (OSError, ValueError, KeyError, ImportError) as error:
            reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
            raise ModelMissing(
                f"the model {self.name} in {self.folder} cannot be loaded: {reason}",
                remedy="name another summarizer, or the default, embedded",
            ) from error


def place_of(name: str, cache: Path) -> Place:
    """Find the model that a user has named. Raises ``ModelMissing``, and what the conversion raises."""
    if name == EMBEDDED:
        folder = converted_generator(cache)
        return Place(GENERATOR.name, GENERATOR.version, folder, pinned=GENERATOR.sha256)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return Place(folder.resolve().name, "local", folder.resolve())
    return _hub_place(name)


def _hub_place(name: str) -> Place:
    from huggingface_hub import errors, snapshot_download

    nowhere = f"{name} is not a folder and is not in the local cache of hub models"
    try:
        folder = _cached(name) or Path(snapshot_download(name, allow_patterns=FETCHED, ignore_patterns=NOT_FETCHED))
    except errors.HFValidationError as error:
        raise ModelMissing(
            f"{name} is neither a folder nor the name of a hub model", remedy="name a folder, or owner/model"
        ) from error
    except errors.GatedRepoError as error:
        raise ModelMissing(
            f"{nowhere}, and the hub gives it only to those who have accepted its terms",
            remedy="accept them on the model's page and log in with: hf auth login",
        ) from error
    except errors.RepositoryNotFoundError as error:
        raise ModelMissing(
            f"{nowhere}, and the hub does not have it", remedy="check the name, or name a folder"
        ) from error
    except Exception as error:  # a network fails in many ways, each with a class of its own
        raise ModelMissing(
            f"{nowhere}, and the hub cannot be reached",
            remedy="name a local folder or the default, embedded, or try again with a network",
        ) from error
    return Place(name, folder.name, folder)


def _cached(name: str) -> Path | None:
    """Return the folder of a hub model whose weights were fetched before."""
    from huggingface_hub import errors, snapshot_download

    try:
        folder = Path(snapshot_download(name, local_files_only=True))
    except errors.LocalEntryNotFoundError:
        return None
    return folder if any(folder.glob("*.safetensors")) else None

"""Where the heads' weights are, and reading them: verified by SHA-256 first, from safetensors, never from pickles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import ModelCorrupt, ModelMissing
from briefing.models.store import sha256_of

if TYPE_CHECKING:
    import torch

    from briefing.models.heads.pins import Head

FOLDER = Path(__file__).parent / "weights"
_REMEDY = "install briefing again: the weights are part of it"


def verify_head(head: Head, folder: Path = FOLDER) -> Path:
    """The file of a head's weights, after comparing it with its pinned SHA-256.

    Raises ``ModelMissing`` where it is not there or cannot be read, ``ModelCorrupt`` where it is another file.
    """
    path = folder / head.file
    try:
        found = sha256_of(path)
    except OSError as error:
        raise ModelMissing(
            f"the weights of the head {head.name} cannot be read ({error.strerror or error})",
            where=str(path),
            remedy=_REMEDY,
        ) from error
    if found != head.sha256:
        raise ModelCorrupt(
            f"the weights of the head {head.name} have SHA-256 {found}, expected {head.sha256}",
            where=str(path),
            remedy=_REMEDY,
        )
    return path


def read_weights(head: Head) -> tuple[dict[str, torch.Tensor], dict[str, Any]]:
    """A head's tensors, in 32 bit, and what its file says of them. Raises ``ModelMissing`` or ``ModelCorrupt``."""
    from safetensors import safe_open

    with safe_open(verify_head(head), framework="pt") as file:
        tensors = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118 - no mapping
        return tensors, json.loads((file.metadata() or {}).get("about", "{}"))

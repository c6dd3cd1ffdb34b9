"""The weights that ship with the program, each file pinned by its SHA-256."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.version import VERSION


@dataclass(frozen=True)
class Head:
    """Weights trained for this project: one safetensors file in ``weights/``, with a model card beside it."""

    name: str
    sha256: str
    purpose: str
    version: str = VERSION
    licence: str = "Apache-2.0"

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.safetensors"


PAIRS = Head(
    "pairs",
    "bf4d74fbc67aa2b1b41966b7610184ed66732e46ed022031d1f0a9ae7afb1a98",
    "what one text says of another: support, contradiction, relation",
)
SENTENCES = Head(
    "sentences",
    "66ad11372996745024be0a8e043229d1571d4e08fe92a3912c9127fde14cc3c2",
    "single sentences: stance and outlook",
)
SALIENCE = Head(
    "salience", "8a0074e6728e9420288f8a4a90c56778aaf11702d89366e969b424b3aacd1aba", "which sentences carry a document"
)

HEADS = (PAIRS, SENTENCES, SALIENCE)

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
    "4ff8bfc4695564912cfaa40c4d0586ef90983588ecc9c74c5b44e12360b6a7c3",
    "what one text says of another: support, contradiction, relation",
)
SENTENCES = Head(
    "sentences",
    "ab6209c1acb5f092167a90b9d25c1a369f550d90655b6a2b66950e2930281c96",
    "single sentences: stance and outlook",
)
SALIENCE = Head(
    "salience", "e82de6ca60054871ff5cbfd5654045177fdc3362953e91f28bdc50c6eda24c1e", "which sentences carry a document"
)

HEADS = (PAIRS, SENTENCES, SALIENCE)

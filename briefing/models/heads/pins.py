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
    "918aafc8cf969d00160dc6708958ed46271c9a2dd7106098900cabdeb8de4358",
    "what one text says of another: support, contradiction, carrying, relation",
)
SENTENCES = Head(
    "sentences",
    "7f6d3da4058f87ae47cae7679b65de39210e52bab19690037e43f6803881dc59",
    "single sentences: stance, outlook, what they are to a memo",
)
SALIENCE = Head(
    "salience", "8a0074e6728e9420288f8a4a90c56778aaf11702d89366e969b424b3aacd1aba", "which sentences carry a document"
)
RETELLING = Head(
    "retelling",
    "af1c2f77e020982939b9f682fadc1cc6b59cfd10a93f6202d8759753cc8629cd",
    "whether two sentences of a dossier report one fact, by what stands around them",
)

HEADS = (PAIRS, SENTENCES, SALIENCE, RETELLING)

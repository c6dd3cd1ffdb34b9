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
    "what one text says of another: support, contradiction, relation",
)
FACTS = Head(
    "facts",
    "f008ef47920c99e73822c2d2f2e51765dbf5d73e510f6aab9caec0086087b036",
    "whether two sentences of a dossier tell one fact, the same or otherwise",
)
REREADING = Head(
    "rereading",
    "5b8af10e87017551ce940212611725bab9543188ce136c29f7c4096b8b21c1e5",
    "the same as facts, by the adapted generator",
)
SENTENCES = Head(
    "sentences",
    "bbc12e7064b8cd9ee6d6344ef8c8f0268a926d80e7af3704c662682c12f3b2e1",
    "single sentences: stance, outlook, what they are to a memo",
)
SALIENCE = Head(
    "salience", "8a0074e6728e9420288f8a4a90c56778aaf11702d89366e969b424b3aacd1aba", "which sentences carry a document"
)
RETELLING = Head(
    "retelling",
    "3084e653cadd1a897e75deab93354080ac5a0cb420794208640f86df621c3a2a",
    "whether two sentences of a dossier report one fact, by what stands around them",
)

HEADS = (PAIRS, FACTS, REREADING, SENTENCES, SALIENCE, RETELLING)

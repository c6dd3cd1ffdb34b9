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
    "edfc2e52cbbc20edd01a79af190074bbec3be386ac10c582aaf3325f3d1eb990",
    "the same as facts, by the adapted rereader",
)
SENTENCES = Head(
    "sentences",
    "bbc12e7064b8cd9ee6d6344ef8c8f0268a926d80e7af3704c662682c12f3b2e1",
    "single sentences: stance, outlook, what they are to a memo",
)
IN_CONTEXT = Head(
    "in-context",
    "1d34a6478f4d217d47d11588eeab27c7581996f8f107a43ea15140bd644ccc04",
    "what a sentence is to a memo, read with what stands before it, by the adapted rereader",
)
SALIENCE = Head(
    "salience", "8a0074e6728e9420288f8a4a90c56778aaf11702d89366e969b424b3aacd1aba", "which sentences carry a document"
)
RETELLING = Head(
    "retelling",
    "a8dc7b338ab1dd078503947c43e472cb76420fb7db7e0c15c2fa568bc64e08f4",
    "whether two sentences of a dossier report one fact, by what stands around them",
)

HEADS = (PAIRS, FACTS, REREADING, SENTENCES, IN_CONTEXT, SALIENCE, RETELLING)

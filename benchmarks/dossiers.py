"""Dossiers with what a careful analyst expects of their memo: documents, points, traps, origins.

One dossier is one JSON object; a file has one a line. Every quote is a sentence of its document, word for word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from benchmarks.rows import rows
from briefing.memo import Cause, Firmness, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

TrapKind = Literal[
    "reported position",
    "superseded figure",
    "rounding",
    "syndicated copy",
    "two events",
    "past in future form",
    "done step",
    "instruction in a document",
]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Document(_Row):
    """One document; ``text`` has its paragraphs parted by empty lines, ``published`` is an ISO date."""

    id: str
    title: str
    publisher: str | None
    published: str | None
    author: str | None = None
    text: str


class Quote(_Row):
    """A sentence of a document, word for word."""

    document: str
    quote: str


class Point(_Row):
    """Something that the documents say, the sections it may stand in (the best first), and who says it.

    ``kinds`` is empty for background that is no finding. ``needed`` tells whether a good memo must have it. ``when`` is
    an ISO day, month (2026-04), year or week (2026-W15), ``None`` for a step without a date.
    """

    id: str
    gist: str
    kinds: tuple[Kind, ...]
    needed: bool
    carriers: tuple[Quote, ...] = ()
    sides: tuple[tuple[Quote, ...], ...] = ()
    parties: tuple[str, ...] = ()
    cause: Cause | None = None
    who: str | None = None
    when: str | None = None
    words: str | None = None
    firmness: Firmness | None = None


class Trap(_Row):
    """Passages that tempt into a finding which is none, and why it is none."""

    trap: TrapKind
    why: str
    passages: tuple[Quote, ...]


class Dossier(_Row):
    """The documents of one matter and what is expected of their memo.

    ``origins`` parts the documents' ids by independent origin: copies of one text stand together.
    """

    id: str
    question: str
    documents: tuple[Document, ...]
    points: tuple[Point, ...]
    traps: tuple[Trap, ...]
    origins: tuple[tuple[str, ...], ...]

    @model_validator(mode="after")
    def _quotes_are_exact(self) -> Dossier:
        texts = {document.id: document.text for document in self.documents}
        for quote in self._quotes():
            if quote.document not in texts:
                raise ValueError(f"dossier {self.id} quotes {quote.document}, which is none of its documents")
            if quote.quote not in texts[quote.document]:
                raise ValueError(f"dossier {self.id}: {quote.document} does not say {quote.quote!r}")
        if sorted(name for origin in self.origins for name in origin) != sorted(texts):
            raise ValueError(f"dossier {self.id}: origins do not part the documents")
        return self

    def _quotes(self) -> Iterator[Quote]:
        for point in self.points:
            yield from point.carriers
            for side in point.sides:
                yield from side
        for trap in self.traps:
            yield from trap.passages


def dossiers(path: Path) -> Iterator[Dossier]:
    """The dossiers of a file. Raises ``pydantic.ValidationError`` where one does not hold the schema."""
    return (Dossier.model_validate(row) for row in rows(path))


def write_documents(documents: Iterable[Document], folder: Path) -> dict[str, str]:
    """Write each document as a Markdown file with its front matter; return its id by the file's name."""
    names = {}
    for number, document in enumerate(documents):
        head = {
            "title": document.title,
            "publisher": document.publisher,
            "author": document.author,
            "date": document.published,
        }
        lines = (f"{name}: {' '.join(value.split())}" for name, value in head.items() if value)
        text = "---\n" + "\n".join(lines) + "\n---\n\n" + document.text + "\n"
        name = f"{number:03}.md"
        (folder / name).write_text(text, encoding="utf-8")
        names[name] = document.id
    return names

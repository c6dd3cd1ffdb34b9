"""What is to be learned of sentences that tell of one matter: what each is to a memo, and which tell the same fact.

Two kinds of matters teach it: dossiers written for this project (in the schema of ``benchmarks.dossiers``; those to
learn from are others than those to measure on), and news of events with labels of our own.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from benchmarks.dossiers import dossiers
from benchmarks.texts import sentences_of
from briefing.checking.normal_forms import normal_words
from briefing.models.heads.sentences import POINTS
from training.labels import labelled_points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from benchmarks.dossiers import Dossier, Quote

# A dossier's kinds as the sentence head knows them: that several outlets report something is not the sentence's doing.
_POINT_OF = {"accord": "accord", "consensus": "event", "dispute": "dispute", "next_step": "step"}
# Two sentences that share fewer of the shorter one's words tell a reader nothing by their difference.
_ALIKE = 0.15
# What one point's sentences share of their words where they tell one fact.
_RETOLD = 0.25
_RETOLD_QUARREL = 0.5


@dataclass(frozen=True)
class Said:
    """A sentence of one of a matter's documents.

    ``points`` are what an analyst would accept it as (names of ``POINTS``; none where that is not said), ``facts`` the
    facts that it reports, ``against`` the (fact, side) pairs that it contradicts, ``sides`` those that it tells.
    """

    text: str
    document: str
    points: tuple[str, ...]
    facts: frozenset[str] = frozenset()
    sides: frozenset[tuple[str, str]] = frozenset()
    against: frozenset[tuple[str, str]] = frozenset()
    baits: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Matter:
    """What several documents say of one matter."""

    id: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Compared:
    """Two sentences of different documents: whether ``b`` tells what ``a`` tells: same, differs or other."""

    a: str
    b: str
    label: str


def of_dossiers(path: Path) -> Iterator[Matter]:
    """The matters of a file of dossiers."""
    for dossier in dossiers(path):
        yield Matter(dossier.id, tuple(_said(dossier)))


def of_news(path: Path, events: Path) -> Iterator[Matter]:
    """A file's labelled events, their texts taken from the file of events."""
    by_event: dict[str, list[Said]] = {}
    for one in labelled_points(path, events):
        own = f"{one.article}.{one.start}"
        by_event.setdefault(one.event, []).append(
            Said(
                one.text,
                str(one.article),
                one.points,
                frozenset(one.facts),
                frozenset({("differs", own)}),
                frozenset(("differs", other) for other in one.differs),
            )
        )
    return (Matter(event, tuple(said)) for event, said in by_event.items())


def compared(matter: Matter) -> Iterator[Compared]:
    """Pairs of a matter's sentences from different documents, each both ways."""
    for one, other in combinations(matter.said, 2):
        if one.document != other.document and one.text != other.text:
            for a, b in ((one, other), (other, one)):
                label = _label(a, b)
                if label is not None:
                    yield Compared(a.text, b.text, label)


def _label(a: Said, b: Said) -> str | None:
    """How ``b`` stands to what ``a`` tells; ``None`` where that is left open or nobody would compare them."""
    alike = likeness(a.text, b.text)
    if a.against & b.sides or b.against & a.sides:
        return "differs" if alike >= _ALIKE else None
    if a.facts and a.facts <= b.facts:
        # Two voices in one quarrel make one point, and are not one fact told twice.
        return "same" if alike >= (_RETOLD_QUARREL if "dispute" in a.points else _RETOLD) else None
    if a.facts & b.facts or {fact for fact, _ in a.sides & b.sides}:
        return None
    return "other" if alike >= _ALIKE or a.baits & b.baits else None


def likeness(one: str, other: str) -> float:
    """The share of the words of the text that has fewer which the other has, too."""
    here, there = set(normal_words(one)), set(normal_words(other))
    return len(here & there) / max(1, min(len(here), len(there)))


def _said(dossier: Dossier) -> Iterator[Said]:
    for document in dossier.documents:
        for text in sentences_of(document.text):
            points = [point for point in dossier.points if _tells(text, document.id, point.carriers)]
            sides = {
                (point.id, number)
                for point in dossier.points
                for number, side in enumerate(point.sides)
                if _tells(text, document.id, side)
            }
            traps: set[str] = {trap.trap for trap in dossier.traps if _tells(text, document.id, trap.passages)}
            yield Said(
                text,
                document.id,
                _points({kind for point in points for kind in point.kinds}, bool(sides), traps),
                frozenset(point.id for point in points),
                frozenset((fact, str(side)) for fact, side in sides),
                frozenset((fact, str(1 - side)) for fact, side in sides),
                frozenset(traps),
            )


def _tells(text: str, document: str, quotes: Iterable[Quote]) -> bool:
    """Whether a document's sentence is one of the quoted ones, or a part of one, or holds it."""
    return any(quote.document == document and (quote.quote in text or text in quote.quote) for quote in quotes)


def _points(kinds: set[str], contested: bool, traps: set[str]) -> tuple[str, ...]:
    """What a sentence may be; nothing where a step's being done decides, or where it is but a discrepancy's side."""
    names = {_POINT_OF[kind] for kind in kinds if kind in _POINT_OF}
    if "done step" in traps or (contested and not names):
        return ()
    return tuple(name for name in POINTS if name in names) or ("background",)

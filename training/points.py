"""What is to be learned of sentences that tell of one matter: what each is to a memo, and which tell the same fact.

Two kinds of matters teach it: dossiers written for this project (in the schema of ``benchmarks.dossiers``; those to
learn from are others than those to measure on), and news of events with labels of our own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from benchmarks.dossiers import dossiers
from benchmarks.texts import sentences_of
from briefing.checking.normal_forms import normal_words
from briefing.models.heads.sentences import POINTS
from briefing.models.parser import load_parser
from training.corruptions import FALSE, pool_of
from training.labels import labelled_points

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from benchmarks.dossiers import Dossier, Quote

# A fact without a name: news are labelled by which sentences differ, not in what.
_NAMELESS = "differs"
# A dossier's kinds as the sentence head knows them: that several outlets report something is not the sentence's doing.
_POINT_OF = {"accord": "accord", "consensus": "event", "dispute": "dispute", "next_step": "step"}
# Two sentences that share fewer of the shorter one's words tell a reader nothing by their difference.
_ALIKE = 0.15
# What one point's sentences share of their words where they tell one fact.
_RETOLD = 0.25
_RETOLD_QUARREL = 0.5
# The share of a sentence's words that another must have for a word put in to contradict it.
_WORD_FOR_WORD = 0.5
# A subject exchanged leaves a sentence that nobody would write, a firmer word one that may be true.
_TURNS = [FALSE[name] for name in ("number", "date", "name", "roles", "opposite", "negation")]


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
                frozenset({(_NAMELESS, own)}),
                frozenset((_NAMELESS, other) for other in one.differs),
            )
        )
    return (Matter(event, tuple(said)) for event, said in by_event.items())


def compared(matter: Matter) -> Iterator[Compared]:
    """Pairs of a matter's sentences from different documents, each both ways."""
    for one, other in combinations(matter.said, 2):
        if one.document != other.document and one.text != other.text:
            for a, b in ((one, other), (other, one)):
                label = label_of(a, b)
                if label is not None:
                    yield Compared(a.text, b.text, label)


def label_of(a: Said, b: Said) -> str | None:
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


def are_of_one_issue(a: Said, b: Said) -> bool:
    """Whether two sentences speak to one point, alike or otherwise or as two voices in one quarrel."""
    told = {fact for fact, _ in a.sides} & {fact for fact, _ in b.sides}
    return bool(a.facts & b.facts or told - {_NAMELESS})


def turned(pairs: Sequence[Compared], chance: random.Random) -> Iterator[Compared]:
    """Of sentences that tell one fact, one with a changed detail that the other gives as it was."""
    same = [pair for pair in pairs if pair.label == "same"]
    docs = load_parser().parse([pair.a for pair in same])
    pool = pool_of(docs)
    for pair, doc in zip(same, docs, strict=True):
        for make, _ in chance.sample(_TURNS, len(_TURNS)):
            text = make(doc, pool, chance)
            if text and _is_told(pair.a, text, pair.b):
                yield Compared(text, pair.b, "differs")
                break


def _is_told(before: str, after: str, other: str) -> bool:
    """Whether the other text has what was changed: a word taken away, or for one put in all but all of the rest."""
    old, new, there = _words(before), _words(after), _words(other)
    gone = old - new
    return bool(gone & there) if gone else len(old & there) >= _WORD_FOR_WORD * len(old)


def likeness(one: str, other: str) -> float:
    """The share of the words of the text that has fewer which the other has, too."""
    here, there = _words(one), _words(other)
    return len(here & there) / max(1, min(len(here), len(there)))


@lru_cache(maxsize=100_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(normal_words(text))


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

"""The labels made for this project, joined with the texts that they speak of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.rows import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

_FOLDER = Path(__file__).parent
DOSSIERS = _FOLDER / "dossiers.jsonl"
"""Dossiers to train on, in the schema of ``benchmarks.dossiers``."""
SHORT_DOSSIERS = _FOLDER / "dossiers-short.jsonl"
"""More of them, of four or five short documents each, in which much is told otherwise."""
UNSEEN_DOSSIERS = _FOLDER / "dossiers-retelling.jsonl"
"""More of them, which the fact head and the rereading head never saw: they judge them as other people's documents."""
POINTS = _FOLDER / "points.jsonl"
"""Labelled sentences of news to train on."""
UNSEEN_POINTS = _FOLDER / "points-retelling.jsonl"
"""Those of other events, which neither head saw."""

HELD_EVENTS = _FOLDER / "held-events.txt"
"""The ids of 70 of the events of ``POINTS``: no head learned from them what a sentence is to a memo."""


@dataclass(frozen=True)
class LabelledSentence:
    """A sentence of an event's article with its labels; ``firmness`` is ``None`` where nothing is to come."""

    text: str
    event: str
    stance: str
    outlook: str
    firmness: str | None


@dataclass(frozen=True)
class LabelledPair:
    """Two outlets' sentences on one event: whether ``b`` carries what ``a`` reports, and how much of it follows."""

    a: str
    b: str
    event: str
    label: str
    supports: str


@dataclass(frozen=True)
class LabelledPoint:
    """A sentence of an event's article: what it is to a memo, and which facts of the event it reports.

    ``differs`` names the sentences ("article.start") that tell a fact of it otherwise.
    """

    text: str
    event: str
    article: int
    start: int
    points: tuple[str, ...]
    facts: tuple[str, ...]
    differs: tuple[str, ...]


def labelled_points(path: Path, events: Path) -> list[LabelledPoint]:
    """A file's sentences labelled by what they are to a memo, their texts taken from the file of events."""
    texts = _Texts(events)
    found = []
    for row in rows(path):
        event, article, start, _ = row["sentence"]
        differs = tuple(f"{other}.{first}" for other, first in row["differs"])
        found.append(
            LabelledPoint(
                texts.at(row["sentence"]), event, article, start, tuple(row["points"]), tuple(row["facts"]), differs
            )
        )
    return found


def held_events() -> frozenset[str]:
    """The ids of the events that nobody may learn from what a sentence is to a memo."""
    return frozenset(HELD_EVENTS.read_text(encoding="utf-8").split())


def labelled_sentences(events: Path) -> list[LabelledSentence]:
    """The labelled sentences, their texts taken from the file of events."""
    texts = _Texts(events)
    return [
        LabelledSentence(texts.at(row["sentence"]), row["sentence"][0], row["stance"], row["outlook"], row["firmness"])
        for row in rows(_FOLDER / "sentences.jsonl")
    ]


def labelled_pairs(events: Path) -> list[LabelledPair]:
    """The labelled pairs, their texts taken from the file of events."""
    texts = _Texts(events)
    return [
        LabelledPair(texts.at(row["a"]), texts.at(row["b"]), row["a"][0], row["label"], row["supports"])
        for row in rows(_FOLDER / "pairs.jsonl")
    ]


class _Texts:
    """The articles of a file of events, to look sentences up in."""

    def __init__(self, events: Path) -> None:
        self._articles: dict[str, list[dict[str, Any]]] = {row["id"]: row["articles"] for row in rows(events)}

    def at(self, place: Sequence[Any]) -> str:
        """The text between two offsets of an event's article."""
        event, article, start, end = place
        text: str = self._articles[event][article]["text"][start:end]
        return text

"""What the statements and passages of a dossier say of each other, judged by the pair head in one go.

Vectors find the pairs worth judging, the head decides: near sentences may tell different facts, and one fact may be
told in other words.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from briefing.checking.dates import written_dates
from briefing.checking.numbers import numbers
from briefing.models.heads.pairs import CARRIES as CLASSES
from briefing.models.heads.pairs import ENTAILMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefing.composing.candidates import Candidate
    from briefing.composing.corpus import Corpus
    from briefing.models.heads.pairs import JudgesPairs

# Below this likeness of the vectors hardly any pair was about the same fact: 5 of 130 labelled pairs up to 0.55.
NEAR = 0.4
# From this chance on a text carries what a statement reports. Chosen by benchmarks.composition on the tuned dossiers,
# where it mattered little between 0.35 and 0.5.
CARRIES = 0.4
# From this chance on one text denies the other.
DENIES = 0.7
# The nearest passages that are judged, for each statement and source, and for each statement in all.
_OF_A_SOURCE = 2
_OF_ALL = 12


@dataclass(frozen=True)
class Relation:
    """What one text says of another, as chances from 0 to 1.

    It carries its fact, it tells the same fact otherwise, or it contradicts it.
    """

    carries: float
    contradicts: float
    differs: float = 0.0


NOTHING = Relation(0.0, 0.0)
_SAME, _DIFFERS = CLASSES.index("same"), CLASSES.index("differs")
_CONTRADICTION = ENTAILMENT.index("contradiction")


class Relations:
    """What texts say of statements, by ``(text, statement)``; of pairs that were not near enough to judge, nothing."""

    def __init__(self, judged: Mapping[tuple[str, str], Relation]) -> None:
        self._judged = judged

    def of(self, text: str, statement: str) -> Relation:
        """What ``text`` says of ``statement``."""
        return Relation(1.0, 0.0) if text == statement else self._judged.get((text, statement), NOTHING)

    def carries(self, text: str, statement: str) -> bool:
        """Whether ``text`` reports what ``statement`` reports: not in other numbers or on another weekday."""
        found = self.of(text, statement)
        return found.carries >= CARRIES and found.contradicts < DENIES and not lacks_its_numbers(statement, text)

    def same(self, one: str, other: str) -> float:
        """How likely two statements report one fact: the mean of what either says of the other."""
        return (self.of(one, other).carries + self.of(other, one).carries) / 2

    def differ(self, one: str, other: str) -> float:
        """How likely two texts tell one fact otherwise: the mean of what either says of the other."""
        return (self.of(one, other).differs + self.of(other, one).differs) / 2

    def deny(self, one: str, other: str) -> bool:
        """Whether either of two texts contradicts the other."""
        return max(self.of(one, other).contradicts, self.of(other, one).contradicts) >= DENIES


def relate(
    candidates: Sequence[Candidate], corpus: Corpus, compared: Sequence[tuple[int, int]], judge: JudgesPairs
) -> Relations:
    """Judge the candidates by each other and by the passages of other sources that are near them.

    ``compared`` are places of passages in the corpus that are judged by each other as well, both ways.
    """
    texts = [passage.text for passage in corpus.passages]
    both = ((texts[here], texts[there]) for one, other in compared for here, there in ((one, other), (other, one)))
    return related((*_pairs(candidates, corpus), *both), judge)


def related(pairs: Iterable[tuple[str, str]], judge: JudgesPairs) -> Relations:
    """Judge pairs of a text and a statement, each once."""
    told = sorted({pair for pair in pairs if pair[0] != pair[1]})
    judged = judge.judge(told)
    return Relations(
        {
            pair: Relation(float(carries[_SAME]), float(entailment[_CONTRADICTION]), float(carries[_DIFFERS]))
            for pair, carries, entailment in zip(told, judged.carries, judged.entailment, strict=True)
        }
    )


def _pairs(candidates: Sequence[Candidate], corpus: Corpus) -> Iterator[tuple[str, str]]:
    if not candidates:
        return
    vectors = np.stack([candidate.vector for candidate in candidates])
    among = vectors @ vectors.T
    for one, other in np.argwhere(among >= NEAR):
        yield candidates[one].statement.text, candidates[other].statement.text
    for candidate, near in zip(candidates, vectors @ corpus.vectors.T, strict=True):
        for index in _nearest(near, candidate, corpus):
            yield corpus.passages[index].text, candidate.statement.text


def _nearest(near: np.ndarray[tuple[int], np.dtype[np.float32]], candidate: Candidate, corpus: Corpus) -> list[int]:
    """The passages of other sources nearest to a candidate, few of each source."""
    taken: dict[str, int] = defaultdict(int)
    found: list[int] = []
    for index in np.argsort(-near, kind="stable"):
        source = corpus.passages[index].source
        if near[index] < NEAR or len(found) == _OF_ALL:
            break
        if source != candidate.source.id and taken[source] < _OF_A_SOURCE:
            taken[source] += 1
            found.append(int(index))
    return found


def lacks_its_numbers(statement: str, text: str) -> bool:
    """Whether the text lacks a number of the statement's, or names another weekday: it counts or dates otherwise."""
    said = list(numbers(text))
    if any(not any(number.agrees_with(other) for other in said) for number in numbers(statement)):
        return True
    mine, theirs = _weekdays(statement), _weekdays(text)
    return bool(mine and theirs) and not mine & theirs


def _weekdays(text: str) -> set[int]:
    return {date.weekday for date in written_dates(text) if date.weekday is not None}

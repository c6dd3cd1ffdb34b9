"""What the statements and passages of a dossier say of each other, judged in one go.

Vectors find the pairs worth judging, the heads decide: near sentences may tell different facts, and one fact may be
told in other words.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from briefing.composing.retelling import Surroundings
from briefing.models.heads.facts import CARRIES as CLASSES
from briefing.models.heads.facts import ISSUE
from briefing.models.heads.retelling import load_retelling_head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefing.composing.candidates import Candidate
    from briefing.composing.corpus import Corpus
    from briefing.models.heads.facts import JudgesFacts

# Below this likeness of the vectors hardly any pair was about the same fact: 5 of 130 labelled pairs up to 0.55.
NEAR = 0.4
# Statements are judged by each other from here on: one point is made in words that share little.
NEAR_STATEMENTS = 0.3
# What stands around two texts speaks for one fact only where the fact head sees one issue, and that both tell one fact
# alike as possible; elsewhere it may only speak against it. Reports on two agreements of one matter open alike.
SEEN = 0.3
SEEN_ISSUE = 0.8
# From this chance on a text carries what a statement reports. Of near pairs above 0.8 94 % report one fact in news and
# 96 % in dossiers that the fact head never saw (the card of the retelling head), of those above 0.7 90 % and 93 %. A
# false witness is worse than a missed one.
CARRIES = 0.8
# From this chance on two statements make one group, of which one is told. With 0.7 the headline's agreement of the
# sample matter was taken for another one and lost; with 0.8 one more point is told twice in the 16 dossiers that the
# fact head did not learn from.
SAME = 0.75
# From this chance on one text denies the other, or gives it otherwise.
DENIES = 0.7
# The nearest passages that are judged, for each statement and source, and for each statement in all.
_OF_A_SOURCE = 2
_OF_ALL = 12


@dataclass(frozen=True)
class Relation:
    """What one text says of another: it carries its fact, tells that fact otherwise, or speaks to one issue with it.

    Chances from 0 to 1. Where what stands around both was weighed, what carries a fact may tell it otherwise as well.
    """

    carries: float
    differs: float = 0.0
    issue: float = 0.0


NOTHING = Relation(0.0)
_SAME, _DIFFERS = CLASSES.index("same"), CLASSES.index("differs")
_ONE = ISSUE.index("one")


class Relations:
    """What texts say of statements, by ``(text, statement)``; of pairs that were not near enough to judge, nothing."""

    def __init__(self, judged: Mapping[tuple[str, str], Relation]) -> None:
        self._judged = judged

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs that were judged."""
        return tuple(self._judged)

    def with_verdicts(self, verdicts: Mapping[frozenset[str], bool]) -> Relations:
        """These relations, where for some pairs of texts another has said whether they report one fact."""
        both = {(one, other): same for pair, same in verdicts.items() if len(pair) == 2 for one, other in _ways(pair)}
        said = {pair: replace(self.of(*pair), carries=float(same)) for pair, same in both.items()}
        return Relations({**self._judged, **said})

    def of(self, text: str, statement: str) -> Relation:
        """What ``text`` says of ``statement``."""
        return Relation(1.0, issue=1.0) if text == statement else self._judged.get((text, statement), NOTHING)

    def either(self, one: str, other: str) -> Relation:
        """What either of two texts says of the other: of each chance the higher."""
        mine, theirs = self.of(one, other), self.of(other, one)
        return Relation(
            carries=max(mine.carries, theirs.carries),
            differs=max(mine.differs, theirs.differs),
            issue=max(mine.issue, theirs.issue),
        )

    def carries(self, text: str, statement: str) -> bool:
        """Whether ``text`` reports what ``statement`` reports, and does not surely tell it otherwise."""
        found = self.of(text, statement)
        return found.carries >= CARRIES and found.differs < DENIES

    def same(self, one: str, other: str) -> float:
        """How likely two statements report one fact: the mean of what either says of the other."""
        return (self.of(one, other).carries + self.of(other, one).carries) / 2

    def differ(self, one: str, other: str) -> float:
        """How likely two texts tell one fact otherwise: the mean of what either says of the other."""
        return (self.of(one, other).differs + self.of(other, one).differs) / 2

    def deny(self, one: str, other: str) -> bool:
        """Whether either of two texts denies the other, or gives it otherwise."""
        return self.either(one, other).differs >= DENIES

    def issue(self, one: str, other: str) -> float:
        """How likely two texts speak to one issue: the mean of what either says of the other."""
        return (self.of(one, other).issue + self.of(other, one).issue) / 2


def _ways(pair: frozenset[str]) -> Iterator[tuple[str, str]]:
    one, other = sorted(pair)
    yield one, other
    yield other, one


def relate(
    candidates: Sequence[Candidate], corpus: Corpus, compared: Sequence[tuple[int, int]], facts: JudgesFacts
) -> Relations:
    """Judge the candidates by each other and by the passages of other sources that are near them.

    ``compared`` are places of passages in the corpus that are judged by each other as well, both ways. That one carries
    the other is what the retelling head says, by the issue and what stands around both, where the fact head sees one
    fact and one issue; elsewhere that or the fact head's word, whichever is less.
    """
    texts = [passage.text for passage in corpus.passages]
    both = ((here, there) for one, other in compared for here, there in ((one, other), (other, one)))
    places = {(texts[here], texts[there]): (here, there) for here, there in both}
    places |= _pairs(candidates, corpus)
    judged = related(places, facts)
    surroundings, at = Surroundings(corpus), [places[pair] for pair in judged.pairs]
    features, alone = surroundings.features(at), surroundings.either_is_alone(at)
    said = [judged.of(*pair) for pair in judged.pairs]
    seen, issue = np.array([one.carries for one in said]), np.array([one.issue for one in said])
    weighed = load_retelling_head().chances(features, issue)
    # What stands around both can speak for them only where something does.
    carried = np.where((seen >= SEEN) & (issue >= SEEN_ISSUE) & ~alone, weighed, np.minimum(seen, weighed))
    return Relations(
        {
            pair: replace(judged.of(*pair), carries=float(chance))
            for pair, chance in zip(judged.pairs, carried, strict=True)
        }
    )


def related(pairs: Iterable[tuple[str, str]], facts: JudgesFacts) -> Relations:
    """Judge pairs of a text and a statement by the fact head alone, each once."""
    told = sorted({pair for pair in pairs if pair[0] != pair[1]})
    judged = facts.judge(told)
    return Relations(
        {
            pair: Relation(float(carries[_SAME]), float(carries[_DIFFERS]), float(issue[_ONE]))
            for pair, carries, issue in zip(told, judged.carries, judged.issue, strict=True)
        }
    )


def _pairs(candidates: Sequence[Candidate], corpus: Corpus) -> dict[tuple[str, str], tuple[int, int]]:
    """The texts worth judging: a text and a statement, with the places of the passages that they come from."""
    if not candidates:
        return {}
    # A candidate words its last passage, after what resolves a pronoun in it.
    places = [corpus.place_of(candidate.statement.passages[-1]) for candidate in candidates]
    vectors = np.stack([candidate.vector for candidate in candidates])
    among = vectors @ vectors.T
    found = {
        (candidates[one].statement.text, candidates[other].statement.text): (places[one], places[other])
        for one, other in np.argwhere(among >= NEAR_STATEMENTS)
    }
    for candidate, place, near in zip(candidates, places, vectors @ corpus.vectors.T, strict=True):
        for passage in _nearest(near, candidate, corpus):
            found[corpus.passages[passage].text, candidate.statement.text] = passage, place
    return found


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

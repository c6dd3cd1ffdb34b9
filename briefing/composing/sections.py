"""Sections: which groups become findings, of what kind, and how many of each.

What a statement is was decided before (``points``); what happened is a finding only where independent origins report
the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.checking.literals import violations
from briefing.composing.clauses import parties
from briefing.composing.corpus import overlap
from briefing.composing.gaps import openness
from briefing.composing.grouping import Group, carriers, opposite
from briefing.composing.ranking import score
from briefing.composing.relations import lacks_its_numbers
from briefing.composing.steps import coming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.composing.candidates import Candidate
    from briefing.composing.corpus import Corpus
    from briefing.composing.relations import Relations
    from briefing.condensing.summarizer import Length
    from briefing.memo import Firmness, Kind, Passage, Section, When
    from briefing.models.heads.sentences import Point

SECTIONS: dict[Kind, Section] = {
    "accord": "agreements",
    "consensus": "agreements",
    "dispute": "frictions",
    "discrepancy": "frictions",
    "next_step": "next_steps",
}
# A main part of two pages holds about twenty findings of one sentence.
_MOST: dict[Length, dict[Section, int]] = {
    "short": {"agreements": 3, "frictions": 3, "next_steps": 4},
    "standard": {"agreements": 7, "frictions": 6, "next_steps": 8},
    "long": {"agreements": 12, "frictions": 12, "next_steps": 14},
}
# From this chance on a finding reports again what another reported, in whole or in part, and gives way to it.
REPEATS = 0.3
_NEAR = 0.55
# A statement nearly all of whose words another has says nothing of its own.
_CONTAINED = 0.75
_KIND: dict[Point, Kind] = {"accord": "accord", "event": "consensus", "dispute": "dispute", "step": "next_step"}
# What a finding loses for a day or a number that another source gives otherwise.
_CONTESTED = 0.5
# What a finding gains by being plainly what it is taken for, an accord or a dispute by plainly taking a side, a step by
# having its day.
_PLAINLY = 0.6
_SIDING = 0.4
# What an accord or a dispute loses where nobody does or says anything in it.
_STATE = 0.5
_DATED = 0.3
# What a finding loses for being near to one already kept: ten findings on one point are worth less than on ten.
_NOVELTY = 0.8


@dataclass(frozen=True)
class Chosen:
    """A group that becomes a finding: its kind, carriers, score, and for a next step who, when and how firm."""

    centre: Candidate
    kind: Kind
    carriers: tuple[Passage, ...]
    origins: int
    score: float
    who: tuple[str, ...] = ()
    when: When | None = None
    firmness: Firmness | None = None

    @property
    def section(self) -> Section:
        """The section that its kind belongs to."""
        return SECTIONS[self.kind]


def choose(
    groups: Sequence[Group],
    corpus: Corpus,
    relations: Relations,
    length: Length,
    contested: frozenset[Passage] = frozenset(),
) -> list[Chosen]:
    """The groups that become findings, by section and score; next steps by date, undated ones last.

    ``contested`` are passages that another source contradicts: what says the same without them is preferred.
    """
    judged = [one for group in groups if (one := _best(group, corpus, relations, contested))]
    kept: list[Chosen] = []
    # How near each is to the nearest of those already kept in its section.
    nearest = [0.0] * len(judged)
    left = set(range(len(judged)))
    while left:
        best = max(left, key=lambda index: (judged[index].score - _NOVELTY * nearest[index], -index))
        left.remove(best)
        one = judged[best]
        repeated = next(
            (place for place, other in enumerate(kept) if _repeats(one.centre, other.centre, relations)), None
        )
        if repeated is not None:
            kept[repeated] = _with_carriers_of(one, kept[repeated], corpus)
        elif sum(other.section == one.section for other in kept) < _MOST[length][one.section]:
            kept.append(one)
            for index in left:
                if judged[index].section == one.section:
                    nearest[index] = max(nearest[index], float(judged[index].centre.vector @ one.centre.vector))
    order: list[Section] = ["agreements", "frictions", "next_steps"]
    return sorted(kept, key=lambda one: (order.index(one.section), *_place(one)))


def _with_carriers_of(repeating: Chosen, kept: Chosen, corpus: Corpus) -> Chosen:
    """The finding with the carriers of another that says it again."""
    cited = {kept.centre.source.id, *(passage.source for passage in kept.carriers)}
    told = (repeating.centre.statement.passages[-1], *repeating.carriers)
    added = [
        passage
        for passage in told
        if passage.source not in cited and not lacks_its_numbers(kept.centre.statement.text, passage.text)
    ]
    if not added or repeating.kind != kept.kind:
        return kept
    sources = [source.id for source in corpus.sources]
    every = sorted((*kept.carriers, *added), key=lambda passage: sources.index(passage.source))
    origins = corpus.origins({*cited, *(passage.source for passage in added)})
    return replace(kept, carriers=tuple(every), origins=origins)


def _best(group: Group, corpus: Corpus, relations: Relations, contested: frozenset[Passage]) -> Chosen | None:
    """The group in the words of the member that scores best: what more origins carry may be said less well."""
    judged = (_judged(member, corpus, relations, contested) for member in group.members)
    return max((one for one in judged if one is not None), key=lambda one: one.score, default=None)


def _judged(centre: Candidate, corpus: Corpus, relations: Relations, contested: frozenset[Passage]) -> Chosen | None:
    if openness(centre.statement.text):
        return None
    found = carriers(centre, corpus, relations)
    origins = corpus.origins({centre.source.id, *(passage.source for passage in found)})
    kind = _kind(centre, origins)
    if kind is None or not _is_clean(centre):
        return None
    worth = score(centre.merit, origins) + _PLAINLY * centre.chance
    if kind in {"accord", "dispute"}:
        worth += _SIDING * abs(centre.stance.score)
        worth -= _STATE * _is_state(centre)
    if contested.intersection(centre.statement.passages):
        # Where one source contradicts, there is no consensus.
        if kind == "consensus":
            return None
        worth -= _CONTESTED
    if kind != "next_step":
        return Chosen(centre, kind, found, origins, round(worth, 4), _who(centre) if kind != "consensus" else ())
    who = (centre.step.who,) if centre.step and centre.step.who else ()
    when = coming(centre.doc, centre.step, centre.source.published)
    worth += _DATED * (when is not None and when.start is not None)
    return Chosen(centre, kind, found, origins, round(worth, 4), who, when, _firmness(centre))


def _kind(centre: Candidate, origins: int) -> Kind | None:
    if centre.point == "background" or (centre.point == "event" and origins == 1):
        return None
    return _KIND[centre.point]


def _firmness(centre: Candidate) -> Firmness | None:
    """How firm a step is: by its form where that says so, else as the sentence head judges it."""
    if centre.step is not None and centre.step.firmness is not None:
        return centre.step.firmness
    return centre.outlook.firmness if centre.outlook is not None else None


def _is_state(centre: Candidate) -> bool:
    """Whether the sentence tells how things are, and nobody's deed or word: "Taiwan remains a sensitive issue"."""
    root = next((token for token in centre.doc if token.dep_ == "ROOT"), None)
    return root is not None and root.lemma_ in {"be", "remain"}


def _who(centre: Candidate) -> tuple[str, ...]:
    """The parties of an accord or a dispute, as far as the sentence names them."""
    told = parties(centre.doc)
    return tuple(dict.fromkeys(name for name in (told.actor, told.target) if name))


def _is_clean(centre: Candidate) -> bool:
    """The literal checks once more, on what is printed: nothing goes into a memo unchecked."""
    return not violations(centre.statement.text, [passage.text for passage in centre.statement.passages])


def _repeats(one: Candidate, other: Candidate, relations: Relations) -> bool:
    # One that gives a detail otherwise repeats the point all the same; what differs is a discrepancy.
    if float(one.vector @ other.vector) < _NEAR or opposite(one.stance, other.stance):
        return False
    within = max(overlap(one.lemmas, other.lemmas), overlap(other.lemmas, one.lemmas))
    return relations.same(one.statement.text, other.statement.text) >= REPEATS or within >= _CONTAINED


def _place(one: Chosen) -> tuple[dt.date | int, float]:
    if one.section != "next_steps":
        return (0, -one.score)
    return ((one.when.start if one.when and one.when.start else dt.date.max), -one.score)

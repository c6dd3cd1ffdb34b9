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
from briefing.composing.deeds import is_comment_on_the_day, is_lasting, is_state, is_wish
from briefing.composing.details import gives_otherwise
from briefing.composing.gaps import openness
from briefing.composing.ranking import corroboration
from briefing.composing.relations import NEAR_STATEMENTS
from briefing.composing.replies import reply_to
from briefing.composing.steps import coming
from briefing.composing.witnesses import carriers, is_witness, opposite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.composing.candidates import Candidate
    from briefing.composing.corpus import Corpus
    from briefing.composing.grouping import Group
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
# So many places of the agreements are kept for accords: what happened is told by more origins than what was agreed.
_OF_ACCORDS = 2
# From this chance of one fact on, or of one issue that is not between others, a finding says again what another says,
# and gives way to it. With 0.7 for the fact, or 0.8 for the issue, the sample matters have two agreements in one.
_REPEATS = 0.75
_ONE_ISSUE = 0.85
# From this chance on a passage seems to tell what happened, so that no memo says that nobody else tells it.
_SEEMS = 0.5
# A statement nearly all of whose words another has says nothing of its own.
_CONTAINED = 0.75
# An event that one origin alone tells is an accord where it plainly is cooperation and may be an accord: "the two
# signed a loan". On the tuned dossiers no finding changes.
_COOPERATION = 0.8
# A dispute whose words lean this far to cooperation, or an accord to conflict, is neither: "analysts have welcomed such
# talks for years". In the dossiers one dispute goes by it, and no right one.
_LEANS = 0.2
_ALSO_ACCORD = 0.3
_KIND: dict[Point, Kind] = {"accord": "accord", "event": "consensus", "dispute": "dispute", "step": "next_step"}
# What a finding loses for a day or a number that another source gives otherwise.
_CONTESTED = 0.5
# What a finding gains by being plainly what it is taken for, an accord or a dispute by plainly taking a side, a step by
# having its time.
_PLAINLY = 0.6
_SIDING = 0.4
# What an accord or a dispute loses where nobody does or says anything new in it.
_STATE = 0.5
_DATED = 0.3
# What a finding loses for being near to one already kept: ten findings on one point are worth less than on ten.
_NOVELTY = 0.8


@dataclass(frozen=True)
class Chosen:
    """A group that becomes a finding: its kind, carriers, score, and for a next step who, when and how firm.

    ``weights`` are what the score is the sum of; ``group`` are the statements that say the same; ``reply`` is what a
    dispute's source says right behind it in answer.
    """

    centre: Candidate
    kind: Kind
    carriers: tuple[Passage, ...]
    origins: int
    score: float
    who: tuple[str, ...] = ()
    when: When | None = None
    firmness: Firmness | None = None
    weights: tuple[tuple[str, float], ...] = ()
    group: tuple[Candidate, ...] = ()
    reply: Passage | None = None

    @property
    def section(self) -> Section:
        """The section that its kind belongs to."""
        return SECTIONS[self.kind]


@dataclass(frozen=True)
class Passed:
    """A statement that became no finding, and why; ``judged`` where it could have been one.

    ``unmatched`` is something that happened, where nobody else so much as seems to tell it, alike or otherwise.
    """

    centre: Candidate
    why: str
    judged: Chosen | None = None
    repeats: Chosen | None = None
    unmatched: bool = False


@dataclass(frozen=True)
class Choice:
    """What was chosen, in the memo's order, and what was passed over, in the order in which it was."""

    kept: tuple[Chosen, ...]
    passed: tuple[Passed, ...]


def choose(
    groups: Sequence[Group],
    corpus: Corpus,
    relations: Relations,
    length: Length,
    contested: frozenset[Passage] = frozenset(),
) -> Choice:
    """The groups that become findings, by section and score; next steps by date, undated ones last.

    ``contested`` are passages that another source contradicts: what says the same without them is preferred.
    """
    judged, passed = list[Chosen](), list[Passed]()
    for group in groups:
        best = _best(group, corpus, relations, contested)
        if isinstance(best, Chosen):
            judged.append(best)
        else:
            passed.append(best)
    judged, told = _with_replies(judged, corpus)
    passed += told
    kept, waiting = list[Chosen](), list[Chosen]()
    # How near each is to the nearest of those already kept in its section.
    nearest = [0.0] * len(judged)
    left = set(range(len(judged)))
    while left:
        best_left = max(left, key=lambda index: (judged[index].score - _NOVELTY * nearest[index], -index))
        left.remove(best_left)
        one = judged[best_left]
        if repeats := _repeated(one, kept, corpus, relations):
            passed.append(Passed(one.centre, "says again what a finding says", one, repeats))
        elif _has_room(one, kept, judged, length):
            kept.append(one)
            for index in left:
                if judged[index].section == one.section:
                    nearest[index] = max(nearest[index], float(judged[index].centre.vector @ one.centre.vector))
        else:
            waiting.append(one)
    for one in waiting:
        # Places that were kept for accords and that no accord took.
        if repeats := _repeated(one, kept, corpus, relations):
            passed.append(Passed(one.centre, "says again what a finding says", one, repeats))
        elif _is_full(one.section, kept, length):
            passed.append(Passed(one.centre, "found no room in its section", one))
        else:
            kept.append(one)
    order: list[Section] = ["agreements", "frictions", "next_steps"]
    return Choice(tuple(sorted(kept, key=lambda one: (order.index(one.section), *_place(one)))), tuple(passed))


def _with_replies(judged: Sequence[Chosen], corpus: Corpus) -> tuple[list[Chosen], list[Passed]]:
    """The disputes with their replies, and these as passed over, where they could have been findings themselves.

    A dispute takes over what its reply merits more; a reply that more origins carry stays a finding of its own.
    """
    places = [corpus.place_of(one.centre.statement.passages[-1]) for one in judged]
    found, answering = list(judged), set[int]()
    # In the order of their sources, so that what answers one dispute is none that another answers.
    for index in sorted(range(len(judged)), key=places.__getitem__):
        one = judged[index]
        answers = [other for other, place in enumerate(places) if place == places[index] + 1]
        if one.kind != "dispute" or index in answering or any(not _may_answer(judged[other], one) for other in answers):
            continue
        reply = reply_to(one.centre.doc, places[index], corpus)
        if reply is not None:
            more = max([0.0, *(judged[other].score - one.score for other in answers)])
            weights = (*one.weights, ("its reply merits more", more))
            found[index] = replace(one, reply=reply, score=round(one.score + more, 4), weights=weights)
            answering.update(answers)
    why = "is told with the dispute that it answers"
    told = [Passed(judged[index].centre, why, judged[index]) for index in sorted(answering)]
    return [one for index, one in enumerate(found) if index not in answering], told


def _may_answer(answer: Chosen, dispute: Chosen) -> bool:
    return answer.kind == "dispute" and answer.origins <= dispute.origins


def _repeated(one: Chosen, kept: list[Chosen], corpus: Corpus, relations: Relations) -> Chosen | None:
    """The finding that says what this one says, if there is one; it takes over this one's witnesses."""
    for place, other in enumerate(kept):
        if _repeats(one.centre, other.centre, relations):
            kept[place] = _with_carriers_of(one, other, corpus, relations)
            return other
    return None


def _has_room(one: Chosen, kept: Sequence[Chosen], judged: Sequence[Chosen], length: Length) -> bool:
    """Whether a section takes one more; what several report leaves room for what parties agree."""
    reserved = 0
    if one.kind == "consensus":
        accords = sum(other.kind == "accord" for other in judged)
        reserved = max(0, min(_OF_ACCORDS, accords) - sum(other.kind == "accord" for other in kept))
    return not _is_full(one.section, kept, length, reserved)


def _is_full(section: Section, kept: Sequence[Chosen], length: Length, reserved: int = 0) -> bool:
    return sum(other.section == section for other in kept) >= _MOST[length][section] - reserved


def unmatched(choice: Choice, relations: Relations) -> list[Candidate]:
    """What happened, and is no finding because no second origin was found for it: the best first, each told once.

    Another may tell it all the same, in words in which it was not seen: in the 16 dossiers that the fact head did not
    learn from another does in 21 cases of 38, in 24 events of the news in 9 of 43.
    """
    lone = sorted((passed.centre for passed in choice.passed if passed.unmatched), key=lambda one: -one.merit)
    told = [one.centre for one in choice.kept]
    found: list[Candidate] = []
    for candidate in lone:
        again = [other for other in lone if other is not candidate and _repeats(candidate, other, relations)]
        of_others = any(other.source.origin != candidate.source.origin for other in again)
        said = any(_repeats(candidate, other, relations) for other in (*told, *found))
        if not of_others and not said:
            found.append(candidate)
    return found


def _with_carriers_of(repeating: Chosen, kept: Chosen, corpus: Corpus, relations: Relations) -> Chosen:
    """The finding with those witnesses of another that says it again which are witnesses of its own words, too.

    It takes over the other's reply as well, where it has none.
    """
    if kept.kind == repeating.kind and kept.reply is None:
        kept = replace(kept, reply=repeating.reply)
    cited = {kept.centre.source.id, *(passage.source for passage in kept.carriers)}
    told = (repeating.centre.statement.passages[-1], *repeating.carriers)
    # In nearly the same words it is the same, though the fact head takes a detail that differs for another fact.
    worded_alike = _within(repeating.centre, kept.centre) >= _CONTAINED
    added = [
        passage
        for passage in told
        if passage.source not in cited
        and (
            (worded_alike and not gives_otherwise(kept.centre.doc, corpus.docs[corpus.place_of(passage)]))
            or is_witness(corpus.place_of(passage), kept.centre, corpus, relations)
        )
    ]
    if not added or repeating.kind != kept.kind:
        return kept
    sources = [source.id for source in corpus.sources]
    every = sorted((*kept.carriers, *added), key=lambda passage: sources.index(passage.source))
    origins = corpus.origins({*cited, *(passage.source for passage in added)})
    return replace(kept, carriers=tuple(every), origins=origins)


def _best(group: Group, corpus: Corpus, relations: Relations, contested: frozenset[Passage]) -> Chosen | Passed:
    """The group in the words of the member that scores best: what more origins carry may be said less well."""
    judged = [_judged(member, corpus, relations, contested) for member in group.members]
    chosen = [one for one in judged if isinstance(one, Chosen)]
    if not chosen:
        passed = next(one for one in judged if isinstance(one, Passed))
        return replace(passed, unmatched=passed.unmatched and len({one.source.origin for one in group.members}) == 1)
    return replace(max(chosen, key=lambda one: one.score), group=group.members)


def _judged(centre: Candidate, corpus: Corpus, relations: Relations, contested: frozenset[Passage]) -> Chosen | Passed:
    found = carriers(centre, corpus, relations)
    origins = corpus.origins({centre.source.id, *(passage.source for passage in found)})
    point: Point = "accord" if origins == 1 and _is_also_accord(centre) else centre.point
    kind = _KIND.get(point)
    disputed = bool(contested.intersection(centre.statement.passages))
    obstacle = _obstacle(centre, kind, origins, disputed=disputed)
    if kind is None or obstacle is not None:
        lone = kind == "consensus" and not disputed and _is_clean(centre) and _is_alone(centre, corpus, relations)
        return Passed(centre, obstacle or "is background", unmatched=lone)
    when = coming(centre.doc, centre.step, centre.source.published) if kind == "next_step" else None
    weights = [
        *centre.weights,
        ("reported by independent origins", corroboration(origins)),
        ("plainly what it is taken for", _PLAINLY * centre.chances[point]),
    ]
    if kind in {"accord", "dispute"}:
        weights.append(("plainly takes a side", _SIDING * abs(centre.stance.score)))
        weights.append(("nobody acts in it", -_STATE * is_state(centre.doc)))
        weights.append(("goes on as before", -_STATE * is_lasting(centre.doc)))
    if kind == "next_step":
        weights.append(("has its time", _DATED * (when is not None)))
    weights.append(("another source gives a number or a day otherwise", -_CONTESTED * disputed))
    worth = round(sum(value for _, value in weights), 4)
    chosen = Chosen(centre, kind, found, origins, worth, weights=tuple(weights))
    if kind == "next_step":
        who = (centre.step.who,) if centre.step and centre.step.who else ()
        return replace(chosen, who=who, when=when, firmness=_firmness(centre))
    return replace(chosen, who=_who(centre) if kind != "consensus" else ())


def _is_alone(centre: Candidate, corpus: Corpus, relations: Relations) -> bool:
    """Whether no passage of another origin seems to tell what the statement tells, alike or otherwise."""
    found = (
        relations.of(passage.text, centre.statement.text)
        for place, passage in enumerate(corpus.passages)
        if corpus.source_of(place).origin != centre.source.origin
    )
    return all(one.carries < _SEEMS and one.differs < _SEEMS for one in found)


def _is_also_accord(centre: Candidate) -> bool:
    chances = centre.chances
    return (
        centre.point == "event"
        and centre.stance.score >= _COOPERATION
        and chances["accord"] >= max(_ALSO_ACCORD, chances["background"])
    )


def _obstacle(centre: Candidate, kind: Kind | None, origins: int, *, disputed: bool) -> str | None:
    """What keeps a statement from being a finding at all, if anything does."""
    if openness(centre.statement.text):
        return "tells what is left open, which is for the gaps"
    if kind == "consensus" and origins == 1:
        return "is reported by one origin only, and neither an agreement, a dispute nor a step"
    if kind == "consensus" and disputed:
        # Where one source contradicts, there is no consensus.
        return "is contradicted by another source"
    if (kind == "dispute" and centre.stance.score > _LEANS) or (kind == "accord" and centre.stance.score < -_LEANS):
        return "leans to the other side"
    if kind == "accord" and is_comment_on_the_day(centre.doc):
        return "comments on how things are"
    if kind == "accord" and is_wish(centre.doc):
        return "tells what somebody wishes for"
    if kind == "dispute" and is_state(centre.doc):
        # Three of 76 go by it in the 16 dossiers that the fact head did not learn from, and none that is needed.
        return "tells how things are, and of nobody's part in a quarrel"
    return None if _is_clean(centre) else "fails a literal check"


def _firmness(centre: Candidate) -> Firmness | None:
    """How firm a step is: by its form where that says so, else as the sentence head judges it."""
    if centre.step is not None and centre.step.firmness is not None:
        return centre.step.firmness
    return centre.outlook.firmness if centre.outlook is not None else None


def _who(centre: Candidate) -> tuple[str, ...]:
    """The parties of an accord or a dispute, as far as the sentence names them."""
    told = parties(centre.doc)
    return tuple(dict.fromkeys(name for name in (told.actor, told.target) if name))


def _is_clean(centre: Candidate) -> bool:
    """The literal checks once more, on what is printed: nothing goes into a memo unchecked."""
    return not violations(centre.statement.text, [passage.text for passage in centre.statement.passages])


def _repeats(one: Candidate, other: Candidate, relations: Relations) -> bool:
    # One that gives a detail otherwise repeats the point all the same; what differs is a discrepancy.
    if float(one.vector @ other.vector) < NEAR_STATEMENTS or opposite(one.stance, other.stance):
        return False
    texts = one.statement.text, other.statement.text
    return (
        relations.same(*texts) >= _REPEATS
        or (relations.issue(*texts) >= _ONE_ISSUE and not _are_of_others(one, other))
        or _within(one, other) >= _CONTAINED
    )


def _are_of_others(one: Candidate, other: Candidate) -> bool:
    """Whether both name who acts, or to whom, and neither any whom the other names: two quarrels of one kind."""
    mine, theirs = _names(one), _names(other)
    return bool(mine and theirs) and not mine & theirs


def _names(one: Candidate) -> set[str]:
    """The words of the names of whoever acts, and of whom it is done to."""
    told = parties(one.doc)
    return {word.lower() for name in (told.actor, told.target) if name for word in name.split() if word[0].isupper()}


def _within(one: Candidate, other: Candidate) -> float:
    """How much of the one's content words the other has, or the other way round, whichever is more."""
    return max(overlap(one.lemmas, other.lemmas), overlap(other.lemmas, one.lemmas))


def _place(one: Chosen) -> tuple[dt.date | int, int, float]:
    if one.section != "next_steps":
        return (0, 0, -one.score)
    # A time that only its source's date would resolve comes before none.
    return ((one.when.start if one.when and one.when.start else dt.date.max), int(one.when is None), -one.score)

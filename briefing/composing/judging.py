"""Judging: what a group of statements is as a finding, how much it merits, or what keeps it from being one.

What a statement is was decided before (``points``); what happened is a finding only where independent origins report
the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.checking.literals import violations
from briefing.composing.chosen import Chosen, Passed
from briefing.composing.clauses import parties
from briefing.composing.deeds import (
    is_comment_on_the_day,
    is_lasting,
    is_of_agreeing,
    is_of_few,
    is_praise,
    is_question,
    is_state,
    is_wish,
)
from briefing.composing.gaps import open_from
from briefing.composing.hearsay import independent_origins
from briefing.composing.ranking import corroboration
from briefing.composing.second_origins import seeming
from briefing.composing.steps import coming, is_only_considered
from briefing.composing.witnesses import carriers
from briefing.condensing.standalone import opens_by_its_date

if TYPE_CHECKING:
    from briefing.composing.candidates import Candidate
    from briefing.composing.corpus import Corpus
    from briefing.composing.grouping import Group
    from briefing.composing.relations import Relations
    from briefing.memo import Firmness, Kind, Passage
    from briefing.models.heads.sentences import Point

# An event that one origin alone tells is an accord where it plainly is cooperation and may be an accord: "the two
# signed a loan". On the tuned dossiers no finding changes.
_COOPERATION = 0.8
_ALSO_ACCORD = 0.3
# With less than this of its chance and its stance together an accord is none: "Kim said Trump's remarks had convinced
# him …". Where several tell it, it is a consensus; what opens a report stays. In the 24 dossiers no accord goes by it.
_SIDED = 0.85
# A dispute whose words lean this far to cooperation, or an accord to conflict, is neither: "analysts have welcomed such
# talks for years". In the dossiers one dispute goes by it, and no right one.
_LEANS = 0.2
# Further down than its source's first three passages, by one origin, an accord or a dispute is plainly one from this
# chance on. In the 16 dossiers that the fact head did not learn from 71 instead of 67 % of the disputes are right, and
# accords have an F1 of 0.75 instead of 0.66; in 40 news events 204 of 233 are left. From 0.55 on a needed dispute is
# lost.
_UNDOUBTED = 0.5
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
# What an accord's wording gains, beside others of it, by saying that somebody agrees. Where it counts for the accord
# itself, one more of the tuned dossiers' is none.
_AGREES = 0.5


def judged(group: Group, corpus: Corpus, relations: Relations, contested: frozenset[Passage]) -> Chosen | Passed:
    """The group in the words of the member that scores best: what more origins carry may be said less well."""
    members = [_judged(member, corpus, relations, contested) for member in group.members]
    chosen = [one for one in members if isinstance(one, Chosen)]
    if not chosen:
        passed = next(one for one in members if isinstance(one, Passed))
        return replace(passed, compare=tuple(dict.fromkeys((*_of_others(group, passed.centre), *passed.compare))))
    return replace(max(chosen, key=_worded), group=group.members)


def _worded(one: Chosen) -> float:
    """How well a group's finding is told in the words of this member."""
    return one.score + _AGREES * (one.kind == "accord" and is_of_agreeing(one.centre.doc))


def _judged(centre: Candidate, corpus: Corpus, relations: Relations, contested: frozenset[Passage]) -> Chosen | Passed:
    found = carriers(centre, corpus, relations)
    origins = independent_origins(centre, found, corpus)
    point = _point(centre, origins)
    kind = _KIND.get(point)
    disputed = bool(contested.intersection(centre.statement.passages))
    obstacle = _obstacle(centre, kind, origins, disputed=disputed)
    if obstacle is None and origins == 1 and centre.statement.passages[-1] not in corpus.openings:
        obstacle = _doubt(centre, kind)
    if kind is None or obstacle is not None:
        happened = kind == "consensus" and origins == 1 and not disputed and _may_be_told(centre)
        compare = seeming(centre, corpus, relations) if happened else ()
        return Passed(centre, obstacle or "is background", happened=happened, compare=compare)
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


def _of_others(group: Group, centre: Candidate) -> tuple[Passage, ...]:
    """The passages of a group's members of other origins."""
    others = (one for one in group.members if one.source.origin != centre.source.origin)
    return tuple(one.statement.passages[-1] for one in others)


def _point(centre: Candidate, origins: int) -> Point:
    """What a statement is, once it is known how many origins tell it."""
    if centre.point == "accord" and is_praise(centre.doc):
        return "event"
    if origins == 1 and _is_also_accord(centre):
        return "accord"
    return "event" if origins > 1 and centre.point == "accord" and _hardly_agrees(centre) else centre.point


def _hardly_agrees(centre: Candidate) -> bool:
    """Whether an accord is none by its chance and its stance together."""
    return centre.chances["accord"] + centre.stance.score < _SIDED


def _is_also_accord(centre: Candidate) -> bool:
    chances = centre.chances
    return (
        centre.point == "event"
        and centre.stance.score >= _COOPERATION
        and chances["accord"] >= max(_ALSO_ACCORD, chances["background"])
    )


def _obstacle(centre: Candidate, kind: Kind | None, origins: int, *, disputed: bool) -> str | None:
    """What keeps a statement from being a finding at all, if anything does."""
    if _leaves_open(centre):
        return "tells what is left open, which is for the gaps"
    if kind == "consensus" and origins == 1:
        return "is reported by one origin only, and neither an agreement, a dispute nor a step"
    if kind == "consensus" and disputed:
        # Where one source contradicts, there is no consensus.
        return "is contradicted by another source"
    if (kind == "dispute" and centre.stance.score > _LEANS) or (kind == "accord" and centre.stance.score < -_LEANS):
        return "leans to the other side"
    if is_question(centre.doc):
        return "tells what somebody asked, and not what is so"
    if kind == "accord" and is_comment_on_the_day(centre.doc):
        return "comments on how things are"
    if kind == "accord" and is_of_few(centre.doc):
        return "tells that few, or nobody, did"
    if kind == "accord" and is_lasting(centre.doc):
        return "tells what goes on as before"
    if kind == "accord" and is_wish(centre.doc):
        return "tells what somebody wishes for"
    if kind == "dispute" and is_state(centre.doc):
        # Three of 76 go by it in the 16 dossiers that the fact head did not learn from, and none that is needed.
        return "tells how things are, and of nobody's part in a quarrel"
    return None if _is_clean(centre) else "fails a literal check"


def _may_be_told(centre: Candidate) -> bool:
    """Whether what happened may be told among the gaps, or before all else."""
    return not _leaves_open(centre) and not is_question(centre.doc) and _is_clean(centre)


def _leaves_open(centre: Candidate) -> bool:
    """Whether a statement tells what is left open, and not first a step: "will meet soon, without saying when"."""
    found = open_from(centre.statement.text)
    return found is not None and (centre.step is None or found < centre.step.start)


def _doubt(centre: Candidate, kind: Kind | None) -> str | None:
    """What is hardly more likely what it is taken for than not, is nothing new, or happened nobody knows when."""
    if kind not in {"accord", "dispute"}:
        return None
    if centre.source.published is None and opens_by_its_date(centre.doc):
        return "is told by one origin further down, of a time that only the date of its source would explain"
    if is_lasting(centre.doc):
        return "is told by one origin further down, and goes on as before"
    best = centre.likeliest
    doubtful = (best == kind and centre.chances[best] < _UNDOUBTED) or (kind == "accord" and _hardly_agrees(centre))
    return "is told by one origin further down, and not plainly what it is taken for" if doubtful else None


def _firmness(centre: Candidate) -> Firmness | None:
    """How firm a step is: by its words where these say so, else as the sentence head judges it."""
    if centre.step is not None and centre.step.firmness is not None:
        return centre.step.firmness
    if is_only_considered(centre.doc):
        return "expected"
    return centre.outlook.firmness if centre.outlook is not None else None


def _who(centre: Candidate) -> tuple[str, ...]:
    """The parties of an accord or a dispute, as far as the sentence names them."""
    told = parties(centre.doc)
    return tuple(dict.fromkeys(name for name in (told.actor, told.target) if name))


def _is_clean(centre: Candidate) -> bool:
    """The literal checks once more, on what is printed: nothing goes into a memo unchecked."""
    return not violations(centre.statement.text, [passage.text for passage in centre.statement.passages])

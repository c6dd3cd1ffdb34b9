"""Repeats: whether one statement says again what another says, in whatever words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.composing.clauses import parties
from briefing.composing.corpus import overlap
from briefing.composing.relations import NEAR_STATEMENTS
from briefing.composing.witnesses import opposite

if TYPE_CHECKING:
    from briefing.composing.candidates import Candidate
    from briefing.composing.relations import Relations

# From this chance of one fact on, or of one issue that is not between others, a finding says again what another says,
# and gives way to it. With 0.7 for the fact, or 0.8 for the issue, the sample matters have two agreements in one.
_REPEATS = 0.75
_ONE_ISSUE = 0.9
# A statement nearly all of whose words another has says nothing of its own.
_CONTAINED = 0.75


def repeats(one: Candidate, other: Candidate, relations: Relations) -> bool:
    """Whether two statements make one point. One that gives a detail otherwise does; what differs is a discrepancy."""
    return tell_one_fact(one, other, relations) or speak_to_one_issue(one, other, relations)


def tell_one_fact(one: Candidate, other: Candidate, relations: Relations) -> bool:
    """Whether two statements tell one fact, or have nearly the same words."""
    told = relations.same(one.statement.text, other.statement.text) >= _REPEATS or are_worded_alike(one, other)
    return _may_repeat(one, other) and told


def speak_to_one_issue(one: Candidate, other: Candidate, relations: Relations) -> bool:
    """Whether two statements speak to one issue, and not two of one kind between others."""
    issue = relations.issue(one.statement.text, other.statement.text)
    return _may_repeat(one, other) and issue >= _ONE_ISSUE and not _are_of_others(one, other)


def _may_repeat(one: Candidate, other: Candidate) -> bool:
    return float(one.vector @ other.vector) >= NEAR_STATEMENTS and not opposite(one.stance, other.stance)


def are_worded_alike(one: Candidate, other: Candidate) -> bool:
    """Whether nearly all content words of the one stand in the other, or the other way round."""
    return max(overlap(one.lemmas, other.lemmas), overlap(other.lemmas, one.lemmas)) >= _CONTAINED


def _are_of_others(one: Candidate, other: Candidate) -> bool:
    """Whether both name who acts, or to whom, and neither any whom the other names: two quarrels of one kind."""
    mine, theirs = _names(one), _names(other)
    return bool(mine and theirs) and not mine & theirs


def _names(one: Candidate) -> set[str]:
    """The words of the names of whoever acts, and of whom it is done to."""
    told = parties(one.doc)
    return {word.lower() for name in (told.actor, told.target) if name for word in name.split() if word[0].isupper()}

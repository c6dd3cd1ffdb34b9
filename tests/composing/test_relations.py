"""What texts say of statements: only plain cases, and the rules that hold whatever the fact head says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.composing.relations import (
    CARRIES,
    DENIES,
    NOTHING,
    SEEN,
    SEEN_ISSUE,
    Relation,
    Relations,
    relate,
)
from briefing.models.heads.facts import FactJudgements

from .dossiers import candidates_of, corpus, related, source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.models.heads.facts import FactJudge

RADAR = "Norway and Denmark agreed to share radar data in the Skagerrak."
RADAR_AGAIN = "Denmark and Norway will share radar data in the Skagerrak, the two countries agreed."
FISH = "Peru accused Chile of fishing with illegal nets near Tacna."
FERRY = "The ferry Solveig carried 4,000 passengers from Bergen to Stavanger last week."
FERRY_AGAIN = "Last week the ferry Solveig carried 4,000 passengers from Bergen to Stavanger."

SURE = 0.999
ROUNDING = 1e-6
PLAIN = Relation(1.0, issue=1.0)
chance = st.floats(0, 1)


class Asked:
    """The fact head, and what it was asked."""

    def __init__(self, facts: FactJudge) -> None:
        self._facts = facts
        self.pairs: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> FactJudgements:
        self.pairs.extend(pairs)
        return self._facts.judge(pairs)

    def reread(self, pairs: Sequence[tuple[str, str]]) -> FactJudgements:
        raise AssertionError(f"{len(pairs)} pairs were read by the larger encoder alone")


class Says:
    """One who says the same of every pair: how likely both tell one fact, and speak to one issue."""

    def __init__(self, same: float, issue: float) -> None:
        self._carries, self._issue = (1 - same, same, 0.0), (1 - issue, issue)

    def judge(self, pairs: Sequence[tuple[str, str]]) -> FactJudgements:
        carries, issue = (np.tile(np.array(told, np.float32), (len(pairs), 1)) for told in (self._carries, self._issue))
        return FactJudgements(carries=carries, issue=issue)

    reread = judge


def test_a_text_carries_itself() -> None:
    relations = Relations({})
    assert relations.of(FISH, FISH) == PLAIN
    assert relations.carries(FISH, FISH)
    assert not relations.deny(FISH, FISH)


def test_of_a_pair_that_was_not_judged_nothing_is_said() -> None:
    relations = Relations({(FISH, RADAR): PLAIN})
    assert relations.of(RADAR, FISH) == NOTHING
    assert not relations.carries(RADAR, FISH)


@given(chance, chance)
def test_what_is_likely_and_not_denied_is_carried(carries: float, differs: float) -> None:
    relations = Relations({(RADAR_AGAIN, RADAR): Relation(carries, differs)})
    assert relations.carries(RADAR_AGAIN, RADAR) == (carries >= CARRIES and differs < DENIES)


@given(chance, chance, chance, chance)
def test_saying_the_same_and_denying_hold_both_ways(there: float, back: float, denies: float, denied: float) -> None:
    relations = Relations({(RADAR, FISH): Relation(there, denies), (FISH, RADAR): Relation(back, denied)})

    assert relations.same(RADAR, FISH) == relations.same(FISH, RADAR) == (there + back) / 2
    assert relations.deny(RADAR, FISH) == relations.deny(FISH, RADAR) == (max(denies, denied) >= DENIES)


def test_a_fact_that_two_sources_tell_is_carried_both_ways() -> None:
    relations = related(source(1, FERRY), source(2, FERRY_AGAIN))
    assert relations.carries(FERRY, FERRY_AGAIN)
    assert relations.carries(FERRY_AGAIN, FERRY)


def test_another_fact_is_not_carried() -> None:
    relations = related(source(1, RADAR), source(2, FISH))
    assert not relations.carries(FISH, RADAR)
    assert relations.same(FISH, RADAR) < CARRIES


def test_a_denial_denies() -> None:
    plan = "accept the Danish plan to dredge the harbour of Oslo"
    relations = related(source(1, f"Norway will {plan}."), source(2, f"Norway will not {plan}."))
    assert relations.deny(f"Norway will {plan}.", f"Norway will not {plan}.")


def test_only_near_pairs_are_judged_each_once_and_none_by_itself(facts: FactJudge) -> None:
    sources = [source(1, RADAR), source(2, f"{RADAR_AGAIN} {RADAR}"), source(3, FISH)]
    asked = Asked(facts)
    relate(candidates_of(*sources), corpus(*sources), [], asked)

    assert (RADAR_AGAIN, RADAR) in asked.pairs
    assert len(set(asked.pairs)) == len(asked.pairs)
    assert all(text != statement for text, statement in asked.pairs)
    assert not any(FISH in pair for pair in asked.pairs)


def test_the_same_sources_ask_the_same_in_the_same_order(facts: FactJudge) -> None:
    # What is remembered is found by the whole list.
    sources = [source(1, RADAR), source(2, RADAR_AGAIN), source(3, RADAR)]
    once, again = Asked(facts), Asked(facts)
    for asked in (once, again):
        relate(candidates_of(*sources), corpus(*sources), [], asked)

    assert once.pairs == again.pairs == sorted(once.pairs)


def test_a_statement_is_judged_by_no_more_than_a_few_passages_of_a_source(facts: FactJudge) -> None:
    copies = " ".join(f"Norway and Denmark agreed to share radar data off port {number}." for number in range(9))
    sources = [source(1, RADAR), source(2, copies)]
    asked = Asked(facts)
    relate(candidates_of(sources[0]), corpus(*sources), [], asked)

    assert 0 < len(asked.pairs) < 9


@given(chance, chance)
@settings(max_examples=20, deadline=None)
def test_what_stands_around_speaks_for_one_fact_only_where_the_fact_head_sees_one(same: float, issue: float) -> None:
    sources = [source(1, f"{FERRY} {RADAR}"), source(2, f"{FERRY_AGAIN} {RADAR_AGAIN}")]
    found = relate(candidates_of(*sources), corpus(*sources), [], Says(same, issue)).of(FERRY_AGAIN, FERRY)

    assert found.carries <= max(same, 1 if same >= SEEN and issue >= SEEN_ISSUE else 0) + ROUNDING
    if same >= SEEN and issue >= SURE:
        assert found.carries > CARRIES


def test_no_statements_have_no_relations(facts: FactJudge) -> None:
    relations = relate([], corpus(source(1, RADAR)), [], facts)
    assert relations.of(FISH, RADAR) == NOTHING


@given(chance, chance)
@settings(max_examples=20, deadline=None)
def test_what_is_all_that_its_source_says_is_judged_by_its_words_alone(same: float, issue: float) -> None:
    sources = [source(1, FERRY), source(2, FERRY_AGAIN)]
    found = relate(candidates_of(*sources), corpus(*sources), [], Says(same, issue)).of(FERRY_AGAIN, FERRY)

    assert found.carries <= same + ROUNDING

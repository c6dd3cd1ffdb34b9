"""Which statements say the same, and which passages of other sources carry a statement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.composing.grouping import carriers, groups, likeness

from .dossiers import candidates_of, corpus, source

RADAR = "Norway and Denmark agreed to share radar data in the Skagerrak."
RADAR_AGAIN = "Denmark and Norway will share radar data in the Skagerrak, the two countries agreed."
FISH = "Peru accused Chile of fishing with illegal nets near Tacna."


def carrying(statement: str, *others: str) -> list[str]:
    """The sources, of S2 and so on, that carry the statement."""
    sources = [source(number, text) for number, text in enumerate((statement, *others), start=1)]
    return [passage.source for passage in carriers(candidates_of(sources[0])[0], corpus(*sources))]


def test_statements_that_say_the_same_are_one_group() -> None:
    told = candidates_of(source(1, RADAR), source(2, RADAR_AGAIN), source(3, FISH))
    assert sorted(len(group.members) for group in groups(told)) == [1, 2]


def test_the_statement_with_the_most_merit_speaks_for_its_group() -> None:
    told = candidates_of(source(1, RADAR), source(2, RADAR_AGAIN))
    (group,) = groups([replace(told[0], merit=1.0), replace(told[1], merit=2.0)])
    assert group.centre.statement.text == RADAR_AGAIN


def test_every_statement_is_in_one_group() -> None:
    told = candidates_of(source(1, f"{RADAR} {FISH}"), source(2, f"{FISH} {RADAR_AGAIN}"))
    members = [id(member) for group in groups(told) for member in group.members]
    assert sorted(members) == sorted(map(id, told))


def test_no_statements_make_no_groups() -> None:
    assert groups([]) == []


def test_likeness_is_the_same_both_ways() -> None:
    one, other = candidates_of(source(1, RADAR), source(2, RADAR_AGAIN))
    assert likeness(one, other) == pytest.approx(likeness(other, one))


def test_a_statement_is_carried_by_the_sources_that_tell_it_too() -> None:
    assert carrying(RADAR, RADAR_AGAIN, FISH) == ["S2"]


def test_a_source_carries_a_statement_once() -> None:
    assert carrying(RADAR, f"{RADAR_AGAIN} {RADAR}") == ["S2"]


def test_a_passage_with_another_number_does_not_carry_a_statement() -> None:
    assert (
        carrying("The new bridge in Oslo costs 40 million kroner.", "The bridge in Oslo costs 46 million kroner.") == []
    )


def test_a_passage_that_tells_the_contrary_does_not_carry_a_statement() -> None:
    plan = "accept the Danish plan to dredge the harbour of Oslo"
    assert carrying(f"Norway will {plan}.", f"Norway will not {plan}.") == []


def test_a_statement_is_not_carried_by_its_own_source() -> None:
    assert carrying(f"{RADAR} {RADAR_AGAIN}", FISH) == []

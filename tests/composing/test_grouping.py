"""Which statements say the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.composing.grouping import Group, are_contrary, groups, say_the_same
from briefing.composing.relations import Relation, Relations

from .dossiers import candidates_of, related, source

if TYPE_CHECKING:
    from briefing.memo import Source

RADAR = "Norway and Denmark agreed to share radar data in the Skagerrak."
RADAR_AGAIN = "Denmark and Norway will share radar data in the Skagerrak, the two countries agreed."
FISH = "Peru accused Chile of fishing with illegal nets near Tacna."


def grouped(*sources: Source) -> list[Group]:
    return groups(candidates_of(*sources), related(*sources))


def test_statements_that_say_the_same_are_one_group() -> None:
    found = grouped(source(1, RADAR), source(2, RADAR_AGAIN), source(3, FISH))
    assert sorted(len(group.members) for group in found) == [1, 2]


def test_the_statement_with_the_most_merit_speaks_for_its_group() -> None:
    sources = source(1, RADAR), source(2, RADAR_AGAIN)
    told = candidates_of(*sources)
    (group,) = groups([replace(told[0], merit=1.0), replace(told[1], merit=2.0)], related(*sources))
    assert group.centre.statement.text == RADAR_AGAIN


def test_every_statement_is_in_one_group() -> None:
    sources = source(1, f"{RADAR} {FISH}"), source(2, f"{FISH} {RADAR_AGAIN}")
    told = candidates_of(*sources)
    members = [id(member) for group in groups(told, related(*sources)) for member in group.members]
    assert sorted(members) == sorted(map(id, told))


def test_no_statements_make_no_groups() -> None:
    assert groups([], Relations({})) == []


def test_a_group_is_a_star_a_member_of_a_member_is_none() -> None:
    told = candidates_of(source(1, RADAR), source(2, RADAR_AGAIN), source(3, FISH))
    alike = ((RADAR, RADAR_AGAIN), (RADAR_AGAIN, FISH))
    chain = Relations({pair: Relation(1.0) for one, other in alike for pair in ((one, other), (other, one))})
    ranked = [replace(one, merit=merit) for one, merit in zip(told, (3.0, 2.0, 1.0), strict=True)]

    assert [[member.statement.text for member in group.members] for group in groups(ranked, chain)] == [
        [RADAR, RADAR_AGAIN],
        [FISH],
    ]


def test_saying_the_same_holds_both_ways() -> None:
    sources = source(1, RADAR), source(2, RADAR_AGAIN)
    (one, other), relations = candidates_of(*sources), related(*sources)
    assert say_the_same(one, other, relations)
    assert say_the_same(other, one, relations)


def test_opposite_sides_never_say_the_same_whatever_the_fact_head_holds() -> None:
    told = candidates_of(source(1, RADAR), source(2, FISH))
    believing = Relations({(RADAR, FISH): Relation(1.0), (FISH, RADAR): Relation(1.0)})
    assert [one.stance.label for one in told] == ["cooperation", "conflict"]
    assert are_contrary(told[0], told[1], believing)
    assert not say_the_same(told[0], told[1], believing)


def test_a_statement_that_denies_another_is_contrary_to_it() -> None:
    told = candidates_of(source(1, "The museum of Oslo opened a new wing."), source(2, RADAR))
    denying = Relations({(RADAR, told[0].statement.text): Relation(1.0, 1.0)})
    assert are_contrary(told[0], told[1], denying)
    assert not say_the_same(told[0], told[1], denying)

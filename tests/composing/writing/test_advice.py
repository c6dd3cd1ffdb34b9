"""What a writer's groups change: what two statements say of each other, where nothing speaks against it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.composing.grouping import Group, groups
from briefing.composing.relations import Relation, Relations
from briefing.composing.writing import advised
from tests.composing.dossiers import candidates_of, related, source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.composing.candidates import Candidate
    from briefing.composing.writing.writer import Worded

RADAR = "Norway and Denmark agreed to share radar data in the Skagerrak."
RADAR_AGAIN = "Denmark and Norway will share radar data in the Skagerrak, the two countries agreed."
FISH = "Peru accused Chile of fishing with illegal nets near Tacna."
COST = "The radar agreement will cost Norway 40 million kroner over five years."
OTHER_COST = "The radar agreement will cost Norway 46 million kroner over five years."
MONDAY = "The ministers of Norway and Denmark signed the radar agreement in Oslo on Monday."
TUESDAY = "The ministers of Norway and Denmark signed the radar agreement in Oslo on Tuesday."


@dataclass
class Proposing:
    """A writer that proposes groups of statements by their texts."""

    proposed: Sequence[set[str]]
    asked: list[str] = field(default_factory=list)

    def group(self, statements: Sequence[str]) -> list[frozenset[int]]:
        self.asked.extend(statements)
        return [frozenset(place for place, one in enumerate(statements) if one in group) for group in self.proposed]

    def word(self, findings: Sequence[Worded]) -> Mapping[int, str]:
        raise AssertionError(f"nobody asked for {len(findings)} wordings")


def told(*texts: str) -> list[Candidate]:
    return candidates_of(*(source(number, text) for number, text in enumerate(texts, start=1)))


def grouped(texts: Sequence[str], proposed: Sequence[set[str]], relations: Relations) -> list[set[str]]:
    candidates = told(*texts)
    found: list[Group] = groups(candidates, advised(candidates, relations, Proposing(proposed)))
    return [{member.statement.text for member in group.members} for group in found]


def test_what_the_writer_joins_is_one_group_though_the_fact_head_saw_nothing() -> None:
    assert grouped([RADAR, RADAR_AGAIN], [], Relations({})) == [{RADAR}, {RADAR_AGAIN}]
    assert grouped([RADAR, RADAR_AGAIN], [{RADAR, RADAR_AGAIN}], Relations({})) == [{RADAR, RADAR_AGAIN}]


def test_what_the_writer_puts_into_two_groups_is_two_though_the_fact_head_saw_one() -> None:
    texts = [RADAR, RADAR_AGAIN, MONDAY, MONDAY.replace("signed", "have signed")]
    believing = Relations({(one, other): Relation(1.0) for one in texts for other in texts})
    pairs = [{texts[0], texts[1]}, {texts[2], texts[3]}]
    assert sorted(map(len, grouped(texts, pairs, believing))) == [2, 2]


def test_of_what_the_writer_leaves_out_the_fact_heads_word_stands() -> None:
    relations = related(source(1, RADAR), source(2, RADAR_AGAIN))
    assert grouped([RADAR, RADAR_AGAIN], [], relations) == [{RADAR, RADAR_AGAIN}]


def test_statements_with_different_numbers_are_not_joined() -> None:
    assert grouped([COST, OTHER_COST], [{COST, OTHER_COST}], Relations({})) == [{COST}, {OTHER_COST}]


def test_statements_with_different_weekdays_are_not_joined() -> None:
    assert grouped([MONDAY, TUESDAY], [{MONDAY, TUESDAY}], Relations({})) == [{MONDAY}, {TUESDAY}]


def test_statements_of_opposite_sides_or_far_from_each_other_are_not_joined() -> None:
    assert grouped([RADAR, FISH], [{RADAR, FISH}], Relations({})) == [{RADAR}, {FISH}]


def test_a_statement_is_not_joined_with_its_denial() -> None:
    denying = Relations({(RADAR, RADAR_AGAIN): Relation(1.0, 1.0)})
    assert grouped([RADAR, RADAR_AGAIN], [{RADAR, RADAR_AGAIN}], denying) == [{RADAR}, {RADAR_AGAIN}]


def test_a_group_in_which_two_may_not_be_joined_counts_for_nothing() -> None:
    texts = [RADAR, RADAR_AGAIN, COST, OTHER_COST]
    assert sorted(map(len, grouped(texts, [set(texts)], Relations({})))) == [1, 1, 1, 1]


def test_that_texts_contradict_each_other_stays_as_it_was() -> None:
    candidates = told(RADAR, RADAR_AGAIN)
    before = Relations({(RADAR, RADAR_AGAIN): Relation(0.1, 0.3, 0.2)})
    after = advised(candidates, before, Proposing([{RADAR, RADAR_AGAIN}]))
    assert after.of(RADAR, RADAR_AGAIN) == Relation(1.0, 0.3, 0.2)
    assert after.of(RADAR_AGAIN, RADAR) == Relation(1.0)


def test_statements_that_are_alike_are_asked_about_together() -> None:
    writer = Proposing([])
    advised(told(RADAR, FISH, RADAR_AGAIN), Relations({}), writer)
    assert writer.asked == [RADAR, RADAR_AGAIN, FISH]


def test_a_lone_statement_is_not_asked_about() -> None:
    writer = Proposing([])
    advised(told(RADAR), Relations({}), writer)
    assert writer.asked == []

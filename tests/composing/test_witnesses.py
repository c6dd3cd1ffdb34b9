"""Which passages of other sources carry a statement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.composing.relations import Relation, Relations
from briefing.composing.witnesses import carriers

from .dossiers import candidates_of, corpus, related, source

RADAR = "Norway and Denmark agreed to share radar data in the Skagerrak."
RADAR_AGAIN = "Denmark and Norway will share radar data in the Skagerrak, the two countries agreed."
FISH = "Peru accused Chile of fishing with illegal nets near Tacna."


def carrying(statement: str, *others: str) -> list[str]:
    """The sources, of S2 and so on, that carry the statement."""
    sources = [source(number, text) for number, text in enumerate((statement, *others), start=1)]
    return [passage.source for passage in carriers(candidates_of(sources[0])[0], corpus(*sources), related(*sources))]


def believed(statement: str, text: str) -> bool:
    """Whether a text carries a statement of something that happened where the heads are sure of it."""
    sources = source(1, statement), source(2, text)
    (told,) = candidates_of(sources[0])
    sure = Relations({(text, statement): Relation(1.0)})
    return bool(carriers(replace(told, point="event"), corpus(*sources), sure))


def test_a_statement_is_carried_by_the_sources_that_tell_it_too() -> None:
    assert carrying(RADAR, RADAR_AGAIN, FISH) == ["S2"]


def test_a_source_carries_a_statement_once() -> None:
    assert carrying(RADAR, f"{RADAR_AGAIN} {RADAR}") == ["S2"]


def test_a_passage_with_another_number_does_not_carry_a_statement() -> None:
    assert (
        carrying("The new bridge in Oslo costs 40 million kroner.", "The bridge in Oslo costs 46 million kroner.") == []
    )


def test_a_passage_that_leaves_a_number_out_carries_a_statement() -> None:
    assert believed("The storm damaged 92 houses on the quay of Bergen.", "The storm damaged houses in Bergen.")
    assert not believed("The storm damaged 92 houses on the quay of Bergen.", "The storm damaged 19 houses in Bergen.")


def test_a_passage_that_tells_the_contrary_does_not_carry_a_statement() -> None:
    plan = "accept the Danish plan to dredge the harbour of Oslo"
    assert carrying(f"Norway will {plan}.", f"Norway will not {plan}.") == []


def test_a_statement_is_not_carried_by_its_own_source() -> None:
    assert carrying(f"{RADAR} {RADAR_AGAIN}", FISH) == []


def test_what_stands_without_witnesses_takes_only_sure_ones() -> None:
    sources = source(1, RADAR), source(2, RADAR_AGAIN)
    likely = Relations({(RADAR_AGAIN, RADAR): Relation(0.9)})
    (told,) = candidates_of(sources[0])
    event, accord = replace(told, point="event"), replace(told, point="accord")

    assert [passage.source for passage in carriers(event, corpus(*sources), likely)] == ["S2"]
    assert carriers(accord, corpus(*sources), likely) == ()


def test_what_takes_the_other_side_carries_something_only_where_the_heads_are_sure() -> None:
    told = candidates_of(source(1, RADAR), source(2, FISH))
    assert [one.stance.label for one in told] == ["cooperation", "conflict"]
    near = replace(told[0], vector=told[1].vector, point="event")
    both = corpus(source(1, RADAR), source(2, FISH))
    assert carriers(near, both, Relations({(FISH, RADAR): Relation(0.9)})) == ()
    assert len(carriers(near, both, Relations({(FISH, RADAR): Relation(0.96)}))) == 1


AGAIN = "Karin Lund added that she had also spoken again with Defence Minister Erik Berg."
SLOGAN = 'Karin Lund opened the fair of Bergen under the motto "Make Norway great again".'
FIRST = "The ruling of Oslo is the first in which a court of Norway cancelled the licence of a mine."
LAID = "The coast guard of Norway laid floating booms off Bergen on Thursday."
WILL_LAY = "The coast guard of Norway will lay floating booms off Bergen on Thursday."
MET = "The envoys Lund and Berg met in Oslo on the day after King Harald opened the parliament of Norway."


@pytest.mark.parametrize(
    ("statement", "text", "carried"),
    [
        (AGAIN, "Karin Lund spoke with Defence Minister Erik Berg in Oslo.", False),
        (AGAIN, "Karin Lund spoke with Defence Minister Erik Berg a second time.", True),
        (FIRST, "A court in Oslo cancelled the licence of a mine.", False),
        (FIRST, "For the first time a court in Oslo cancelled the licence of a mine.", True),
        (SLOGAN, "Karin Lund opened the fair of Bergen.", True),
        (LAID, WILL_LAY, False),
        (LAID, "An official said that the coast guard of Norway will lay floating booms off Bergen.", False),
        (RADAR, RADAR_AGAIN, True),
        (WILL_LAY, WILL_LAY, True),
        (LAID, "The coast guard of Norway, which will stay, laid floating booms off Bergen on Thursday.", True),
        (MET, "King Harald opened the parliament of Norway with a speech.", False),
        (MET, "The envoys Lund and Berg met in Oslo, a day after the opening of the parliament.", True),
    ],
)
def test_a_witness_tells_what_the_statement_says_not_what_it_mentions(statement: str, text: str, carried: bool) -> None:
    assert believed(statement, text) == carried

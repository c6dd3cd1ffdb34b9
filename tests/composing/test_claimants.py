"""Whose claim a sentence reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.composing.discrepancies.claimants import are_positions, claimants

if TYPE_CHECKING:
    from briefing.models.parser import Parser

POLICE = "About 4,000 people marched on Thursday, police said."


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (POLICE, {"police"}),
        ("Some 9,000 people marched, according to the organisers.", {"organiser"}),
        ("The harbour master claimed that the pier was closed.", {"master"}),
        ("She said the pier was closed.", set()),
        ("The mayor tweeted that the pier was closed.", {"mayor"}),
        ("The first gas is to arrive in 2030, according to the timetable.", set()),
        ("The ministry told the council of the plan.", set()),
        ("The storm damaged 92 houses in Bergen.", set()),
    ],
)
def test_who_claims_it(text: str, who: set[str], parser: Parser) -> None:
    (doc,) = parser.parse([text])
    assert claimants(doc) == who


@pytest.mark.parametrize(
    "other",
    ["About 9,000 people marched on Thursday, the organisers said.", "A crowd of 9,000 marched, witnesses say."],
)
def test_two_parties_claims_are_positions(other: str, parser: Parser) -> None:
    here, there = parser.parse([POLICE, other])
    assert are_positions(here, there)


@pytest.mark.parametrize(
    ("other", "positions"), [("Swedish police", True), ("Police", False), ("Danish police", False)]
)
def test_names_tell_parties_of_one_kind_apart(other: str, parser: Parser, *, positions: bool) -> None:
    here, there = parser.parse(["Danish police said 40 people marched.", f"{other} said 90 people marched."])
    assert are_positions(here, there) is positions


@pytest.mark.parametrize(
    "other", ["About 9,000 people marched on Thursday, police said.", "About 9,000 people marched on Thursday."]
)
def test_what_one_party_claims_and_what_a_source_tells_are_none(other: str, parser: Parser) -> None:
    here, there = parser.parse([POLICE, other])
    assert not are_positions(here, there)

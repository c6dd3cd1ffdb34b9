"""Who does what to whom, and the clause that tells what is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.composing.clauses import Parties, Step, parties, step
from briefing.models.parser import load_parser

if TYPE_CHECKING:
    from briefing.models.parser import Parser


def step_of(parser: Parser, text: str) -> Step | None:
    return step(parser.parse([text])[0])


def parties_of(parser: Parser, text: str) -> Parties:
    return parties(parser.parse([text])[0])


@pytest.mark.parametrize(
    ("text", "who", "clause"),
    [
        ("Norland is going to open the harbour.", "Norland", "to open the harbour"),
        ("Norland plans to open the harbour next year.", "Norland", "to open the harbour next year"),
        ("Norland pledged to send ten ships.", "Norland", "to send ten ships"),
        ("Germany hopes to open the harbour next year.", "Germany", "to open the harbour next year"),
        ("Norland is expected to sign the accord on Friday.", "Norland", "to sign the accord on Friday"),
        ("Norland is likely to sign the accord.", "Norland", "to sign the accord"),
        ("Ana Berg said Norland would open the harbour in May.", "Norland", "Norland would open the harbour in May"),
    ],
)
def test_who_is_to_act_is_named_with_the_clause_that_tells_it(parser: Parser, text: str, who: str, clause: str) -> None:
    found = step_of(parser, text)

    assert found is not None
    assert (found.who, text[found.start : found.end]) == (who, clause)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Norland will send ten ships to the strait in May.", "Norland"),
        ("Norland may open the harbour.", "Norland"),
        ("Foreign Minister Ingrid Larsen will visit China in April.", "Foreign Minister Ingrid Larsen"),
        ("Angela Merkel said that she would visit Oslo in May.", "Angela Merkel"),
    ],
)
def test_who_is_to_act_is_named_in_full_also_where_a_pronoun_stands_for_it(parser: Parser, text: str, who: str) -> None:
    found = step_of(parser, text)

    assert found is not None
    assert found.who == who


def test_who_is_to_act_is_told_without_the_clauses_that_hang_on_the_name(parser: Parser) -> None:
    found = step_of(parser, "Norland, which lost two ships in March, will open the harbour in May.")

    assert found is not None
    assert found.who == "Norland"


def test_the_clause_does_not_hold_when_it_was_said(parser: Parser) -> None:
    text = "Ana Berg said on Friday that Norland would open the harbour in May."
    found = step_of(parser, text)

    assert found is not None
    assert text[found.start : found.end].endswith("Norland would open the harbour in May")
    assert "Friday" not in text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    ["The ministers are to meet in Oslo on Monday.", "Many will swim.", "Norland said that Tuesday will bring a vote."],
)
def test_who_has_no_name_is_not_told(parser: Parser, text: str) -> None:
    found = step_of(parser, text)

    assert found is not None
    assert found.who is None


@pytest.mark.parametrize(
    "text",
    [
        "The summit is scheduled for Monday.",
        "The vote is slated for Friday.",
        "The upcoming summit in Oslo is about fish.",
        "Preparations for the meeting of Norland and Sudland began on Friday.",
        "More meetings are coming soon.",
        "Norland's ruling will be appealed against in May.",
        "Protests against Norland will go on in Arden on Friday.",
    ],
)
def test_an_event_is_to_come_but_nobody_brings_it_about(parser: Parser, text: str) -> None:
    found = step_of(parser, text)

    assert found is not None
    assert found.who is None


@pytest.mark.parametrize(
    "text",
    [
        "Norland sent ten ships in May.",
        "Norway and Denmark agreed to share radar data.",
        "The harbour of Oslo lies in the south.",
        "",
    ],
)
def test_what_has_no_form_of_the_future_has_no_such_clause(parser: Parser, text: str) -> None:
    assert step_of(parser, text) is None


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("Peru accused Chile of fishing with illegal nets near Tacna.", "Peru", "Chile"),
        ("Russia condemned the agreement and warned Norway of consequences.", "Russia", "Norway"),
        (
            "Foreign Minister Ingrid Larsen praised the Danish parliament.",
            "Foreign Minister Ingrid Larsen",
            "the Danish parliament",
        ),
        ("Peru, which lost two ships in March, sued Chile.", "Peru", "Chile"),
        ("Norway gave Peru two frigates.", "Norway", "Peru"),
        ("Norway urged Denmark to open the harbour.", "Norway", "Denmark"),
        ("Ana Berg said that Norland had attacked the harbour.", "Ana Berg", "Norland"),
    ],
)
def test_parties_are_who_acts_and_on_whom(parser: Parser, text: str, actor: str, target: str) -> None:
    assert parties_of(parser, text) == Parties(actor, target)


def test_two_who_act_together_are_one_actor(parser: Parser) -> None:
    assert parties_of(parser, "Norway and Denmark agreed to share radar data.") == Parties("Norway and Denmark", None)


@pytest.mark.parametrize("text", ["The river is long.", "The minister resigned.", ""])
def test_where_nobody_is_named_there_are_no_parties(parser: Parser, text: str) -> None:
    assert parties_of(parser, text) == Parties(None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Norway and Denmark agreed to share radar data in the Skagerrak.",
        "Police arrested twelve protesters in Lima.",
        "Peru and Chile met in Oslo.",
    ],
)
def test_a_place_is_no_party(parser: Parser, text: str) -> None:
    assert parties_of(parser, text).target is None


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=80))
def test_whatever_the_text_clauses_lie_within_it(text: str) -> None:
    (doc,) = load_parser().parse([text])
    found = step(doc)

    assert found is None or 0 <= found.start < found.end <= len(text)
    assert all(name is None or name in text for name in vars(parties(doc)).values())

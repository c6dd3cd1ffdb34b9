"""What is to come, by whom, and how firmly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.models.outlook import Outlook, outlook

if TYPE_CHECKING:
    from briefing.models.parser import Parser


def found(parser: Parser, text: str) -> Outlook | None:
    return outlook(parser.parse([text])[0])


@pytest.mark.parametrize(
    ("text", "who", "verb"),
    [
        ("Norland will send ten ships to the strait in May.", "Norland", "send"),
        ("Norland is going to open the harbour.", "Norland", "open"),
        ("Norland plans to open the harbour next year.", "Norland", "open"),
        ("Norland pledged to send ten ships.", "Norland", "send"),
        ("Ana Berg said Norland would open the harbour in May.", "Norland", "open"),
        ("Angela Merkel said that she would visit Oslo in May.", "Angela Merkel", "visit"),
    ],
)
def test_who_is_to_do_something_is_named_with_the_verb(parser: Parser, text: str, who: str, verb: str) -> None:
    step = found(parser, text)

    assert step is not None
    assert (step.who, step.verb) == (who, verb)


@pytest.mark.parametrize(
    ("text", "firmness"),
    [
        ("Norland will send ten ships to the strait in May.", "announced"),
        ("Norland is expected to sign the accord on Friday.", "expected"),
        ("Norland will probably open the harbour.", "expected"),
        ("Germany hopes to open the harbour next year.", "expected"),
        ("Norland will open the harbour if Sudland agrees.", "conditional"),
        ("Norland will open the harbour unless Sudland objects.", "conditional"),
    ],
)
def test_it_is_announced_expected_or_conditional(parser: Parser, text: str, firmness: str) -> None:
    step = found(parser, text)

    assert step is not None
    assert step.firmness == firmness


@pytest.mark.parametrize(
    "text",
    [
        "Norland sent ten ships in May.",
        "Norland was to send ten ships in May.",
        "Norland had planned to open the harbour.",
        "Norland would have opened the harbour.",
    ],
)
def test_what_is_over_is_not_to_come(parser: Parser, text: str) -> None:
    assert found(parser, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Norland fears that Sudland will attack.",
        "Norland may open the harbour.",
        "Norland will not open the harbour.",
        "It will remain cold.",
        "Many will swim.",
        "",
    ],
)
def test_fears_possibilities_denials_and_what_nobody_does_are_no_steps(parser: Parser, text: str) -> None:
    assert found(parser, text) is None


def test_a_step_of_no_one_in_particular_counts_if_it_has_a_time(parser: Parser) -> None:
    step = found(parser, "The ministers are to meet in Oslo on Monday.")

    assert step is not None
    assert step.who is None


@pytest.mark.parametrize("text", ["The summit is scheduled for Monday.", "The upcoming summit in Oslo is about fish."])
def test_an_event_is_to_come_but_nobody_brings_it_about(parser: Parser, text: str) -> None:
    step = found(parser, text)

    assert step is not None
    assert step.who is None


def test_the_offsets_hold_the_clause_that_tells_it(parser: Parser) -> None:
    text = "Ana Berg said on Friday that Norland would open the harbour in May."
    step = found(parser, text)

    assert step is not None
    assert text[step.start : step.end].endswith("Norland would open the harbour in May")
    assert "Friday" not in text[step.start : step.end]

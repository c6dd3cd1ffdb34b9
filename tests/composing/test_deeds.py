"""Sentences that tell of nobody's deed or word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.composing.deeds import (
    is_comment_on_the_day,
    is_lasting,
    is_of_agreeing,
    is_of_few,
    is_praise,
    is_question,
    is_state,
    is_supposed,
    is_wish,
)
from briefing.models.parser import load_parser

if TYPE_CHECKING:
    from spacy.tokens import Doc


def doc(text: str) -> Doc:
    (parsed,) = load_parser().parse([text])
    return parsed


def test_how_things_are_is_nobodys_deed() -> None:
    assert is_state(doc("Taiwan remains a sensitive issue between Norway and China."))
    assert not is_state(doc("Norway closed its border with Russia on Friday."))


def test_what_somebody_holds_is_more_than_how_things_are() -> None:
    assert not is_state(doc("Many Norwegians are furious that the bridge in Bergen was closed."))
    assert is_state(doc("It is clear that the bridge in Bergen was closed."))
    assert is_state(doc("The problem is that the bridge in Bergen was closed."))


def test_what_somebody_wishes_for_is_no_agreement() -> None:
    assert is_wish(doc("Karin Lund told Erik Berg that both countries should talk more."))
    assert not is_wish(doc("Norway and Denmark agreed that both countries should talk more."))


def test_who_agrees_says_so() -> None:
    assert is_of_agreeing(doc("Lund said that “the minister and I agree that calm is the best path”."))
    assert is_of_agreeing(doc("Norway and Peru reached a deal on fish."))
    assert not is_of_agreeing(doc("Lund stressed that calm is the best path for both countries."))
    assert not is_of_agreeing(doc("Both countries must deal with the floods, and could not agree on how."))


def test_what_few_did_is_not_what_somebody_did() -> None:
    assert is_of_few(doc("Few senators have backed the plan to close the bridge in Bergen."))
    assert is_of_few(doc("No Danish party supports the treaty."))
    assert not is_of_few(doc("Norway backs a treaty that few senators have read."))


def test_what_goes_on_is_told_in_the_present() -> None:
    assert is_lasting(doc("China continues to assert claims over the islands off Bergen."))
    assert not is_lasting(doc("China continued its patrols off Bergen."))


@pytest.mark.parametrize(
    "text",
    [
        "As tensions rise in the Skagerrak, Norway and Denmark signed an accord on naval patrols.",
        "As the storm approached, Norway and Denmark closed the bridge.",
        "Norway and Denmark are negotiating a new agreement on radar data.",
    ],
)
def test_a_comment_tells_what_is_while_other_things_are(text: str) -> None:
    assert is_comment_on_the_day(
        doc("As both sides navigate a crisis, Norway and Denmark are taking steps towards closer ties.")
    )
    assert not is_comment_on_the_day(doc(text))


def test_a_comment_is_known_though_its_verb_is_read_as_a_noun() -> None:
    parsed = doc(
        "As both countries face a web of challenges, the emphasis on dialogue, trust, and problem-solving heralds a "
        "new chapter."
    )
    assert next(token for token in parsed if token.dep_ == "ROOT").pos_ == "NOUN"
    assert is_comment_on_the_day(parsed)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Lund was asked whether the minister was right.", True),
        ("Reporters asked why the mayor had left.", True),
        ("Lima asked that the sale be delayed.", False),
        ("Peru asked Chile to withdraw its ships.", False),
        ("Asked what he would do, Lund said that he would stay.", False),
    ],
)
def test_what_somebody_asked_says_nothing_of_what_is_so(text: str, asks: bool) -> None:
    assert is_question(doc(text)) == asks


def test_what_has_long_been_so_is_nothing_new() -> None:
    assert is_lasting(doc("Experts have long supported direct contacts of both navies."))
    assert is_lasting(doc("Norway has long opposed the Danish plan."))
    assert not is_lasting(doc("Norway and Denmark have agreed on long talks."))
    assert not is_lasting(doc("Norway has no longer opposed the Danish plan."))


@pytest.mark.parametrize(
    ("text", "supposed"),
    [
        ("If the ferry sank, the mayor of Bergen could face a trial.", True),
        ("The ferry may have sunk off Voss.", True),
        ("The mayor of Bergen said that the ferry could sink.", False),
        ("The ferry sank off Voss.", False),
    ],
)
def test_what_may_be_is_nobodys_deed(text: str, supposed: bool) -> None:
    assert is_supposed(doc(text)) == supposed


@pytest.mark.parametrize(
    ("text", "praise"),
    [
        ("The mayor of Bergen commended the port for its pact with Hamburg.", True),
        ("The mayor of Bergen struck a softer tone, choosing to praise the pact.", True),
        ("Minister Erik Berg said that he was hopeful for a debate with the unions.", True),
        ("The mayor of Bergen thanked Hamburg for its pact.", False),
        ("The mayor of Bergen said: “Thank you for having faith in us.”", True),
        ("Norway and Denmark tweeted congratulations to the mayor.", True),
        ("Bergen and Hamburg signed the pact, which the mayor had praised.", False),
        ("Minister Erik Berg said that Norway accepted the proposal of the unions.", False),
    ],
)
def test_who_praises_or_is_pleased_agrees_to_nothing(text: str, praise: bool) -> None:
    assert is_praise(doc(text)) == praise

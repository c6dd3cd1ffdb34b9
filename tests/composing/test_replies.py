"""The reply to a dispute: what somebody else answers right behind it in its source."""

from __future__ import annotations

import pytest

from briefing.composing.replies import _replies
from briefing.models.parser import load_parser

from .dossiers import composed, finding_saying, source

CHARGE = "Peru accused Chile of fishing with illegal nets near Tacna."


def reply_to(charge: str, behind: str) -> str | None:
    """The reply of the finding that makes the charge."""
    reply = finding_saying(charge, composed(source(1, f"{charge} {behind}"))).reply
    return reply.text if reply else None


@pytest.mark.parametrize(
    "reply",
    [
        "Chile rejected the charge as false.",
        "The Chilean navy replied that its ships had never left their own waters.",
        "Santiago called the accusation absurd.",
        "A minister in Santiago called that a lie.",
        "The Chilean navy dismissed the allegations.",
        "Chile denied that its ships had fished there.",
        "Chile rejected Peru's claims as lies.",
        "“We will not be lectured by Lima,” a spokesman for the Chilean navy said in reply.",
    ],
)
def test_a_dispute_is_told_with_its_reply(reply: str) -> None:
    assert reply_to(CHARGE, reply) == reply


@pytest.mark.parametrize(
    "behind",
    [
        "Peru rejected all talks with Chile on the matter.",
        "Chile did not answer questions about the nets.",
        "Chile rejects Peruvian claims to most of the sea.",
        "Chile called the Peruvian ambassador home over the claim.",
        "Norway denied that it would raise the fee for ferries.",
        "Chile called it off.",
        "Peruvian officials denied the allegations against them.",
        "The Peruvian navy rejected the claim that it had fired first.",
        "He rejected the charge as false.",
        "Norway and Denmark agreed to share radar data in the Skagerrak.",
        "Peruvian fishermen say that Chile has destroyed their catch for years.",
    ],
)
def test_what_stands_behind_a_dispute_and_does_not_answer_it_is_no_reply(behind: str) -> None:
    assert reply_to(CHARGE, behind) is None


@pytest.mark.parametrize(
    ("charge", "behind", "replies"),
    [
        ("The union accused the company of lying.", "The union rejected the claim that it was greedy.", False),
        ("The union accused the company of lying.", "The company rejected the claim as false.", True),
        ("Hamas accused Israel of an attack on Rafah.", "The group rejected the demand to disarm.", False),
        ("Hamas accused Israel of an attack on Rafah.", "The Israeli army rejected the charge.", True),
        ("Andris Lacis accused her of hiding the cost.", "Her office called the charge absurd.", True),
        ("Andris Lacis accused Norway of hiding the cost.", "His office rejected the criticism.", False),
    ],
)
def test_who_makes_the_charge_does_not_reply_to_it(charge: str, behind: str, replies: bool) -> None:
    charging, answering = load_parser().parse([charge, behind])
    assert _replies(answering, charging) is replies


def test_what_answers_a_reply_is_another_voice_in_the_quarrel() -> None:
    third = "Peru rejected the answer as a lie and recalled its ambassador."
    composition = composed(source(1, f"{CHARGE} Chile rejected the charge as false. {third}"))
    (finding,) = composition.findings
    assert finding.reply is not None
    assert (finding.text, finding.reply.text) == (CHARGE, "Chile rejected the charge as false.")
    assert [voice.text for voice in finding.also] == [third]


def test_a_reply_goes_over_to_the_finding_that_makes_the_same_charge() -> None:
    again = "Peru accused Chile of fishing off Tacna with illegal nets."
    composition = composed(source(1, f"{CHARGE} Chile rejected the charge as false."), source(2, again))
    (finding,) = composition.findings
    assert finding.reply is not None


def test_a_reply_is_no_finding_of_its_own_and_its_source_s_own_words() -> None:
    answer = "Chile answered that no boat of its fleet had left the port of Arica since May."
    composition = composed(source(1, f"{CHARGE} {answer}"))
    (finding,) = composition.findings
    assert finding.reply is not None
    (passage,) = finding.reply.citations
    assert passage.text == finding.reply.text
    assert passage not in finding.citations
    assert [one.verdict for one in composition.reasons.passed] == ["is told with the dispute that it answers"]
    (reason,) = composition.reasons.chosen
    assert reason.verdict.endswith("answered right behind it in its source")


def test_what_another_source_answers_is_no_reply() -> None:
    composition = composed(source(1, CHARGE), source(2, "Chile rejected the charge as false."))
    assert all(finding.reply is None for finding in composition.findings)


def test_what_only_one_party_tells_has_no_reply() -> None:
    assert finding_saying(CHARGE, composed(source(1, CHARGE))).reply is None

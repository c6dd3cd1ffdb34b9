"""Which disputes are voices in one quarrel, and where these are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .dossiers import composed, finding_saying, source

if TYPE_CHECKING:
    from briefing.composing import Composition

CHARGE = "Peru accused Chile of fishing with illegal nets near Tacna."
ABSURD = "Chile's fisheries minister called the accusation absurd and said that the nets off Tacna are legal."
STRIKE = "Norway warned Denmark of a strike in its ports."
REPLY = "Denmark rejected the charge as false."


def memo_of(*texts: str) -> Composition:
    return composed(*(source(number, text) for number, text in enumerate(texts, start=1)))


def quarrels(memo: Composition) -> set[frozenset[str]]:
    """The frictions, each with what is told beneath it."""
    return {
        frozenset((one.text, *(side.text for side in one.also))) for one in memo.findings if one.section == "frictions"
    }


def test_voices_in_one_quarrel_that_two_sources_give_are_told_one_beneath_the_other_with_citations() -> None:
    memo = memo_of(CHARGE, ABSURD, STRIKE)
    assert quarrels(memo) == {frozenset({CHARGE, ABSURD}), frozenset({STRIKE})}
    (told,) = [one for one in memo.findings if one.also]
    (voice,) = told.also
    (passage,) = voice.citations
    assert (voice.text, passage.text) == (passage.text, passage.text)
    assert {passage.source, *told.sources} == {"S1", "S2"}
    (passed,) = [one for one in memo.reasons.passed if one.text == voice.text]
    assert passed.verdict == "is told beneath the quarrel that it is a voice in"
    (chosen,) = [one for one in memo.reasons.chosen if one.finding == told.id]
    assert chosen.verdict.endswith("; beneath it so many other voices in its quarrel: 1")


def test_two_quarrels_stay_apart() -> None:
    assert quarrels(memo_of(CHARGE, STRIKE)) == {frozenset({CHARGE}), frozenset({STRIKE})}


def test_a_dispute_that_has_its_own_reply_stands_alone() -> None:
    against = "Norway accused Denmark of fishing with illegal nets near Bergen."
    memo = memo_of(CHARGE, f"{against} {REPLY}")
    assert quarrels(memo) == {frozenset({CHARGE}), frozenset({against})}
    assert finding_saying("Bergen", memo).reply is not None


def test_beneath_one_dispute_stand_at_most_two_voices_and_of_what_is_left_it_is_said_why() -> None:
    memo = memo_of(
        "The mayor of Hamar blamed the flood on the operator of the dam.",
        "The operator of the dam denied any wrongdoing over the flood in Hamar.",
        "An engineer criticized the ministry for ignoring his warnings about the dam above Hamar.",
        "The parliament of Norway rebuked the operator of the dam for opening its gates at night.",
        "Residents of Hamar protested against the operator of the dam, which had opened its gates at night.",
    )
    assert [len(one.also) for one in memo.findings] == [2]
    assert "is one voice more in a quarrel" in [one.verdict for one in memo.reasons.passed]


@pytest.mark.parametrize("again", ["Near Tacna, Chile fished with illegal nets, Peru charged.", CHARGE])
def test_what_says_a_voice_again_is_not_told_twice(again: str) -> None:
    memo = memo_of(CHARGE, ABSURD, ABSURD.replace("called", "has called"), again)
    assert [len(told) for told in quarrels(memo)] == [2]

"""Which disputes are voices in one quarrel, and where these are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .dossiers import composed, source

if TYPE_CHECKING:
    from briefing.composing import Composition

CHARGE = "Peru accused Chile of fishing with illegal nets near Tacna."
ABSURD = "Chile's fisheries minister called the accusation absurd and said that the nets off Tacna are legal."
STRIKE = "Norway warned Denmark of a strike in its ports."
BERGEN = "Norway accused Denmark of fishing with illegal nets near Bergen."


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
    assert voice.text == passage.text
    assert {passage.source, *told.sources} == {"S1", "S2"}
    (passed,) = [one for one in memo.reasons.passed if one.text == voice.text]
    assert passed.verdict == "is told beneath the quarrel that it is a voice in"
    (chosen,) = [one for one in memo.reasons.chosen if one.finding == told.id]
    assert chosen.verdict.endswith("; 1 more voice beneath it")


@pytest.mark.parametrize("other", [STRIKE, BERGEN])
def test_two_quarrels_stay_apart(other: str) -> None:
    assert quarrels(memo_of(CHARGE, other)) == {frozenset({CHARGE}), frozenset({other})}


def test_a_dispute_that_has_its_own_reply_is_told_beneath_no_other() -> None:
    complaint = "Sailors of Arica complained that the navy of Peru had cut their nets off Tacna in revenge."
    beneath = memo_of(CHARGE, complaint)
    assert [len(one.also) for one in beneath.findings] == [1]
    answered = memo_of(CHARGE, f"{complaint} Peru's navy rejected the charge.")
    assert complaint not in [voice.text for one in answered.findings for voice in one.also]


def test_what_a_reply_says_is_not_said_again_as_a_voice() -> None:
    reply = "Chile rejected the charge as false."
    memo = memo_of(f"{CHARGE} {reply}", f"Peru was angry. {reply}", STRIKE)
    (told,) = [one for one in memo.findings if one.text == CHARGE]
    assert (told.reply is not None, told.also) == (True, ())


def test_who_is_named_by_a_surname_alone_in_a_voice_is_named_in_full() -> None:
    absurd = "Berg called the accusation absurd and said that the nets off Tacna are legal."
    memo = memo_of(CHARGE, f"Fisheries Minister Erik Berg came back from Lima. {absurd}")
    (told,) = [(one.text, *(voice.text for voice in one.also)) for one in memo.findings]
    assert any("Erik Berg called the accusation absurd" in text for text in told)


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

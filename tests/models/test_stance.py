"""Cooperation, conflict, or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.models.stance import THRESHOLD, stance

if TYPE_CHECKING:
    from briefing.models.parser import Parser


def label(parser: Parser, text: str) -> str:
    return stance(parser.parse([text])[0]).label


@pytest.mark.parametrize(
    "text",
    [
        "Norland and Sudland signed a treaty on Monday.",
        "Norland and Sudland agreed to cooperate.",
        "Norland welcomed the agreement.",
        "The ministers resumed their talks in Oslo.",
    ],
)
def test_who_signs_agrees_or_welcomes_cooperates(parser: Parser, text: str) -> None:
    assert label(parser, text) == "cooperation"


@pytest.mark.parametrize(
    "text",
    [
        "Norland attacked the harbour of Sudland.",
        "Norland condemned the attack.",
        "Norland accused Sudland of violating the accord.",
        "Tensions rose in the strait.",
    ],
)
def test_who_attacks_condemns_or_accuses_is_in_conflict(parser: Parser, text: str) -> None:
    assert label(parser, text) == "conflict"


@pytest.mark.parametrize("text", ["The harbour of Oslo lies in the south.", "Ana Berg arrived on Friday.", ""])
def test_neither_is_neutral(parser: Parser, text: str) -> None:
    assert label(parser, text) == "neutral"


@pytest.mark.parametrize(
    "text",
    [
        "Norland refused to sign the treaty.",
        "Norland did not sign the treaty.",
        "No agreement was reached.",
        "Norland and Sudland failed to reach an agreement.",
        "The talks failed.",
    ],
)
def test_cooperation_that_does_not_come_about_is_conflict(parser: Parser, text: str) -> None:
    assert label(parser, text) == "conflict"


@pytest.mark.parametrize("text", ["Norland does not seek war.", "Norland acted to avoid a conflict with Sudland."])
def test_conflict_that_is_denied_or_avoided_is_neither(parser: Parser, text: str) -> None:
    assert label(parser, text) == "neutral"


def test_the_main_verb_counts_more_than_what_is_mentioned(parser: Parser) -> None:
    main, mentioned = parser.parse(["Norland attacked the harbour.", "Ships left the harbour after the attack."])

    assert stance(main).score < stance(mentioned).score < 0


def test_the_label_follows_from_the_score(parser: Parser) -> None:
    for doc in parser.parse(["Norland signed a treaty.", "Norland attacked Sudland.", "Ships left after the attack."]):
        found = stance(doc)
        assert (found.label == "cooperation") == (found.score >= THRESHOLD)
        assert (found.label == "conflict") == (found.score <= -THRESHOLD)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody in Norland agreed to the deal.",
        "The two sides hardly cooperate.",
        "Norland and Sudland agreed on nothing.",
        "Norland is unlikely to sign the treaty.",
    ],
)
def test_what_nobody_does_is_no_cooperation(parser: Parser, text: str) -> None:
    assert label(parser, text) != "cooperation"

"""How well passages carry a statement, as a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.checking.support import SUPPORTED, coverage, support

if TYPE_CHECKING:
    from briefing.models.encoder import Encoder

PASSAGE = (
    "The defence ministers of Norland and Sudland reopened the telephone line between their headquarters on Friday."
)


def test_a_sentence_supports_itself_fully(encoder: Encoder) -> None:
    assert support(PASSAGE, [PASSAGE], encoder) > 0.99


def test_a_shorter_wording_of_a_passage_is_supported(encoder: Encoder) -> None:
    text = "The ministers of Norland and Sudland reopened the telephone line between their headquarters."
    assert support(text, [PASSAGE], encoder) >= SUPPORTED


def test_another_matter_is_not_supported(encoder: Encoder) -> None:
    assert support("Olive oil became cheaper after a good harvest.", [PASSAGE], encoder) < 0.5


def test_passages_are_taken_together(encoder: Encoder) -> None:
    text = "Norland reopened the line, and Sudland sent an envoy to Oslo."
    halves = ["Norland reopened the line.", "Sudland sent an envoy to Oslo."]

    assert support(text, halves, encoder) > max(support(text, [half], encoder) for half in halves)


def test_coverage_is_the_share_of_words_that_the_passage_has() -> None:
    assert coverage("Norland sank twelve ships.", "Norland lost twelve ships.") == 0.75


def test_common_words_do_not_count() -> None:
    assert coverage("The ships of Norland were there.", "Norland has ships.") == 1


def test_a_text_without_words_says_nothing_that_is_not_covered() -> None:
    assert coverage("…", PASSAGE) == 1

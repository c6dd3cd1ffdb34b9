"""How well passages carry a statement, as a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.checking.support import SUPPORTED, coverage

if TYPE_CHECKING:
    from briefing.checking.support import Support

PASSAGE = (
    "The defence ministers of Norland and Sudland reopened the telephone line between their headquarters on Friday."
)
SHORTER = "The ministers of Norland and Sudland reopened the telephone line between their headquarters."
ELSEWHERE = ["Lisbon is known for a mild climate.", "The market opens at eight.", "Tankers wait outside the port."]


def test_a_sentence_supports_itself(support: Support) -> None:
    assert support.score(PASSAGE, [PASSAGE]) >= SUPPORTED


def test_a_shorter_wording_of_a_passage_is_supported(support: Support) -> None:
    assert support.score(SHORTER, [PASSAGE]) >= SUPPORTED


def test_another_matter_is_not_supported(support: Support) -> None:
    assert support.score("Olive oil became cheaper after a good harvest.", [PASSAGE]) < SUPPORTED / 2


@pytest.mark.parametrize(
    "text",
    [
        PASSAGE.replace("reopened", "did not reopen"),
        PASSAGE.replace("Sudland", "Westland"),
        PASSAGE.replace("Friday", "Monday"),
    ],
)
def test_one_word_that_makes_it_false_costs_the_support(support: Support, text: str) -> None:
    assert support.score(text, [PASSAGE]) < min(SUPPORTED, support.score(PASSAGE, [PASSAGE]) - 0.1)


def test_who_did_it_to_whom_is_seen(support: Support) -> None:
    passage = "The coach of Arden praised the referee after the match."
    exchanged = "The referee praised the coach of Arden after the match."

    assert coverage(exchanged, passage) == 1
    assert support.score(exchanged, [passage]) < support.score(passage, [passage])


def test_neighbouring_passages_are_taken_together(support: Support) -> None:
    text = "Norland reopened the line, and Sudland sent an envoy to Oslo."
    halves = ["Norland reopened the line.", "Sudland sent an envoy to Oslo."]

    assert support.score(text, halves) > max(support.score(text, [half]) for half in halves)


@pytest.mark.parametrize("place", range(len(ELSEWHERE) + 1))
def test_the_passage_that_supports_it_is_found_wherever_it_stands(support: Support, place: int) -> None:
    passages = [*ELSEWHERE[:place], PASSAGE, *ELSEWHERE[place:]]

    assert support.score(SHORTER, ELSEWHERE) < SUPPORTED <= support.score(SHORTER, passages)


def test_passages_that_say_nothing_of_it_take_nothing_away(support: Support) -> None:
    assert support.score(SHORTER, [PASSAGE, *ELSEWHERE]) >= support.score(SHORTER, [PASSAGE]) - 0.01


def test_nothing_is_supported_by_no_passages(support: Support) -> None:
    assert support.score(PASSAGE, []) == 0


def test_many_texts_have_the_scores_that_each_has_alone(support: Support) -> None:
    claims = [(SHORTER, [PASSAGE]), (PASSAGE, ELSEWHERE), (SHORTER, []), (SHORTER, [*ELSEWHERE, PASSAGE])]
    assert support.scores(claims) == pytest.approx([support.score(*claim) for claim in claims], abs=1e-3)


def test_no_texts_have_no_scores(support: Support) -> None:
    assert support.scores([]) == []


@pytest.mark.parametrize("text", ["", "…", "?"])
def test_a_text_without_words_has_a_score_too(support: Support, text: str) -> None:
    assert 0 <= support.score(text, [PASSAGE]) <= 1


def test_the_score_does_not_depend_on_what_was_scored_before(support: Support) -> None:
    once = support.score(SHORTER, [*ELSEWHERE, PASSAGE])
    for other in ELSEWHERE:
        support.score(other, [PASSAGE])

    assert support.score(SHORTER, [*ELSEWHERE, PASSAGE]) == once


def test_coverage_is_the_share_of_words_that_the_passage_has() -> None:
    assert coverage("Norland sank twelve ships.", "Norland lost twelve ships.") == 0.75


def test_common_words_do_not_count() -> None:
    assert coverage("The ships of Norland were there.", "Norland has ships.") == 1


def test_a_text_without_words_says_nothing_that_is_not_covered() -> None:
    assert coverage("…", PASSAGE) == 1


@given(st.lists(st.sampled_from([*PASSAGE.split(), "tankers", "wait"]), max_size=12), st.text(max_size=40))
def test_coverage_is_a_share_and_whole_for_what_holds_the_text(words: list[str], beside: str) -> None:
    text = " ".join(words)

    assert 0 <= coverage(text, beside) <= 1
    assert coverage(text, f"{text} {beside}") == 1

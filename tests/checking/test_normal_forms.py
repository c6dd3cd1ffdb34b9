"""One form for words that are written in several ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.checking.normal_forms import normal_quotation, normal_words, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S.", "United States"),
        ("US", "United States"),
        ("the U.K.", "the United Kingdom"),
        ("Gen. Hale", "General Hale"),
        ("Hale’s", "Hale"),
        ("Hale's", "hale"),
        ("Washington D.C.", "Washington DC"),
        ("Nov.", "November"),
        ("the Labour party", "the labor party"),
    ],
)
def test_two_spellings_have_one_form(one: str, other: str) -> None:
    assert normal_words(one) == normal_words(other)


def test_a_pronoun_is_no_country() -> None:
    assert normal_words("They told us.") == ["they", "told", "us"]


def test_a_hyphenated_word_is_its_parts() -> None:
    assert normal_words("the Norland-Sudland accord") == ["the", "norland", "sudland", "accord"]


@pytest.mark.parametrize("other", ["‘we agree’", "We  agree,", '"We agree."', "we agree…", "We\nagree!"])
def test_a_quotation_is_the_same_whatever_its_marks_spaces_and_end(other: str) -> None:
    assert normal_quotation(other) == normal_quotation("We agree")


def test_a_quotation_of_other_words_is_another() -> None:
    assert normal_quotation("We disagree") != normal_quotation("We agree")


@given(st.text(max_size=60))
def test_a_word_s_offsets_slice_back_to_its_text(text: str) -> None:
    for word in words(text):
        assert text[word.start : word.end] == word.text

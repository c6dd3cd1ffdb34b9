"""Quoted strings: where they are, and whether all marks have their partner."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.checking.quotations import balanced, is_quoted, quotations, quoted_share


@pytest.mark.parametrize(
    "text",
    [
        "Hale called it “a good day” for both.",
        'Hale called it "a good day" for both.',
        "Hale called it «a good day» for both.",
        "Hale called it ‘a good day’ for both.",
        "Hale called it 'a good day' for both.",
    ],
)
def test_a_quotation_stands_between_marks_of_one_kind(text: str) -> None:
    (quotation,) = quotations(text)

    assert quotation.text == "a good day"
    assert text[quotation.start + 1 : quotation.end - 1] == "a good day"


@pytest.mark.parametrize(
    "text",
    [
        "The ministers’ talks and the sailors’ pay.",
        "The ministers' talks and the sailors' pay.",
        "The '90s and the '80s were calm.",
        "It wasn't Hale's, and it isn't Berg's.",
        "They said so.",
    ],
)
def test_an_apostrophe_quotes_nothing(text: str) -> None:
    assert list(quotations(text)) == []


def test_an_apostrophe_inside_single_marks_does_not_end_the_quotation() -> None:
    assert [quotation.text for quotation in quotations("'We don't agree,' Hale said.")] == ["We don't agree,"]


def test_a_quotation_inside_another_is_part_of_it() -> None:
    found = list(quotations("“He said ‘no’ to us,” Hale recalled, “and ‘yes’ to them.”"))
    assert [quotation.text for quotation in found] == ["He said ‘no’ to us,", "and ‘yes’ to them."]


@pytest.mark.parametrize("text", ["“We agree”", 'a "b" c', "a (b) [c]", "It's “Hale’s”.", ""])
def test_a_text_is_balanced_where_each_mark_and_bracket_has_its_partner(text: str) -> None:
    assert balanced(text)


@pytest.mark.parametrize("text", ["“We agree", "agree”", 'a "b', "a (b", "a b)", "[a"])
def test_a_text_with_half_a_pair_is_not_balanced(text: str) -> None:
    assert not balanced(text)


@pytest.mark.parametrize(
    ("text", "share"), [("“We agree”", 1.0), ("He: “no”.", 4 / 9), ("They agree.", 0.0), ("", 0.0)]
)
def test_the_share_of_a_text_that_is_quoted(text: str, share: float) -> None:
    assert quoted_share(text) == share


@given(st.text(alphabet="ab ,.“”‘’'\"«»()", max_size=40))
def test_a_quotation_s_offsets_slice_back_to_its_text_between_two_marks(text: str) -> None:
    for quotation in quotations(text):
        assert text[quotation.start : quotation.end][1:-1] == quotation.text


@given(st.text(alphabet="ab “”'\"«»", max_size=40))
def test_quotations_do_not_overlap(text: str) -> None:
    position = 0
    for quotation in quotations(text):
        assert quotation.start >= position
        position = quotation.end


def test_what_stands_within_a_quotation_is_quoted_its_marks_included() -> None:
    text = "He said “yes” twice."
    quoted = list(quotations(text))
    assert [text[place] for place in range(len(text)) if is_quoted(place, quoted)] == list("“yes”")

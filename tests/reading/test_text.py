"""Plain text: paragraphs, wrapped lines, and lines that are paragraphs."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.reading.text import paragraphed

FIRST = (
    "The two ministers spoke for an hour on Saturday about a direct line between their headquarters, and they agreed "
    "that their deputies should meet again before the end of the year."
)
SECOND = (
    "Neither side would say how much the line costs, who is to answer the first call, or whether it will be open at "
    "night, when most of the accidents at sea have happened."
)


@pytest.mark.parametrize("columns", [60, 72, 78])
def test_wrapped_text_is_joined(columns: int) -> None:
    wrapped = f"{textwrap.fill(FIRST, columns)}\n\n{textwrap.fill(SECOND, columns)}\n"
    assert paragraphed(wrapped) == f"{FIRST}\n\n{SECOND}"


def test_lines_that_are_paragraphs_stay_paragraphs() -> None:
    assert paragraphed(f"{FIRST}\n{SECOND}\n{FIRST}") == f"{FIRST}\n\n{SECOND}\n\n{FIRST}"


def test_short_lines_that_are_sentences_stay_paragraphs() -> None:
    lines = [
        "The ministers met on Saturday in the capital.",
        "They agreed on a direct line between them.",
        "Talks go on.",
    ]
    assert paragraphed("\n".join(lines)) == "\n\n".join(lines)


def test_a_line_that_breaks_off_within_a_sentence_is_continued() -> None:
    broken = "The ministers agreed that the line between their headquarters\nshould be open in the spring of next year."
    text = f"{FIRST}\n{broken}\n{SECOND}"
    assert paragraphed(text).split("\n\n")[1] == (
        "The ministers agreed that the line between their headquarters should be open in the spring of next year."
    )


def test_a_hyphen_at_the_end_of_a_line_stays() -> None:
    text = textwrap.fill(FIRST, 60) + "\n\nThe two ministers will set up a number of new military-to-\nmilitary talks."
    assert "military-to-military talks." in paragraphed(text)


def test_list_items_and_header_lines_keep_their_lines() -> None:
    text = (
        "Title: A headline that fills nearly the whole width of one\nSource: The Example\n\n- one item\n- another item"
    )
    assert paragraphed(text).split("\n\n")[1:] == ["Source: The Example", "- one item", "- another item"]


def test_quoted_mail_loses_its_marks() -> None:
    assert paragraphed("> The line is open.\n> > It was closed.") == "The line is open.\n\nIt was closed."


@given(st.text(alphabet=st.sampled_from("ab .,-\n>"), max_size=200))
def test_no_word_is_lost(text: str) -> None:
    letters = [character for character in text if character in "ab.,"]
    assert [character for character in paragraphed(text) if character in "ab.,"] == letters

"""Sentence passages: exact spans, and the traps of newswire."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.memo import Source
from briefing.reading import is_heading, paragraphs, passages
from briefing.reading.passages import LONGEST_QUOTATION


def source(text: str) -> Source:
    return Source(
        id="S1",
        location="a.txt",
        media_type="text/plain",
        words=len(text.split()),
        sha256="0" * 64,
        origin="O1",
        text=text,
    )


def sentences(text: str) -> list[str]:
    return [passage.text for passage in passages(source(text))]


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. and China agreed on a channel.",
        "It will shape China-U.S. relations for years.",
        "It was cut under then-U.S. President Joe Biden in 2022.",
        "The 17th China-U.S. Defense Talks, held in Washington D.C., served both sides.",
        "They met on the sidelines of the U.N. General Assembly with U.S. Secretary of State Ann Hale.",
        "Mr. Dong met Gen. Mark Alder on Nov. 1 in Kuala Lumpur.",
        "J. D. Vance and Robert F. Kennedy Jr. were there.",
        "Tariffs rose by 3.5 percent to $4.2 billion.",
        "He paused … then he left the room.",
        "Exports fell... and then they fell again.",
        "Sen. John Hale (R-Ariz.), a member of the panel, asked for details.",
        "The speakers include state Reps. Aaron Bern and Russ Diamond, and Sens. Ann Hale and Lee Ray.",
        "They met at 5 p.m. Monday at the U.S. Embassy.",
        '"We agreed on channels. More meetings will follow," the minister said.',
        "“We agreed on channels. More meetings will follow,” the minister said.",
        "“Is it enough?” the senator asked.",
        "“Is it enough?” Hale asked.",
        "Is this, he asked, the way?",
    ],
)
def test_one_sentence_stays_one_passage(sentence: str) -> None:
    assert sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He moved to the U.S. He then left.", ["He moved to the U.S.", "He then left."]),
        ("The talks begin next month. Corcoran must agree.", ["The talks begin next month.", "Corcoran must agree."]),
        ("He spoke in New York. Ri left early.", ["He spoke in New York.", "Ri left early."]),
        ("“He left.” She stayed.", ["“He left.”", "She stayed."]),
        (
            "The chair opened the hearing at 10:00 a.m. Ms. Berg spoke first.",
            ["The chair opened the hearing at 10:00 a.m.", "Ms. Berg spoke first."],
        ),
        (
            "The talks in Oslo broke off at 9 p.m. The ministers left.",
            ["The talks in Oslo broke off at 9 p.m.", "The ministers left."],
        ),
        ("They met. On Friday at 9 a.m. Ms. Berg left.", ["They met.", "On Friday at 9 a.m. Ms. Berg left."]),
        ("The talks open at 9 a.m. Monday in Oslo.", ["The talks open at 9 a.m. Monday in Oslo."]),
        ("They sold it to Acme Corp. The price is secret.", ["They sold it to Acme Corp.", "The price is secret."]),
        ("They met at noon. “We agree,” he said.", ["They met at noon.", "“We agree,” he said."]),
    ],
)
def test_two_sentences_become_two_passages(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_an_unclosed_quotation_mark_swallows_nothing() -> None:
    text = "“We agree. The talks go on. The date is open.\n\nThe minister left. The others stayed."
    assert sentences(text) == [
        "“We agree.",
        "The talks go on.",
        "The date is open.",
        "The minister left.",
        "The others stayed.",
    ]


def test_a_very_long_quotation_is_split() -> None:
    quotation = "“" + "We agree on this point today. " * (LONGEST_QUOTATION // 25) + "We left.” he said."
    assert len(sentences(quotation)) > 10


def test_headings_are_in_no_passage() -> None:
    text = "A New Start\n\nThe ministers met. They agreed.\n\nWhat comes next?\n\nA visit is planned."
    assert sentences(text) == ["The ministers met.", "They agreed.", "A visit is planned."]
    assert [p.text for p in paragraphs(source(text)) if is_heading(p.text)] == ["A New Start", "What comes next?"]


def test_a_list_item_is_a_passage_without_its_marker() -> None:
    assert sentences("- A visit in April\n\n2. A working group in May") == [
        "A visit in April",
        "A working group in May",
    ]


def test_a_table_row_is_no_heading_and_a_passage_of_its_own() -> None:
    assert sentences("Year | Channels\n2017 | 90") == ["Year | Channels", "2017 | 90"]


def test_paragraphs_are_what_stands_between_blank_lines() -> None:
    assert [p.text for p in paragraphs(source("One. Two.\n\nThree.\n \n\nFour."))] == ["One. Two.", "Three.", "Four."]


PIECES = st.sampled_from(
    [
        " ",
        "\n",
        "\n\n",
        ". ",
        "? ",
        "“",
        "”",
        '"',
        "’",
        "…",
        "- ",
        "1. ",
        "U.S. ",
        "Mr. ",
        "the ",
        "China ",
        "3.5",
        "e.g. ",
        "é",
        "(",
        ")",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join))


@given(TEXTS)
def test_passages_are_exact_ordered_and_tight(text: str) -> None:
    end = 0
    for passage in passages(source(text)):
        assert text[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip() != ""
        assert passage.start >= end
        end = passage.end


@given(TEXTS)
def test_passages_leave_out_only_headings_markers_and_space(text: str) -> None:
    spans = passages(source(text))
    for paragraph in paragraphs(source(text)):
        if is_heading(paragraph.text):
            continue
        rest = list(paragraph.text)
        for span in spans:
            if paragraph.start <= span.start < paragraph.end:
                rest[span.start - paragraph.start : span.end - paragraph.start] = " " * (span.end - span.start)
        for line in "".join(rest).split("\n"):
            marker = line.strip()
            assert marker == "" or (len(marker) <= 5 and (marker[0] in "-*•–·‣▪(" or marker[-1] in ".)"))


@given(TEXTS)
def test_paragraphs_cover_everything_but_space(text: str) -> None:
    covered = "".join("".join(paragraph.text.split()) for paragraph in paragraphs(source(text)))
    assert covered == "".join(text.split())


def test_a_page_without_a_full_stop_is_read_in_pieces() -> None:
    page = source("word " * 5000)
    pieces = passages(page)
    assert max(len(piece.text) for piece in pieces) <= 2000
    assert "".join(piece.text for piece in pieces).replace(" ", "") == page.text.replace(" ", "")


def test_sentences_in_chinese_are_no_heading() -> None:
    assert passages(source("两国国防部长周五在首尔举行会谈。"))

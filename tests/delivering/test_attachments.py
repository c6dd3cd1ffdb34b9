"""The files that go with a message: their names, and what gives way where they are too large."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.delivering.attachments import Enclosed, attach, file_name
from briefing.delivering.message import attached_part
from briefing.memo import Header, Memo, Statement, Summary

from ..rendering.memos import finding, memo, passage, source

WORDS = "The ports signed an accord."
TEXT = WORDS + " " + " ".join(f"Sentence number {number} says nothing." for number in range(200))


def ports(subject: str = "Ports – accord") -> Memo:
    """A memo whose summaries are most of it, and whose second finding is long."""
    gazette = source(1, TEXT, publisher="Gazette")
    statements = tuple(
        Statement(text=words, mode="verbatim", support=1.0, passages=(passage(gazette, words),))
        for words in (f"Sentence number {number} says nothing." for number in range(200))
    )
    findings = [
        finding(1, "agreements", "accord", [passage(gazette, WORDS)]),
        finding(2, "frictions", "dispute", [passage(gazette, TEXT[len(WORDS) + 1 : 4000])]),
    ]
    header = Header(date=dt.date(2026, 11, 23), subject=subject)
    summaries = (Summary(source="S1", statements=statements),)
    return memo([gazette], findings, bottom_line=("F1",), header=header, summaries=summaries)


def sizes(*limits: int) -> list[list[int]]:
    """How large the Markdown files of one memo are under each of these limits, as they travel."""
    return [
        [
            len(attached_part(one.name, one.media_type, content))
            for one, content in attach([Enclosed(ports())], ["md"], limit)[0].files
        ]
        for limit in limits
    ]


def test_a_memo_within_the_limit_is_attached_whole() -> None:
    (attached,) = attach([Enclosed(ports())], ["md", "html"], 10_000_000)
    assert [(one.name, one.media_type) for one, _ in attached.files] == [
        ("2026-11-23 Ports – accord.md", "text/markdown; charset=utf-8"),
        ("2026-11-23 Ports – accord.html", "text/html; charset=utf-8"),
    ]
    assert attached.notes == ()


def test_the_limit_counts_bytes_as_they_travel() -> None:
    ((whole,),) = sizes(10_000_000)
    assert sizes(whole) == [[whole]]
    ((shorter,),) = sizes(whole - 1)
    assert shorter < whole


def test_what_is_too_large_is_shortened_and_that_is_said() -> None:
    ((whole,),) = sizes(10_000_000)
    (attached,) = attach([Enclosed(ports())], ["md"], whole - 1)
    ((_, content),) = attached.files
    assert b"Sentence number 199" not in content.partition(b"## Evidence")[0]
    assert attached.notes == (
        "The attached Markdown file is shortened, because the whole memo is too large: "
        "the summaries of the sources are left out.",
    )
    (shortest,) = attach([Enclosed(ports())], ["md"], len(content))
    ((_, least),) = shortest.files
    assert WORDS.encode() in least
    assert b"Sentence number 9 " not in least
    assert shortest.notes[0].endswith("it holds the bottom line and its evidence.")


def test_what_is_too_large_gives_way_to_its_link() -> None:
    (attached,) = attach([Enclosed(ports(), "https://example.org/m")], ["md"], 1000)
    assert attached.files == ()
    assert attached.notes == (
        "The Markdown file is not attached, because it is larger than 0.001 MB: read it at its address.",
    )


def test_where_nothing_fits_nothing_is_attached_and_that_is_said() -> None:
    (attached,) = attach([Enclosed(ports())], ["md"], 1000)
    assert (attached.files, len(attached.notes)) == ((), 1)
    assert "ask the sender for it" in attached.notes[0]


def test_the_largest_gives_way_first() -> None:
    small = memo([source(1, WORDS)], [], subject="Small")
    ((whole,),) = sizes(10_000_000)
    first, second = attach([Enclosed(ports()), Enclosed(small)], ["md"], whole)
    assert [len(first.notes), len(second.notes)] == [1, 0]


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("US–China: channels", "US–China- channels"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("a\r\nContent-Type: text/html", "a Content-Type- text-html"),
        ("\u202egnp.exe", "gnp.exe"),
        ("...", "memo"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_file_is_named_for_readers_and_stays_in_its_folder(subject: str, name: str) -> None:
    assert file_name(ports(subject), "pdf") == f"2026-11-23 {name}.pdf"


@given(st.text(min_size=1, max_size=100))
def test_no_subject_makes_a_name_that_is_none(subject: str) -> None:
    name = file_name(memo([source(1, WORDS)], [], subject=subject), "pdf")
    assert name.startswith("2025-11-01 ")
    assert name.endswith(".pdf")
    assert name.isprintable()
    assert not set(name) & set('/\\:*?"<>|')

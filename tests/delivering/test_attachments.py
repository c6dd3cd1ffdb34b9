"""The files that go with a message: their names, and what gives way where they are too large."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.delivering.attachments import enclose, file_name, fit
from briefing.delivering.message import attached_part
from briefing.memo import Header, Memo, Statement, Summary

from ..rendering.memos import finding, memo, passage, source

if TYPE_CHECKING:
    from briefing.delivering.editions import Attachment

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


def fitted(limit: int, link: str | None = None) -> tuple[list[tuple[Attachment, bytes]], list[str]]:
    """The Markdown file of the memo under a limit, and what is said about it."""
    (one,) = fit([enclose("ports", ports(), ["md"], link)], limit)
    return one.attached, one.notes(limit)


def size(limit: int) -> int:
    """How large that file is, as it travels."""
    ((attachment, content),), _ = fitted(limit)
    return len(attached_part(attachment.name, attachment.media_type, content))


def test_a_memo_within_the_limit_is_attached_whole() -> None:
    (one,) = fit([enclose("ports", ports(), ["md", "html"])], 10_000_000)
    assert [(attachment.name, attachment.media_type) for attachment, _ in one.attached] == [
        ("2026-11-23 Ports – accord.md", "text/markdown; charset=utf-8"),
        ("2026-11-23 Ports – accord.html", "text/html; charset=utf-8"),
    ]
    assert one.notes(10_000_000) == []


def test_the_limit_counts_bytes_as_they_travel() -> None:
    whole = size(10_000_000)
    assert size(whole) == whole
    assert size(whole - 1) < whole


def test_what_is_too_large_is_shortened_and_that_is_said() -> None:
    limit = size(10_000_000) - 1
    ((_, content),), notes = fitted(limit)
    assert b"Sentence number 199" not in content.partition(b"## Evidence")[0]
    assert notes == [
        "The attached Markdown file is shortened, because the whole memo is too large: "
        "the summaries of the sources are left out."
    ]
    ((_, least),), notes = fitted(len(content))
    assert WORDS.encode() in least
    assert b"Sentence number 9 " not in least
    assert notes[0].endswith("it holds the bottom line and its evidence.")


def test_what_is_too_large_gives_way_to_its_link() -> None:
    assert fitted(1000, "https://example.org/m") == (
        [],
        ["The Markdown file is not attached, because the files would be larger than 0.001 MB: read it at its address."],
    )


def test_where_nothing_fits_nothing_is_attached_and_that_is_said() -> None:
    attached, notes = fitted(1000)
    assert (attached, len(notes)) == ([], 1)
    assert "ask the sender for it" in notes[0]


def test_the_largest_gives_way_first() -> None:
    small = memo([source(1, WORDS)], [], subject="Small")
    limit = size(10_000_000)
    first, second = fit([enclose("ports", ports(), ["md"]), enclose("small", small, ["md"])], limit)
    assert [len(first.notes(limit)), len(second.notes(limit))] == [1, 0]


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

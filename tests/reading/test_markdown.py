"""Markdown: front matter, and text without markup."""

from __future__ import annotations

from datetime import date

from briefing.reading.markdown import MarkdownReader


def read(text: str) -> tuple[str | None, str]:
    document = MarkdownReader().read(text.encode(), "a.md")
    return document.title, document.text


def test_front_matter_says_what_the_document_is() -> None:
    document = MarkdownReader().read(
        b'---\ntitle: "A line: opened"\nauthor:\n  - Ann Lee\n  - Bo Ek\nsite: The Example\n'
        b"date: 2025-11-03T10:00:00Z\nlang: en-GB\n---\nThe line is open.\n",
        "a.md",
    )
    assert document.title == "A line: opened"
    assert document.author == "Ann Lee, Bo Ek"
    assert document.publisher == "The Example"
    assert document.published == date(2025, 11, 3)
    assert document.language == "en"
    assert document.text == "The line is open."


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    assert read("# A line *opened*\n\nThe line is open.") == ("A line opened", "The line is open.")


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    assert read("---\n\nThe line is open.\n\n---\n\nIt works.") == (None, "The line is open.\n\nIt works.")


def test_a_source_that_is_an_address_is_no_publisher() -> None:
    assert MarkdownReader().read(b"---\nsource: https://example.org/a\n---\nText.", "a.md").publisher is None


def test_markup_goes_and_words_stay() -> None:
    text = "The **line** is [open](https://example.org), `now`, and\nthey ~say~ it &amp; mean it.<br>![a ship](s.png)"
    assert read(text)[1] == "The line is open, now, and they ~say~ it & mean it."


def test_list_items_become_paragraphs_of_their_own() -> None:
    assert read("It has:\n\n- one\n- two\n  wrapped\n\n1. first\n2. second")[1].split("\n\n") == [
        "It has:",
        "- one",
        "- two wrapped",
        "1. first",
        "2. second",
    ]


def test_code_quotations_and_tables_keep_their_text() -> None:
    text = "> They agreed.\n\n```\na = 1\n\nb = 2\n```\n\n| Year | Lines |\n|---|---|\n| 2017 | 90 |"
    assert read(text)[1].split("\n\n") == ["They agreed.", "a = 1\nb = 2", "Year | Lines\n2017 | 90"]


def test_scripts_and_comments_in_markdown_are_dropped() -> None:
    text = "<!-- note -->\n\n<script>alert('x')</script>\n\nThe line is open.\n\n<div>It &lt;works&gt;.</div>"
    assert read(text)[1].split("\n\n") == ["The line is open.", "It <works>."]

"""Markdown that every reader reads alike, and in which a source's text is never markup."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import TYPE_CHECKING

import markdown  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.memo import Gap, Side, Voice
from briefing.rendering import to_html, to_markdown
from briefing.rendering.markdown import escape

from .memos import finding, memo, memo_saying, passage, source

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.memo import Memo

HOSTILE = [
    "*stars* _lines_ `code` **both**",
    "# heading",
    "1. first",
    "12) twelfth",
    "- item",
    "+ item",
    "=====",
    "---",
    "~~~ fence",
    "~~struck~~",
    "> quoted",
    "[link](javascript:alert(1)) ![image](x.png)",
    "[1] and [1]: #evil",
    "<script>alert(1)</script> & &amp; &copy;",
    "<b onclick=x>bold</b> <!-- comment -->",
    "a | b | c",
    r"back\slash \* \[",
    "{{ 7*7 }} {% raw %}",
    "https://evil.example/x www.evil.example a@evil.example",
    "{: .attribute } [TOC] *[abbr]: x",
    "\x02klzzwxh:0000\x03",
    "    indented by four",
    "line\nbreak\r\n\r\nparagraph\u2028separator",
    "two  spaces  \nthen a line",
]


def by_python_markdown(text: str) -> str:
    rendered: str = markdown.markdown(text, extensions=["toc", "tables", "sane_lists", "footnotes"])
    return rendered


def by_commonmark(text: str) -> str:
    rendered: str = MarkdownIt("commonmark").render(text)
    return rendered


def by_github(text: str) -> str:
    rendered: str = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    return rendered


READERS = [by_python_markdown, by_commonmark, by_github]


def shown(rendered: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", rendered)).split())


def visible(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).split())


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_sources_text_is_shown_and_never_markup(text: str, read: Callable[[str], str]) -> None:
    for line in ("{}", "- {}", "*{}*", "“{}”"):
        rendered = read(line.format(escape(text.strip())))
        assert set(re.findall(r"<(\w+)", rendered)) <= {"p", "ul", "li", "em"}
        assert shown(rendered) == line.strip("-* ").format(visible(text))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_reads_the_same_in_every_reader(text: str) -> None:
    # Characters that are no text (not even after decoding HTML) are left out: readers replace them.
    text = visible("".join(c for c in text if ord(c) < 0xFDD0 or c.isprintable()))
    for read in READERS:
        rendered = read(f"Said: {escape(text)}.")
        assert re.findall(r"<(\w+)", rendered) == ["p"]
        assert shown(rendered) == visible(f"Said: {text}.")


@given(st.text("*_`#[]()<>!&|~\\-+=.:1\n \t@/whtps{}", max_size=30))
def test_any_punctuation_reads_the_same_in_every_reader(text: str) -> None:
    for read in READERS:
        rendered = read(escape(text.strip()))
        assert set(re.findall(r"<(\w+)", rendered)) <= {"p"}
        assert shown(rendered) == visible(text)


def structure(rendered: str) -> list[str]:
    return re.findall(r"</?(?:h[1-6]|ul|ol|li|em|strong|a|p)\b", rendered)


def test_an_ample_memo_has_the_same_structure_in_every_reader(ample: Memo) -> None:
    text = to_markdown(ample)
    # Tight lists: no reader puts paragraphs into them.
    assert structure(by_python_markdown(text)) == structure(by_commonmark(text)) == structure(by_github(text))
    assert shown(by_python_markdown(text)) == shown(by_commonmark(text))


def test_citations_lead_to_the_headings_of_their_passages(ample: Memo) -> None:
    rendered = by_python_markdown(to_markdown(ample))
    targets = set(re.findall(r'href="#([^"]+)"', rendered))
    assert targets == {f"passage-{number}" for number in range(1, 29)}
    assert targets <= set(re.findall(r' id="([^"]+)"', rendered))


def test_sections_stand_in_the_memos_order(ample: Memo) -> None:
    assert re.findall(r"^## (.*)$", to_markdown(ample), re.MULTILINE) == [
        "Bottom line",
        "Agreements",
        "Frictions",
        "Next steps",
        "Gaps",
        "Timeline",
        "Sources",
        "Source summaries",
        "Evidence",
        "Provenance",
    ]


def test_what_one_origin_alone_tells_is_told_and_marked_in_the_bottom_line() -> None:
    text = source(1, "Alpha left.")
    gap = Gap(text="Alpha left.", kind="unmatched", citations=(passage(text, "Alpha left."),))
    rendered = to_markdown(memo([text], [], unconfirmed=gap))

    assert "## Bottom line\n\nAlpha left. ([1]) *No second origin found.*\n" in rendered
    assert "stands by itself" not in rendered


def test_where_a_second_origin_is_uncertain_a_reader_is_told_what_to_compare() -> None:
    text, other = source(1, "Alpha left."), source(2, "Alpha was gone.")
    gone = passage(other, "Alpha was gone.")
    gap = Gap(text="Alpha left.", kind="uncertain", citations=(passage(text, "Alpha left."),), compare=(gone,))
    rendered = to_markdown(memo([text, other], [], unconfirmed=gap, gaps=(gap,)))

    assert "## Bottom line\n\nAlpha left. ([1]) *Second origin uncertain* · compare ([2])\n\n#" in rendered
    assert "- **Second origin uncertain.** Alpha left. ([1]) · compare ([2])\n" in rendered


def test_empty_sections_say_so_in_a_sentence() -> None:
    text = to_markdown(memo([source(1, "Nothing.")], []))
    for sentence in (
        "No agreement was found in the sources.",
        "No friction was found in the sources.",
        "No next step was found in the sources.",
    ):
        assert sentence in text
    assert "Timeline" not in text


def test_a_memo_of_hostile_text_keeps_its_structure() -> None:
    plain, hostile = (
        to_markdown(memo_saying("Plain.")),
        to_markdown(memo_saying("# *Sly* [x](javascript:y) <b> {{ 7*7 }}")),
    )
    assert structure(by_commonmark(plain)) == structure(by_commonmark(hostile))
    assert "49" not in shown(by_commonmark(hostile)).split("Passage 1")[0]


def test_a_reference_in_a_source_does_not_become_a_citation() -> None:
    text = source(1, "As shown in [1], trade grew.")
    rendered = by_commonmark(
        to_markdown(memo([text], [finding(1, "agreements", "accord", [passage(text, text.text)])]))
    )
    assert "As shown in [1], trade grew." in shown(rendered)


def test_a_reply_stands_under_its_dispute(ample: Memo) -> None:
    lines = to_markdown(ample).splitlines()
    (place,) = [place for place, line in enumerate(lines) if line.startswith("    - **In reply:** The port authority")]
    assert "union rejected the plan" in lines[place - 1]
    assert re.search(r"would go\. \(\[\d+\]\)$", lines[place])
    assert re.search(r"^    - \*\*Also:\*\* Fishing crews fear .* \(\[\d+\]\)$", lines[place + 1])


def test_a_later_figure_stands_under_a_next_step_in_both_forms() -> None:
    first = source(1, "Norway will send 300 doses.", published=dt.date(2026, 11, 1))
    second = source(2, "It will now be 500 doses.", published=dt.date(2026, 11, 3))
    later = Side(text=second.text, citations=(passage(second, second.text),))
    told = memo([first, second], [finding(1, "next_steps", "next_step", [passage(first, first.text)], later=later)])
    assert "    - **Later, 3 November 2026:** It will now be 500 doses." in to_markdown(told)
    assert "Later, 3 November 2026:" in to_html(told)


def test_what_stands_under_an_agreement_is_part_of_its_item() -> None:
    text = source(1, "Alpha and Beta signed a pact. Both will keep to it.")
    signed, kept = (passage(text, words) for words in ("Alpha and Beta signed a pact.", "Both will keep to it."))
    also = (Voice(text=kept.text, mode="verbatim", support=1.0, citations=(kept,)),)
    found = finding(1, "agreements", "accord", [signed], also=also)
    other = finding(2, "agreements", "accord", [kept])
    lines = to_markdown(memo([text], [found, other])).split("## Agreements")[1].splitlines()
    assert [line[:13] for line in lines[2:5]] == ["- **Accord.**", "    - **Also:", "- **Accord.**"]

"""HTML: the main text, metadata, and no guessed dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefing.errors import SourceUnreadable
from briefing.reading.cleaning import clean
from briefing.reading.html import HtmlReader

if TYPE_CHECKING:
    from briefing.reading.documents import Document

PARAGRAPHS = (
    "<p>The two ministers spoke for an hour on Saturday about a direct line between their headquarters &amp; ships.</p>"
    "<p>They agreed to meet again in the spring, and their deputies will prepare the talks until then.</p>"
)


def page(head: str = "", body: str = PARAGRAPHS, attributes: str = "") -> Document:
    return HtmlReader().read(
        f"<!doctype html><html {attributes}><head>{head}</head><body>{body}</body></html>".encode(), "a.html"
    )


def test_navigation_asides_and_footers_are_left_out() -> None:
    document = page(
        body="<nav><a href='/'>Home</a><a href='/w'>World</a></nav><article><h1>A line opens</h1>"
        f"{PARAGRAPHS}</article><aside><p>Sign up for our newsletter</p></aside><footer>© 2025 The Example</footer>"
    )
    assert clean(document).text.split("\n\n") == [
        "The two ministers spoke for an hour on Saturday about a direct line between their headquarters & ships.",
        "They agreed to meet again in the spring, and their deputies will prepare the talks until then.",
    ]


def test_metadata_says_what_the_page_is() -> None:
    document = page(
        '<title>A line opens | The Example</title><meta property="og:site_name" content="The Example">'
        '<meta name="author" content="Ann Lee"><meta property="article:published_time" content="2025-11-02T08:00:00Z">',
        attributes='lang="en-GB"',
    )
    cleaned = clean(document)
    assert (cleaned.title, cleaned.publisher, cleaned.author) == ("A line opens", "The Example", "Ann Lee")
    assert (cleaned.published, cleaned.language) == (date(2025, 11, 2), "en")


def test_json_ld_says_what_the_page_is() -> None:
    document = page(
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline":'
        ' "A line opens today", "datePublished": "2025-11-02T08:00:00Z", "publisher": {"@type": "Organization",'
        ' "name": "The Example"}}</script>'
    )
    assert (document.publisher, document.published) == ("The Example", date(2025, 11, 2))


@pytest.mark.parametrize(
    "body",
    [
        f"{PARAGRAPHS}<p>The last line was closed on 5 May 2022, and nobody opened it for years.</p>",
        f"{PARAGRAPHS}<footer>© 2019-2024 The Example</footer>",
        f"{PARAGRAPHS}<p><a href='/2020/03/04/other.html'>Another story of some length that is linked here</a></p>",
    ],
)
def test_a_date_in_the_text_is_not_the_date_of_the_page(body: str) -> None:
    assert page(body=body).published is None


def test_an_address_is_no_publisher() -> None:
    assert page('<link rel="canonical" href="https://news.example.org/a">').publisher is None


def test_a_page_of_few_words_is_still_read() -> None:
    assert page(body="<p>The line is open.</p><script>var a = 'b';</script>").text == "The line is open."


def test_a_page_without_text_cannot_be_read() -> None:
    with pytest.raises(SourceUnreadable, match="holds no text"):
        page(body="<script>1</script>")


def test_the_declared_encoding_of_a_page_is_used() -> None:
    data = '<html><head><meta charset="windows-1251"></head><body><p>Министры говорили час.</p></body></html>'
    assert HtmlReader().read(data.encode("cp1251"), "a.html").text == "Министры говорили час."


def test_markup_in_the_text_stays_text() -> None:
    assert "<b>bold</b>" in page(body=PARAGRAPHS.replace("an hour", "&lt;b&gt;bold&lt;/b&gt;")).text

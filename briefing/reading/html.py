"""HTML: the main text of a page, and what its metadata says.

trafilatura finds the text; where it finds nothing, all paragraphs outside navigation and scripts are
taken. Nothing that a page links to is fetched.
"""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from briefing.errors import SourceUnreadable
from briefing.reading.dates import stated_date
from briefing.reading.decoding import decode, normalize
from briefing.reading.documents import Document

if TYPE_CHECKING:
    import datetime as dt

_DECLARED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_LANG = re.compile(r"<html[^>]*?\slang\s*=\s*[\"']?([A-Za-z]{2})\b", re.IGNORECASE)

# Date finding without the extensive search, which guesses from any number on the page. The latest
# date is fixed, for the default is today, and the same page must be read the same way tomorrow.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}

# Where pages state their date, best first: htmldate also takes dates of the running text and of copyright lines.
_DATE_PATHS = (
    '//meta[@property="article:published_time"]/@content',
    '//meta[@itemprop="datePublished"]/@content',
    '//*[@itemprop="datePublished"]/@datetime',
    '//meta[translate(@name,"DCPUBLISHE","dcpublishe")="date"]/@content',
    '//meta[@name="pubdate" or @name="publishdate" or @name="publish-date" or @name="parsely-pub-date"'
    ' or @name="sailthru.date" or @name="dc.date" or @name="DC.date" or @name="dcterms.created"'
    ' or @name="DC.date.issued" or @name="citation_publication_date"]/@content',
    "//article//time[@pubdate]/@datetime",
    "(//article//time/@datetime)[1]",
    "(//header//time/@datetime)[1]",
    "(//main//time/@datetime)[1]",
)
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')

_NOT_TEXT = "//script|//style|//nav|//header|//footer|//aside|//form|//noscript|//template|//button|//figure"
_BLOCKS = (
    "//body//*[self::p or self::li or self::h1 or self::h2 or self::h3 or self::h4 or self::blockquote or self::pre]"
)


class HtmlReader:
    """A web page, saved or fetched."""

    media_types: tuple[str, ...] = ("text/html", "application/xhtml+xml")
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def read(self, data: bytes, location: str, *, charset: str | None = None) -> Document:
        """Return the page's main text. Raises ``SourceUnreadable`` where there is none."""
        declared = _DECLARED.search(data[:4096])
        page = decode(data, location, charset or (declared[1].decode("ascii") if declared else None))
        found = _extracted(page)
        tree = _tree(page, location)
        text = _lines_to_paragraphs(found.text or "") if found is not None else ""
        text = text or _all_paragraphs(tree)
        if not text:
            raise SourceUnreadable("holds no text that could be found", where=location)
        language = _LANG.search(page)
        return Document(
            text=text,
            title=_value(found.title if found is not None else None) or _value(tree.findtext(".//title")),
            publisher=_publisher(found),
            author=_value(found.author if found is not None else None),
            published=_published(tree, page),
            language=language[1].lower() if language else None,
        )


def _extracted(page: str) -> Any:  # noqa: ANN401 - trafilatura's Document, or None; its types differ by version
    from trafilatura import bare_extraction

    # Its log lines are about its own attempts; what matters here is whether there is text.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    with suppress(Exception):  # a page that breaks the extractor still has its paragraphs
        return bare_extraction(page, include_comments=False, with_metadata=True, date_extraction_params=dict(_DATES))
    return None


def _tree(page: str, location: str) -> Any:  # noqa: ANN401 - lxml has no types
    from lxml import etree, html  # type: ignore[import-untyped]

    # An XML declaration with an encoding is an error in a text that is decoded already.
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page)
    try:
        return html.document_fromstring(page)
    except (etree.ParserError, ValueError) as error:
        raise SourceUnreadable("is not a page that can be parsed", where=location) from error


def _publisher(found: Any) -> str | None:  # noqa: ANN401 - see _extracted
    name = _value(found.sitename if found is not None else None)
    # Without a name on the page, trafilatura takes the host of the page's address; that is not a name.
    return None if name is None or name == found.hostname or re.fullmatch(r"[\w-]+(\.[\w-]+)+", name) else name


def _published(tree: Any, page: str) -> dt.date | None:  # noqa: ANN401 - lxml has no types
    stated = [str(value) for path in _DATE_PATHS[:2] for value in tree.xpath(path)]
    stated += _JSON_DATE.findall(page)
    stated += [str(value) for path in _DATE_PATHS[2:] for value in tree.xpath(path)]
    return next((date for value in stated if (date := stated_date(value)) is not None), None)


def _lines_to_paragraphs(text: str) -> str:
    """Trafilatura puts one block on a line, and writes table rows between bars."""
    paragraphs: list[str] = []
    in_table = False
    for line in normalize(text).split("\n"):
        row = line.startswith("|") and line.rstrip().endswith("|")
        cleaned = " | ".join(cell.strip() for cell in line.strip(" |").split("|")) if row else line.strip()
        if not cleaned or (row and not cleaned.strip("-| ")):
            continue
        if row and in_table:
            paragraphs[-1] += f"\n{cleaned}"
        else:
            paragraphs.append(cleaned)
        in_table = row
    return "\n\n".join(paragraphs)


def _all_paragraphs(tree: Any) -> str:  # noqa: ANN401 - lxml has no types
    for element in tree.xpath(_NOT_TEXT):
        element.drop_tree()
    blocks = [" ".join(element.text_content().split()) for element in tree.xpath(_BLOCKS) if not element.xpath(".//p")]
    if not any(blocks):
        body = tree.find("body")
        blocks = [" ".join((body if body is not None else tree).text_content().split())]
    return "\n\n".join(block for block in blocks if block)


def _value(text: str | None) -> str | None:
    return " ".join(normalize(text).split()) or None if text else None

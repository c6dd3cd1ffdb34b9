"""Takes away what is not the document, and keeps what its head says about it.

The result is canonical text: paragraphs separated by one blank line, without title, byline, dateline,
menus, advertisements and credits. Of a sentence only what a page has put into it goes, and a leading
dateline; else whole lines go.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.reading.captions import without_captions
from briefing.reading.decoding import normalize
from briefing.reading.noise import is_noise, without_insertions
from briefing.reading.opening import opening, publisher_name

if TYPE_CHECKING:
    from briefing.reading.documents import Document

_SOURCE_LINE = re.compile(r"[(\[]?(?:source|sources|via)\s*:\s*(?P<name>[^.]{2,60}?)\.?[)\]]?", re.IGNORECASE)

# "© 2025 The Outlet" at the end of a document
_OWNER = re.compile(
    r"(?:©|\(c\)|copyright(?:\s*(?:©|\(c\)))?)\s*(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?,?\s+(?:by\s+)?"
    r"(?P<name>[A-Z][^.|,\n]{2,50}?)\.?(?:[\s.|,]*all rights reserved\W*)?",
    re.IGNORECASE,
)

# Outlets write their name behind the headline in the page's title: "Headline | The Outlet".
_TITLE_TAIL = re.compile(r"\s+[|•·»\u2013\u2014-]\s+(?P<tail>[^|•·»]+)$")


def clean(document: Document) -> Document:
    """Return the document without its furniture, with title, publisher, author and date filled in from its head.

    What the format says (``document``'s own fields) goes before what stands in the text.
    """
    publisher = _tidy(document.publisher)
    title = _title(_tidy(document.title), publisher)
    # The head first: some of its lines ("Published: 1 November 2025") are noise everywhere else.
    head, paragraphs = opening(_paragraphs(document.text), title)
    paragraphs = [cleaned for paragraph in paragraphs if (cleaned := _without_noise(paragraph))]
    publisher = publisher or head.publisher or _owner(document.text)
    if paragraphs and (source := _SOURCE_LINE.fullmatch(paragraphs[-1])):
        publisher = publisher or publisher_name(source["name"])
        paragraphs = paragraphs[:-1]
    return replace(
        document,
        text="\n\n".join(paragraphs),
        title=head.title,
        publisher=publisher,
        author=_author(_tidy(document.author) or head.author),
        published=document.published or head.published,
    )


def _owner(text: str) -> str | None:
    """Return the outlet that a copyright line among the last lines names."""
    last = [line.strip() for line in text.rstrip().split("\n") if line.strip()][-3:]
    names = (publisher_name(match["name"]) for line in last if (match := _OWNER.fullmatch(line)))
    return next((name for name in names if name is not None), None)


def _paragraphs(text: str) -> list[str]:
    blocks = (
        "\n".join(filter(None, (without_insertions(" ".join(line.split())) for line in block.split("\n"))))
        for block in re.split(r"\n\s*\n", normalize(text))
    )
    # Captions first: below the first of them stands the dateline.
    return [block for block in map(without_captions, blocks) if block]


def _without_noise(paragraph: str) -> str:
    return "\n".join(line for line in paragraph.split("\n") if not is_noise(line))


def _tidy(value: str | None) -> str | None:
    return " ".join(normalize(value).split()) or None if value else None


def _title(title: str | None, publisher: str | None) -> str | None:
    """Return the title without the outlet's name behind it."""
    if title and publisher and (match := _TITLE_TAIL.search(title)):
        tail, name = match["tail"].casefold(), publisher.casefold()
        if tail in name or name in tail:
            return title[: match.start()]
    return title


def _author(author: str | None) -> str | None:
    if author is None:
        return None
    author = re.sub(r"^by:?\s+", "", author, flags=re.IGNORECASE)
    return re.sub(r"\s*;\s*", ", ", author).strip(" ,;|") or None

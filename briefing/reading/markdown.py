"""Markdown: the text without its markup, and what the front matter says.

Front matter is read as plain ``key: value`` lines, which is all that documents of this kind use.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from briefing.reading.dates import stated_date
from briefing.reading.decoding import decode
from briefing.reading.documents import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A\s*---[ ]*\n(.*?)\n(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.DOTALL)
_ENTRY = re.compile(r"^([A-Za-z_-]+)\s*:\s*(.*?)\s*$")
_LIST_ITEM = re.compile(r"^\s+-\s+(.*?)\s*$")

_TITLE = ("title", "headline")
_PUBLISHER = ("publisher", "source", "site", "site_name", "sitename", "outlet", "publication")
_AUTHOR = ("author", "authors", "byline", "by")
_PUBLISHED = ("date", "published", "published_at", "publish_date", "pubdate")
_LANGUAGE = ("language", "lang")

_TAG = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)


class MarkdownReader:
    """Markdown (CommonMark with tables), with or without front matter."""

    media_types: tuple[str, ...] = ("text/markdown", "text/x-markdown")
    suffixes: tuple[str, ...] = (".md", ".markdown", ".mdown", ".mkd")

    def read(self, data: bytes, location: str, *, charset: str | None = None) -> Document:
        """Return the text without markup. Raises ``SourceUnreadable`` where the bytes are empty or not text."""
        entries, body = _front_matter(decode(data, location, charset))
        title, text = _plain(body)
        publisher = _first(entries, _PUBLISHER)
        language = _first(entries, _LANGUAGE)
        return Document(
            text=text,
            title=_first(entries, _TITLE) or title,
            publisher=None if publisher and "://" in publisher else publisher,
            author=_first(entries, _AUTHOR),
            published=stated_date(_first(entries, _PUBLISHED) or ""),
            language=language[:2].lower() if language else None,
        )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the entries between the two rules at the start, keys in lower case, and the rest of the text."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    entries: dict[str, str] = {}
    key = ""
    for line in match[1].split("\n"):
        if entry := _ENTRY.match(line):
            key = entry[1].lower().replace("-", "_")
            entries[key] = _unquoted(entry[2])
        elif key and (item := _LIST_ITEM.match(line)):
            entries[key] = ", ".join(filter(None, (entries[key], _unquoted(item[1]))))
    return (entries, text[match.end() :]) if entries else ({}, text)


def _unquoted(value: str) -> str:
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_unquoted(item.strip()) for item in value[1:-1].split(","))
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _first(entries: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((entries[key] for key in keys if entries.get(key)), None)


def _plain(body: str) -> tuple[str | None, str]:
    """Return the first heading of the highest level, if the text begins with it, and the text as paragraphs."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    title: str | None = None
    if tokens and tokens[0].type == "heading_open":
        title = _inline(tokens[1].children or ()).replace("\n", " ") or None
        tokens = tokens[3:]
    return title, "\n\n".join(_blocks(tokens))


def _blocks(tokens: Sequence[Token]) -> list[str]:
    blocks: list[str] = []
    markers: list[str] = []  # of the list items whose first paragraph has not come yet
    row: list[str] | None = None
    after_row = False
    for token in tokens:
        if token.type == "list_item_open":
            markers.append(f"{token.info}{token.markup} " if token.info else "- ")
        elif token.type == "list_item_close":
            markers = []
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            line, row = " | ".join(row), None
            if after_row:
                line = f"{blocks.pop()}\n{line}"
            blocks.append(line)
            after_row = True
        elif token.type == "table_close":
            after_row = False
        elif token.type == "inline":
            text = _inline(token.children or ())
            if row is not None:
                row.append(text.replace("\n", " "))
            elif text:
                blocks.append((markers[-1] if markers else "") + text)
                markers = []
        elif token.type in ("fence", "code_block"):
            blocks.append(re.sub(r"\n\s*\n", "\n", token.content.strip("\n")))
        elif token.type == "html_block":
            blocks.append(html.unescape(" ".join(_TAG.sub(" ", token.content).split())))
    return [block for block in blocks if block.strip()]


def _inline(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
        # Images go with their descriptions: those are captions, not sentences of the document. Tags go too.
    return re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", "".join(parts))).strip()

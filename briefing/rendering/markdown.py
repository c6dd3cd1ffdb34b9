"""Markdown's own escaper, and HTML for house templates that consist of a Markdown file alone.

Templates of the project write Markdown that CommonMark and python-markdown read alike. So the escaper
uses only what both know: backslashes where python-markdown has them, character references elsewhere.
"""

from __future__ import annotations

import re

# Control characters, too: python-markdown keeps its place in a text with two of them.
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_MARKS = str.maketrans(
    {mark: f"\\{mark}" for mark in "\\`*_{}[]#"}  # python-markdown's ESCAPED_CHARS that matter inside a line
    | {"&": "&amp;", "<": "&lt;", ">": "&gt;", "~": "&#126;", "|": "&#124;"}  # and what it has no backslash for
)
# GitHub turns bare addresses into links; a source's text may name an address, but not offer it.
_ADDRESS = re.compile(r"(?i)(?<=[a-z]):(?=//)|(?<=\bwww)\.|@(?=[\w-]+\.)")
# What begins a list, a rule or a heading's underline when it comes first.
_NUMBERED = re.compile(r"^([0-9]+)([.)])")
_OPENING = re.compile(r"^([-+])")


def escape(text: str) -> str:
    """Return Markdown that shows exactly this text, on one line, wherever on a line it is put.

    White space becomes single spaces, and none at the ends, where it would keep ``*`` from emphasizing.
    """
    text = _BLANK.sub(" ", text).strip().translate(_MARKS)
    text = _ADDRESS.sub(lambda match: f"&#{ord(match[0])};", text)
    text = _NUMBERED.sub(r"\1\\\2", text)
    text = _OPENING.sub(r"\\\1", text)
    return "&#61;" + text[1:] if text.startswith("=") else text


def to_html(text: str) -> str:
    """Turn Markdown into HTML, with identifiers on its headings as GitHub makes them."""
    import markdown  # type: ignore[import-untyped]

    html: str = markdown.markdown(text, extensions=["toc", "tables", "sane_lists"], output_format="html")
    return html

"""Plain text: decoding, and finding the paragraphs in it.

Text comes in three shapes: paragraphs with blank lines between them, one paragraph a line, and lines
that were wrapped at a fixed width. Only the last kind is joined.
"""

from __future__ import annotations

import itertools
import re

from briefing.reading.decoding import decode
from briefing.reading.documents import Document

# Lines of e-mail and of wire copy are wrapped at 72 to 80 columns; a text with longer lines was not wrapped by hand.
_WIDEST_WRAP = 100

# Ragged wrapping: a line may end this many columns before the next word would no longer have fitted.
_SLACK = 8

# The share of line ends that must look wrapped before a text is taken as wrapped.
_WRAPPED_SHARE = 0.6

# A line this long that ends within a sentence goes on in the next one, whatever the rest of the text looks like.
_LONG_LINE = 40

_OWN_LINE = re.compile(
    r"^\s*(?:[-*•–·‣▪]\s|\(?\d{1,3}[.)]\s|[A-Z][A-Za-z -]{1,20}:\s|[#>|]|[-=_*]{3,}\s*$)"  # lists, header lines, rules
)
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")
_QUOTED_LINE = re.compile(r"^(?:>+ ?)+", re.MULTILINE)


class TextReader:
    """Plain text in any encoding that can be told."""

    media_types: tuple[str, ...] = ("text/plain",)
    suffixes: tuple[str, ...] = (".txt", ".text", ".log")

    def read(self, data: bytes, location: str, *, charset: str | None = None) -> Document:
        """Return the text, unwrapped. Raises ``SourceUnreadable`` where the bytes are empty or not text."""
        return Document(text=paragraphed(decode(data, location, charset)))


def paragraphed(text: str) -> str:
    """Return the text with each paragraph on one line and blank lines between paragraphs."""
    lines = [line.strip() for line in _QUOTED_LINE.sub("", text).split("\n")]
    width = _wrap_width(lines)
    paragraphs: list[str] = []
    previous = ""
    for line in lines:
        if line and previous and _goes_on(previous, line, width):
            paragraphs[-1] = f"{paragraphs[-1]} {line}" if not _broken_word(previous, line) else paragraphs[-1] + line
        elif line:
            paragraphs.append(line)
        previous = line
    return "\n\n".join(re.sub(r" {2,}", " ", paragraph) for paragraph in paragraphs)


def _wrap_width(lines: list[str]) -> int | None:
    """Return the column at which the text was wrapped, or ``None`` if it was not."""
    pairs = [(line, after) for line, after in itertools.pairwise(lines) if line and after]
    pairs = [(line, after) for line, after in pairs if not _OWN_LINE.match(after)]
    width = max((len(line) for line in lines), default=0)
    if not pairs or not _LONG_LINE <= width <= _WIDEST_WRAP:
        return None
    full = sum(_is_full(line, after, width) for line, after in pairs)
    # Short paragraphs, one a line, can look full by chance, but then most of them end a sentence.
    ended = sum(bool(_SENTENCE_END.search(line)) for line, _ in pairs)
    return width if full >= _WRAPPED_SHARE * len(pairs) and ended <= 0.5 * len(pairs) else None


def _is_full(line: str, after: str, width: int) -> bool:
    first_word = after.split(" ", 1)[0]
    return len(line) + 1 + len(first_word) > width - _SLACK


def _goes_on(line: str, after: str, width: int | None) -> bool:
    if _OWN_LINE.match(after):
        return False
    if width is not None and _is_full(line, after, width):
        return True
    within_sentence = not _SENTENCE_END.search(line) and after[0].islower()
    return within_sentence and len(line) >= _LONG_LINE and not _is_counter_like(after)


def _is_counter_like(line: str) -> bool:
    """Tell furniture of a web page ("list of 3 items") from a continuation: it is short and no sentence."""
    return len(line) < _LONG_LINE and not _SENTENCE_END.search(line)


def _broken_word(line: str, after: str) -> bool:
    """Tell whether a compound is broken at its hyphen, which stays, for it may be the word's own."""
    return line.endswith("-") and not line.endswith(" -") and after[:1].islower()

"""Cuts a document into pieces that a model can read whole, at passage boundaries, losing nothing."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from briefing.memo import Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Chunk = tuple[Passage, ...]

# A text joined from passages may have a few more tokens than its passages have together.
JOINT = 2


def text_of(chunk: Sequence[Passage]) -> str:
    """Return what a model is given to read."""
    return " ".join(passage.text for passage in chunk)


def chunks(passages: Sequence[Passage], room: int, count_tokens: Callable[[str], int]) -> list[Chunk]:
    """Group passages, in order, into as few chunks of like size as fit ``room`` tokens each.

    A passage that does not fit alone is cut between words, and the pieces are passages of the same source.
    Raises ``ValueError`` where not even one character fits.
    """
    if not passages:
        return []
    if room <= JOINT:
        raise ValueError(f"the model leaves room for {room} tokens of a document, which is too little")
    pieces = [piece for passage in passages for piece in _pieces(passage, room - JOINT, count_tokens)]
    sizes = [count_tokens(piece.text) + JOINT for piece in pieces]
    fewest = len(_packed(sizes, room))
    # The smallest limit that needs no more chunks makes them of like size.
    limit = bisect_left(range(room), x=True, lo=max(sizes), key=lambda limit: len(_packed(sizes, limit)) <= fewest)
    return [tuple(pieces[index] for index in chunk) for chunk in _packed(sizes, limit)]


def _packed(sizes: Sequence[int], limit: int) -> list[list[int]]:
    """Put indices, in order, into the fewest groups whose sizes add up to no more than ``limit``."""
    groups: list[list[int]] = []
    held = 0
    for index, size in enumerate(sizes):
        if not groups or held + size > limit:
            groups.append([])
            held = 0
        groups[-1].append(index)
        held += size
    return groups


def _pieces(passage: Passage, room: int, count_tokens: Callable[[str], int]) -> Iterator[Passage]:
    """Yield the passage, or where it is too long its halves, and theirs, until each fits."""
    if count_tokens(passage.text) <= room:
        yield passage
        return
    middle = _middle(passage.text)
    if not middle:
        raise ValueError(f"one character of {passage.source} is more than the model reads")
    for start, end in ((0, middle), (middle, len(passage.text))):
        text = passage.text[start:end]
        before, after = len(text) - len(text.lstrip()), len(text.rstrip())
        part = Passage(
            source=passage.source, start=passage.start + start + before, end=passage.start + start + after,
            text=text[before:after],
        )  # fmt: skip
        if part.text:
            yield from _pieces(part, room, count_tokens)


def _middle(text: str) -> int:
    """Return the white space nearest to the middle, else the middle."""
    half = len(text) // 2
    spaces = [match.start() for match in re.finditer(r"\s", text) if 0 < match.start() < len(text) - 1]
    return min(spaces, key=lambda space: abs(space - half), default=half)

"""What a discrepancy is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.memo import Side

if TYPE_CHECKING:
    from briefing.memo import Cause, Passage


@dataclass(frozen=True)
class Discrepancy:
    """Two passages that differ. ``text`` says what differs, in the words of both; ``weight`` how alike they are.

    ``fact`` is the same for discrepancies over one fact, in whichever passages and words they were found.
    """

    cause: Cause
    text: str
    sides: tuple[Side, Side]
    weight: float
    fact: tuple[str, ...]


def between(
    cause: Cause, text: str, passages: tuple[Passage, Passage], weight: float, values: tuple[str, str]
) -> Discrepancy:
    """The discrepancy between two passages over two values."""
    one, other = (Side(text=passage.text, citations=(passage,)) for passage in passages)
    return Discrepancy(cause, text, (one, other), weight, (cause, *sorted(values)))

"""What a summarizer is, and how long a summary may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.memo import ModelUse, Passage, Source, Summary
    from briefing.models.answers import Answers

Length = Literal["short", "standard", "long"]


class Summarizer(Protocol):
    """Condenses one source. Replace it to condense with something else; the memo's checks stay the same."""

    @property
    def models(self) -> tuple[ModelUse, ...]:
        """The models of its own that it uses, for the memo's provenance and as part of the cache's key."""
        ...

    def summarize(self, source: Source, passages: Sequence[Passage], budget: int) -> Summary:
        """Condense ``source``, whose sentence passages are given, into at most ``budget`` statements.

        May raise ``briefing.models.answers.Unanswered``; then the embedded summarizer condenses this source.
        """
        ...


@runtime_checkable
class Answering(Protocol):
    """A summarizer whose model answers questions; composing asks it to group and to word."""

    @property
    def answers(self) -> Answers:
        """The model."""
        ...


@dataclass(frozen=True)
class _Share:
    """A summary has this share of the document's sentences, but no fewer and no more than these."""

    share: float
    least: int
    most: int


# A news article of 12 to 30 sentences keeps what an analyst would mark in it; a report of 400 pages does not run on.
_SHARES: dict[Length, _Share] = {
    "short": _Share(0.3, 3, 6),
    "standard": _Share(0.5, 5, 14),
    "long": _Share(0.7, 8, 24),
}


def budget(length: Length, sentences: int) -> int:
    """How many statements the summary of a document of so many sentences may have."""
    bounds = _SHARES[length]
    return max(bounds.least, min(bounds.most, round(bounds.share * sentences)))

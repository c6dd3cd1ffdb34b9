"""Discrepancies of numbers: each of two passages that tell one fact has a number which the other lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.composing.discrepancies.discrepancy import Discrepancy, between
from briefing.composing.measures import Measure, differing, unshared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.memo import Passage


def of_numbers(
    here: Sequence[Measure], there: Sequence[Measure], passages: tuple[Passage, Passage], weight: float
) -> Iterator[Discrepancy]:
    """The discrepancy between the measures of two passages, where it is known what both count."""
    found = differing(here, there)
    if found is not None and found[0].anchor and found[0].is_of_one_part(found[1]):
        one, other = found
        text = f"The sources give different figures: {one.phrase} against {other.phrase}."
        values = (f"{one.number.value} {one.anchor}", f"{other.number.value} {other.anchor}")
        yield between("number", text, passages, weight, values)


def counted_otherwise(
    here: Sequence[Measure], there: Sequence[Measure], passages: tuple[Passage, Passage], weight: float
) -> Iterator[Discrepancy]:
    """The discrepancy between two passages that count one thing, each in words of its own."""
    if unshared(here, there) and unshared(there, here):
        values = (passages[0].text, passages[1].text)
        yield between("number", "The sources give different figures.", passages, weight, values)


def are_of_parts(here: Sequence[Measure], there: Sequence[Measure]) -> bool:
    """Whether two sentences count one thing, and other parts of it: "four vessels", "two vessels each"."""
    pairs = [(one, other) for one in unshared(here, there) for other in unshared(there, here)]
    return any(one.is_of_one_unit(other) and not one.is_of_one_part(other) for one, other in pairs if one.anchor)


def are_rounded(here: Sequence[Measure], there: Sequence[Measure]) -> bool:
    """Whether two sentences have figures in common, one of them rounded: what else they say is the same."""
    pairs = [(one, other) for one in here for other in there]
    return any(one.number.value != other.number.value and one.may_be(other) for one, other in pairs)

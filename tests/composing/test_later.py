"""A later report's figure is told beneath the finding whose figure it supersedes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from .dossiers import composed, finding_saying, source

if TYPE_CHECKING:
    from briefing.composing import Composition

THREE = "Three people drowned when the ferry Solveig sank off Bergen on Friday, the coast guard said."
NINE = "The number of people who drowned when the ferry Solveig sank off Bergen on Friday has risen to nine."
ABOUT_THREE = "Some three people drowned when the ferry Solveig sank off Bergen on Friday."
RADAR = "Norway and Denmark agreed on Saturday to share radar data in the Skagerrak."
MONDAY = dt.date(2025, 11, 3)


def memo_of(later: str, published: dt.date | None) -> Composition:
    return composed(
        source(1, f"{THREE} {RADAR}"),
        source(2, f"{THREE} {RADAR}"),
        source(3, later, published=published),
    )


def test_a_toll_that_rose_is_told_beneath_the_earlier_one_in_the_later_report_s_words() -> None:
    finding = finding_saying("Three people drowned", memo_of(NINE, MONDAY))
    assert finding.later is not None
    (passage,) = finding.later.citations
    assert (finding.later.text, passage.source) == (NINE, "S3")


@pytest.mark.parametrize(
    ("later", "published"),
    [(NINE, dt.date(2025, 10, 31)), (NINE, dt.date(2025, 11, 1)), (NINE, None), (ABOUT_THREE, MONDAY), (RADAR, MONDAY)],
)
def test_what_is_not_later_or_no_other_figure_supersedes_nothing(later: str, published: dt.date | None) -> None:
    assert all(finding.later is None for finding in memo_of(later, published).findings)


def test_the_bottom_line_reads_out_no_figure_that_a_later_report_gives_otherwise() -> None:
    memo = memo_of(NINE, MONDAY)
    assert finding_saying("Three people drowned", memo).id not in memo.bottom_line
    assert finding_saying("radar data", memo).id in memo.bottom_line

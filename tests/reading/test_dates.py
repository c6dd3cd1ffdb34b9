"""Publication dates: stated in full, or none."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.reading.dates import is_date_line, stated_date


@pytest.mark.parametrize(
    "text",
    [
        "2025-11-01",
        "2025-11-01T10:00:00+08:00",
        "20251101",
        "date 2025-11-01 403",
        "Published: Nov. 1, 2025",
        "Published on 1st November 2025 at 10:15 GMT",
        "Saturday, 1 November 2025",
        "Sat, 01 Nov 2025 10:00:00 +0000",
        "Nov 01, 2025 | 10:15 IST",
        "1.11.2025",
        "1er novembre 2025",
        "1. November 2025",
    ],
)
def test_a_full_date_is_understood(text: str) -> None:
    assert stated_date(text) == date(2025, 11, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nov 1",
        "November 2025",
        "2025",
        "yesterday",
        "3 hours ago",
        "Wednesday",
        "01/11/2025",  # the first of November or the eleventh of January
        "31 February 2025",
        "The last such line fell silent in the autumn, and on 5 May 2022 it was closed for good.",
    ],
)
def test_what_is_no_full_date_is_none(text: str) -> None:
    assert stated_date(text) is None


def test_an_unambiguous_order_of_numbers_is_understood() -> None:
    assert stated_date("13/11/2025") == stated_date("11/13/2025") == date(2025, 11, 13)


def test_a_sentence_with_a_date_is_no_date_line() -> None:
    assert is_date_line("Posted: 1 November 2025, 10:15 am")
    assert not is_date_line("They met on 1 November 2025.")

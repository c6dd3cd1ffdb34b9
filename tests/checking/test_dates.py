"""Calendar dates as a text writes them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.checking.dates import MONTHS, WEEKDAYS, WrittenDate, written_dates

Parts = tuple[int | None, int | None, int | None, int | None]


def parts(date: WrittenDate) -> Parts:
    return date.year, date.month, date.day, date.weekday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 4 May 2021", (2021, 5, 4, None)),
        ("on May 4, 2021", (2021, 5, 4, None)),
        ("on the 4th of May 2021", (2021, 5, 4, None)),
        ("on 2021-05-04", (2021, 5, 4, None)),
        ("on Tuesday, May 4", (None, 5, 4, 1)),
        ("on Tuesday 4 May", (None, 5, 4, 1)),
        ("on Sept. 5", (None, 9, 5, None)),
        ("in May 2021", (2021, 5, None, None)),
        ("in February", (None, 2, None, None)),
        ("on Wed.", (None, None, None, 2)),
        ("Wednesday’s vote", (None, None, None, 2)),
        ("in 2021", (2021, None, None, None)),
    ],
)
def test_a_date_is_as_much_of_year_month_day_and_weekday_as_is_written(text: str, expected: Parts) -> None:
    assert [parts(date) for date in written_dates(text)] == [expected]


@pytest.mark.parametrize(
    "text", ["March on, they said.", "May they win.", "They may march.", "Maya went.", "the 1990s", "21:30"]
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert list(written_dates(text)) == []


def test_all_dates_come_in_the_order_of_the_text() -> None:
    text = "Talks on 1 May and 3 June 2020 failed, and those on Friday too."
    assert [date.text for date in written_dates(text)] == ["1 May", "3 June 2020", "Friday"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("from 25 to 27 May", [(None, 5, 25, None), (None, 5, 27, None)]),
        ("25–27 May 2026", [(2026, 5, 25, None), (2026, 5, 27, None)]),
        ("on May 25-27, 2026", [(2026, 5, 25, None), (2026, 5, 27, None)]),
        ("on Monday, 3 and 4 March", [(None, 3, 3, 0), (None, 3, 4, None)]),
        ("they voted 58 to 41 in May", [(None, 5, None, None)]),
    ],
)
def test_days_from_one_to_another_are_both_there(text: str, days: list[Parts]) -> None:
    assert [parts(date) for date in written_dates(text)] == days


def test_a_date_agrees_with_a_fuller_one_but_not_the_other_way_round() -> None:
    (month,), (full,) = written_dates("in May"), written_dates("on 4 May 2021")

    assert month.agrees_with(full)
    assert not full.agrees_with(month)


def test_dates_that_differ_in_one_part_do_not_agree() -> None:
    (one,), (other,) = written_dates("on Tuesday, May 4"), written_dates("on Monday, May 4, 2021")

    assert not one.agrees_with(other)


@given(st.dates(min_value=dt.date(1800, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_however_a_day_is_written_it_is_that_day(day: dt.date) -> None:
    month = MONTHS[day.month - 1].title()
    weekday = WEEKDAYS[day.weekday()].title()
    ways = [
        day.isoformat(),
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{weekday}, {month} {day.day}, {day.year}",
        f"{month[:3]} {day.day}, {day.year}",
    ]
    for way in ways:
        (date,) = written_dates(f"They met on {way}.")
        assert parts(date)[:3] == (day.year, day.month, day.day)
        assert date.weekday in (None, day.weekday())


_PIECES = st.sampled_from(
    ["May", "4", "2021", "2021-05-04", "Tuesday", ",", " ", "of", "the", "Sept.", "31st", "-", "x"]
)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_a_date_s_offsets_slice_back_to_its_text(text: str) -> None:
    for date in written_dates(text):
        assert text[date.start : date.end] == date.text

"""Periods: to which moment of the schedule a run belongs, and daylight saving."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.delivering.period import check_schedule, next_start, period_at

BERLIN = ZoneInfo("Europe/Berlin")
MONDAYS = "0 7 * * MON"


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "name"),
    [
        ("2026-11-23T06:00:00+00:00", "2026-11-23T07:00+01:00"),  # the very moment
        ("2026-11-23T05:59:59+00:00", "2026-11-16T07:00+01:00"),
        ("2026-11-25T09:00:00+00:00", "2026-11-23T07:00+01:00"),
        ("2026-07-08T09:00:00+00:00", "2026-07-06T07:00+02:00"),  # in summer, seven is another moment of UTC
    ],
)
def test_a_run_belongs_to_the_last_moment_of_the_schedule(now: str, name: str) -> None:
    assert period_at(at(now), MONDAYS, BERLIN).name == name


def test_without_a_schedule_the_period_is_the_day_in_the_time_zone() -> None:
    period = period_at(at("2026-11-25T23:30:00+00:00"), None, BERLIN)
    assert (period.name, period.day) == ("2026-11-26", dt.date(2026, 11, 26))


def test_a_time_that_daylight_saving_skips_comes_when_the_clock_goes_on() -> None:
    start = next_start(at("2026-03-28T12:00:00+01:00").astimezone(BERLIN), "30 2 * * *")
    assert start.isoformat() == "2026-03-29T03:00:00+02:00"
    assert period_at(at("2026-03-29T05:00:00+00:00"), "30 2 * * *", BERLIN).start == start


def test_a_time_that_daylight_saving_repeats_comes_once() -> None:
    first = next_start(at("2026-10-24T12:00:00+02:00").astimezone(BERLIN), "30 2 * * *")
    assert first.isoformat() == "2026-10-25T02:30:00+02:00"
    assert next_start(first, "30 2 * * *").isoformat() == "2026-10-26T02:30:00+01:00"
    again = period_at(at("2026-10-25T01:35:00+00:00"), "30 2 * * *", BERLIN)  # 02:35 for the second time
    assert again.name == "2026-10-25T02:30+02:00"


def test_what_comes_every_hour_comes_in_both_of_the_hours_that_daylight_saving_repeats() -> None:
    names = [period_at(at(f"2026-10-25T0{hour}:10:00+00:00"), "0 * * * *", BERLIN).name for hour in (0, 1)]
    assert names == ["2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00"]


@given(
    st.integers(1_577_836_800, 2_051_222_400).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC)),
    st.sampled_from([MONDAYS, "30 2 * * *", "*/20 * * * *", "0 * * * *", "15 2,3 * * SUN", "0 0 1 * *", "5 4 29 2 *"]),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]),
)
def test_every_moment_lies_in_one_period(now: dt.datetime, schedule: str, zone: str) -> None:
    period = period_at(now, schedule, ZoneInfo(zone))
    start = period.start.astimezone(dt.UTC)
    following = next_start(period.start, schedule).astimezone(dt.UTC)
    assert start <= now < following
    assert period_at(start, schedule, ZoneInfo(zone)) == period
    assert period_at(following, schedule, ZoneInfo(zone)).name != period.name


@pytest.mark.parametrize(
    ("schedule", "reason"),
    [
        ("0 7 * *", "five fields"),
        ("0 7 * * FOO", "day-of-week"),
        ("61 7 * * *", "minute"),
        ("0 0 30 2 *", "day-of-month"),
    ],
)
def test_what_is_no_schedule_is_refused(schedule: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        check_schedule(schedule)

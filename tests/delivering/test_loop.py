"""Following a schedule, with a clock that the test holds."""

from __future__ import annotations

import datetime as dt
import threading

import pytest

from briefing.delivering.loop import follow
from briefing.errors import DigestInvalid

from .conftest import NOW, WriteDigest


class Clock(threading.Event):
    """A clock that goes on by what is waited, and stops at ``ends``."""

    def __init__(self, now: dt.datetime, ends: dt.datetime) -> None:
        super().__init__()
        self.now = now
        self._ends = ends

    def __call__(self) -> dt.datetime:
        return self.now

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        self.now += dt.timedelta(seconds=timeout)
        if self.now >= self._ends:
            self.set()
        return self.is_set()


DAILY = {'schedule = "0 7 * * MON"': 'schedule = "0 7 * * *"'}


def runs(write_digest: WriteDigest, start: dt.datetime, days: int, *, overdue: bool = False) -> list[str]:
    """When a daily digest is run by a loop that begins at ``start``, in UTC."""
    clock, times = Clock(start, start + dt.timedelta(days=days)), []

    def run_once(now: dt.datetime) -> bool:
        times.append(now.isoformat(timespec="minutes").removesuffix("+00:00"))
        return True

    follow(write_digest(DAILY), run_once, clock, overdue=overdue, clock=clock)
    return times


def test_it_runs_at_every_moment_of_the_schedule(write_digest: WriteDigest) -> None:
    assert runs(write_digest, NOW, 3) == ["2026-11-26T06:00", "2026-11-27T06:00", "2026-11-28T06:00"]


def test_daylight_saving_moves_it_with_the_clocks_on_the_wall(write_digest: WriteDigest) -> None:
    start = dt.datetime(2026, 10, 24, 12, tzinfo=dt.UTC)
    assert runs(write_digest, start, 2) == ["2026-10-25T06:00", "2026-10-26T06:00"]
    start = dt.datetime(2026, 3, 28, 12, tzinfo=dt.UTC)
    assert runs(write_digest, start, 2) == ["2026-03-29T05:00", "2026-03-30T05:00"]


def test_a_period_that_may_have_been_missed_is_run_at_once(write_digest: WriteDigest) -> None:
    assert runs(write_digest, NOW, 1, overdue=True) == ["2026-11-25T09:00", "2026-11-26T06:00"]


def test_what_could_not_be_done_is_tried_again_before_the_next_period(write_digest: WriteDigest) -> None:
    clock, times = Clock(NOW, NOW + dt.timedelta(days=1)), []

    def run_once(now: dt.datetime) -> bool:
        times.append(now.isoformat(timespec="minutes").removesuffix("+00:00"))
        return len(times) > 2

    follow(write_digest(DAILY), run_once, clock, overdue=True, clock=clock)
    assert times == ["2026-11-25T09:00", "2026-11-25T09:15", "2026-11-25T09:30", "2026-11-26T06:00"]


def test_of_several_moments_that_the_machine_slept_through_the_last_is_run(write_digest: WriteDigest) -> None:
    clock = Clock(NOW, NOW + dt.timedelta(days=9))
    times: list[dt.datetime] = []

    def run_once(now: dt.datetime) -> bool:
        times.append(now)
        return True

    original, jumps = clock.wait, iter([True])

    def wait(timeout: float | None = None) -> bool:
        if next(jumps, False):
            clock.now += dt.timedelta(days=5)
        return original(timeout)

    clock.wait = wait  # type: ignore[method-assign]
    follow(write_digest(DAILY), run_once, clock, overdue=False, clock=clock)
    assert [time.date().isoformat() for time in times] == [
        "2026-11-30",
        "2026-12-01",
        "2026-12-02",
        "2026-12-03",
        "2026-12-04",
    ]


def test_a_digest_without_a_schedule_cannot_be_followed(write_digest: WriteDigest) -> None:
    digest = write_digest({'schedule = "0 7 * * MON"\n': ""})
    with pytest.raises(DigestInvalid, match="radar-weekly: it has no schedule; add `schedule`"):
        follow(digest, lambda _: True, threading.Event(), overdue=False)

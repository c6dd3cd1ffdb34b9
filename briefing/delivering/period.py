"""Which period a run belongs to: the last moment of its schedule that has come, or the day if it has none.

A period's digest is sent once. How often the program is started within the period does not matter.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_SECOND = dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Period:
    """``name`` tells it from all others of its digest; ``start`` is its first moment, in the digest's time zone."""

    name: str
    start: dt.datetime

    @property
    def day(self) -> dt.date:
        """The day it begins, which is the date of its memos."""
        return self.start.date()


def period_at(now: dt.datetime, schedule: str | None, zone: ZoneInfo) -> Period:
    """Return the period that ``now`` (with a time zone) lies in."""
    if schedule is None:
        start = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        return Period(start.date().isoformat(), start)
    from cronsim import CronSim

    # Compared in UTC: within one time zone Python compares what clocks show, and they show an hour twice in autumn.
    moment = now.astimezone(dt.UTC)
    # Going back, cronsim may step over an hour that daylight saving skips or repeats; going forward it does not.
    start = next(CronSim(schedule, (moment + _SECOND).astimezone(zone), reverse=True))
    while (following := next_start(start, schedule)).astimezone(dt.UTC) <= moment:
        start = following
    return Period(start.isoformat(timespec="minutes"), start)


def next_start(after: dt.datetime, schedule: str) -> dt.datetime:
    """Return the first moment of the schedule after ``after``, in its time zone.

    A fixed time that daylight saving skips comes when the clock goes on; one that it repeats comes once. What comes
    every hour comes in each of the two hours.
    """
    from cronsim import CronSim

    return next(CronSim(schedule, after))


def check_schedule(schedule: str) -> None:
    """Raise ``ValueError`` with the reason if this is no cron expression of five fields that ever comes."""
    from cronsim import CronSim, CronSimError

    if len(schedule.split()) != 5:
        raise ValueError("a schedule has five fields: minute, hour, day of the month, month, day of the week")
    try:
        next(CronSim(schedule, dt.datetime(2024, 1, 1, tzinfo=dt.UTC)))
    except CronSimError as error:
        raise ValueError(f"{schedule!r} is not a schedule ({str(error).lower()})") from error
    except StopIteration:
        raise ValueError(f"{schedule!r} never comes") from None

"""Follows a digest's schedule: waits for its next moment, runs it, and waits again, until it is told to stop."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from briefing.delivering.period import next_start, period_at
from briefing.errors import DigestInvalid

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from briefing.delivering.configuration import Digest

# The machine may sleep, or its clock be set: so the clock is looked at this often, in seconds.
_LOOK = 60.0
AGAIN = dt.timedelta(minutes=15)
"""After this time a run is tried again that could not do all that it should."""


def follow(
    digest: Digest,
    run_once: Callable[[dt.datetime], bool],
    stop: threading.Event,
    *,
    overdue: bool,
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
) -> None:
    """Call ``run_once`` with the time whenever a period of the digest has begun, until ``stop`` is set.

    ``run_once`` returns whether all is done; if not, it is called again after ``AGAIN``, until the next period begins.
    ``overdue`` has the period run at once that the program is started in, as after the machine was down at the time.
    Of several moments that were slept through, the last is run. Raises ``DigestInvalid`` for a digest without schedule.
    """
    if digest.schedule is None:
        raise DigestInvalid("it has no schedule", where=digest.name, remedy="add `schedule`, or run it without --loop")
    now = clock()
    done = run_once(now) if overdue else True
    while not stop.is_set():
        start = period_at(now, digest.schedule, digest.zone).start
        following = next_start(start, digest.schedule).astimezone(dt.UTC)
        if not done:
            following = min(following, now.astimezone(dt.UTC) + AGAIN)
        while (left := (following - clock()).total_seconds()) > 0:
            if stop.wait(min(left, _LOOK)):
                return
        now = clock()
        done = run_once(now)

"""Runs digests in processes that may be killed. It imports once, and forks for each run, so that a run begins at once.

When all is imported, it says "ready". Each line on stdin is a run: {"digest": path, "now": ISO time, "resend": …,
"dies_at": a number, or null, "dies_making": a number, or null}. On stdout come the child's process id at once, and its
exit status in the end. A child that dies at a number kills itself at that step of its sending, or of making and storing
its edition; the steps are counted from 1.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sys
import zoneinfo
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cronsim
import filelock

from briefing.delivering import editions, load_digest, run, runner
from briefing.delivering.ledger import Ledger
from briefing.delivering.runner import transport_of
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.delivering.transports import Commit, Message, Session, Transport


# What the program imports late, children need not import each for themselves.
_ = (cronsim, filelock.FileLock, zoneinfo.ZoneInfo("Europe/Berlin"))


class Dying:
    """A transport that kills its process at one of its steps: the one with this number."""

    def __init__(self, transport: Transport, dies_at: int) -> None:
        self.repeatable = transport.repeatable
        self._transport = transport
        self._dies_at = dies_at
        self._steps = count(1)
        self._session: Session | None = None

    def open(self) -> Dying:
        self._step()
        self._session = self._transport.open()
        return self

    def deliver(self, message: Message, commit: Commit) -> str:
        assert self._session is not None

        def watched() -> None:
            self._step()
            commit()
            self._step()

        self._step()
        reply = self._session.deliver(message, watched)
        self._step()
        return reply

    def close(self) -> None:
        self._step()
        assert self._session is not None
        self._session.close()

    def _step(self) -> None:
        if next(self._steps) == self._dies_at:
            os.kill(os.getpid(), signal.SIGKILL)


def _die_making(dies_at: int) -> None:
    """Have this process kill itself at a step of making and storing an edition: before and after each part of it."""
    steps = count(1)

    def watched(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: object, **named: object) -> Any:  # noqa: ANN401 - whatever the original returns
            if next(steps) == dies_at:
                os.kill(os.getpid(), signal.SIGKILL)
            done = original(*given, **named)
            if next(steps) == dies_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        return call

    runner.prepare = watched(runner.prepare)  # type: ignore[attr-defined]
    editions.write_files = watched(editions.write_files)  # type: ignore[attr-defined]
    Path.rename = watched(Path.rename)  # type: ignore[method-assign]
    Ledger.begin = watched(Ledger.begin)  # type: ignore[method-assign]


def main() -> None:
    """Serve until stdin ends."""
    _say("ready")
    for line in sys.stdin:
        wanted = json.loads(line)
        child = os.fork()
        if not child:
            os._exit(_run(wanted))
        _say(child)
        _say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _run(wanted: dict[str, object]) -> int:
    try:
        digest = load_digest(Path(str(wanted["digest"])))
        if (dies_making := wanted["dies_making"]) is not None:
            assert isinstance(dies_making, int)
            _die_making(dies_making)
        transport = transport_of(digest)
        if (dies_at := wanted["dies_at"]) is not None:
            assert isinstance(dies_at, int)
            transport = Dying(transport, dies_at)
        run(digest, transport, now=dt.datetime.fromisoformat(str(wanted["now"])), resend=bool(wanted["resend"]))
    except BriefingError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_status
    return 0


def _say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

"""Runs digests in processes that may be killed. It imports once, and forks for each run, so that a run begins at once.

When all is imported, it says "ready". Each line on stdin is a run: {"digest": path, "now": ISO time, "resend": …,
"dies_at": a number, or null}. On stdout come the child's process id at once, and its exit status in the end. A child
that dies at a number kills itself at that step of its work; the steps are counted from 1.
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
from typing import TYPE_CHECKING

import cronsim
import filelock

from briefing.delivering import load_digest, run
from briefing.delivering.runner import transport_of
from briefing.errors import BriefingError

if TYPE_CHECKING:
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

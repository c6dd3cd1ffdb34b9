"""A run that is killed, at every step and at any moment, sends nobody the same digest twice.

The processes are real, they are killed by SIGKILL, and what counts is what the mail server has accepted.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.delivering import load_digest
from briefing.delivering.ledger import Ledger
from briefing.delivering.locking import EDITIONS, LEDGER, state_of
from briefing.delivering.period import period_at

from .conftest import NOW, SMTP, TOML
from .editions import stored
from .servers import MailServer, ScriptedServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.delivering import Digest

ROOT = Path(__file__).parents[2]
RECIPIENTS = 50
KILLS = 100
# A run of 50 recipients takes about 0.4 s. Kills come anywhere within the first of these times, in seconds, and after
# each kill the second is added, so that a slow machine comes to an end, too.
WITHIN, MORE = 0.25, 0.03
SEED = 20261125


class Nursery:
    """A process that forks one child for each run."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.delivering.nursery"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._line() == "ready\n"

    def start(
        self, digest: Path, *, dies_at: int | None = None, dies_making: int | None = None, resend: bool = False
    ) -> int:
        """Begin a run and return its process id."""
        wanted = {
            "digest": str(digest),
            "now": NOW.isoformat(),
            "dies_at": dies_at,
            "dies_making": dies_making,
            "resend": resend,
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(wanted) + "\n")
        self._process.stdin.flush()
        return int(self._line())

    def end(self) -> int:
        """Wait for the end of the run and return its exit status, -9 where it was killed."""
        return int(self._line())

    def run(
        self, digest: Path, *, dies_at: int | None = None, dies_making: int | None = None, resend: bool = False
    ) -> int:
        """Run to the end."""
        self.start(digest, dies_at=dies_at, dies_making=dies_making, resend=resend)
        return self.end()

    def close(self) -> None:
        self._process.communicate()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    running = Nursery()
    yield running
    running.close()


class Campaign:
    """A digest that is to be sent to some recipients, whatever becomes of the runs; already ``made``, or not."""

    def __init__(self, folder: Path, port: int, recipients: int, connections: int = 2, *, made: bool = True) -> None:
        folder.mkdir()
        self.file = folder / "digest.toml"
        to = ", ".join(f'"reader{number}@{folder.name}.example"' for number in range(recipients))
        text = TOML.replace('["chief@example.org", "Zoë Ørsted <zoe@example.org>"]', f"[{to}]")
        smtp = SMTP.format(host="127.0.0.1", port=port, security="none")
        text = f'nothing_new = "note"\n{text}'
        self.file.write_text(f"{text}{smtp}connections = {connections}\n", encoding="utf-8")
        self.digest: Digest = load_digest(self.file)
        if made:
            stored(self.digest)
        else:
            (folder / "inbox").mkdir()  # empty, since a memo takes seconds to make, and here it is made often

    def states(self) -> dict[str, str]:
        """What the ledger says of each recipient."""
        ledger = Ledger(state_of(self.digest) / LEDGER)
        found = ledger.deliveries(period_at(NOW, self.digest.schedule, self.digest.zone).name)
        ledger.close()
        return {one.mailbox.address: one.state for one in found}

    def accepted(self, server: MailServer) -> Counter[str]:
        """How often the server has accepted the digest for each recipient."""
        mine = {one.address for one in self.digest.recipients}
        return Counter(one.recipient for one in server.received if one.recipient in mine)

    def assert_nobody_twice(self, server: MailServer) -> None:
        """Everybody was served once, or is listed as unknown; and nobody twice."""
        states, accepted = self.states(), self.accepted(server)
        assert set(states) == {one.address for one in self.digest.recipients}
        assert set(states.values()) <= {"sent", "unknown"}
        assert {address: accepted[address] for address, state in states.items() if state == "sent"} == {
            address: 1 for address, state in states.items() if state == "sent"
        }
        assert all(accepted[address] <= 1 for address in states)


def test_a_run_that_is_killed_at_random_moments_serves_everybody_once(
    nursery: Nursery, server: MailServer, tmp_path: Path
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same every time
    # A server takes its time, so that kills also come between the end of a message and the reply.
    server.before_reply = lambda: time.sleep(0.004)
    kills, unknown, number = 0, 0, 0
    while kills < KILLS:
        campaign = Campaign(tmp_path / f"c{number}", server.port, RECIPIENTS)
        number += 1
        for attempt in count():
            child = nursery.start(campaign.file)
            time.sleep(chance.uniform(0, WITHIN + MORE * attempt))
            with suppress(ProcessLookupError):  # it was through
                os.kill(child, signal.SIGKILL)
            if (status := nursery.end()) == 0:
                break
            assert status == -signal.SIGKILL
            kills += 1
        campaign.assert_nobody_twice(server)
        unknown += list(campaign.states().values()).count("unknown")
    # Some came between the end of a message and the reply; without them the test would show little.
    assert unknown


def test_a_run_that_is_killed_at_each_of_its_own_steps_serves_everybody_once(
    nursery: Nursery, server: MailServer, tmp_path: Path
) -> None:
    step, died = 1, []
    while True:
        campaign = Campaign(tmp_path / f"s{step}", server.port, 2, connections=1)
        status = nursery.run(campaign.file, dies_at=step)
        if status == 0:
            break
        assert nursery.run(campaign.file) == 0
        campaign.assert_nobody_twice(server)
        died.append(list(campaign.states().values()).count("unknown"))
        step += 1
    # Opening, four steps for each message, closing; unknown after the record, whether or not the message went out.
    assert died == [0, 0, 0, 1, 1, 0, 0, 1, 1, 0]


@pytest.mark.parametrize("number", [1, RECIPIENTS // 2, RECIPIENTS])
def test_of_fifty_recipients_nobody_is_served_twice_whichever_message_the_run_is_killed_at(
    nursery: Nursery, server: MailServer, tmp_path: Path, number: int
) -> None:
    first, unknown = 4 * number - 2, []
    for step in range(first, first + 4):
        campaign = Campaign(tmp_path / f"f{step}", server.port, RECIPIENTS, connections=1)
        assert nursery.run(campaign.file, dies_at=step) == -signal.SIGKILL
        assert len(campaign.accepted(server)) == (number if step == first + 3 else number - 1)
        assert nursery.run(campaign.file) == 0
        campaign.assert_nobody_twice(server)
        unknown.append(list(campaign.states().values()).count("unknown"))
    assert unknown == [0, 0, 1, 1]


def test_a_run_that_is_killed_while_it_makes_and_stores_the_edition_serves_everybody_once(
    nursery: Nursery, server: MailServer, tmp_path: Path
) -> None:
    step, found = 1, []
    while True:
        campaign = Campaign(tmp_path / f"m{step}", server.port, 2, made=False)
        if nursery.run(campaign.file, dies_making=step) == 0:
            break
        editions = state_of(campaign.digest) / EDITIONS
        found.append([".part" if one.suffix == ".part" else "whole" for one in sorted(editions.glob("*"))])
        assert not campaign.accepted(server)
        assert nursery.run(campaign.file) == 0
        campaign.assert_nobody_twice(server)
        assert set(campaign.states().values()) == {"sent"}
        assert len(list(editions.iterdir())) == 1
        step += 1
    # Before and after the making, the writing of attachments, memos and message, the renaming, the ledger's record.
    assert found == [[], [], []] + [[".part"]] * 6 + [["whole"]] * 3


@pytest.mark.parametrize("step", ["greeting", "EHLO", "MAIL", "RCPT", "DATA", "CONTENT", "END", "QUIT"])
def test_a_run_that_is_killed_at_each_step_of_the_dialogue_sends_nothing_twice(
    nursery: Nursery, tmp_path: Path, step: str
) -> None:
    with ScriptedServer() as server:
        campaign = Campaign(tmp_path / "d", server.port, 1, connections=1)
        children: list[int] = []

        def kill(what: str) -> None:
            while not children:
                time.sleep(0.001)
            if what == step and children[0]:
                os.kill(children[0], signal.SIGKILL)
                children[0] = 0
                time.sleep(0.02)

        server.watch = kill
        children.append(nursery.start(campaign.file))
        assert nursery.end() == -signal.SIGKILL
        assert nursery.run(campaign.file) == 0
    (state,) = campaign.states().values()
    # A short message is in the buffers before the server has read its first line: the line with the dot may have been
    # announced, and perhaps sent, by then.
    assert state in {"END": {"unknown"}, "CONTENT": {"sent", "unknown"}}.get(step, {"sent"})
    assert server.whole == 1 or (server.whole == 0 and (step, state) == ("CONTENT", "unknown"))


def test_what_is_unknown_is_sent_again_when_asked_for(nursery: Nursery, server: MailServer, tmp_path: Path) -> None:
    campaign = Campaign(tmp_path / "u", server.port, 1, connections=1)
    assert nursery.run(campaign.file, dies_at=4) == -signal.SIGKILL
    assert nursery.run(campaign.file) == 0
    assert campaign.states() == {"reader0@u.example": "unknown"}
    assert nursery.run(campaign.file, resend=True) == 0
    assert campaign.states() == {"reader0@u.example": "sent"}
    (message,) = server.to("reader0@u.example")
    assert message["Date"].datetime == NOW.astimezone(dt.UTC)


def test_of_two_runs_at_once_one_sends_and_the_other_says_so(
    nursery: Nursery, server: MailServer, tmp_path: Path
) -> None:
    server.before_reply = lambda: time.sleep(0.004)
    campaign = Campaign(tmp_path / "two", server.port, RECIPIENTS)
    other = Nursery()
    nursery.start(campaign.file)
    other.start(campaign.file)
    statuses = {nursery.end(), other.end()}
    other.close()
    assert statuses == {0, 2}
    campaign.assert_nobody_twice(server)
    assert set(campaign.states().values()) == {"sent"}

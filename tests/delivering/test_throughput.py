"""A thousand recipients: how long it takes, and how much is in memory."""

from __future__ import annotations

import time
import tracemalloc
from typing import TYPE_CHECKING

from briefing.delivering import Message, run
from briefing.delivering.transports.memory import MemoryTransport

from .conftest import NOW, WriteDigest, smtp_table
from .editions import stored

if TYPE_CHECKING:
    from briefing.delivering.transports import Commit

    from .servers import MailServer

RECIPIENTS = 1000
WITHIN_SECONDS = 60
CHIEF = '"chief@example.org", "Zoë Ørsted <zoe@example.org>"'


def test_a_thousand_recipients_are_served_within_a_minute(write_digest: WriteDigest, server: MailServer) -> None:
    to = ", ".join(f'"reader{number}@example.org"' for number in range(RECIPIENTS))
    digest = write_digest({CHIEF: to}, smtp_table(server))
    stored(digest, content=bytes(range(256)) * 400)  # as large as the PDF of a memo of five sources
    started = time.perf_counter()
    report = run(digest, now=NOW)
    taken = time.perf_counter() - started
    assert dict(report.states) == {"sent": RECIPIENTS}
    assert len({one.recipient for one in server.received}) == len(server.received) == RECIPIENTS
    assert server.connections <= RECIPIENTS // 100 + 2  # two sessions end at different numbers
    assert taken < WITHIN_SECONDS, f"{taken:.1f} s"


class Weighing(MemoryTransport):
    """Keeps nothing, and notes how much memory there was when it was opened first."""

    def __init__(self) -> None:
        super().__init__()
        self.before = 0

    def open(self) -> Weighing:
        if not self.before:
            tracemalloc.reset_peak()
            self.before, _ = tracemalloc.get_traced_memory()
        return self

    def deliver(self, message: Message, commit: Commit) -> str:
        commit()
        return f"{message.size} bytes"


def test_no_message_has_a_copy_of_the_attachments(write_digest: WriteDigest, server: MailServer) -> None:
    to = ", ".join(f'"reader{number}@example.org"' for number in range(80))
    digest = write_digest({CHIEF: to}, smtp_table(server, connections=4))
    attached = 4_000_000
    stored(digest, content=bytes(attached))
    transport = Weighing()
    tracemalloc.start()
    try:
        run(digest, transport, now=NOW)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert transport.before > attached
    assert peak - transport.before < attached / 4

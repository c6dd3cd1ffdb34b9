"""The message to the owner."""

from __future__ import annotations

from briefing.delivering.addresses import Mailbox
from briefing.delivering.notice import notice

from .conftest import NOW, WriteDigest
from .servers import Received

OWNER = Mailbox("", "owner@example.org")


def test_many_problems_are_counted(write_digest: WriteDigest) -> None:
    digest = write_digest({"timezone =": 'unsubscribe = "https://example.org/u?who={recipient}"\ntimezone ='})
    problems = [f"r{number}@example.org was refused for good: 550 no" for number in range(60)]
    raw = bytes(notice(digest, "2026-11-23", problems, NOW).message(OWNER, "<1@example.org>"))
    message = Received("", "", raw).parsed
    body = message.get_body(("plain",))
    assert body is not None
    lines = body.get_content().splitlines()
    assert message["Subject"] == "radar-weekly: 60 problems"
    assert f"- {problems[49]}" in lines
    assert f"- {problems[50]}" not in lines
    assert "- and 10 more; see: briefing digest log" in lines
    assert message["List-Unsubscribe"] is None

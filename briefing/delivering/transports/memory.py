"""Keeps messages in memory: for tests of programs that send digests, and for a look at what would be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.delivering.transports import Commit, Message


class MemoryTransport:
    """A transport whose messages are in ``messages``, in the order in which they came."""

    repeatable = False

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def open(self) -> MemoryTransport:
        """It is always open."""
        return self

    def deliver(self, message: Message, commit: Commit) -> str:
        """Keep the message."""
        commit()
        self.messages.append(message)
        return "kept"

    def close(self) -> None:
        """Nothing to close."""

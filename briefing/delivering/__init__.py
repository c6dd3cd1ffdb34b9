"""Digests: memos made on schedule, attached to a message, and sent to each recipient once.

``run`` is the stage; ``load_digest`` reads its ``digest.toml``. A transport of one's own is a ``Transport``;
``MemoryTransport`` is one for tests.
"""

from briefing.delivering.configuration import Digest
from briefing.delivering.loading import load_digest
from briefing.delivering.runner import Report, run
from briefing.delivering.transports import Message, Transport
from briefing.delivering.transports.memory import MemoryTransport

__all__ = ["Digest", "MemoryTransport", "Message", "Report", "Transport", "load_digest", "run"]

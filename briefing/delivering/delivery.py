"""Hands messages over: several sessions at once, further rounds for what was refused for now, all of it recorded.

No more than one message per session is in memory at a time.
"""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

from briefing.delivering.transports import Interrupted, Refused
from briefing.errors import ServerUnreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefing.delivering.ledger import Ledger
    from briefing.delivering.records import Delivery
    from briefing.delivering.transports import Message, Session, Transport


class Carrier:
    """Carries messages to one transport, and their outcomes to the ledger.

    ``sessions`` is how many are open at once, ``messages`` how many go through one before a new one is opened. When
    ``stop`` is set, what is under way ends and nothing else begins.
    """

    def __init__(
        self, transport: Transport, ledger: Ledger, *, sessions: int, messages: int, stop: threading.Event
    ) -> None:
        self._transport = transport
        self._ledger = ledger
        self._sessions = sessions
        self._messages = messages
        self._stop = stop

    def carry(
        self, due: Callable[[], Sequence[Delivery]], make: Callable[[Delivery], Message], waits: Iterable[float]
    ) -> None:
        """Hand over what is ``due``, in further rounds after each of the ``waits`` (in seconds).

        Raises what keeps all messages from going out: ``ServerUnreachable`` when it still holds after the last round,
        ``ServerRefused``, ``OutputError`` and ``LedgerError`` at once.
        """
        error = self._round(due(), make)
        for seconds in waits:
            hopeless = error is not None and not isinstance(error, ServerUnreachable)
            if not due() or hopeless or self._stop.wait(seconds):
                break
            error = self._round(due(), make)
        if error is not None:
            raise error

    def _round(self, due: Sequence[Delivery], make: Callable[[Delivery], Message]) -> Exception | None:
        """Attempt each delivery once. Returns the error that kept some from being attempted, if one did."""
        left = deque(due)
        errors: list[Exception] = []
        halt = threading.Event()

        def work() -> None:
            try:
                self._work(left, make, halt)
            except ServerUnreachable as error:
                # Perhaps it takes fewer sessions at once than this; the others go on.
                errors.append(error)
            except Exception as error:  # it is raised again in the thread that asked
                errors.insert(0, error)
                halt.set()

        # Not by joining threads: in Python before 3.13 an interrupted join takes a running thread for an ended one.
        with ThreadPoolExecutor(self._sessions) as pool:
            working = [pool.submit(work) for _ in range(min(self._sessions, len(due)))]
            try:
                wait(working)
            except BaseException:  # interrupted: let every session end the message that it is at
                halt.set()
                wait(working)
                raise
        halted = halt.is_set() or (left and not self._stop.is_set())
        return errors[0] if errors and halted else None

    def _work(self, left: deque[Delivery], make: Callable[[Delivery], Message], halt: threading.Event) -> None:
        session: Session | None = None
        carried = 0
        try:
            while not halt.is_set() and not self._stop.is_set():
                try:
                    delivery = left.popleft()
                except IndexError:
                    return
                if session is None:
                    session, carried = self._opened(left, delivery), 0
                over = self._attempt(session, delivery, make(delivery))
                carried += 1
                if over or carried == self._messages:
                    session.close()
                    session = None
        finally:
            if session is not None:
                session.close()

    def _opened(self, left: deque[Delivery], delivery: Delivery) -> Session:
        """Open a session for a delivery, which waits with the others if that fails."""
        try:
            return self._transport.open()
        except Exception:
            left.appendleft(delivery)
            raise

    def _attempt(self, session: Session, delivery: Delivery, message: Message) -> bool:
        """Hand one message over and record what came of it. Returns whether the session is over."""
        identifier = delivery.message_id
        try:
            reply = session.deliver(
                message, lambda: self._ledger.commit(identifier, repeatable=self._transport.repeatable)
            )
        except Refused as refused:
            self._ledger.settle(identifier, "refused" if refused.permanent else "deferred", refused.reply)
            return refused.over
        except Interrupted as interrupted:
            self._ledger.settle(identifier, "unknown" if interrupted.committed else "deferred", interrupted.reason)
            return True
        self._ledger.settle(identifier, "sent", reply)
        return False

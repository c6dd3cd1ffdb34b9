"""Hands one edition to its recipients, and tells the owner what went wrong.

Who may be sent what is the ledger's to say; ``delivery`` does the carrying.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from briefing.delivering.delivery import Carrier
from briefing.delivering.message import Letter, attached_part, message_id
from briefing.delivering.notice import notice, problems_of
from briefing.errors import DeliveryError

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable, Sequence

    from briefing.delivering.configuration import Digest
    from briefing.delivering.editions import Attachment, Edition, EditionStore
    from briefing.delivering.ledger import Ledger
    from briefing.delivering.records import Audience, Delivery, Entry
    from briefing.delivering.transports import Message, Transport

# For transports other than SMTP: one at a time, and nothing to be gained from opening them anew.
_ONE, _ALL = 1, 1_000_000
NOT_MADE = "not made: "
"""How the note of a period begins whose edition could not be made."""
# Earlier periods are tried once a run, and this long after they began. A weekly digest so has two more tries; mail
# servers themselves keep a message for four or five days (RFC 5321, section 4.5.4.1).
_GIVEN_UP_AFTER = dt.timedelta(days=15)


class Mailing:
    """The way from an edition to its recipients, for one run of a digest."""

    def __init__(
        self,
        digest: Digest,
        transport: Transport,
        ledger: Ledger,
        store: EditionStore,
        now: dt.datetime,
        stop: threading.Event,
    ) -> None:
        self._digest = digest
        self._ledger = ledger
        self._store = store
        self._now = now
        smtp = digest.smtp
        self._waits = smtp.retry_after if smtp else ()
        self._carrier = Carrier(
            transport,
            ledger,
            sessions=smtp.connections if smtp else _ONE,
            messages=smtp.messages_per_connection if smtp else _ALL,
            stop=stop,
        )

    def post(self, entry: Entry, edition: Edition) -> tuple[str, ...]:
        """Hand an edition to every recipient who has not got it, and what went wrong to the owner.

        Returns what went wrong. Raises what ``Carrier.carry`` raises.
        """
        return self._post(entry, edition, newcomers=True, late=False)

    def post_late(self, entry: Entry, edition: Edition, *, newcomers: bool) -> tuple[str, ...]:
        """Do so for an earlier period, in one round, so that the present one does not wait for it.

        Without ``newcomers``, only for those whom it was for from the beginning. Who has refused it for too long does
        not get it any more. Returns and raises what ``post`` does.
        """
        return self._post(entry, edition, newcomers=newcomers, late=True)

    def miss(self, entry: Entry) -> tuple[str, ...]:
        """Tell the owner of a period that some wait for, and whose edition cannot be sent. Returns what is told."""
        self._ledger.withdraw(entry.period, self._digest.recipients)
        if self._ledger.reached(entry.period) and not self._ledger.due(entry.period):
            self._ledger.close_period(entry.period)
            return ()
        what = "its message is not stored any more, or is damaged, so it cannot be sent to those who wait for it"
        if self._old(entry):
            self._ledger.give_up(entry.period, ("pending", "deferred"), "given up, since its message is gone. ")
            self._ledger.close_period(entry.period)
        return (what, *self.tell_owner(entry.period, [what], [what], late=True))

    def tell_late(self, entry: Entry) -> tuple[str, ...]:
        """Tell the owner of an earlier period what is still true of what the owner was to be told of it.

        Returns why that failed, if it did. After some time it is given up.
        """
        made: tuple[str, ...] = ()
        if entry.edition is None:
            made = (entry.note,) if entry.note.startswith(NOT_MADE) else ()
        elif self._store.whole(entry.edition):
            made = self._store.load(entry.edition).problems
        problems = (*made, *problems_of(self._ledger.deliveries(entry.period)))
        if not problems or self._old(entry):
            self._ledger.supersede_notices(entry.period)
            return ()
        return self.tell_owner(entry.period, problems, [*made, *self._outcomes(entry.period)], late=True)

    def problems(self, entry: Entry) -> tuple[str, ...]:
        """Return what went wrong with a period: its memos, its documents, its recipients."""
        made = self._store.load(entry.edition).problems if entry.edition else ()
        return (*made, *problems_of(self._ledger.deliveries(entry.period)))

    def tell_owner(
        self, period: str, problems: Sequence[str], about: Sequence[str], *, late: bool = False
    ) -> tuple[str, ...]:
        """Tell the owner, if there is one, of these problems; of what is ``about`` the same only once a period.

        A server may put its refusal into other words each time. What the owner was to be told before of the same
        period, and was not, gives way. Where the server takes no messages, that is returned as a further problem.
        There is one round if it is ``late``.
        """
        owner = self._digest.owner
        if owner is None:
            return ()
        mark = hashlib.sha256("\0".join(about).encode()).hexdigest()
        message = (message_id(self._digest, period, owner, mark), owner)
        self._ledger.supersede_notices(period, mark)
        self._ledger.intend(period, "owner", [message], about=mark)
        letter = notice(self._digest, period, problems, self._now)
        try:
            self._carry(period, "owner", letter, None, () if late else self._waits)
        except DeliveryError as error:
            return (f"the owner was not told: {error}",)
        return ()

    def _post(self, entry: Entry, edition: Edition, *, newcomers: bool, late: bool) -> tuple[str, ...]:
        period = entry.period
        recipients = self._digest.recipients
        if newcomers:
            self._ledger.intend(period, "reader", [(message_id(self._digest, period, box), box) for box in recipients])
        self._ledger.withdraw(period, recipients)
        name = entry.edition or ""
        letter = letter_of(self._digest, edition, lambda attachment: self._store.content(name, attachment))
        self._carry(period, "reader", letter, entry.start, () if late else self._waits)
        if late and self._old(entry):
            self._ledger.give_up(period, ("deferred",), f"given up after {_GIVEN_UP_AFTER.days} days. ")
        if not self._ledger.due(period):
            self._ledger.close_period(period)
        problems = self.problems(entry)
        if not problems:
            self._ledger.supersede_notices(period)  # of trouble that is over
            return ()
        about = [*edition.problems, *self._outcomes(period)]
        return (*problems, *self.tell_owner(period, problems, about, late=late))

    def _old(self, entry: Entry) -> bool:
        return self._now - entry.start > _GIVEN_UP_AFTER

    def _outcomes(self, period: str) -> list[str]:
        """Who has not got the digest, in words that stay the same while nothing else happens."""
        readers = [one for one in self._ledger.deliveries(period) if one.audience == "reader"]
        final = [f"{one.mailbox.key} {one.state}" for one in readers if one.state in ("refused", "unknown")]
        return final + ["some are deferred"] * any(one.state == "deferred" for one in readers)

    def _carry(
        self, period: str, audience: Audience, letter: Letter, before: dt.datetime | None, waits: Iterable[float]
    ) -> None:
        def make(delivery: Delivery) -> Message:
            references = self._ledger.references(delivery.mailbox, before) if before else ()
            return letter.message(delivery.mailbox, delivery.message_id, references)

        self._carrier.carry(lambda: self._ledger.due(period, audience), make, waits)


def letter_of(digest: Digest, edition: Edition, content: Callable[[Attachment], bytes]) -> Letter:
    """Return the letter of an edition, with its attachments encoded. ``content`` tells what an attachment holds."""
    return Letter(
        digest,
        subject=edition.subject,
        created=edition.created,
        text=edition.text,
        html=edition.html,
        unsubscribe_mark=edition.unsubscribe_mark,
        attached=[attached_part(one.name, one.media_type, content(one)) for one in edition.attachments],
    )

"""What earlier periods still owe to their recipients when the next one comes. ``runner`` decides about the present one.

An earlier period is given up only where the present edition has all that is in it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefing.delivering.history import Known
from briefing.errors import ServerUnreachable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.delivering.editions import EditionStore
    from briefing.delivering.ledger import Ledger
    from briefing.delivering.mailing import Mailing
    from briefing.delivering.period import Period
    from briefing.delivering.records import Entry, State


class Backlog:
    """The earlier periods of one digest that are open, for one run.

    ``states`` and ``problems`` tell what became of those that were to be sent by this run.
    """

    def __init__(self, ledger: Ledger, mailing: Mailing, store: EditionStore, period: Period) -> None:
        self._ledger = ledger
        self._mailing = mailing
        self._store = store
        self._period = period
        # Before anything is sent again: who perhaps has it counts as reached.
        self._reached = {entry.period for entry in ledger.entries() if ledger.reached(entry.period)}
        self._away: ServerUnreachable | None = None
        self.states: dict[str, Mapping[State, int]] = {}
        self.problems: list[str] = []

    def resend(self) -> None:
        """Let what is unknown be sent again, in every period whose edition is still there."""
        for entry in self._ledger.entries():
            if entry.edition and self._store.whole(entry.edition):
                self._ledger.resend(entry.period)
            elif unknown := _states(self._ledger, entry)["unknown"]:
                what = f"{unknown} of unknown outcome cannot be sent again, since the message is not stored any more"
                self.problems.append(f"{entry.period}: {what}")

    def finish(self) -> None:
        """Send earlier editions to those who wait while others have them."""
        for entry in self._open():
            if entry.period in self._reached:
                self._post(entry, newcomers=False)

    def settle(self, present: Entry) -> None:
        """Give up the periods that nobody has and the present edition covers; send what the others have."""
        for entry in self._open():
            if entry.period in self._reached:
                continue
            if present.edition and self._covers(present, entry):
                self._ledger.supersede(entry.period)
            else:
                self._post(entry, newcomers=True)

    def remind(self) -> None:
        """Tell the owner what could not be told before, of periods that were not sent by this run."""
        for entry in self._ledger.entries():
            late = entry.period != self._period.name and entry.period not in self.states
            if late and self._ledger.due(entry.period, "owner"):
                self.problems += [f"{entry.period}: {problem}" for problem in self._mailing.tell_late(entry)]

    def _open(self) -> list[Entry]:
        return [one for one in self._ledger.entries() if one.open and one.period != self._period.name]

    def _covers(self, present: Entry, earlier: Entry) -> bool:
        known = Known(self._ledger.documents(present.period))
        return all(known.has(one) for one in self._ledger.documents(earlier.period))

    def _post(self, entry: Entry, *, newcomers: bool) -> None:
        problems: tuple[str, ...]
        if not entry.edition or not self._store.whole(entry.edition):
            problems = self._mailing.miss(entry)
        elif self._away is not None:
            problems = (str(self._away),)
        else:
            try:
                problems = self._mailing.post_late(entry, self._store.load(entry.edition), newcomers=newcomers)
            except ServerUnreachable as error:
                # The present edition has more patience than the earlier ones, which wait for the next run.
                self._away = error
                problems = (str(error),)
        self.states[entry.period] = dict(_states(self._ledger, entry))
        self.problems += [f"{entry.period}: {problem}" for problem in problems]


def _states(ledger: Ledger, entry: Entry) -> Counter[State]:
    return Counter(one.state for one in ledger.deliveries(entry.period) if one.audience == "reader")

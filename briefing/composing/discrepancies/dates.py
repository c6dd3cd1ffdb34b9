"""Discrepancies of dates: two days given for one deed of the same people.

Only days that both passages name by their number are compared ("October 31", not "Friday"), and only as the time of
the same verb with at least one name in common.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.composing.discrepancies.discrepancy import Discrepancy, between
from briefing.composing.times import expressions_in, is_day, resolved

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span, Token

    from briefing.composing.corpus import Corpus
    from briefing.memo import Passage

# Passages below this likeness may tell two meetings of the same people.
_SAME_EVENT = 0.68


@dataclass(frozen=True)
class DatedEvent:
    """A day that a sentence names, in its words, as the time of a verb whose subject has these names."""

    expression: str
    day: dt.date
    verb: str
    names: frozenset[str]


def dated_events(corpus: Corpus, index: int) -> list[DatedEvent]:
    """The dated events of the passage at ``index``, told as past."""
    doc, said_on = corpus.docs[index], corpus.source_of(index).published
    found = []
    for expression, span in expressions_in(doc):
        when = resolved(expression, said_on, "past")
        verb = _verb(span)
        if verb is None or when.start is None or not is_day(when) or not any(map(str.isdigit, expression)):
            continue
        names = frozenset(token.text for token in verb.subtree if token.pos_ == "PROPN" and token.ent_type_ == "PERSON")
        found.append(DatedEvent(expression, when.start, verb.lemma_.lower(), names))
    return found


def of_dates(
    here: Sequence[DatedEvent], there: Sequence[DatedEvent], passages: tuple[Passage, Passage], weight: float
) -> Iterator[Discrepancy]:
    """The discrepancies between the dated events of two passages."""
    if weight < _SAME_EVENT:
        return
    for event in here:
        rivals = [rival for rival in there if rival.verb == event.verb and rival.names & event.names]
        if len(rivals) == 1 and rivals[0].day != event.day and sum(other.verb == event.verb for other in here) == 1:
            text = f"The sources give different dates: {event.expression} against {rivals[0].expression}."
            values = (f"{event.verb} {event.day}", f"{rivals[0].verb} {rivals[0].day}")
            yield between("date", text, passages, weight, values)


def _verb(span: Span) -> Token | None:
    # From the first word: in "on Saturday, November 1, they agreed" the second half may be parsed with what follows.
    token = span[0]
    while token.head.i != token.i:
        token = token.head
        if token.pos_ == "VERB":
            return token
    return token if token.pos_ == "VERB" else None

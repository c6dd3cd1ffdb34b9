"""The timeline: dated events of the matter, in order, each said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.composing.clauses import step
from briefing.composing.grouping import say_the_same
from briefing.composing.times import Tense, expressions_in, is_day, resolved
from briefing.memo import TimelineEntry

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from spacy.tokens import Span

    from briefing.composing.candidates import Candidate
    from briefing.composing.clauses import Step
    from briefing.composing.relations import Relations

_MOST = 6
# On one day two statements as near as this tell one event.
_ALIKE = 0.7
# Clauses whose times are not those of the sentence's own event.
_ASIDES = frozenset({"relcl", "acl", "advcl", "appos", "pcomp"})
# "After the summit of October 30" is not on that day.
_BEYOND = frozenset({"after", "before", "following", "since", "until"})


def timeline(candidates: Sequence[Candidate], relations: Relations) -> tuple[TimelineEntry, ...]:
    """The statements that name one day, by day; of those that say the same of a day, the one with the most merit."""
    told: list[tuple[dt.date, Candidate]] = []
    for candidate in sorted(candidates, key=lambda candidate: -candidate.merit):
        day = _day(candidate)
        if day is None or len(told) == _MOST:
            continue
        if not any(day == other and _is_told(candidate, known, relations) for other, known in told):
            told.append((day, candidate))
    return tuple(
        TimelineEntry(date=day, text=candidate.statement.text, citations=candidate.statement.passages)
        for day, candidate in sorted(told, key=lambda entry: entry[0])
    )


def _is_told(candidate: Candidate, known: Candidate, relations: Relations) -> bool:
    """Whether a statement of the same day says the same; what was not on the shortlist was not judged."""
    return say_the_same(candidate, known, relations) or float(candidate.vector @ known.vector) >= _ALIKE


def _day(candidate: Candidate) -> dt.date | None:
    """The one day on which what the sentence tells happened or is to happen; ``None`` where it is none, or several."""
    doc, said_on = candidate.doc, candidate.source.published
    days = set()
    for expression, span in expressions_in(doc):
        tense = _tense(span, candidate)
        if tense and is_day(when := resolved(expression, said_on, tense)):
            days.add(when.start)
    return days.pop() if len(days) == 1 else None


def _is_planned(clause: Step, candidate: Candidate) -> bool:
    """Whether the clause tells the sentence's own event: it is a step, or holds what the sentence says of time."""
    return candidate.step is not None or any(
        clause.start <= span.start_char < clause.end for _, span in expressions_in(candidate.doc)
    )


def _tense(span: Span, candidate: Candidate) -> Tense | None:
    """The tense in which the sentence's own event is told at that time; ``None`` where the time belongs to an aside."""
    # What was a plan then is told as one, though its day has passed by now.
    clause = candidate.step or step(candidate.doc)
    if clause is not None and _is_planned(clause, candidate):
        return "future" if clause.start <= span.start_char < clause.end else None
    token = span.root
    while token.head.i != token.i:
        if token.dep_ in _ASIDES or token.lower_ in _BEYOND:
            return None
        token = token.head
    return "past" if token.tag_ in {"VBD", "VBN"} or any(child.tag_ == "VBD" for child in token.children) else None

"""The timeline: dated events of the matter, in order, each said once.

An entry's day is that of what its sentence tells, not of what the sentence mentions: where the parse leaves that open,
the sentence is left out. Of 139 entries of 24 dossiers 22 had a wrong day when any time that stood in it counted.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from briefing.composing.clauses import PLANNING, is_verb, step
from briefing.composing.grouping import are_contrary
from briefing.composing.steps import coming, times
from briefing.composing.times import expressions_in, is_day, is_month_or_year, is_rough, resolved
from briefing.memo import TimelineEntry

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Span, Token

    from briefing.composing.candidates import Candidate
    from briefing.composing.relations import Relations
    from briefing.memo import When

    Time = tuple[dt.date, dt.date]
    """A first and a last day."""
    Entry = tuple[Time, Candidate]

_MOST = 6
# Months and years tell a reader where a matter comes from, and crowd out nothing.
_MOST_LONG = 3
# Of one time two statements as near as this, or as likely to report one fact, tell one event. Of the pairs of one time
# in 25 dev events of the news and five articles on one matter all four from 0.5 to 0.75 do, and the next likely one
# (0.09) does not.
_ALIKE = 0.7
_ONE_EVENT = 0.5
# Clauses whose times are not those of the sentence's own event.
_ASIDES = frozenset({"relcl", "acl", "advcl", "appos", "pcomp"})
# "After the summit of October 30" is not on that day, nor does "dates from 17 July" tell when it was said.
_BEYOND = frozenset("after as before beyond following for from of past since through till to until".split())
_PARTS = frozenset({"amod", "compound", "nmod", "nummod"})
_SUBJECTS = frozenset({"attr", "dobj", "nsubj", "nsubjpass"})
# Where and by whom something is done is said between the verb and its time: "was opened by farmers on Monday".
_WHERE = frozenset({"at", "by", "in", "inside", "near", "off", "on", "outside"})
_RANGE = re.compile(r"\s?(?:[-–]|and|or|to)\s?\d{1,2}\b(?!\s?(?:percent|people|%))")
_RANGE_BEFORE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\s?(?:[-–]|and|or|to)\s?(?:the\s)?$")
# "Continued to board boats on Monday" tells what was done.
_GOING_ON = frozenset({"begin", "continue", "fail", "manage", "refuse", "start"})
# Who invites on Monday tells when to come.
_TO_COME = PLANNING | {"convene", "invite", "summon"}


def timeline(candidates: Sequence[Candidate], relations: Relations) -> tuple[TimelineEntry, ...]:
    """The statements that name one time, in order; of those that say the same of it, the one with the most merit.

    What names a day comes before what names a month or a year, what is no background before what is, and each time once
    before any is told twice.
    """
    told: list[Entry] = []
    for entry in _in_order([(time, one) for one in candidates if (time := _time(one)) is not None]):
        time, candidate = entry
        if len(told) == _MOST or (_is_long(time) and sum(_is_long(other) for other, _ in told) == _MOST_LONG):
            break
        if not any(time == other and _is_told(candidate, one, relations) for other, one in told):
            told.append(entry)
    return tuple(
        TimelineEntry(
            date=start,
            end=end if end != start else None,
            text=candidate.statement.text,
            citations=candidate.statement.passages,
        )
        for (start, end), candidate in sorted(told, key=lambda entry: entry[0])
    )


def _in_order(dated: Sequence[Entry]) -> list[Entry]:
    """Days, then months and years; what is no background, then what is; of these each time once, then once more."""
    turns = Counter[tuple[object, ...]]()
    keyed = []
    for time, one in sorted(dated, key=lambda entry: -entry[1].merit):
        kind = _is_long(time), one.point == "background"
        keyed.append(((*kind, turns[*kind, time]), (time, one)))
        turns[*kind, time] += 1
    return [entry for _, entry in sorted(keyed, key=lambda one: one[0])]


def _is_long(time: Time) -> bool:
    """Whether it is a month or a year, and no day."""
    return time[0] != time[1]


def _is_told(candidate: Candidate, known: Candidate, relations: Relations) -> bool:
    """Whether a statement of the same time tells the same; what was not on the shortlist was not judged."""
    likely = relations.same(candidate.statement.text, known.statement.text) >= _ONE_EVENT
    return (likely and not are_contrary(candidate, known, relations)) or float(
        candidate.vector @ known.vector
    ) >= _ALIKE


def _time(candidate: Candidate) -> Time | None:
    """The one day, month or year in which what the sentence tells happened or is to happen; ``None`` for several."""
    told = [when for when in _times(candidate) if not is_rough(when)]
    days = _spans(when for when in told if is_day(when))
    long = _spans(when for when in told if is_month_or_year(when))
    # "Tweeted last month that …, and on Thursday that …" has two times, "On Friday, late in May" has one.
    apart = any(not first <= day <= last for first, last in long for day, _ in days)
    found = days | long if apart or not days else days
    return found.pop() if len(found) == 1 else None


def _spans(told: Iterable[When]) -> set[Time]:
    return {(when.start, when.end) for when in told if when.start and when.end}


def _times(candidate: Candidate) -> list[When]:
    """The times of what the sentence tells."""
    doc, said_on = candidate.doc, candidate.source.published
    if candidate.step is not None:
        when = coming(doc, candidate.step, said_on)
        return [when] if when else []
    if candidate.likeliest == "step":
        # What was a plan then is told as one, though its day has passed by now.
        return times(doc, step(doc), said_on)
    found = (
        resolved(expression, said_on, "past") for expression, span in expressions_in(doc) if _dates_its_event(span)
    )
    # What was told to be over when it had not begun is dated by something else.
    return [when for when in found if when.start is None or said_on is None or when.start <= said_on]


def _dates_its_event(span: Span) -> bool:
    """Whether something that the sentence tells, and does not only mention, happened at that time."""
    token = span.root
    possessive = any(child.dep_ == "case" for child in token.children)
    # "Thursday's talks" and "the 2026 budget" may be to come; "the March on Lima" is no month.
    of_a_thing = token.dep_ in _PARTS and token.head.ent_type_ not in {"DATE", "TIME"}
    if possessive or of_a_thing or token.dep_ in _SUBJECTS or _is_of_a_range(span):
        return False
    while not is_verb(token):
        if token.dep_ in _ASIDES or token.lower_ in _BEYOND or token.head.i == token.i:
            return False
        if token.i != span.root.i and _has_times(token):
            return False
        # "Demanded a reply by Friday"; "by Friday twelve had died" dates what it tells.
        if token.lower_ == "by" and token == span.root.head and any(is_verb(one) for one in token.doc[: token.i]):
            return False
        token = token.head
    return _is_past(token) and not any(above.dep_ in _ASIDES for above in (token, *token.ancestors))


def _is_of_a_range(span: Span) -> bool:
    """Whether a day is one of several: "on May 3-5", "on May 3 and 4"."""
    text = span.doc.text
    return bool(_RANGE.match(text, span.end_char) or _RANGE_BEFORE.search(text[: span.start_char]))


def _has_times(token: Token) -> bool:
    """Whether a noun may be what is dated: "in response to the speech on Tuesday". A name has no time of its own."""
    return token.dep_ == "pobj" and token.pos_ != "PROPN" and token.head.lower_ not in _WHERE


def _is_past(verb: Token) -> bool:
    """Whether the verb tells what happened: not what is, is to be, or only was to be."""
    helping = {child.tag_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    nearly = any(child.lower_ in {"almost", "nearly"} for child in verb.children)
    denied = any(above.lemma_ in {"deny", "doubt"} for above in verb.ancestors)
    if verb.lemma_ in _TO_COME or "MD" in helping or nearly or denied or verb.doc[0].lower_ == "had":
        return False
    if verb.tag_ == "VB" and verb.dep_ == "xcomp" and verb.head.lemma_ in _GOING_ON:
        return _is_past(verb.head)
    return verb.tag_ in {"VBD", "VBN"} or (verb.tag_ == "VBG" and "VBD" in helping)

"""When something is to come, whether by now it has come already, and whether it is but thought about.

A step's time is read in its own clause; where that has none, in the rest of the sentence, save with verbs of the past:
in "said on Monday that the bill will go to parliament by June" Monday is when somebody spoke.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.composing.clauses import PLANNING, is_verb, main_verb
from briefing.composing.times import expressions_in, resolved

if TYPE_CHECKING:
    import datetime as dt

    from spacy.tokens import Doc, Span, Token

    from briefing.composing.clauses import Step
    from briefing.memo import When

_PAST = frozenset({"VBD", "VBN"})
_CONSIDERING = frozenset({"consider", "contemplate", "mull", "ponder", "think", "weigh"})
_CHANCES = frozenset({"chance", "possibility"})
_ASIDES = frozenset({"acl", "advcl", "relcl"})
_MEANT = PLANNING | {"suppose"}
# Between two things of which the second has its own day: "its response to Trump's speech on Tuesday".
_OF_WHAT_WAS = frozenset({"about", "after", "from", "of", "over", "since", "to"})
_DUE = frozenset({"due", "set", "supposed"})
_STILL = frozenset({"'ll", "now", "will", "’ll"})
# What is dated by the day on which it was made: "the agreement of 12 October".
_MADE = frozenset(
    """accord agreement contract deal declaration decision decree judgment law letter memorandum notice order pact
    protocol report resolution ruling statement treaty verdict warrant""".split()
)


def is_only_considered(doc: Doc) -> bool:
    """Whether what is to come is but thought about: "is considering it", "there is a chance that he runs"."""
    return any(
        (token.tag_ == "VBG" and token.lemma_ in _CONSIDERING and any(one.lemma_ == "be" for one in token.children))
        or (token.lemma_ in _CHANCES and any(one.dep_ in {"acl", "ccomp", "relcl"} for one in token.children))
        for token in doc
    )


def coming(doc: Doc, step: Step | None, said_on: dt.date | None) -> When | None:
    """The first time of what is to come that can be resolved and is not past; words alone if none can be."""
    found = [when for when in times(doc, step, said_on) if said_on is None or not _before(when, said_on)]
    if said_on is None:
        # Without the source's date a bare "Wednesday" outside the clause may be the day on which somebody spoke.
        own = {expression for expression, _ in _own_times(doc, step)}
        found = [when for when in found if when.start or when.text in own or not when.text.endswith("day")]
    return next((when for when in found if when.start is not None), found[0] if found else None)


def is_over(doc: Doc, step: Step | None, said_on: dt.date | None, today: dt.date | None) -> bool:
    """Whether a step is none any more: every time of it lies before ``today``, or it only was to come.

    ``today`` is the day of the dossier's latest document.
    """
    if _was_to_come(doc):
        return True
    ends = [when.end for when in times(doc, step, said_on) if when.end is not None]
    return today is not None and bool(ends) and all(end < today for end in ends)


def _was_to_come(doc: Doc) -> bool:
    """Whether a sentence tells only what was once to come: "would have heard the case", "had been expected to begin".

    Not what was moved: "had been scheduled for March but will now begin in June".
    """
    verb = main_verb(doc)
    if verb is None or any(token.lower_ in _STILL for token in doc):
        return False
    helping = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    expected = verb.lemma_ in _MEANT and {"had", "been"} <= helping
    due = verb.lower_ == "been" and any(child.lower_ in _DUE for child in verb.children)
    return {"would", "have"} <= helping or expected or (due and "had" in helping)


def times(doc: Doc, step: Step | None, said_on: dt.date | None) -> list[When]:
    """The times of what is to come, as the future that they are."""
    every = _own_times(doc, step) or [one for one in _step_times(doc) if not _is_of_the_past(one[1])]
    return [resolved(expression, said_on, "future") for expression, _ in every]


def _own_times(doc: Doc, step: Step | None) -> list[tuple[str, Span]]:
    """The times in a step's own clause, as they are written."""
    if step is None:
        return []
    inside = (one for one in _step_times(doc) if step.start <= one[1].start_char < step.end)
    return [one for one in inside if not _is_told_beside(one[1], step)]


def _step_times(doc: Doc) -> list[tuple[str, Span]]:
    return [one for one in expressions_in(doc) if not _dates_something_else(one[1])]


def _is_told_beside(span: Span, step: Step) -> bool:
    """Whether a time in a step's clause is of what is past: "who died on Monday", "as he asked them to do in May"."""
    inside = (token for token in (span.root, *span.root.ancestors) if step.start <= token.idx < step.end)
    return any(token.tag_ == "VBD" or (token.tag_ == "VBN" and token.dep_ == "acl") for token in inside)


def _dates_something_else(span: Span) -> bool:
    """Whether words tell on which day a paper was made, beyond which day something lasts, or when another acted.

    "The agreement of May 1", "past May 1", "in response to Trump's speech on Tuesday".
    """
    preposition = span.root.head
    thing = preposition.head
    made = preposition.lower_ == "of" and thing.lemma_.lower() in _MADE
    anothers = (
        preposition.pos_ == "ADP"
        and thing.dep_ == "pobj"
        and thing.pos_ == "NOUN"
        and thing.head.lower_ in _OF_WHAT_WAS
        # "Its response to"; not "will add to" or "will resume after".
        and thing.head.i > 0
        and thing.head.nbor(-1).pos_ == "NOUN"
        and any(child.dep_ == "poss" for child in thing.children)
    )
    return made or anothers or (span.start > 0 and span.doc[span.start - 1].lower_ == "past")


def _before(when: When, day: dt.date) -> bool:
    end = when.end or when.start
    return end is not None and end < day


def _is_of_the_past(span: Span) -> bool:
    """Whether the nearest verb above the words is past, so that they tell when something happened or was said."""
    token = _verb_above(span)
    # "One day after Abe asked schools to close in March".
    if any(above.tag_ == "VBD" and above.dep_ in _ASIDES for above in (token, *token.ancestors)):
        return True
    # "Has been pencilled in for 4 December".
    if token.tag_ == "VBN" and span.root.head.lower_ == "for":
        return False
    # "Is planned for March" and "will be held in March" are not past.
    return token.tag_ in _PAST and not any(
        child.tag_ == "MD" or (child.dep_ == "auxpass" and child.tag_ in {"VBZ", "VBP"}) for child in token.children
    )


def _verb_above(span: Span) -> Token:
    """The nearest verb above the words, or the root of their sentence."""
    token = span.root
    while token.head.i != token.i and not is_verb(token):
        token = token.head
    return token

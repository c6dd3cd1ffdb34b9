"""Discrepancies of polarity: what one source says happened, the other says did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.composing.clauses import main_verb
from briefing.composing.discrepancies.discrepancy import Discrepancy, between

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from briefing.memo import Passage

_DENYING = frozenset(
    "no none nobody nothing never neither without fail deny refuse reject unsigned unsold unhurt voluntary".split()
)


def contradiction(passages: tuple[Passage, Passage], weight: float) -> Discrepancy:
    """The discrepancy between two passages that cannot both be so."""
    text = "The sources contradict each other on whether this is so."
    return between("polarity", text, passages, weight, (passages[0].text, passages[1].text))


def are_of_one_time(one: Doc, other: Doc) -> bool:
    """Whether both speak of what had been before, or neither does; what never was, had not been before either."""
    return has_been(one) == has_been(other) or any(token.lower_ == "never" for doc in (one, other) for token in doc)


def has_been(doc: Doc) -> bool:
    """Whether a sentence tells what had been before: "had pleaded not guilty" denies no later plea."""
    verb = main_verb(doc)
    return verb is not None and any(child.dep_ == "aux" and child.lower_ == "had" for child in verb.children)


def denies(doc: Doc) -> bool:
    """Whether a sentence says of something that it is not so."""
    return any(token.dep_ == "neg" or token.lemma_.lower() in _DENYING for token in doc)

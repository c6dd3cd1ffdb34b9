"""Discrepancies of polarity: what one source says happened, the other says did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.composing.clauses import main_verb
from briefing.composing.discrepancies.discrepancy import Discrepancy, between

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from briefing.memo import Passage

_DENYING = frozenset(
    "no none nobody nothing never neither without fail deny refuse reject unsigned unsold unhurt voluntary".split()
)

# The relations of clauses that tell something else beside the sentence's own.
_BESIDE = frozenset({"acl", "advcl", "conj", "relcl"})


def contradiction(passages: tuple[Passage, Passage], weight: float) -> Discrepancy:
    """The discrepancy between two passages that cannot both be so."""
    text = "The sources contradict each other on whether this is so."
    return between("polarity", text, passages, weight, (passages[0].text, passages[1].text))


def are_of_one_time(one: Doc, other: Doc) -> bool:
    """Whether both speak of what had been before, or neither does, or one says that it never was."""
    return has_been(one) == has_been(other) or any(_never_was(doc) for doc in (one, other))


def _never_was(doc: Doc) -> bool:
    """Whether a sentence says that something never was: not that it had never been till then, or never will be."""
    return not has_been(doc) and any(token.lower_ == "never" and _is_past(token.head) for token in doc)


def _is_past(verb: Token) -> bool:
    beside = list(verb.children)
    if verb.dep_ in _BESIDE or any(child.tag_ == "MD" or child.lower_ == "had" for child in beside):
        return False
    return verb.tag_ in {"VBD", "VBN"} or any(child.lower_ == "did" for child in beside)


def has_been(doc: Doc) -> bool:
    """Whether a sentence tells what had been before: "had pleaded not guilty" denies no later plea."""
    verb = main_verb(doc)
    return verb is not None and any(child.dep_ == "aux" and child.lower_ == "had" for child in verb.children)


def denies(doc: Doc) -> bool:
    """Whether a sentence says of something that it is not so."""
    return any(token.dep_ == "neg" or token.lemma_.lower() in _DENYING for token in doc)

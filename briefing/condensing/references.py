"""Resolving "he" and "she" from the sentences just before, so that a sentence can stand alone.

Only the plain case is resolved: the pronoun opens what the sentence says of one person, and the sentences before
leave exactly one candidate. Everything else stays dangling, and another sentence is chosen instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.condensing.standalone import is_human

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

# How many sentences back an antecedent may stand.
REACH = 2
_RESOLVABLE = frozenset({"he", "she", "his", "her"})


@dataclass(frozen=True)
class Reference:
    """A pronoun's antecedent: the name, and how many sentences before it stands."""

    name: str
    back: int


def resolve(pronoun: Token, earlier: Sequence[Doc]) -> Reference | None:
    """Who the pronoun stands for, or ``None`` unless exactly one person can be meant.

    ``earlier`` holds the sentences before, nearest last.
    """
    if pronoun.lower_ not in _RESOLVABLE or _is_quoted(pronoun):
        return None
    for back, doc in enumerate(reversed(earlier[-REACH:]), start=1):
        person = _protagonist(doc)
        if person is not None:
            return Reference(person.text, back)
        if not _continues(doc):
            return None
    return None


def replaced(text: str, pronoun: Token, name: str) -> str:
    """The sentence with the pronoun replaced by the name, in the possessive where the pronoun is."""
    possessive = pronoun.lower_ in {"his", "her"} and pronoun.dep_ == "poss"
    word = f"{name}’s" if possessive else name
    return text[: pronoun.idx] + word + text[pronoun.idx + len(pronoun.text) :]


def persons(doc: Doc) -> list[Span]:
    """The persons named in a sentence, each by the longest name that the sentence gives."""
    longest: dict[str, Span] = {}
    for entity in doc.ents:
        if entity.label_ != "PERSON" or not entity.text[0].isupper() or "\n" in entity.text:
            continue
        while len(entity) > 1 and entity[-1].lower_ in {"'s", "’s"}:
            entity = entity[:-1]
        key = entity[-1].text
        if key not in longest or len(entity) > len(longest[key]):
            longest[key] = entity
    return list(longest.values())


def _protagonist(doc: Doc) -> Span | None:
    named = persons(doc)
    subjects = [token for token in doc if token.dep_ in {"nsubj", "nsubjpass"} and token.head.dep_ == "ROOT"]
    for subject in subjects:
        for person in named:
            if person.start <= subject.i < person.end:
                return person
    if len(named) != 1 or any(is_human(subject) or subject.pos_ == "PRON" for subject in subjects):
        return None
    return named[0]


def _continues(doc: Doc) -> bool:
    """Whether the sentence itself speaks of a "he" or "she", so that the antecedent may stand one further back."""
    return not persons(doc) and any(
        token.lower_ in {"he", "she"} and token.dep_ in {"nsubj", "nsubjpass"} for token in doc
    )


def _is_quoted(token: Token) -> bool:
    before = token.doc.text[: token.idx]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1

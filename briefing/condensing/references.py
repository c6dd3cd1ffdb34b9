"""Resolving "he" and "she" from the sentences just before, so that a sentence can stand alone.

Only the plain case is resolved: the pronoun opens what the sentence says of one person, and the sentences before
leave exactly one candidate. Everything else stays dangling, and another sentence is chosen instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def _protagonist(doc: Doc) -> Span | None:
    """The person who is the subject of the sentence's main verb, by the name that the sentence gives.

    Nobody else will do: in “Dong and I agreed,” Hegseth said, the "he" that follows is not Dong.
    """
    for subject in doc:
        if subject.dep_ not in {"nsubj", "nsubjpass"} or subject.head.dep_ != "ROOT" or _is_quoted(subject):
            continue
        if subject.pos_ != "PROPN" or subject.ent_type_ not in {"PERSON", ""}:
            return None
        if any(child.dep_ == "conj" for child in subject.children):
            return None
        start = subject.i
        while start > 0 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].ent_type_ == subject.ent_type_:
            start -= 1
        return doc[start : subject.i + 1]
    return None


def _continues(doc: Doc) -> bool:
    """Whether the sentence itself speaks of a "he" or "she", so that the antecedent may stand one further back."""
    named = any(entity.label_ == "PERSON" for entity in doc.ents)
    return not named and any(token.lower_ in {"he", "she"} and token.dep_ in {"nsubj", "nsubjpass"} for token in doc)


def _is_quoted(token: Token) -> bool:
    before = token.doc.text[: token.idx]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1

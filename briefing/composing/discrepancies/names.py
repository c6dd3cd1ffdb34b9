"""Discrepancies of names: one deed, with one name in one source and another in the other.

Who did it is a discrepancy of attribution, a person named beside it one of naming; who only says so is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.composing.discrepancies.claimants import claiming
from briefing.composing.discrepancies.discrepancy import Discrepancy, between

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

    from briefing.memo import Cause, Passage

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_WHERE = frozenset({"at", "from", "in", "into", "near", "off", "outside", "to"})
PERSONS = (frozenset({"PERSON"}),)
NAMED = (*PERSONS, _PLACES, frozenset({"ORG"}))
"""What may be named: persons, places, bodies."""


def of_names(
    here: Doc, there: Doc, passages: tuple[Passage, Passage], weight: float, kinds: Sequence[frozenset[str]] = NAMED
) -> Iterator[Discrepancy]:
    """The discrepancy between two passages that name one of a kind each which the other does not."""
    found = differing(here, there, kinds)
    if found is not None:
        mine, theirs = found
        person = mine.label_ == "PERSON" and _acts(mine) and _acts(theirs)
        cause: Cause = "attribution" if person else "naming"
        text = f"The sources name different {_WORDS[cause]}: {mine.text} against {theirs.text}."
        yield between(cause, text, passages, weight, (mine.text, theirs.text))


def differing(here: Doc, there: Doc, kinds: Sequence[frozenset[str]] = NAMED) -> tuple[Span, Span] | None:
    """The one name of a kind in each of two sentences on one fact that the other does not have."""
    for kind in kinds:
        mine, theirs = (_names(doc, other, kind) for doc, other in ((here, there), (there, here)))
        if len(mine) == len(theirs) == 1:
            return mine[0], theirs[0]
    return None


_WORDS = {"attribution": "persons", "naming": "names"}


def _names(doc: Doc, other: Doc, kind: frozenset[str]) -> list[Span]:
    """The names of a kind that the other passage does not have, not even in part."""
    there = {token.lower_ for token in other}
    only_say = {who for who in claiming(doc) if not _tells_of_himself(who)}
    found: dict[str, Span] = {}
    for entity in doc.ents:
        words = {token.lower_ for token in entity if token.pos_ == "PROPN"}
        if entity.label_ not in kind or not words or words & there:
            continue
        # "Responded to Lund's comments", "Lund said that Berg left": who made them, or says so, is not who it is about.
        if entity.root.dep_ != "poss" and entity.root not in only_say and not _stands_for_its_people(entity):
            found.setdefault(entity.text, entity)
    return list(found.values())


def _stands_for_its_people(name: Span) -> bool:
    """Whether a place stands for who governs it: "Beijing" and "China" may do one deed, only "in Oslo" is a place."""
    return name.label_ in _PLACES and not (name.root.dep_ == "pobj" and name.root.head.lower_ in _WHERE)


def _acts(name: Span) -> bool:
    return name.root.dep_ in {"nsubj", "nsubjpass", "pobj"} and (
        name.root.dep_ != "pobj" or name.root.head.lower_ == "by"
    )


def _tells_of_himself(who: Token) -> bool:
    """Whether somebody reports his own deed: "Berg announced that he would resign"."""
    clauses = (child for child in who.head.children if child.dep_ == "ccomp")
    subjects = (child for clause in clauses for child in clause.children if child.dep_ in {"nsubj", "nsubjpass"})
    return any(subject.pos_ == "PRON" for subject in subjects)

"""One deed told in two sentences: the same two persons, and the same verb that is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PERSONS = 2
# Of these verbs persons do much with each other, on many days.
_LIGHT = frozenset("add agree announce be call do have make say tell".split())


def are_one_deed(here: Doc, there: Doc) -> bool:
    """Whether two sentences name two persons in common, and do so with one verb in common that says something."""
    return len(_persons(here) & _persons(there)) >= _PERSONS and bool(_verbs(here) & _verbs(there))


def _persons(doc: Doc) -> set[str]:
    """The last names of the persons of a sentence."""
    words = ([token for token in entity if token.pos_ == "PROPN"] for entity in doc.ents if entity.label_ == "PERSON")
    return {name[-1].lower_ for name in words if name}


def _verbs(doc: Doc) -> set[str]:
    return {token.lemma_.lower() for token in doc if token.pos_ == "VERB"} - _LIGHT

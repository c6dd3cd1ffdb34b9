"""Whose claim a sentence reports: two parties that say different things are at odds, and no source contradicts another.

A dispute of figures ("police said 4,000", "9,000, according to the organizers") is for the disputes, where it is told
as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_SAYING = frozenset(
    """acknowledge add admit allege announce answer argue assert believe claim confirm contend declare deny estimate
    explain insist maintain note recall reply report say state stress tell think tweet warn write""".split()
)
# What is read says the same to everybody, and is no party.
_READ = frozenset("agreement annex document law letter minute paper record report statement text timetable".split())


def are_positions(one: Doc, other: Doc) -> bool:
    """Whether each of two sentences reports what somebody claims, and not the same one."""
    here, there = _parties(one), _parties(other)
    return bool(here and there) and not any(_may_be_one(mine, theirs) for mine in here for theirs in there)


def claimants(doc: Doc) -> frozenset[str]:
    """The heads of those whose claims a sentence reports, as lemmas; pronouns and documents are none."""
    return frozenset(head for head, _ in _parties(doc))


def _parties(doc: Doc) -> list[tuple[str, frozenset[str]]]:
    """The claimants, each with the names that stand before it: "the Biden campaign", "Swedish police"."""
    found = ((token, token.lemma_.lower()) for token in claiming(doc) if token.pos_ != "PRON")
    return [(head, _names_before(token)) for token, head in found if head not in _READ]


def _names_before(head: Token) -> frozenset[str]:
    named = (one for one in head.lefts if one.pos_ == "PROPN" or one.ent_type_ == "NORP")
    return frozenset(one.lower_ for one in named)


def _may_be_one(one: tuple[str, frozenset[str]], other: tuple[str, frozenset[str]]) -> bool:
    """Whether two claimants have one head, and names that do not tell them apart."""
    (head, names), (other_head, other_names) = one, other
    return head == other_head and not (names and other_names and names.isdisjoint(other_names))


def claiming(doc: Doc) -> Iterator[Token]:
    """The words for those whose claims a sentence reports."""
    for token in doc:
        if token.lemma_ in _SAYING and _reports(token):
            yield from (child for child in token.children if child.dep_ in {"nsubj", "nsubjpass"})
        elif token.lower_ == "according":
            yield from (name for child in token.children for name in child.children if name.dep_ == "pobj")


def _reports(verb: Token) -> bool:
    return verb.dep_ == "parataxis" or any(child.dep_ in {"ccomp", "parataxis"} for child in verb.children)

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
    here, there = claimants(one), claimants(other)
    return bool(here and there) and not here & there


def claimants(doc: Doc) -> frozenset[str]:
    """The heads of those whose claims a sentence reports, as lemmas; pronouns and documents are none."""
    told = {token.lemma_.lower() for token in claiming(doc) if token.pos_ != "PRON"}
    return frozenset(told - _READ)


def claiming(doc: Doc) -> Iterator[Token]:
    """The words for those whose claims a sentence reports."""
    for token in doc:
        if token.lemma_ in _SAYING and _reports(token):
            yield from (child for child in token.children if child.dep_ in {"nsubj", "nsubjpass"})
        elif token.lower_ == "according":
            yield from (name for child in token.children for name in child.children if name.dep_ == "pobj")


def _reports(verb: Token) -> bool:
    return verb.dep_ == "parataxis" or any(child.dep_ in {"ccomp", "parataxis"} for child in verb.children)

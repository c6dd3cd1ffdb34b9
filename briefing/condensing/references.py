"""Resolving "he" and "she" from the sentences just before, so that a sentence can stand alone.

Only the plain case is resolved: the pronoun opens what the sentence says of one person, and the sentences before
leave exactly one candidate. Everything else stays dangling, and another sentence is chosen instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.condensing.standalone import FIRST_OR_SECOND, IMPERSONAL, THINGS, is_human

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span, Token

# How many sentences back an antecedent may stand.
REACH = 2
_RESOLVABLE = frozenset({"he", "she", "his", "her"})
_MALE = frozenset({"he", "him", "his", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_OBJECTS = frozenset({"dative", "dobj", "pobj"})
_TIMES = frozenset({"DATE", "TIME"})
# Whoever speaks in one sentence and in the next is one person, whomever he speaks of.
_SPEAKING = frozenset(
    """acknowledge add admit agree allege announce argue caution cite claim comment conclude confirm continue declare
    explain hint insist joke note pledge predict reiterate report say state stress suggest tell tweet vow warn
    write""".split()
)


@dataclass(frozen=True)
class Reference:
    """A pronoun's antecedent: the name, and how many sentences before it stands."""

    name: str
    back: int


def resolve(pronoun: Token, earlier: Sequence[Doc]) -> Reference | None:
    """Who the pronoun stands for, or ``None`` unless exactly one person can be meant.

    ``earlier`` holds the sentences before, nearest last.
    """
    if pronoun.lower_ not in _RESOLVABLE or _is_quoted(pronoun) or not _leads(pronoun):
        return None
    # "He praised her decision": with both in one sentence, a name for the one would stand for the other as well.
    if any(token.lower_ in (_FEMALE if pronoun.lower_ in _MALE else _MALE) for token in pronoun.doc):
        return None
    for back, doc in enumerate(reversed(earlier[-REACH:]), start=1):
        person = _protagonist(doc)
        if person is not None:
            return Reference(person.text, back) if _is_sole(person, pronoun) else None
        if not _continues(doc, pronoun):
            return None
    return None


def answered(loose: Sequence[Token], before: Doc) -> bool:
    """Whether the sentence before has what each of these words takes up: a name, a noun, or "he" itself once more.

    What it tells as a whole answers "this decision"; nothing answers an "I" or a "we" outside a quotation.
    """
    told = [token for token in before if not _is_quoted(token)]
    return all(_is_answered(token, told) for token in loose)


def explained(loose: Sequence[Token]) -> bool:
    """Whether each of these words, in a text's first sentence, can take up a noun of the sentence itself."""
    return all(
        token.lower_ not in FIRST_OR_SECOND and any(other.pos_ in {"NOUN", "PROPN"} for other in token.doc[: token.i])
        for token in loose
    )


def _is_answered(token: Token, told: Sequence[Token]) -> bool:
    lower = token.lower_
    nouns = [other for other in told if other.pos_ in {"NOUN", "PROPN"} and other.ent_type_ not in _TIMES]
    for same in (_MALE, _FEMALE):
        if lower in same:
            return any(other.lower_ in same for other in told) or any(map(_is_somebody, nouns))
    if lower in IMPERSONAL:
        return any(lower not in THINGS or noun.ent_type_ != "PERSON" for noun in nouns)
    return lower not in FIRST_OR_SECOND


def _is_somebody(noun: Token) -> bool:
    return noun.ent_type_ == "PERSON" or (noun.pos_ == "NOUN" and is_human(noun))


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
        name = next((entity for entity in doc.ents if entity.start <= subject.i < entity.end), None)
        if name is None or name.label_ != "PERSON" or any(token.tag_ == "POS" or _is_quoted(token) for token in name):
            return None
        # Half a name is none: "Moon Jae" of "Moon Jae-in".
        cut = name.end < len(doc) and doc[name.end].text[0] in "-‐–" and not doc[name.end - 1].whitespace_
        if cut or any(child.dep_ == "conj" for child in subject.children):
            return None
        start = name.start
        while len(name) == 1 and start > 0 and _joins(doc[start - 1]):
            start -= 1
        return doc[start : name.end]
    return None


def _joins(token: Token) -> bool:
    """Whether the token belongs to the surname behind it: "Mr.", or a first name that the recogniser missed."""
    compound = token.dep_ == "compound" and token.tag_ == "NNP" and not token.ent_type_
    return compound and token.whitespace_ != "" and not _is_quoted(token)


def _is_sole(person: Span, pronoun: Token) -> bool:
    """Whether nobody but the person can be meant: nobody else is named there, or the person goes on speaking."""
    if _acts_on_another(person, pronoun):
        return False
    if person.root.head.lemma_ in _SPEAKING and _head_verb(pronoun).lemma_ in _SPEAKING:
        return True
    others = (entity for entity in person.doc.ents if entity.label_ == "PERSON" and not _is_quoted(entity[0]))
    return all(entity.text in person.text or person.text in entity.text for entity in others)


def _acts_on_another(person: Span, pronoun: Token) -> bool:
    """Whether the person does something to another "her": in "Lund accused her of it" she is not Lund."""
    same = _MALE if pronoun.lower_ in _MALE else _FEMALE
    objects = (token for token in person.doc if token.lower_ in same and is_acted_on(token) and not _is_quoted(token))
    return any(_is_acted_on_by(token, person.root.head, same) for token in objects)


def is_acted_on(token: Token) -> bool:
    """Whether something is done to whom a pronoun means, or is wanted of her: "wanted her to resign"."""
    wanted = token.dep_ == "nsubj" and token.head.tag_ == "VB" and any(one.dep_ == "aux" for one in token.head.children)
    return token.dep_ in _OBJECTS or (wanted and not any(one.tag_ == "MD" for one in token.head.children))


def _is_acted_on_by(token: Token, verb: Token, same: frozenset[str]) -> bool:
    """Whether it is the subject of ``verb`` who does it: nobody else, but for "he" himself, acts between both."""
    above = token.head if token.dep_ != "nsubj" else token.head.head
    while above != verb and above.dep_ != "ROOT":
        subjects = [child for child in above.children if child.dep_ in {"nsubj", "nsubjpass"}]
        if any(subject.lower_ not in same for subject in subjects):
            return False
        above = above.head
    return bool(above == verb)


def _head_verb(pronoun: Token) -> Token:
    return pronoun.head.head if pronoun.dep_ == "poss" else pronoun.head


def _leads(pronoun: Token) -> bool:
    """Whether the sentence is about the pronoun: it is the main subject or the speaker, or the main subject is "his".

    Further on, it may stand for somebody whom the sentence itself names: "Santa is glad of the rice that he has eaten".
    """
    if pronoun.i + 1 < len(pronoun.doc) and pronoun.nbor().text[0] in "'’":
        return False
    subject = pronoun.head if pronoun.dep_ == "poss" else pronoun
    return subject.dep_ in {"nsubj", "nsubjpass"} and subject.head.dep_ in {"ROOT", "parataxis"}


def _continues(doc: Doc, pronoun: Token) -> bool:
    """Whether the sentence goes on about the same "he" or "she", so that the antecedent may stand one further back."""
    same = _MALE if pronoun.lower_ in _MALE else _FEMALE
    if any(entity.label_ == "PERSON" for entity in doc.ents):
        return False
    return any(token.lower_ in same and not _is_quoted(token) and _leads(token) for token in doc)


def _is_quoted(token: Token) -> bool:
    before = token.doc.text[: token.idx]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1

"""Outlook: whether a sentence speaks of something to come, who is to do it, and how firm that is.

A stand-in for the trained head, on the parse: future forms ("will", "is to", "is due to"), verbs of planning,
announced events ("the upcoming talks"). What is told in future form of the past ("was to meet"), feared, guessed or
said of nobody in particular does not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OutlookFirmness = Literal["announced", "expected", "conditional"]

_COMMITTING = frozenset({"pledge", "promise", "vow", "commit", "agree"})
_PLANNING = frozenset({"plan", "intend", "schedule", "prepare", "aim", "set", "hope", "slate"})
_EXPECTING = frozenset({"expect", "anticipate", "forecast", "project"})
_REPORTING = frozenset(
    "say announce state tell add declare confirm promise pledge vow note disclose reveal report agree insist".split()
)
_GUESSING = frozenset(
    """argue ask believe concern doubt fear feel guess hope imagine panic possibility predict prospect question risk
    see show speculate speculation suggest suspect think threat unclear wonder worry""".split()
)
# What spaCy's lemmatizer makes of "hopes" and "slated".
_MISREAD = {"hop": "hope", "slat": "slate"}
_CONDITIONAL = frozenset({"if", "unless", "whether", "provided"})
_POSSIBILITY = frozenset({"may", "might", "could"})
_COMING = frozenset({"upcoming", "forthcoming", "planned", "scheduled"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# "Will be closely watched", "will remain", "will have an effect": nobody does anything.
_EMPTY = frozenset(
    """affect allow be become breathe cause change depend determine feel get have help know lead look loom
    make mark matter mean need remain result see seem take test underline underscore want watch win""".split()
)
_EVENTS = frozenset(
    """ballot ceremony conference congress consultation debate deadline dialogue drill election exercise hearing
    launch meeting negotiation poll referendum round session summit talk trial trip vote visit""".split()
)
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


@dataclass(frozen=True)
class Outlook:
    """Something to come: the subject's words (``None`` if there is none), its verb, and how firm it is.

    ``start`` and ``end`` are the offsets of the clause that tells it: times outside belong to something else.
    """

    who: str | None
    verb: str
    firmness: OutlookFirmness
    start: int
    end: int


def outlook(doc: Doc) -> Outlook | None:
    """What a parsed sentence says is to come, or ``None``."""
    for token in doc:
        found = _of_modal(token) or _of_be_to(token) or _of_planning(token) or _of_event(token)
        if found is not None:
            return found
    return None


def _of_modal(token: Token) -> Outlook | None:
    """Future forms with "will", and "would" where somebody says so: "announced that he would visit"."""
    if token.tag_ != "MD" or token.lower_ not in {"will", "'ll", "’ll", "shall", "would"}:
        return None
    verb = token.head
    if verb.pos_ not in {"VERB", "AUX"} or _is_empty(verb) or _is_guess(verb) or _is_negated(verb):
        return None
    if token.lower_ == "would" and not _is_reported(verb):
        return None
    return _told(verb, _firmness(verb))


def _of_be_to(token: Token) -> Outlook | None:
    """Arrangements: "is to meet", "are due to", "is set to", "is going to", in the present tense only."""
    if token.lemma_ != "be" or token.tag_ not in {"VBZ", "VBP"} or _is_guess(token):
        return None
    for child in token.children:
        if child.i <= token.i:
            continue
        if child.dep_ == "xcomp" and child.tag_ == "VB" and child.i == token.i + 2 and child.nbor(-1).lower_ == "to":
            return _told(child, "announced")
        if child.lemma_ in {"due", "set", "ready"}:
            verb = next((verb for verb in child.children if verb.dep_ == "xcomp"), None)
            if verb is not None:
                return _told(verb, "announced")
    if token.dep_ == "aux" and token.head.lower_ == "going":
        verb = next((verb for verb in token.head.children if verb.dep_ == "xcomp"), None)
        if verb is not None and verb.lemma_ not in _EMPTY:
            return _told(verb, "announced")
    return None


def _of_planning(token: Token) -> Outlook | None:
    """Plans and expectations of now: "plans to", "is scheduled for", "is expected to", not "had planned to"."""
    lemma = _lemma(token)
    if (
        token.pos_ != "VERB"
        or lemma not in _PLANNING | _EXPECTING | _COMMITTING
        or _is_guess(token)
        or _is_negated(token)
    ):
        return None
    auxiliaries = [child for child in token.children if child.dep_ in {"aux", "auxpass"}]
    if any(child.tag_ == "VBD" for child in auxiliaries):
        return None
    complement = next((child for child in token.children if child.dep_ == "xcomp" and child.tag_ == "VB"), None)
    passive = any(child.dep_ == "auxpass" for child in auxiliaries)
    if lemma in _COMMITTING:
        # To have agreed is an agreement; only an agreement to do something at a later time is a step as well.
        return _told(complement, "announced") if complement is not None and lemma != "agree" else None
    if token.tag_ == "VBD" or not (token.tag_ in {"VBZ", "VBP"} or auxiliaries):
        return None
    if complement is not None and complement.lemma_ not in _EMPTY:
        return _told(complement, "expected" if lemma in _EXPECTING | {"hope"} else _firmness(token))
    if passive and lemma in {"set", "schedule", "slate", "plan", "expect"}:
        dated = any(child.lower_ in {"for", "on", "in", "next", "later"} for child in token.children)
        return _told(token, "expected" if lemma == "expect" else "announced") if dated else None
    return None


def _of_event(token: Token) -> Outlook | None:
    """Events on their way: "preparations for the … meeting", "more meetings coming soon", "the upcoming visit"."""
    lower = token.lower_
    if lower in _COMING and token.dep_ == "amod" and token.head.lemma_.lower() in _EVENTS:
        return _told(token.head, "announced")
    if lower == "coming" and token.i + 1 < len(token.doc) and token.nbor().lower_ in {"soon", "up"}:
        return _told(token, "expected")
    if lower in {"preparation", "preparations"} and any(
        child.lower_ == "for" and any(noun.lemma_.lower() in _EVENTS for noun in child.children)
        for child in token.children
    ):
        return _told(token, "announced")
    return None


def _told(verb: Token, firmness: OutlookFirmness) -> Outlook | None:
    """The outlook that the verb tells, unless nobody in particular is to do it, at no time in particular."""
    clause = list(verb.subtree)
    start, end = clause[0].idx, clause[-1].idx + len(clause[-1].text)
    subject = _subject(verb)
    named = subject is not None and (
        subject.lemma_.lower() in _EVENTS
        or any(token.ent_type_ in _NAMES or token.pos_ == "PROPN" for token in subject.subtree)
    )
    timed = any(token.ent_type_ in {"DATE", "TIME"} for token in clause)
    if subject is not None and not named and not timed:
        return None
    # An event is what is to come, not who brings it about.
    acting = subject is not None and named and subject.lemma_.lower() not in _EVENTS | {"consultation", "preparation"}
    return Outlook(_phrase(subject) if subject is not None and acting else None, verb.lemma_, firmness, start, end)


def _is_reported(verb: Token) -> bool:
    said = verb
    while said.dep_ == "conj" and said.head.i != said.i:
        said = said.head
    perfect = any(child.lower_ == "have" for child in verb.children if child.dep_ == "aux")
    return not perfect and not _has_condition(verb) and said.dep_ == "ccomp" and said.head.lemma_ in _REPORTING


def _is_guess(verb: Token) -> bool:
    """Whether the clause hangs on a fear, a guess or a question, or is itself no more than an aside."""
    token = verb
    for _ in range(6):
        if token.dep_ in {"relcl", "advcl", "csubj", "pcomp"}:
            return True
        if token.head.i == token.i:
            return False
        token = token.head
        if _lemma(token) in _GUESSING:
            return True
    return False


def _is_empty(verb: Token) -> bool:
    goes_on = verb.lemma_ == "go" and any(child.lower_ in {"on", "ahead", "along"} for child in verb.children)
    return verb.lemma_ in _EMPTY or goes_on


def _lemma(token: Token) -> str:
    return _MISREAD.get(token.lemma_.lower(), token.lemma_.lower())


def _is_negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def _firmness(verb: Token) -> OutlookFirmness:
    if _has_condition(verb) or any(child.lower_ in _POSSIBILITY for child in verb.children):
        return "conditional"
    if any(child.lower_ in {"likely", "probably", "possibly", "perhaps"} for child in verb.children):
        return "expected"
    if any(governor.lemma_ in _EXPECTING for governor in verb.ancestors):
        return "expected"
    return "announced"


def _has_condition(verb: Token) -> bool:
    return any(
        mark.lower_ in _CONDITIONAL and mark.dep_ == "mark"
        for child in verb.children
        if child.dep_ == "advcl"
        for mark in child.children
    )


def _subject(verb: Token) -> Token | None:
    """The subject of the verb or of the verb above it; a pronoun stands for the subject of the clause above."""
    token = verb
    for _ in range(5):
        for child in token.children:
            if child.dep_ in _SUBJECTS and child.pos_ != "PRON":
                return child
        if token.dep_ == "ROOT":
            return None
        token = token.head
    return None


def _phrase(head: Token) -> str:
    """The subject's words, without the clauses that hang on it."""
    ends = [
        child.left_edge.i for child in head.children if child.dep_ in {"relcl", "acl", "appos"} and child.i > head.i
    ]
    end = min(ends, default=head.right_edge.i + 1)
    text = head.doc[head.left_edge.i : end].text.strip(" ,;–—-")
    return text if 0 < len(text.split()) <= 12 else head.text

"""Outlook: whether a sentence speaks of something to come, who is to do it, and how firm that is.

A stand-in for the trained head, on the parse: future forms ("will", "is to", "is due to"), verbs of planning,
announced events ("the upcoming talks"). What is told in future form of the past ("was to meet") does not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OutlookFirmness = Literal["announced", "expected", "conditional"]

_PLANNING = frozenset({"plan", "intend", "schedule", "prepare", "aim", "pledge", "promise", "vow", "commit", "set", "hope", "slate"})
_EXPECTING = frozenset({"expect", "anticipate", "forecast", "project", "predict", "tip", "likely"})
_REPORTING = frozenset(
    "say announce state tell add declare confirm promise pledge vow note disclose reveal report agree warn insist".split()
)
_CONDITIONAL = frozenset({"if", "unless", "whether", "provided"})
_POSSIBILITY = frozenset({"may", "might", "could"})
_COMING = frozenset({"upcoming", "forthcoming", "planned", "scheduled", "proposed"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# "Will be closely watched", "will remain to be seen", "will likely matter": nobody does anything.
_EMPTY = frozenset({"watch", "see", "remain", "matter", "depend", "know", "mark", "mean", "underscore", "underline"})


@dataclass(frozen=True)
class Outlook:
    """Something to come: the subject's words (``None`` if there is none), its verb, and how firm it is."""

    who: str | None
    verb: str
    firmness: OutlookFirmness


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
    if verb.pos_ not in {"VERB", "AUX"} or verb.lemma_ in _EMPTY:
        return None
    if token.lower_ == "would":
        governor = verb.head
        if verb.dep_ not in {"ccomp", "conj"} or governor.lemma_ not in _REPORTING or _has_condition(verb):
            return None
        if any(child.lower_ == "have" for child in verb.children if child.dep_ == "aux"):
            return None
    return Outlook(_subject(verb), verb.lemma_, _firmness(verb))


def _of_be_to(token: Token) -> Outlook | None:
    """Arrangements: "is to meet", "are due to", "is set to", "is going to", in the present tense only."""
    if token.lemma_ != "be" or token.tag_ not in {"VBZ", "VBP"}:
        return None
    for child in token.children:
        if child.i < token.i:
            continue
        if child.dep_ == "xcomp" and child.tag_ == "VB" and child.nbor(-1).lower_ == "to" and child.i == token.i + 2:
            return Outlook(_subject(token), child.lemma_, "announced")
        if child.lemma_ in {"due", "set", "ready"} and any(verb.dep_ == "xcomp" for verb in child.children):
            verb = next(verb for verb in child.children if verb.dep_ == "xcomp")
            return Outlook(_subject(token), verb.lemma_, "announced")
        if child.lemma_ == "likely":
            return Outlook(_subject(token), child.lemma_, "expected")
    if token.dep_ == "aux" and token.head.lower_ == "going":
        verbs = [verb for verb in token.head.children if verb.dep_ == "xcomp"]
        if verbs:
            return Outlook(_subject(token.head), verbs[0].lemma_, "announced")
    return None


def _of_planning(token: Token) -> Outlook | None:
    """Plans and expectations of now: "plans to", "is scheduled for", "is expected to", not "had planned to"."""
    lemma = token.lemma_.lower()
    if token.pos_ != "VERB" or lemma not in _PLANNING | _EXPECTING:
        return None
    auxiliaries = [child for child in token.children if child.dep_ in {"aux", "auxpass"}]
    present = token.tag_ in {"VBZ", "VBP", "VBG"} or any(child.tag_ in {"VBZ", "VBP"} for child in auxiliaries)
    past = any(child.tag_ == "VBD" for child in auxiliaries) or (token.tag_ == "VBD" and lemma not in {"pledge", "promise", "vow", "commit"})
    infinitive = any(child.dep_ in {"xcomp", "ccomp"} for child in token.children)
    if lemma in {"set", "schedule", "slate"}:
        infinitive = infinitive or any(child.lower_ in {"for", "on"} for child in token.children)
        present = present and any(child.dep_ == "auxpass" for child in token.children)
    if past or not infinitive or not (present or lemma in {"pledge", "promise", "vow", "commit"}):
        return None
    return Outlook(_subject(token), lemma, "expected" if lemma in _EXPECTING | {"hope"} else _firmness(token, "announced"))


def _of_event(token: Token) -> Outlook | None:
    """Events on their way: "ongoing preparations for the … meeting", "more meetings coming soon", "the upcoming visit"."""
    lower = token.lower_
    if lower in _COMING and token.dep_ == "amod" and token.head.pos_ in {"NOUN", "PROPN"}:
        return Outlook(None, token.head.lemma_, "announced")
    if lower == "coming" and token.i + 1 < len(token.doc) and token.nbor().lower_ in {"soon", "up"}:
        return Outlook(None, "come", "expected")
    if lower in {"preparation", "preparations"} and any(child.lower_ == "for" for child in token.children):
        return Outlook(None, "prepare", "announced")
    return None


def _firmness(verb: Token, otherwise: OutlookFirmness = "announced") -> OutlookFirmness:
    if _has_condition(verb) or any(child.lower_ in _POSSIBILITY for child in verb.children):
        return "conditional"
    governors = [verb.head, verb.head.head]
    if any(child.lower_ in {"likely", "probably", "possibly", "perhaps"} for child in verb.children) or any(
        governor.lemma_ in {"expect", "hope", "believe", "think", "predict", "forecast"} and governor.i != verb.i
        for governor in governors
    ):
        return "expected"
    return otherwise


def _has_condition(verb: Token) -> bool:
    return any(
        mark.lower_ in _CONDITIONAL and mark.dep_ == "mark"
        for child in verb.children
        if child.dep_ == "advcl"
        for mark in child.children
    )


def _subject(verb: Token) -> str | None:
    """The words of the verb's subject, or of the verb's it hangs on, without clauses that hang on the subject."""
    seen = verb
    for _ in range(4):
        for child in seen.children:
            if child.dep_ in _SUBJECTS:
                return _phrase(child)
        if seen.dep_ == "ROOT":
            return None
        seen = seen.head
    return None


def _phrase(head: Token) -> str | None:
    if head.pos_ == "PRON":
        return None
    clauses = [child for child in head.subtree if child.dep_ in {"relcl", "acl", "appos", "advcl"} and child.head.i == head.i]
    end = min((child.left_edge.i for child in clauses if child.i > head.i), default=head.right_edge.i + 1)
    text = head.doc[head.left_edge.i : end].text.strip(" ,;–—-")
    return text if 0 < len(text.split()) <= 12 else head.text

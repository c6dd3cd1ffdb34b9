"""Who does what to whom, and the clause that tells what is to come: read off the parse.

Whether a sentence takes a side or speaks of the future is the sentence head's to say; here is only where it does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from briefing.models.heads.sentences import OutlookFirmness

_COMMITTING = frozenset({"pledge", "promise", "vow", "commit"})
PLANNING = frozenset(
    """aim anticipate consider expect forecast hope intend plan prepare project schedule seek set slate""".split()
)
"""Verbs of what somebody means to do, or expects of others."""
# What spaCy's lemmatizer makes of "hopes" and "slated".
_MISREAD = {"hop": "hope", "slat": "slate"}
_COMING = frozenset({"upcoming", "forthcoming", "planned", "scheduled", "next", "coming"})
_MODALS = frozenset({"will", "'ll", "’ll", "shall", "would", "may", "might", "could"})
_EXPECTING = frozenset({"expect", "anticipate", "forecast", "project", "likely"})
_POSSIBILITY = frozenset({"may", "might", "could"})
_CONDITIONAL = frozenset({"if", "unless", "provided"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_TOWARDS = frozenset({"with", "against", "to", "towards", "between", "from"})
_EVENTS = frozenset(
    """ballot ceremony conference congress consultation debate deadline dialogue drill election exercise hearing
    launch meeting negotiation poll preparation referendum round session summit talk trial trip vote visit""".split()
)
# What somebody made or set going acts no more than an event does.
_DEEDS = frozenset(
    """agreement appeal bill case decision law lawsuit march measure move order plan proposal protest rally report rule
    ruling statement strike suit verdict""".split()
)
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_PLACES = frozenset({"LOC", "FAC", "DATE", "TIME"})
_BELONGING = frozenset({"amod", "compound", "nmod", "poss"})
_LONGEST = 12


@dataclass(frozen=True)
class Step:
    """The clause that tells what is to come: who is to act (``None`` if nobody is named), and the clause's offsets.

    Times outside the clause belong to something else.
    """

    who: str | None
    start: int
    end: int
    firmness: OutlookFirmness | None
    """How firm it is where the form itself says so: under a condition, or only expected."""


@dataclass(frozen=True)
class Parties:
    """Who acts in a sentence's main clause and on whom: names with what belongs to them, ``None`` if not told."""

    actor: str | None
    target: str | None


def step(doc: Doc) -> Step | None:
    """The first clause of a sentence in a form that tells what is to come, or ``None``.

    To have agreed on something is an agreement, and no such form. A present tense with its time, or a time until which
    something must be, is one only where no plainer form is found.
    """
    for forms in ((_of_modal, _of_be_to, _of_planning, _of_event), (_of_schedule, _of_deadline)):
        for token in doc:
            verb = next((found for form in forms if (found := form(token)) is not None), None)
            if verb is not None:
                clause = list(verb.subtree)
                return Step(_acting(verb), clause[0].idx, clause[-1].idx + len(clause[-1].text), _firmness(verb))
    return None


def parties(doc: Doc) -> Parties:
    """The parties of what a sentence tells: who acts in its main clause, and the first name that this acts on."""
    root = main_verb(doc)
    if root is None:
        return Parties(None, None)
    subject = _subject(root)
    acted_on = [token for token in root.subtree if _is_object(token)]
    if subject is not None and subject.dep_ == "nsubjpass":
        agent = next((token for token in acted_on if token.head.dep_ == "agent"), None)
        return Parties(_named(agent), _named(subject))
    mine = {token.i for token in subject.subtree} if subject is not None else set()
    named = (_named(token) for token in acted_on if token.i not in mine)
    return Parties(_named(subject), next((name for name in named if name), None))


def _is_object(token: Token) -> bool:
    """Whether something is done to it, with it or against it, or by it in what is reported: not where it is done."""
    if token.dep_ == "pobj":
        return token.head.lower_ in _TOWARDS or token.head.dep_ == "agent"
    return token.dep_ in {"dobj", "dative"} or (token.dep_ in _SUBJECTS and token.head.dep_ != "ROOT")


def _named(token: Token | None) -> str | None:
    """The phrase of a person, an organisation, a country or a people; ``None`` for anything else."""
    if token is None or token.ent_type_ in _PLACES:
        return None
    own = [token, *(child for child in token.children if child.dep_ in _BELONGING)]
    return _phrase(token) if any(part.ent_type_ in _NAMES for part in own) else None


def _firmness(verb: Token) -> OutlookFirmness | None:
    # "If talks fail, Lund said, Norway will leave": the condition may hang on the verb above.
    heads = (verb, *verb.ancestors)
    conditions = (mark for head in heads for child in head.children if child.dep_ == "advcl" for mark in child.children)
    if any(mark.dep_ == "mark" and mark.lower_ in _CONDITIONAL for mark in conditions):
        return "conditional"
    if any(child.lower_ in _POSSIBILITY for child in verb.children):
        return "conditional"
    above = [verb, *verb.ancestors, *verb.children]
    return "expected" if any(token.lemma_.lower() in _EXPECTING for token in above) else None


def _of_modal(token: Token) -> Token | None:
    """Future forms: "will meet", "would visit"."""
    return token.head if token.tag_ == "MD" and token.lower_ in _MODALS and token.head.i != token.i else None


def _of_be_to(token: Token) -> Token | None:
    """Arrangements: "is to meet", "are due to", "is set to", "is going to"."""
    if token.lemma_ != "be":
        return None
    for child in token.children:
        if child.i > token.i and child.dep_ == "xcomp" and child.tag_ == "VB":
            return child
        if child.lemma_ in {"due", "set", "ready", "likely", "expected"}:
            return next((verb for verb in child.children if verb.dep_ == "xcomp"), None)
    if token.dep_ == "aux" and token.head.lower_ == "going":
        return next((verb for verb in token.head.children if verb.dep_ == "xcomp"), None)
    return None


def _of_planning(token: Token) -> Token | None:
    """Plans, promises and expectations: "plans to", "vowed to", "is scheduled for"."""
    lemma = _MISREAD.get(token.lemma_.lower(), token.lemma_.lower())
    if token.pos_ != "VERB" or lemma not in PLANNING | _COMMITTING:
        return None
    # What was being prepared, or had been planned, is past.
    if any(child.dep_ in {"aux", "auxpass"} and child.tag_ == "VBD" for child in token.children):
        return None
    complement = next((child for child in token.children if child.dep_ == "xcomp" and child.tag_ == "VB"), None)
    if complement is not None:
        return complement
    return token if any(child.dep_ == "auxpass" for child in token.children) else None


def _of_event(token: Token) -> Token | None:
    """Events on their way: "preparations for the … meeting", "more meetings coming soon", "the upcoming visit"."""
    if token.lower_ in _COMING and token.dep_ == "amod" and token.head.lemma_.lower() in _EVENTS:
        return token.head
    if token.lower_ == "coming" and token.i + 1 < len(token.doc) and token.nbor().lower_ in {"soon", "up"}:
        return token
    return token if token.lower_ in {"preparation", "preparations"} else None


def _of_schedule(token: Token) -> Token | None:
    """Timetables: "the talks open on 3 March", "the truce lapses in April"."""
    if token.tag_ not in {"VBZ", "VBP"} or token.pos_ != "VERB":
        return None
    timed = (grand for child in token.children for grand in (child, *child.children))
    return token if any(word.ent_type_ in {"DATE", "TIME"} and word.i > token.i for word in timed) else None


def _of_deadline(token: Token) -> Token | None:
    """Deadlines: "has until 28 November to name", "must be paid by Friday"."""
    if token.lower_ not in {"until", "by"} or token.dep_ != "prep" or token.head.pos_ != "VERB":
        return None
    return token.head if any(child.ent_type_ == "DATE" for child in token.children) else None


def _acting(verb: Token) -> str | None:
    """Who is to act: a named subject. An event or a deed is what is to come, not who brings it about."""
    subject = _subject(verb)
    if subject is None or subject.lemma_.lower() in _EVENTS | _DEEDS or not _is_named(subject):
        return None
    return _phrase(subject)


def _is_named(token: Token) -> bool:
    # A day is a name to the tagger: "Tuesday will be …".
    named = (part for part in token.subtree if part.ent_type_ not in {"DATE", "TIME"})
    return any(part.ent_type_ in _NAMES or part.pos_ == "PROPN" for part in named)


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
    return text if 0 < len(text.split()) <= _LONGEST else head.text


def is_verb(token: Token) -> bool:
    """Whether a word is a verb, be it one that only helps another."""
    return token.pos_ in {"AUX", "VERB"}


def main_verb(doc: Doc) -> Token | None:
    """What the sentence's main clause turns on, most often a verb; of several sentences the first one's."""
    return next((token for token in doc if token.dep_ == "ROOT"), None)


def told_verbs(doc: Doc) -> Iterator[Token]:
    """The main verb, and those of what it reports: "added", "spoken" in "He added that he had spoken again"."""
    verbs = [token for token in doc if token.dep_ == "ROOT"]
    for verb in verbs:
        yield verb
        verbs += [child for child in verb.children if child.dep_ == "ccomp"]

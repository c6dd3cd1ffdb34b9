"""Replies: the sentence right behind a dispute in its source, where somebody else answers what the dispute tells.

Who was charged has a word in it, and a source that is fair gives it next. Only forms that say so count: near sentences
on one quarrel may be of one party, and of replies found by likeness one in three was none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.composing.chosen import Chosen, Passed
from briefing.composing.clauses import main_verb
from briefing.condensing.references import answered, is_acted_on
from briefing.condensing.sentences import LONGEST
from briefing.condensing.standalone import dangling, is_complete, is_human
from briefing.models.heads.sentences import POINTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from briefing.composing.corpus import Corpus
    from briefing.memo import Passage

_REPLYING = frozenset("answer counter rebut reply respond retort".split())
# "Rejected the charge", "called that false": an answer only where what was said is rejected, or called something.
_JUDGING = frozenset("call deny dismiss refute reject".split())
_CHARGES = frozenset("accusation allegation charge claim criticism demand suggestion".split())
_SAID = frozenset({"it", "that", "this"})
_POINTING = frozenset("such that the these this those".split())
# "Peruvian claims to the sea" are none that were just made.
_LAID = frozenset({"on", "over", "to"})
_HERS = frozenset({"her", "his"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
# "Peru" and "Peruvian" begin alike.
_STEM = 4
# From this chance on a reply speaks to a quarrel at all: "answered that it had been signed by the former head".
_DISPUTES = 0.5


def with_replies(judged: Sequence[Chosen], corpus: Corpus) -> tuple[list[Chosen], list[Passed]]:
    """The disputes with their replies, and these as passed over, where they could have been findings themselves.

    A dispute takes over what its reply merits more; a reply that more origins carry stays a finding of its own.
    """
    places = [corpus.place_of(one.centre.statement.passages[-1]) for one in judged]
    found, answering = list(judged), set[int]()
    # In the order of their sources, so that what answers one dispute is none that another answers.
    for index in sorted(range(len(judged)), key=places.__getitem__):
        one = judged[index]
        answers = [other for other, place in enumerate(places) if place == places[index] + 1]
        if one.kind != "dispute" or index in answering or any(not _may_answer(judged[other], one) for other in answers):
            continue
        reply = reply_to(one.centre.doc, places[index], corpus)
        if reply is not None:
            more = max([0.0, *(judged[other].score - one.score for other in answers)])
            weights = (*one.weights, ("its reply merits more", more))
            found[index] = replace(one, reply=reply, score=round(one.score + more, 4), weights=weights)
            answering.update(answers)
    why = "is told with the dispute that it answers"
    told = [Passed(judged[index].centre, why, judged[index]) for index in sorted(answering)]
    return [one for index, one in enumerate(found) if index not in answering], told


def _may_answer(answer: Chosen, dispute: Chosen) -> bool:
    return answer.kind == "dispute" and answer.origins <= dispute.origins


def reply_to(charge: Doc, place: int, corpus: Corpus) -> Passage | None:
    """The passage behind the one at ``place``, which tells of a ``charge``, if it answers that in somebody else's name.

    ``charge`` is read as it is printed, so that "she" has her name there.
    """
    behind = place + 1
    if behind == len(corpus.passages) or corpus.passages[behind].source != corpus.passages[place].source:
        return None
    doc = corpus.docs[behind]
    disputes = float(corpus.judged.point[behind, POINTS.index("dispute")]) >= _DISPUTES
    fits = is_complete(doc) and len(doc.text.split()) <= LONGEST and answered(dangling(doc), charge)
    return corpus.passages[behind] if disputes and fits and _replies(doc, charge) else None


def _replies(doc: Doc, charge: Doc) -> bool:
    """Whether a sentence's form says that somebody who is not who made the charge answers it."""
    verb = main_verb(doc)
    subject, accuser = _subject(verb), _subject(main_verb(charge))
    if verb is None or subject is None or accuser is None or any(child.dep_ == "neg" for child in verb.children):
        return False
    return _answers(verb, subject, charge) and _is_another(subject, accuser)


def _subject(verb: Token | None) -> Token | None:
    """Who acts by a verb, if that is told in more than a pronoun."""
    subjects = (child for child in verb.children if child.dep_ == "nsubj") if verb is not None else iter(())
    subject = next(subjects, None)
    return subject if subject is not None and subject.pos_ != "PRON" else None


def _answers(verb: Token, subject: Token, charge: Doc) -> bool:
    """Whether something is answered: "replied that", "said in reply", "rejected the charge", "called that false"."""
    told = [child for child in verb.children if child.dep_ == "dobj"]
    if verb.lemma_ == "call":
        # Of "called this distrust" the parser makes the subject of a clause.
        told += [
            word for child in verb.children if child.dep_ == "ccomp" for word in child.children if word.i < child.i
        ]
        named = any(child.dep_ in {"ccomp", "oprd"} for child in verb.children)
        return named and any(token.lower_ != "it" and _is_what_was_said(token) for token in told)
    if verb.lemma_ == "deny" and any(child.dep_ == "ccomp" for child in verb.children):
        # Who denies that it did something was charged with it, if the charge speaks of who that is.
        return bool(_stems(subject) & {token.lower_[:_STEM] for token in charge})
    if verb.lemma_ in _JUDGING:
        return any(_is_what_was_said(token) for token in told)
    return verb.lemma_ in _REPLYING or any(_in_reply(child) for child in verb.children)


def _is_what_was_said(token: Token) -> bool:
    """Whether a word means what was just said: "the charge", "this", not "claims to most of the sea"."""
    if token.lower_ in _SAID:
        return token.dep_ not in {"det", "mark"}
    return (
        token.lemma_.lower() in _CHARGES
        and any(child.lower_ in _POINTING or child.dep_ == "poss" for child in token.children)
        and not any(child.lower_ in _LAID for child in token.children)
    )


def _in_reply(token: Token) -> bool:
    return token.lower_ == "in" and any(child.lower_ in {"reply", "response"} for child in token.children)


def _is_another(subject: Token, accuser: Token) -> bool:
    """Whether who answers is not who made the charge: by name, or because the charge tells of both.

    "The company" may be the accuser by another word, but not where the charge tells of a company beside.
    """
    mine, theirs = _stems(subject), _stems(accuser)
    if mine & theirs or subject.lemma_.lower() == accuser.lemma_.lower():
        return False
    if any(child.lower_ in _HERS for child in subject.children):
        # "Lund accused her. Her office …" is not of Lund; "Lund accused Norway. Her office …" is.
        others = any(token.lower_ in _HERS | {"him"} and is_acted_on(token) for token in accuser.doc)
        return others or not _is_person(accuser)
    beside = {token.lemma_.lower() for token in accuser.doc} - {token.lemma_.lower() for token in accuser.subtree}
    return bool(mine) or subject.lemma_.lower() in beside or _is_person(subject) != _is_person(accuser)


def _stems(name: Token) -> frozenset[str]:
    """How the names of a phrase begin: its head, and the people or body that it belongs to ("the Peruvian navy")."""
    own = (name, *(child for child in name.children if child.dep_ in {"amod", "compound", "nmod", "poss"}))
    return frozenset(
        token.lower_[:_STEM] for token in own if token.ent_type_ in _NAMES or (token == name and token.pos_ == "PROPN")
    )


def _is_person(noun: Token) -> bool:
    return noun.ent_type_ == "PERSON" or (noun.pos_ == "NOUN" and is_human(noun))

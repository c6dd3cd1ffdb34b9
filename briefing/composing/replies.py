"""Replies: the sentence right behind a dispute in its source, where somebody else answers what the dispute tells.

Who was charged has a word in it, and a source that is fair gives it next. Only forms that say so count: near sentences
on one quarrel may be of one party, and of replies found by likeness one in three was none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.composing.clauses import main_verb, parties
from briefing.condensing.references import answered
from briefing.condensing.standalone import dangling, is_complete
from briefing.models.heads.sentences import POINTS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from briefing.composing.corpus import Corpus
    from briefing.memo import Passage

_REPLYING = frozenset("answer counter rebut reply respond retort".split())
# "Rejected the charge", "called that false": an answer only where what was said is rejected, or called something.
_JUDGING = frozenset("call deny dismiss refute reject".split())
_CHARGES = frozenset("accusation allegation charge claim criticism demand it suggestion that them this".split())
_POINTING = frozenset("her his such that the their these this those".split())
# From this chance on a reply speaks to a quarrel at all: "answered that it had been signed by the former head".
_DISPUTES = 0.5


def reply_to(place: int, corpus: Corpus) -> Passage | None:
    """The passage behind the one at ``place`` if it answers that one: by its verb, and in somebody else's name."""
    behind = place + 1
    if behind == len(corpus.passages) or corpus.passages[behind].source != corpus.passages[place].source:
        return None
    charge, doc = corpus.docs[place], corpus.docs[behind]
    disputes = float(corpus.judged.point[behind, POINTS.index("dispute")]) >= _DISPUTES
    explained = is_complete(doc) and answered(dangling(doc), charge)
    return corpus.passages[behind] if disputes and explained and _replies(doc) and _speaks_up(doc, charge) else None


def _replies(doc: Doc) -> bool:
    """Whether the form says that something is answered: "rejected the charge", "called that false", "said in reply"."""
    verb = main_verb(doc)
    if verb is None or any(child.dep_ == "neg" for child in verb.children):
        return False
    if verb.lemma_ in _JUDGING:
        # Of "called that false" the parser makes a clause with a subject of its own.
        return any(_is_what_was_said(child) for token in verb.children for child in (token, *token.children))
    return verb.lemma_ in _REPLYING or any(_in_reply(child) for child in verb.children)


def _is_what_was_said(token: Token) -> bool:
    """Whether a word means what was just said: "the charge", "this", not "Chinese claims to the sea"."""
    if token.lemma_.lower() not in _CHARGES or token.dep_ in {"det", "mark"}:
        return False
    return token.pos_ != "NOUN" or any(child.lower_ in _POINTING for child in token.children)


def _in_reply(token: Token) -> bool:
    return token.lower_ == "in" and any(child.lower_ in {"reply", "response"} for child in token.children)


def _speaks_up(doc: Doc, charge: Doc) -> bool:
    """Whether somebody acts who is named, and is not who acts in the charge."""
    verb = main_verb(doc)
    subjects = [child for child in verb.children if child.dep_ == "nsubj"] if verb is not None else []
    if not subjects or subjects[0].pos_ == "PRON":
        return False
    charging = {word.lower() for word in (parties(charge).actor or "").split() if word[0].isupper()}
    own = {token.lower_ for token in subjects[0].subtree if token.pos_ == "PROPN"}
    return not own & charging

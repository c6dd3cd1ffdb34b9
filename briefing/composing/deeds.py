"""Sentences that tell of nobody's deed or word: how things are, what somebody wishes for, what goes on as before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.composing.clauses import main_verb, told_verbs

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PRESENT = frozenset({"VBP", "VBZ"})
_FEW = frozenset({"few", "neither", "no", "nobody", "none"})
_AGREEING = frozenset({"accept", "agree", "sign"})
_AGREEMENTS = frozenset({"accord", "agreement", "deal", "pact"})
_PRAISING = frozenset({"applaud", "commend", "congratulate", "hail", "laud", "praise", "salute"})
_GREETING = re.compile(r"\b(?:condolences|congratulations|thank you)\b", re.IGNORECASE)
_PLEASED = frozenset({"generous", "glad", "grateful", "happy", "hopeful", "optimistic", "pleased", "proud", "thankful"})
_SUPPOSING = frozenset({"could", "may", "might", "would"})
_WISHING = frozenset({"must", "ought", "should"})
_QUESTIONS = frozenset({"WDT", "WP", "WP$", "WRB"})


def is_state(doc: Doc) -> bool:
    """Whether a sentence tells how things are: "Taiwan remains a sensitive issue", not "many are in panic that …"."""
    verb = main_verb(doc)
    return verb is not None and verb.lemma_ in {"be", "remain"} and not _is_held(verb)


def _is_held(verb: Token) -> bool:
    """Whether somebody holds something: "is furious that …"; not "it is clear that …", "so poor that …"."""
    subjects = [child for child in verb.children if child.dep_ in {"nsubj", "expl"}]
    if any(subject.lower_ in {"it", "this", "that", "there"} for subject in subjects):
        return False
    behind = [child for child in verb.children if child.i > verb.i and child.dep_ in {"acomp", "prep"}]
    predicates = [child for child in behind if not any(word.lower_ == "so" for word in child.children)]
    held = (child.dep_ == "ccomp" for head in (verb, *predicates) for child in head.children)
    return bool(predicates) and any(held)


def is_of_few(doc: Doc) -> bool:
    """Whether few, or nobody, did what a sentence tells: "few senators have backed him"."""
    verb = main_verb(doc)
    subjects = [] if verb is None else [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    words = (word for subject in subjects for word in (subject, *subject.children))
    return any(word.lower_ in _FEW for word in words)


def is_praise(doc: Doc) -> bool:
    """Whether somebody praises, greets or is pleased, which agrees to nothing: "commended the president", "thank you".

    Who thanks another for what was done may agree with it.
    """
    if _GREETING.search(doc.text):
        return True
    verbs = list(told_verbs(doc))
    for verb in verbs:
        verbs += [child for child in verb.children if child.dep_ in {"advcl", "xcomp"}]
    return any(
        verb.lemma_ in _PRAISING or any(child.dep_ == "acomp" and child.lemma_ in _PLEASED for child in verb.children)
        for verb in verbs
    )


def is_supposed(doc: Doc) -> bool:
    """Whether a sentence tells what may be, and nothing that is: "leaders could face backlash", not "said it could"."""
    verb = main_verb(doc)
    return verb is not None and any(child.lower_ in _SUPPOSING for child in verb.children if child.dep_ == "aux")


def is_wish(doc: Doc) -> bool:
    """Whether a sentence tells of somebody's wish: "Lund told Berg that both should talk", not "both agreed that"."""
    reported = (verb for verb in told_verbs(doc) if verb.dep_ == "ccomp" and verb.head.lemma_ != "agree")
    return any(child.lower_ in _WISHING for verb in reported for child in verb.children)


def is_question(doc: Doc) -> bool:
    """Whether a sentence tells what somebody asked: "was asked whether it was so", not "asked that it be put off"."""
    verb = main_verb(doc)
    if verb is None or verb.lemma_ != "ask":
        return False
    firsts = (child.left_edge for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i)
    return any(first.lower_ in {"if", "whether"} or first.tag_ in _QUESTIONS for first in firsts)


def is_of_agreeing(doc: Doc) -> bool:
    """Whether a sentence says that somebody agrees: "both agreed on talks", not "Lund stressed that ties are good"."""
    return any(
        (token.pos_ == "NOUN" and token.lemma_ in _AGREEMENTS)
        or (token.pos_ == "VERB" and token.lemma_ in _AGREEING and all(one.dep_ != "neg" for one in token.children))
        for token in doc
    )


def is_lasting(doc: Doc) -> bool:
    """Whether a sentence tells what goes on as before, or has long been so.

    "China continues to assert claims over the sea", "experts have long supported contacts of both navies". Of 64 such
    sentences in 440 labelled events of the news 13 are disputes and two accords.
    """
    verb = main_verb(doc)
    if verb is None:
        return False
    before = [child for child in verb.children if child.i < verb.i]
    of_old = any(child.lower_ == "long" for child in before) and any(child.lemma_ == "have" for child in before)
    return of_old or (verb.lemma_ == "continue" and verb.tag_ in _PRESENT)


def is_comment_on_the_day(doc: Doc) -> bool:
    """Whether a sentence tells how things are while others are: "As both navigate a crisis, ties are improving".

    Not "As tensions rise, Iran and Oman signed an accord".
    """
    first, verb = doc[0], main_verb(doc)
    if verb is None or first.lower_ != "as" or first.dep_ != "mark":
        return False
    under_way = verb.tag_ == "VBG" and any(child.dep_ == "aux" and child.tag_ in _PRESENT for child in verb.children)
    # "…, the emphasis on dialogue heralds a new chapter": the parser takes the verb for a noun.
    return first.head.tag_ in _PRESENT and (under_way or verb.tag_ in _PRESENT or verb.pos_ == "NOUN")

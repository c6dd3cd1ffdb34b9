"""Stance: whether a sentence tells of cooperation or of conflict.

A stand-in for the trained head: verbs and nouns of the two classes as the CAMEO and PLOVER event codebooks group
them (Schrodt 2012; Halterman et al. 2023), weighed by where they stand in the parse, turned round by negation and by
verbs of mitigation ("to avoid conflict").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

StanceLabel = Literal["cooperation", "conflict", "neutral"]

# A score below this, either way, is neutral.
THRESHOLD = 0.7

_COOPERATION_VERBS = frozenset(
    """accept aid agree approve assist back collaborate comply concede concur congratulate cooperate donate endorse
    establish facilitate forge free help host improve join lift mediate mend negotiate normalise normalize partner
    pledge praise ratify reaffirm reconcile reopen restore resume revive settle sign strengthen support thank thaw
    unite vow welcome""".split()
)
_COOPERATION_NOUNS = frozenset(
    """accord agreement aid alliance assistance breakthrough ceasefire collaboration commitment compromise consensus
    cooperation deal diplomacy endorsement framework friendship pact partnership
    peace progress rapprochement reconciliation settlement stability support thaw treaty truce""".split()
)
_CONFLICT_VERBS = frozenset(
    """abandon accuse allege arrest assail assault attack ban bar battle besiege blame blast block bomb boycott
    challenge charge chide clash collapse condemn confront contest contradict counter criticise criticize curb curtail
    decry defy demand denounce deny deplore detain disagree dismiss dispute divide expel fail fault fear fight halt hit
    insult invade investigate jail kill lambast lament mock object occupy oppose oust overlap penalise penalize protest
    provoke punish quarrel question rebuff rebuke rebut refuse reject resign resist retaliate revoke sanction
    scold seize sever shell shoot shun slam snub spar split stall strain sue suspend terminate threaten thwart torpedo
    undermine urge veto violate warn withdraw withhold wound""".split()
)
_CONFLICT_NOUNS = frozenset(
    """accusation aggression allegation animosity argument attack backlash battle blame blockade boycott claim clash
    complaint concern conflict confrontation contention controversy crackdown crisis criticism crossfire danger
    deadlock denial denunciation disagreement discord dispute divide division drill enmity feud fight fire
    friction hostility impasse incursion infighting insult invasion irritant lawsuit maneuver mistrust objection
    offensive opposition outrage pressure protest provocation quarrel retaliation rift risk rivalry row sanction
    setback skirmish spat split standoff stalemate strain strife tension threat trouble troublemaker unrest
    violation violence war warning""".split()
)
_CONFLICT_ADJECTIVES = frozenset(
    """aggressive competing contentious controversial critical dangerous disputed divisive hostile illegal provocative
    sensitive strained unacceptable unlawful wary""".split()
)
_MITIGATION = frozenset(
    """avert avoid calm contain cool curb deconflict deescalate defuse deter diffuse ease end halt keep lessen lower
    manage minimise minimize mitigate overcome prevent reduce relieve resolve settle solve stop without""".split()
)
_NEGATION = frozenset(
    {"no", "not", "never", "n't", "n’t", "without", "neither", "nor", "fail", "refuse", "deny", "lack"}
)

_NOTHING = frozenset("barely hardly nobody none nothing rarely scarcely seldom unlikely".split())
_HANGING = frozenset({"dobj", "attr", "acomp", "xcomp", "pobj", "prep"})


@dataclass(frozen=True)
class Stance:
    """``score`` is above 0 for cooperation and below 0 for conflict; about 1 for one plain word of either."""

    label: StanceLabel
    score: float


def stance(doc: Doc) -> Stance:
    """The stance of a parsed sentence."""
    score = sum(_weights(doc))
    if score >= THRESHOLD:
        return Stance("cooperation", score)
    if score <= -THRESHOLD:
        return Stance("conflict", score)
    return Stance("neutral", score)


def _weights(doc: Doc) -> Iterator[float]:
    for token in doc:
        polarity = _polarity(token)
        if not polarity:
            continue
        weight = _prominence(token)
        if polarity < 0 and _is_mitigated(token):
            yield 0.5 * weight
        elif _is_negated(token):
            # "No agreement" is friction; "does not seek conflict" is no agreement yet.
            yield -weight if polarity > 0 else 0.0
        else:
            yield polarity * weight


def _polarity(token: Token) -> int:
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB":
        return (lemma in _COOPERATION_VERBS) - (lemma in _CONFLICT_VERBS)
    if token.pos_ == "NOUN":
        return (lemma in _COOPERATION_NOUNS) - (lemma in _CONFLICT_NOUNS)
    if token.pos_ == "ADJ":
        return -(token.lower_ in _CONFLICT_ADJECTIVES)
    return 0


def _prominence(token: Token) -> float:
    """Main verbs say what a sentence is about; nouns deep inside it say what it mentions."""
    if token.pos_ == "VERB":
        clause = token
        while clause.dep_ in {"conj", "ccomp", "xcomp"}:
            clause = clause.head
        return 1.5 if clause.dep_ == "ROOT" else 0.8
    if token.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "acomp"}:
        return 1.0
    return 0.5


def _is_mitigated(token: Token) -> bool:
    # Three up: "to keep an accident from becoming a crisis".
    governors = (token.head, token.head.head, token.head.head.head)
    return any(governor.lemma_.lower() in _MITIGATION and governor.i != token.i for governor in governors)


def _is_negated(token: Token) -> bool:
    if any(child.dep_ == "neg" or child.lower_ in {"no", "neither"} for child in token.children):
        return True
    # "Nobody agreed", "they hardly agreed", "agreed on nothing", "unlikely to sign".
    if any(word.lower_ in _NOTHING for word in token.subtree) or token.head.lower_ in _NOTHING:
        return True
    # "The talks failed."
    if token.head.i != token.i and token.head.lemma_.lower() in _NEGATION:
        return True
    # "Did not agree to sign", "failed to reach an agreement", "does not seek war": what negates a verb negates what
    # hangs on it.
    governor = token
    while governor.head.i != governor.i and (
        governor.dep_ in _HANGING or (governor.dep_ == "advcl" and governor.tag_ == "VB")
    ):
        governor = governor.head
        if governor.lemma_.lower() in _NEGATION or any(child.dep_ == "neg" for child in governor.children):
            return True
    return False

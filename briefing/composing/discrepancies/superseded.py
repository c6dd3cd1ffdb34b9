"""What a later report supersedes: a state told anew, or a count that goes on, is no discrepancy with the day before.

Nor is a draft's figure one with what was agreed.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.composing.clauses import is_verb
from briefing.composing.measures import measures, spanned

if TYPE_CHECKING:
    from decimal import Decimal

    from spacy.tokens import Doc, Span

    from briefing.composing.corpus import Corpus

# Words of what changes, or is told for the time being: "now", "the toll rose".
_FOR_NOW = frozenset("climb increase initial lift lower now raise revise rise toll update yet".split())
# "So far", not "the far right".
_SO_FAR = frozenset({"so", "thus"})
# Words of a count that may go on, where both passages have a figure or tell what is counted as it is found: "at least".
_COUNTING = frozenset("count estimate least".split())
# Words of what is counted as it is found: the later the report, the more of it.
_MOUNTING = frozenset(
    """arrest cancel case casualty collapse collect damage dead death destroy detain die displace drown evacuate
    fatality find hurt identify infect injure injury kill life miss missing patient perish recover rescue trap
    vaccinate victim wound""".split()
)

# What tells of a count beside its verb and noun: "61 people dead", "27 people injured in the blast".
_BESIDE_A_COUNT = frozenset({"acl", "acomp", "attr", "dobj", "nsubj", "nsubjpass", "oprd", "relcl"})

# "No casualties", "nobody was hurt", "no one".
_NOBODY = frozenset({"no", "nobody", "none"})
# "Found no evidence", "no case against him": nothing is counted there.
_NO_COUNT = frozenset({"case", "find"})

# What may be a draft, or not yet final: "preliminary figures", "a draft of the text", not "a preliminary hearing".
_TENTATIVE = frozenset({"draft", "preliminary", "provisional", "tentative"})
_FINAL_ONE_DAY = frozenset(
    """accord agreement budget count data declaration deal estimate figure finding number outcome resolution result
    statement tally text total treaty version""".split()
)


def is_superseded(corpus: Corpus, one: int, other: int) -> bool:
    """Whether of two passages, by their places, the later one supersedes the earlier, or one alone is not final.

    It supersedes where either speaks for the time being or of a change, or where the later one counts more.
    """
    docs = [corpus.docs[place] for place in (one, other)]
    both_count = all(measures(doc) for doc in docs)
    if both_count and _is_tentative(docs[0]) != _is_tentative(docs[1]):
        return True
    first, last = corpus.source_of(one).published, corpus.source_of(other).published
    if first is None or last is None or first == last:
        return False
    words = {token.lemma_.lower() for doc in docs for token in doc}
    mounts = bool(words & _MOUNTING)
    if words & _FOR_NOW or any(map(_says_so_far, docs)) or (words & _COUNTING and (both_count or mounts)):
        return True
    earlier, later = (one, other) if first < last else (other, one)
    return (_counts_nobody(corpus.docs[earlier]) and bool(measures(corpus.docs[later]))) or counts_on(
        corpus, earlier, later
    )


def counts_on(corpus: Corpus, earlier: int, later: int) -> bool:
    """Whether the later of two passages, by their places, counts more of what is counted as it is found."""
    before, after = (_mounting(corpus.docs[place]) for place in (earlier, later))
    return before is not None and after is not None and before < after


def _mounting(doc: Doc) -> Decimal | None:
    """The highest number of a sentence that counts what is counted as it is found; not the wounds of one body."""
    return max((number.value for number, span in spanned(doc) if _mounts(span)), default=None)


def _mounts(span: Span) -> bool:
    """Whether a number counts what is counted as it is found, by what it stands with and the subject of its verb."""
    told = [span.root]
    while not is_verb(told[-1]) and told[-1].head.i != told[-1].i:
        told.append(told[-1].head)
    told += [child for one in told for child in one.children if child.dep_ in _BESIDE_A_COUNT]
    told += [one for child in told if child.dep_ in {"nsubj", "nsubjpass"} for one in child.subtree]
    return any(
        one.lemma_.lower() in _MOUNTING and not (one.lemma_.lower() == "wound" and one.pos_ == "NOUN") for one in told
    )


def _counts_nobody(doc: Doc) -> bool:
    """Whether a sentence counts nothing, and says that nobody is among what is counted as it is found."""
    counted = (
        {word.lemma_.lower() for word in (token, token.head, token.head.head)}
        for token in doc
        if token.lower_ in _NOBODY
    )
    return not measures(doc) and any(lemmas & (_MOUNTING - _NO_COUNT) for lemmas in counted)


def _says_so_far(doc: Doc) -> bool:
    return any(here.lower_ in _SO_FAR and there.lower_ == "far" for here, there in pairwise(doc))


def _is_tentative(doc: Doc) -> bool:
    return any(
        token.lower_ in _TENTATIVE
        and (
            (token.dep_ in {"amod", "compound"} and token.head.lemma_.lower() in _FINAL_ONE_DAY)
            or (token.lower_ == "draft" and token.pos_ == "NOUN" and token.dep_ not in {"amod", "compound"})
        )
        for token in doc
    )

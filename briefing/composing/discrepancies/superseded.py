"""Figures that another supersedes: a count that goes on is no discrepancy with the count of the day before.

Nor is a draft's figure one with what was agreed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.checking.numbers import numbers
from briefing.composing.measures import measures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from spacy.tokens import Doc

    from briefing.composing.corpus import Corpus

# Words of a count that is still going on: "at least", "the toll rose".
_COUNTING = frozenset("climb count estimate increase least lift lower raise rise toll".split())
# Words of what is still going on, or was told anew, be it a count or not: "now", "so far".
_FOR_NOW = frozenset("far initial latest now revise update yet".split())
# Words of what is counted as it is found: the later the report, the more of it.
_MOUNTING = frozenset(
    """arrest case casualty collapse collect damage dead death destroy detain die displace drown evacuate fatality find
    hurt identify infect injure injury kill life miss missing patient perish recover rescue trap vaccinate victim
    wound""".split()
)

# What may be a draft, or not yet final: "preliminary figures", "a draft of the text", not "a preliminary hearing".
_TENTATIVE = frozenset({"draft", "preliminary", "provisional", "tentative"})
_FINAL_ONE_DAY = frozenset(
    """accord agreement budget count data declaration deal estimate figure finding number outcome resolution result
    statement tally text total treaty version""".split()
)


def is_superseded(corpus: Corpus, one: int, other: int) -> bool:
    """Whether of two passages, by their places, the later one counts on, or one alone has a figure that is not final.

    It counts on in words that say so, or where it has more than before.
    """
    counting = all(measures(corpus.docs[place]) for place in (one, other))
    if counting and _is_tentative(corpus.docs[one]) != _is_tentative(corpus.docs[other]):
        return True
    first, last = corpus.source_of(one).published, corpus.source_of(other).published
    if first is None or last is None or first == last:
        return False
    words = {word for place in (one, other) for word in _words(corpus.docs[place])}
    if words & _FOR_NOW or (counting and words & _COUNTING):
        return True
    earlier, later = (one, other) if first < last else (other, one)
    before, after = (_most(corpus, place) for place in (earlier, later))
    return bool(words & _MOUNTING) and before is not None and after is not None and before < after


def _words(doc: Doc) -> Iterator[str]:
    """The lemmas of a passage; "further" is none of "far"."""
    return (token.lower_ if token.lower_ == "further" else token.lemma_.lower() for token in doc)


def _is_tentative(doc: Doc) -> bool:
    return any(
        token.lower_ in _TENTATIVE
        and (
            (token.dep_ in {"amod", "compound"} and token.head.lemma_.lower() in _FINAL_ONE_DAY)
            or (token.lower_ == "draft" and token.pos_ == "NOUN" and token.dep_ not in {"amod", "compound"})
        )
        for token in doc
    )


def _most(corpus: Corpus, place: int) -> Decimal | None:
    return max((one.value for one in numbers(corpus.passages[place].text)), default=None)

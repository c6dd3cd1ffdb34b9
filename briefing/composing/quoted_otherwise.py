"""Remarks that two outlets quote in different words: whoever quotes one of them should know of the other.

Quotations of independent origins are laid side by side, word by word. What counts is a word or three of content in the
middle, between words that are the same: not another spelling or form, not what was shortened or marked as left out, nor
what somebody else said. In
1,136 events of the news there are 14 such remarks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from briefing.checking.quotations import is_quoted, quotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from briefing.composing.corpus import Corpus
    from briefing.memo import Passage

# Quotations with fewer words have no middle.
_SHORTEST = 8
# So much of what both have between the first and the last common word must be common, and so many words in all.
_COMMON = 0.75
# Quotations with so many words in a row in common are laid side by side.
_SHARED = 4
_OF_ORIGINS = 2
# A difference has at most so many words on either side, and as many common ones around it as these.
_LONGEST_DIFFERENCE = 3
_AROUND = 2
# As many words are shown on either side of a difference.
_SHOWN = 3
# From this share of common letters on two words are one in two spellings or forms.
_SPELLING = 0.7
# Whoever edits a remark marks it so.
_EDITED = re.compile(r"[\[\]…—]|\.\.\.|--")
_CONTENT = frozenset({"ADJ", "ADV", "NOUN", "PROPN", "VERB"})


@dataclass(frozen=True)
class QuotedOtherwise:
    """A remark in the words of two outlets: what each has around the difference, and where."""

    words: tuple[str, str]
    passages: tuple[Passage, Passage]


@dataclass(frozen=True)
class _Remark:
    """The words of a quotation."""

    tokens: tuple[Token, ...]

    @cached_property
    def lemmas(self) -> tuple[str, ...]:
        """Its words in their dictionary form."""
        return tuple(token.lemma_.lower() for token in self.tokens)


@dataclass(frozen=True)
class _Quotation:
    """A remark with the names beside it, the place of its passage in the corpus, and its origin."""

    remark: _Remark
    names: frozenset[str]
    place: int
    origin: str


def quoted_otherwise(corpus: Corpus) -> list[QuotedOtherwise]:
    """The remarks that sources of different origins quote in different words, in reading order; each passage once."""
    found: list[QuotedOtherwise] = []
    told = set[int]()
    for one, other in _pairs(_distinct(_quotations(corpus))):
        if told & {one.place, other.place}:
            continue
        words = _difference(one.remark, other.remark)
        if words is not None and all(set(words) != set(known.words) for known in found):
            told |= {one.place, other.place}
            found.append(QuotedOtherwise(words, (corpus.passages[one.place], corpus.passages[other.place])))
    return found


def quotes_otherwise(one: Doc, other: Doc) -> bool:
    """Whether two sentences quote one remark in different words."""
    return any(_difference(here, there) is not None for here in _remarks(one) for there in _remarks(other))


def _quotations(corpus: Corpus) -> Iterator[_Quotation]:
    for place, doc in enumerate(corpus.docs):
        remarks = list(_remarks(doc))
        if remarks:
            quoted = list(quotations(doc.text))
            beside = (token for token in doc if not is_quoted(token.idx, quoted))
            names = frozenset(token.text for token in beside if token.pos_ == "PROPN" or _speaks(token))
            for remark in remarks:
                yield _Quotation(remark, names, place, corpus.source_of(place).origin)


def _remarks(doc: Doc) -> Iterator[_Remark]:
    """The quotations of a sentence that are long enough, and not edited."""
    for quotation in quotations(doc.text):
        tokens = tuple(
            token
            for token in doc
            if quotation.start < token.idx < quotation.end and not (token.is_punct or token.is_space)
        )
        if len(tokens) >= _SHORTEST and not _EDITED.search(quotation.text):
            yield _Remark(tokens)


def _speaks(token: Token) -> bool:
    """Whether a word is for who speaks: "the coach said"."""
    return token.pos_ == "NOUN" and token.dep_ == "nsubj" and token.head.dep_ in {"ROOT", "parataxis"}


def _distinct(told: Iterable[_Quotation]) -> list[_Quotation]:
    """Of quotations in the same words the first of each of two origins: however many have them, they tell no more."""
    kept: dict[tuple[str, ...], dict[str, _Quotation]] = defaultdict(dict)
    for quotation in told:
        same = kept[quotation.remark.lemmas]
        if len(same) < _OF_ORIGINS:
            same.setdefault(quotation.origin, quotation)
    return sorted((one for same in kept.values() for one in same.values()), key=lambda one: one.place)


def _pairs(told: Sequence[_Quotation]) -> Iterator[tuple[_Quotation, _Quotation]]:
    """Quotations of different origins, in different words, that have some words in a row in common."""
    having: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, quotation in enumerate(told):
        lemmas = quotation.remark.lemmas
        for row in {lemmas[start : start + _SHARED] for start in range(len(lemmas) - _SHARED + 1)}:
            having[row].append(index)
    near = {pair for indices in having.values() for pair in combinations(indices, 2)}
    for first, second in sorted(near):
        one, other = told[first], told[second]
        apart = one.names and other.names and not one.names & other.names
        if one.origin != other.origin and one.remark.lemmas != other.remark.lemmas and not apart:
            yield one, other


def _difference(one: _Remark, other: _Remark) -> tuple[str, str] | None:
    """What either has where the two differ first, with some words around it; ``None`` where they do not."""
    matcher = SequenceMatcher(None, one.lemmas, other.lemmas, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return None
    common = sum(block.size for block in blocks)
    last = blocks[-1]
    longest = max(last.a + last.size - blocks[0].a, last.b + last.size - blocks[0].b)
    if common < _SHORTEST or common / longest < _COMMON:
        return None
    for before, behind in pairwise(blocks):
        here = slice(before.a + before.size, behind.a)
        there = slice(before.b + before.size, behind.b)
        enough = min(before.size, behind.size) >= _AROUND
        if enough and _are_other_words(one.tokens[here], other.tokens[there]):
            return _shown(one, here), _shown(other, there)
    return None


def _are_other_words(here: Sequence[Token], there: Sequence[Token]) -> bool:
    """Whether two stretches have words of content on both sides, and other ones."""
    if max(len(here), len(there)) > _LONGEST_DIFFERENCE:
        return False
    mine, theirs = _content(here), _content(there)
    if not mine or not theirs or any(_is_short_form(token) for token in (*here, *there) if token.pos_ in _CONTENT):
        return False
    shortened = mine.startswith(theirs) or theirs.startswith(mine)
    # The lemmatizer may take one word for two ("allied"), and knows no "lyin'".
    spelled = ((mine, theirs), (_letters(here), _letters(there)))
    alike = any(SequenceMatcher(None, *both, autojunk=False).ratio() >= _SPELLING for both in spelled)
    return not shortened and not alike


def _content(tokens: Sequence[Token]) -> str:
    return "".join(token.lemma_.lower().strip(".") for token in tokens if token.pos_ in _CONTENT)


def _letters(tokens: Sequence[Token]) -> str:
    return "".join(token.lower_ for token in tokens)


def _is_short_form(token: Token) -> bool:
    """Whether a word stands for longer ones, or is a figure: "IOC", "Dr", "2nd"."""
    return token.text.isupper() or len(token.text) < 3 or any(sign.isdigit() for sign in token.text)


def _shown(remark: _Remark, words: slice) -> str:
    first = remark.tokens[max(0, words.start - _SHOWN)]
    last = remark.tokens[min(len(remark.tokens), words.stop + _SHOWN) - 1]
    shown: str = first.doc.text[first.idx : last.idx + len(last.text)]
    return shown

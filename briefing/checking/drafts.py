"""What a sentence that a model wrote must hold beyond the checks of any statement.

A sentence may have all its words from a passage and still say what the passage does not: that a thing is so, where the
passage only says that somebody claims it, or orders its reader to write it. The parser shows such clauses.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.checking.checker import Verdict
from briefing.checking.quotations import is_quoted, quotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from briefing.checking.checker import Checker
    from briefing.memo import Passage
    from briefing.models.parser import Parses

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_READER = frozenset({"you", "your", "yours", "yourself", "yourselves"})
LONGEST = 600
"""Characters. What is longer is no sentence for a memo, whatever a model takes it for."""

# What cannot be seen, or turns what can be seen around.
_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
# A sentence half of whose words stand in a clause, and fewer outside it, is taken from the clause.
_TAKEN = 0.5


class DraftChecker:
    """Checks what a model wrote: as any statement, and for claims and orders that it passes off as facts."""

    def __init__(self, checker: Checker, parser: Parses) -> None:
        self._checker = checker
        self._parser = parser

    def check(self, text: str, passages: Sequence[Passage]) -> Verdict:
        """The verdict on ``text``, which a model says that ``passages`` carry."""
        said = [passage.text for passage in passages]
        if len(text) > LONGEST and text not in said:
            return Verdict(0.0, ("is longer than a sentence",))
        if hidden_characters(text).difference(*said):
            return Verdict(0.0, ("has hidden characters that no passage has",))
        verdict = self._checker.check(text, passages)
        if not verdict.ok or text in said:
            return verdict
        own, *docs = self._parser.parse([text, *said])
        if any(addresses_its_reader(doc) for doc in docs):
            return replace(verdict, reasons=("rests on words that address the reader",))
        if is_detached(own, docs):
            return replace(verdict, reasons=("says as a fact what the passage says that somebody says",))
        return verdict


def hidden_characters(text: str) -> set[str]:
    """The characters of a text that cannot be seen, or turn what can be seen around."""
    return {character for character in text if unicodedata.category(character) in _HIDDEN}


def addresses_its_reader(doc: Doc) -> bool:
    """Whether a sentence, outside its quotations, orders its reader to do something or speaks to "you"."""
    quoted = list(quotations(doc.text))
    free = [token for token in doc if not is_quoted(token.idx, quoted)]
    return any(token.lower_ in _READER or _is_order(token) for token in free)


def is_detached(own: Doc, passages: Sequence[Doc]) -> bool:
    """Whether a sentence is taken from what a passage only reports, without the words that report it.

    That is a clause that depends on a verb ("Sudland claims that …"), or what stands behind a colon. Where another
    passage says the same outside such a clause, nothing is lost.
    """
    mine = _lemmas(own)
    parts = [_parts(doc) for doc in passages]
    open_words = set[str]().union(*(outside for outside, _ in parts))
    for _, clauses in parts:
        for clause, governing in clauses:
            taken = len(mine & clause) / max(1, len(mine))
            if taken >= _TAKEN and taken > len(mine & open_words) / max(1, len(mine)) and not mine & governing:
                return True
    return False


def _is_order(token: Token) -> bool:
    """Whether a verb is an imperative: bare, without a subject, at the top of its sentence."""
    if token.dep_ != "ROOT" or token.tag_ not in {"VB", "VBP"}:
        return False
    children = list(token.children)
    return not any(child.dep_ in _SUBJECTS or child.dep_ in {"aux", "auxpass"} for child in children)


_Clause = tuple[frozenset[str], frozenset[str]]


def _parts(doc: Doc) -> tuple[frozenset[str], list[_Clause]]:
    """The words outside all reported clauses, and each clause's words with those of what governs it."""
    clauses = [*_complements(doc), *_behind_colons(doc)]
    within = {token.i for inner, _ in clauses for token in inner}
    outside = _lemmas(token for token in doc if token.i not in within)
    return outside, [(_lemmas(inner), _lemmas(governing)) for inner, governing in clauses]


def _complements(doc: Doc) -> Iterator[tuple[list[Token], list[Token]]]:
    for token in doc:
        if token.dep_ == "ccomp" and token.head.pos_ in {"VERB", "NOUN", "ADJ"}:
            inner = list(token.subtree)
            subjects = (child for child in token.head.children if child.dep_ in _SUBJECTS)
            yield inner, [token.head, *(word for subject in subjects for word in subject.subtree)]


def _behind_colons(doc: Doc) -> Iterator[tuple[list[Token], list[Token]]]:
    colon = next((token.i for token in doc if token.text == ":"), None)
    if colon is not None:
        yield list(doc[colon + 1 :]), list(doc[:colon])


def _lemmas(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(token.lemma_.lower() for token in tokens if token.pos_ in _CONTENT)

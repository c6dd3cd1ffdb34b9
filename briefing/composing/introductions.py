"""Introductions: who is called by a surname alone is named as the source first names them, once in a memo.

A source says "Education Commissioner Richard Corcoran" first and "Corcoran" from then on; a memo that takes only the
later sentence would not say who that is. Nobody is named whom the source calls by the surname before it names them, or
whose surname it gives to two people.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.checking.quotations import quotations
from briefing.memo import Finding, Gap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

    from briefing.checking import Checker
    from briefing.composing.corpus import Corpus
    from briefing.memo import Passage
    from briefing.models.parser import Parses

_HONORIFICS = frozenset({"dr", "dr.", "mr", "mr.", "mrs", "mrs.", "ms", "ms."})
# More words on who somebody is than this hide what he did.
_LONGEST_ASIDE = 10
_SUFFIXES = frozenset({"Jr.", "Sr."})
# What somebody was, or is for a time, is no title without these words.
_ONCE = frozenset({"acting", "ex", "former", "late", "outgoing", "then"})
# Jordan may be a country, May a month; a surname is often taken for an organization.
_NO_PERSONS = frozenset({"DATE", "EVENT", "FAC", "GPE", "LAW", "LOC", "NORP"})
_HYPHENS = frozenset({"-", "–", "—"})


@dataclass(frozen=True)
class _Naming:
    """How a source first names somebody: the name with its title, what is said of it behind a comma, the passage."""

    words: str
    aside: str
    passage: Passage

    def before(self, following: str) -> str:
        """The words as they stand before this sign."""
        if not self.aside or following not in {" ", ",", ".", ";"}:
            return self.words
        return f"{self.words}, {self.aside}{',' * (following == ' ')}"


@dataclass(frozen=True)
class _Draft:
    """A text with people named in full, and the passages of its source that it rests on."""

    text: str
    passages: tuple[Passage, ...]
    support: float = 0.0


def introduced(
    opening: Gap | None,
    findings: Sequence[Finding],
    read_first: Sequence[str],
    corpus: Corpus,
    parser: Parses,
    checker: Checker,
) -> tuple[Gap | None, tuple[Finding, ...]]:
    """What opens a memo, and its findings, with whoever they are the first to mention named in full.

    They are read in this order: ``opening``, the findings with the ids ``read_first``, all others. What was changed is
    checked against its passages, that which names the person among them, and stands as it was where it does not hold.
    """
    ordered = _in_order(findings, read_first)
    told: list[Gap | Finding] = [*([opening] if opening else []), *ordered]
    people, known = _People(corpus), set[str]()
    docs = parser.parse([one.text for one in told])
    drafts = _checked([_draft(one, doc, people, known) for one, doc in zip(told, docs, strict=True)], checker)
    by_id = dict(zip([one.id for one in ordered], drafts[-len(ordered) :], strict=True)) if ordered else {}
    return (
        _opening(opening, drafts[0]) if opening else None,
        tuple(_finding(one, by_id[one.id]) for one in findings),
    )


def _in_order(findings: Sequence[Finding], read_first: Sequence[str]) -> list[Finding]:
    by_id = {one.id: one for one in findings}
    return [by_id[identifier] for identifier in dict.fromkeys((*read_first, *by_id))]


def _draft(one: Gap | Finding, doc: Doc, people: _People, known: set[str]) -> _Draft | None:
    """The text with everybody named whom it is the first to mention; ``None`` where that changes nothing."""
    own = list(one.made_from if isinstance(one, Finding) else one.citations)
    text = one.text
    changes: list[tuple[int, int, str]] = []
    for name in _full_names(doc):
        known.update(token.text for token in name)
    for token in _unquoted(doc):
        naming = people.naming(token.text, own[-1]) if token.pos_ == "PROPN" and token.text not in known else None
        if naming is None:
            continue
        known.add(token.text)
        if _is_bare(token):
            end = token.idx + len(token.text)
            changes.append((_with_honorific(token).idx, end, naming.before(text[end : end + 1])))
            own = own if naming.passage in own else [naming.passage, *own]
    for start, end, full in reversed(changes):
        text = text[:start] + (full if start else full[0].upper() + full[1:]) + text[end:]
    # What tells of two sources has its own words.
    return _Draft(text, tuple(own)) if changes and not (isinstance(one, Finding) and one.sides) else None


def _checked(drafts: Sequence[_Draft | None], checker: Checker) -> list[_Draft | None]:
    """The drafts with their support; ``None`` for those that do not hold."""
    made = [draft for draft in drafts if draft is not None]
    verdicts = iter(checker.check_all([(draft.text, draft.passages) for draft in made]))
    found: list[_Draft | None] = []
    for draft in drafts:
        verdict = next(verdicts) if draft is not None else None
        found.append(replace(draft, support=verdict.support) if draft and verdict and verdict.ok else None)
    return found


def _opening(gap: Gap, draft: _Draft | None) -> Gap:
    return gap.model_copy(update={"text": draft.text, "citations": draft.passages}) if draft else gap


def _finding(one: Finding, draft: _Draft | None) -> Finding:
    if draft is None:
        return one
    carriers = [passage for passage in one.citations if passage not in one.made_from]
    return one.model_copy(
        update={
            "text": draft.text,
            "mode": "rewritten",
            "citations": (*draft.passages, *carriers),
            "support": draft.support,
        }
    )


class _People:
    """Whom the sources name, and how they first do."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        # By source and by a word of their names: the full names that the source has, and where it has the word first.
        self._names: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        self._first: dict[tuple[str, str], Token] = {}
        self._place: dict[tuple[str, str], int] = {}
        for place, (passage, doc) in enumerate(zip(corpus.passages, corpus.docs, strict=True)):
            for name in _full_names(doc):
                for token in name:
                    self._names[passage.source, token.text].add((name[0].text, name[-1].text))
            for token in doc:
                self._first.setdefault((passage.source, token.text), token)
                self._place.setdefault((passage.source, token.text), place)

    def naming(self, word: str, passage: Passage) -> _Naming | None:
        """How the source of a passage first names whoever it calls by this word there, if that is before."""
        key = passage.source, word
        names = self._names.get(key, set())
        if len(names) != 1 or not any(word in pair for pair in names):
            return None
        first, place = self._first[key], self._place[key]
        name = next((name for name in _full_names(first.doc) if first in name), None)
        if name is None or place >= self._corpus.place_of(passage):
            return None
        words = _titled(name)
        return _Naming(words, _aside(name) if words == name.text else "", self._corpus.passages[place])


def _full_names(doc: Doc) -> Iterator[Span]:
    """The people whom a sentence names by more than one word, without a possessive's ending."""
    for name in doc.ents:
        end = name.end
        while end > name.start + 1 and not doc[end - 1].text[0].isalpha():
            end -= 1
        if (
            name.label_ == "PERSON"
            and end - name.start > 1
            and all(token.text[0].isupper() for token in doc[name.start : end])
        ):
            yield doc[name.start : end]


def _unquoted(doc: Doc) -> Iterator[Token]:
    quoted = list(quotations(doc.text))
    return (token for token in doc if not any(one.start <= token.idx < one.end for one in quoted))


def _is_bare(token: Token) -> bool:
    """Whether nothing but an honorific tells who that is: no title, and no "administration" behind it."""
    if token.dep_ in {"amod", "compound"} or token.ent_type_ in _NO_PERSONS:
        return False
    before = token.nbor(-1) if token.i > 0 else None
    titled = before is not None and before.head == token and before.dep_ in {"compound", "amod", "nmod"}
    return not titled or (before is not None and before.lower_ in _HONORIFICS)


def _with_honorific(token: Token) -> Token:
    return token.nbor(-1) if token.i > 0 and token.nbor(-1).lower_ in _HONORIFICS else token


def _titled(name: Span) -> str:
    """A name with the title before it: "US Defense Secretary Pete Hegseth"; without one that is no longer held."""
    doc, start = name.doc, name.start
    while start > 0 and _is_title(doc[start - 1], name):
        start -= 1
    if _is_cut(doc, start, name.start) or doc[start].lower_ in _HONORIFICS or _is_split(doc, start, name.start):
        start = name.start
    words = doc[start : name.end].text
    if words.endswith(".") and name[-1].text not in _SUFFIXES:
        # "Dong Jun. The talks": the recogniser takes the full stop for a part of the name.
        words = words[:-1]
    # "Plant manager Roy Pickett", where a sentence begins with it.
    small = start == 0 and name.start > 1 and doc[1].is_lower
    return words[0].lower() + words[1:] if small else words


def _aside(name: Span) -> str:
    """What a source says of somebody behind the name, between commas: "spokeswoman for the port"; empty for nothing."""
    doc = name.doc
    told = next((child for child in name.root.children if child.dep_ == "appos" and child.i > name.end), None)
    if told is None or doc[name.end].text != "," or told.left_edge.i != name.end + 1:
        return ""
    last = told.right_edge.i
    words = doc[name.end + 1 : last + 1]
    closed = last + 1 < len(doc) and doc[last + 1].text in {",", "."}
    return words.text if closed and len(words) <= _LONGEST_ASIDE and not any(_is_split_by(one) for one in words) else ""


def _is_split_by(token: Token) -> bool:
    return (
        (token.is_punct and token.tag_ != "POS") or token.ent_type_ == "DATE" or token.like_num or token.dep_ == "relcl"
    )


def _is_cut(doc: Doc, start: int, end: int) -> bool:
    """Whether half of a title would be left, which is another one: "presidential nominee", "then-House Speaker"."""
    if start == 0:
        return False
    before = doc[start - 1]
    return before.lower_ in _HYPHENS or (before.dep_ != "det" and start <= before.head.i < end)


def _is_title(token: Token, name: Span) -> bool:
    nationality = token.dep_ == "amod" and token.ent_type_ == "NORP"
    former = token.dep_ == "amod" and token.lower_ in _ONCE
    belongs = token.head.i >= token.i and token.head.i < name.end
    return belongs and (token.dep_ in {"compound", "nmod"} or nationality or former) and token.text[0].isalpha()


def _is_split(doc: Doc, start: int, end: int) -> bool:
    """Whether the words before a name are more than a title: another name, or a list."""
    return any(token.ent_type_ == "PERSON" or token.is_punct for token in doc[start:end])

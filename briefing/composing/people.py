"""People: whom the sources name, and how they first do.

Nobody is named whom a source calls by the surname before it names them, whose surname it gives to two people, or who
may be something else: a place, a firm, a thing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from spacy.tokens import Doc, Span, Token

    from briefing.composing.corpus import Corpus
    from briefing.memo import Passage

    Pair = tuple[str, str]
    """The first and the last word of somebody's name."""

HONORIFICS = frozenset({"dr", "dr.", "mr", "mr."})
# "John Hale was arrested. Mrs. Hale …" tells of two people.
_OF_WOMEN = frozenset({"miss", "mrs", "mrs.", "ms", "ms."})
_FAMILY = frozenset("brother daughter father husband mother sister son widow widower wife".split())
# More words on who somebody is than this hide what he did.
_LONGEST_ASIDE = 10
_SHORTEST_ASIDE = 3
_POINTING = frozenset("another hers his other ours that theirs these this those".split())
_SUFFIXES = frozenset({"Jr.", "Sr."})
# What somebody was, or is for a time, is no title without these words.
_ONCE = frozenset({"acting", "ex", "former", "late", "outgoing", "then"})
# Jordan may be a country, May a month; a surname is often taken for an organization.
_NO_PERSONS = frozenset({"DATE", "EVENT", "FAC", "GPE", "LAW", "LOC", "NORP"})
_HYPHENS = frozenset({"-", "–", "—"})
_PARTS = frozenset({"amod", "compound", "nmod"})
_THINGS = frozenset({"it", "its", "itself"})


@dataclass(frozen=True)
class Naming:
    """How a source first names somebody: the name with its title, what is said of it behind a comma, the passage."""

    pair: Pair
    words: str
    aside: str
    passage: Passage


class People:
    """Whom these sources name, and how they first do."""

    def __init__(self, corpus: Corpus, sources: Collection[str]) -> None:
        self._corpus = corpus
        # By source and by a word of their names: the full names that the source has, and where it has the word first.
        self._names: dict[tuple[str, str], set[Pair]] = defaultdict(set)
        self._first: dict[tuple[str, str], tuple[Token, int]] = {}
        # Words that the dossier has as ordinary ones: "Cotton fell to 60 cents".
        self._common = {token.text for doc in corpus.docs for token in doc if token.is_lower}
        self._of_women = set[tuple[str, str]]()
        for place, (passage, doc) in enumerate(zip(corpus.passages, corpus.docs, strict=True)):
            if passage.source not in sources:
                continue
            for name in full_names(doc):
                for token in name:
                    self._names[passage.source, token.text].add(pair_of(name))
            for token in doc:
                self._first.setdefault((passage.source, token.text), (token, place))
                if token.i > 0 and token.nbor(-1).lower_ in _OF_WOMEN:
                    self._of_women.add((passage.source, token.text))

    def naming(self, word: str, passage: Passage) -> Naming | None:
        """How the source of a passage first names whoever it calls by this word there, if that is before."""
        key = passage.source, word
        names = self._names.get(key, set())
        if len(names) != 1 or word.lower() in self._common or key in self._of_women:
            return None
        (pair,) = names
        token, place = self._first[key]
        name = next((name for name in full_names(token.doc) if token in name), None)
        if word not in pair or name is None or place >= self._corpus.place_of(passage):
            return None
        words = _titled(name)
        return Naming(pair, words, _aside(name) if words == name.text else "", self._corpus.passages[place])


def pair_of(name: Span) -> Pair:
    """The first and the last word of a name, without the full stop that the recogniser may take for a part of it."""
    return name[0].text, name[-1].text.rstrip(".")


def full_names(doc: Doc) -> Iterator[Span]:
    """The people whom a sentence names by more than one word, without a possessive's ending."""
    for entity in doc.ents:
        name = _without_ending(entity)
        words = name.text.split()
        if entity.label_ == "PERSON" and len(words) > 1 and all(word[0].isupper() for word in words):
            yield name


def _without_ending(entity: Span) -> Span:
    end = entity.end
    while end > entity.start + 1 and not entity.doc[end - 1].text[0].isalpha():
        end -= 1
    return entity.doc[entity.start : end]


def is_bare(token: Token) -> bool:
    """Whether a word names a person, and nothing but an honorific tells who that is.

    It may be a part of another name ("Smith-Jones", "Johnson & Johnson"), a firm ("shares of Ford") or a government.
    """
    if token.dep_ in {"amod", "compound"} or token.ent_type_ in _NO_PERSONS or _is_part(token):
        return False
    if token.dep_ == "pobj" and token.head.lower_ == "of":
        return False
    if token.ent_type_ == "ORG" and _may_be_a_firm(token):
        return False
    before = token.nbor(-1) if token.i > 0 else None
    if before is not None and before.lower_ in HONORIFICS and any(one.lower_ in _FAMILY for one in token.doc):
        # "Mary Hale was killed. Mr. Hale said that his wife …" tells of two people.
        return False
    titled = before is not None and before.head == token and before.dep_ in _PARTS
    return not titled or (before is not None and before.lower_ in HONORIFICS)


def _may_be_a_firm(token: Token) -> bool:
    """Whether what the recogniser takes for an organization does nothing that only people do, or is called "it"."""
    if token.dep_ not in {"nsubj", "nsubjpass", "poss"}:
        return True
    things = [one for one in token.doc if one.lower_ in _THINGS]
    others = [one.i for one in token.doc if one.ent_type_ in {"GPE", "ORG"} and one.i != token.i]
    return any(not any(place < one.i for place in others) for one in things)


def _is_part(token: Token) -> bool:
    """Whether a word is a part of a longer name: "Smith-Jones", "Johnson & Johnson", "Ford Motor"."""
    doc = token.doc
    before = doc[token.i - 1] if token.i > 0 else None
    behind = doc[token.i + 1] if token.i + 1 < len(doc) else None
    led = before is not None and (before.text == "&" or (before.text in _HYPHENS and not before.whitespace_))
    followed = behind is not None and (behind.text == "&" or (behind.text in _HYPHENS and not token.whitespace_))
    named = [_without_ending(entity) for entity in doc.ents if token in entity]
    return led or followed or any(one.lower_ not in HONORIFICS for name in named for one in name if one != token)


def _titled(name: Span) -> str:
    """A name with the title before it: "US Defense Secretary Pete Hegseth"; without one that is no longer held."""
    doc, start = name.doc, name.start
    while start > 0 and _is_title(doc[start - 1], name):
        start -= 1
    if _is_cut(doc, start, name.start) or _is_of_several(doc, start, name):
        start = name.start
    words = doc[start : name.end].text
    if words.endswith(".") and name[-1].text not in _SUFFIXES:
        words = words[:-1]
    # "Plant manager Roy Pickett", where a sentence begins with it.
    first = doc[start]
    common = first.lower_ in _ONCE or (first.pos_ == "NOUN" and doc[1].is_lower and not first.ent_type_)
    small = start == 0 and name.start > 1 and first.is_title and common
    return words[0].lower() + words[1:] if small else words


def _aside(name: Span) -> str:
    """What a source says of somebody behind the name, between commas: "spokeswoman for the port"; empty for nothing."""
    doc = name.doc
    told = next((child for child in name.root.children if child.dep_ == "appos" and child.i > name.end), None)
    if told is None or doc[name.end].text != "," or told.left_edge.i != name.end + 1:
        return ""
    last = told.right_edge.i
    words = doc[name.end + 1 : last + 1]
    # "John Hale, Ann Lee and Tom Fox" is a list, "the driver" says nothing.
    office = (
        told.tag_ == "NN" and not told.ent_type_ and not (words[0].lower_ == "the" and len(words) < _SHORTEST_ASIDE)
    )
    closed = last + 1 < len(doc) and doc[last + 1].text in {",", "."}
    held = office and closed and len(words) <= _LONGEST_ASIDE and not any(map(_is_of_its_place, words))
    return words.text if held else ""


def _is_of_its_place(token: Token) -> bool:
    """Whether an aside with this word holds only where it stands: a list, a time, "her husband", "the firm's head"."""
    mark = token.is_punct and token.tag_ != "POS"
    of_another = token.pos_ == "PRON" or token.tag_ in {"PRP$", "RB"} or token.lower_ in _POINTING
    owned = token.tag_ == "POS" and token.head.dep_ == "poss" and token.head.head.dep_ == "appos"
    return mark or of_another or owned or token.ent_type_ == "DATE" or token.like_num or token.dep_ == "relcl"


def _is_cut(doc: Doc, start: int, end: int) -> bool:
    """Whether half of a title would be left, which is another one: "presidential nominee", "then-House Speaker"."""
    if start == 0:
        return False
    before = doc[start - 1]
    return before.lower_ in {*_HYPHENS, "then"} or (before.dep_ != "det" and start <= before.head.i < end)


def _is_title(token: Token, name: Span) -> bool:
    nationality = token.dep_ == "amod" and token.ent_type_ == "NORP"
    former = token.dep_ == "amod" and token.lower_ in _ONCE
    belongs = token.head.i >= token.i and token.head.i < name.end
    return belongs and (token.dep_ in {"compound", "nmod"} or nationality or former) and token.text[0].isalpha()


def _is_of_several(doc: Doc, start: int, name: Span) -> bool:
    """Whether the words before a name are no title of this one person: an honorific, a list, "Senators … and …"."""
    before = doc[start : name.start]
    return (
        any(token.ent_type_ == "PERSON" or token.is_punct or token.tag_ in {"NNS", "NNPS"} for token in before)
        or doc[start].lower_ in HONORIFICS | _OF_WOMEN
    )

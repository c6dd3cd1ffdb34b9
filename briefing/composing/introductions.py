"""Introductions: who is called by a surname alone is named as the source first names them, once in a memo.

A source says "Education Commissioner Richard Corcoran" first and "Corcoran" from then on; a memo that takes only the
later sentence would not say who that is. What is not plain stands as it was (``people``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.checking.quotations import is_quoted, quotations
from briefing.composing.candidates import tells
from briefing.composing.people import HONORIFICS, People, full_names, is_bare, pair_of
from briefing.memo import Finding, Gap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from briefing.checking import Checker
    from briefing.composing.corpus import Corpus
    from briefing.composing.people import Naming, Pair
    from briefing.memo import Passage, Voice
    from briefing.models.parser import Parses


@dataclass(frozen=True)
class _Draft:
    """A text with people named in full, the passages that name them, and those that it rests on besides."""

    text: str
    naming: tuple[Passage, ...]
    own: tuple[Passage, ...]
    support: float = 0.0

    @property
    def passages(self) -> tuple[Passage, ...]:
        return (*self.naming, *self.own)


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
    checked against its passages, that which names the person among them; where it does not hold it stands as it was,
    and the next to mention the person names them.
    """
    ordered = _in_order(findings, read_first)
    told: list[Gap | Finding | Voice] = [opening] if opening else []
    for one in ordered:
        told += [one, *one.also]
    people = People(corpus, {passage.source for one in told for passage in one.citations})
    drafts = iter(_drafts(told, parser.parse([one.text for one in told]), people, parser, checker))
    first = _opening(opening, next(drafts)) if opening else None
    by_id = {}
    for one in ordered:
        draft = next(drafts)
        naming = len(draft.naming) if draft else one.naming
        also = tuple(voice.model_copy(update=_changes(voice, next(drafts))) for voice in one.also)
        by_id[one.id] = one.model_copy(update={**_changes(one, draft), "naming": naming, "also": also})
    return first, tuple(by_id[one.id] for one in findings)


def _in_order(findings: Sequence[Finding], read_first: Sequence[str]) -> list[Finding]:
    by_id = {one.id: one for one in findings}
    return [by_id[identifier] for identifier in dict.fromkeys((*read_first, *by_id))]


def _drafts(
    told: Sequence[Gap | Finding | Voice], docs: Sequence[Doc], people: People, parser: Parses, checker: Checker
) -> list[_Draft | None]:
    """The drafts that hold; each time that one does not, all are made anew without it."""
    refused = set[int]()
    while True:
        known: dict[str, Pair] = {}
        drafts = [
            None if place in refused else _draft(one, doc, people, known)
            for place, (one, doc) in enumerate(zip(told, docs, strict=True))
        ]
        made = [(place, draft) for place, draft in enumerate(drafts) if draft is not None]
        verdicts = checker.check_all([(draft.text, draft.passages) for _, draft in made])
        read = parser.parse([draft.text for _, draft in made])
        failed = {
            place
            for (place, _), verdict, doc in zip(made, verdicts, read, strict=True)
            if not (verdict.ok and tells(doc))
        }
        if not failed:
            supports = {place: verdict.support for (place, _), verdict in zip(made, verdicts, strict=True)}
            return [replace(one, support=supports[place]) if one else None for place, one in enumerate(drafts)]
        refused |= failed


def _draft(one: Gap | Finding | Voice, doc: Doc, people: People, known: dict[str, Pair]) -> _Draft | None:
    """The text with everybody named whom it is the first to mention; ``None`` where that changes nothing."""
    own = one.citations if isinstance(one, Gap) else one.made_from
    changes: list[tuple[int, int, str]] = []
    naming: list[Passage] = []
    for name in full_names(doc):
        known.update(dict.fromkeys([token.text for token in name], pair_of(name)))
    # What tells of two sources has its own words.
    if isinstance(one, Finding) and one.sides:
        return None
    text = one.text
    for token in _unquoted(doc):
        found = people.naming(token.text, own[-1]) if token.pos_ == "PROPN" else None
        if found is None or known.get(token.text) == found.pair or not is_bare(token):
            continue
        known.update(dict.fromkeys(found.pair, found.pair))
        end = token.idx + len(token.text)
        changes.append((_with_honorific(token).idx, end, _worded(found, token, text[end : end + 1])))
        if found.passage not in (*own, *naming):
            naming.append(found.passage)
    for start, end, full in reversed(changes):
        text = text[:start] + (full if start else full[0].upper() + full[1:]) + text[end:]
    return _Draft(text, tuple(naming), tuple(own)) if changes else None


def _worded(naming: Naming, token: Token, following: str) -> str:
    """A name as it stands before this sign, with what is said of it where nothing else stands beside it."""
    beside = any(child.dep_ in {"appos", "conj", "cc", "relcl"} for child in token.children)
    behind = token.nbor().text if token.i + 1 < len(token.doc) else "."
    if not naming.aside or beside or token.dep_ in {"appos", "conj"} or following not in {" ", "."} or behind == "(":
        return naming.words
    return f"{naming.words}, {naming.aside}{',' * (following == ' ')}"


def _opening(gap: Gap, draft: _Draft | None) -> Gap:
    return gap.model_copy(update={"text": draft.text, "citations": draft.passages}) if draft else gap


def _changes(one: Finding | Voice, draft: _Draft | None) -> dict[str, object]:
    """What a draft changes in a finding or a voice: its words, and the passages that name people; else nothing."""
    if draft is None:
        return {}
    carriers = [passage for passage in one.citations if passage not in one.made_from]
    citations = (*draft.passages, *carriers)
    return {"text": draft.text, "mode": "rewritten", "citations": citations, "support": draft.support}


def _unquoted(doc: Doc) -> Iterator[Token]:
    quoted = list(quotations(doc.text))
    return (token for token in doc if not is_quoted(token.idx, quoted))


def _with_honorific(token: Token) -> Token:
    return token.nbor(-1) if token.i > 0 and token.nbor(-1).lower_ in HONORIFICS else token

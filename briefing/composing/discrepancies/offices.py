"""Discrepancies of naming: one person's office called differently ("Defense Secretary", "Secretary of War")."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from briefing.composing.discrepancies.discrepancy import Discrepancy, between

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span

    from briefing.composing.corpus import Corpus

# Names are matched by their letters alone, so that these come after what passages as a whole show.
_WEIGHT = 0.5
_LONGEST_TITLE = 6
_OFFICES = frozenset(
    """adviser advisor ambassador chair chairman chairwoman chief commander director envoy governor head minister
    president secretary spokesman spokeswoman""".split()
)
# Words that do not tell what an office is of.
_NO_DOMAIN = frozenset(
    "a acting admiral an ex former general mr mrs ms new of senator states the then u.s. united us".split()
)


def of_offices(corpus: Corpus) -> Iterator[Discrepancy]:
    """Offices before one full name that share the title and are of different things."""
    for name, offices in _offices(corpus).items():
        for (domain, (one, title)), (other_domain, (other, rival)) in combinations(offices.items(), 2):
            within = domain <= other_domain or other_domain <= domain
            if within or corpus.source_of(one).origin == corpus.source_of(other).origin or not _alike(title, rival):
                continue
            text = f"The sources name the office of {name} differently: {title} against {rival}."
            passages = (corpus.passages[one], corpus.passages[other])
            yield between("naming", text, passages, _WEIGHT, (f"{name} {title}", f"{name} {rival}"))


def _offices(corpus: Corpus) -> dict[str, dict[frozenset[str], tuple[int, str]]]:
    """For each person the offices by what they are of, each with the first passage that says so and its words."""
    titled: dict[str, dict[frozenset[str], tuple[int, str]]] = {}
    for index, doc in enumerate(corpus.docs):
        for entity in doc.ents:
            office = _office(entity) if entity.label_ == "PERSON" else None
            if office is not None:
                name, title, domain = office
                titled.setdefault(name, {}).setdefault(domain, (index, title))
    return titled


def _office(person: Span) -> tuple[str, str, frozenset[str]] | None:
    """The person's full name, the title right before it, and the words that tell what the office is of."""
    doc = person.doc
    full = [token for token in person if token.text not in {"'s", "’s"}]
    while full and full[0].lemma_.lower() in _OFFICES:
        full = full[1:]
    if len(full) < 2:
        return None
    start = first = full[0].i
    while first > max(0, start - _LONGEST_TITLE) and (
        doc[first - 1].pos_ in {"PROPN", "NOUN", "ADJ"} or doc[first - 1].lower_ == "of"
    ):
        first -= 1
    title = list(doc[first:start])
    while title and (title[0].lower_ in _NO_DOMAIN or title[0].ent_type_ in {"GPE", "NORP"}):
        title = title[1:]
    if not title or not _is_title([token.lower_ for token in title]):
        return None
    domain = frozenset(token.lower_.replace("defence", "defense") for token in title) - _OFFICES - _NO_DOMAIN
    return (" ".join(token.text for token in full), doc[title[0].i : start].text, domain) if domain else None


def _is_title(words: list[str]) -> bool:
    """Whether the words are an office: its word last ("defense secretary") or before "of" ("secretary of war")."""
    before = words[: words.index("of")] if "of" in words else words
    return bool(before) and before[-1] in _OFFICES and words[-1] != "of"


def _alike(title: str, other: str) -> bool:
    """Whether both titles have the same word for the office: a minister who was an envoy has held two offices."""
    return bool(set(title.lower().split()) & set(other.lower().split()) & _OFFICES)

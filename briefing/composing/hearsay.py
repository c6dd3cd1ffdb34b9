"""Hearsay: what several sources tell after one outlet has that outlet for its origin, however many tell it.

"NBC News reported that …" in two papers is one report. Who else is named for what is told (the police, a ministry) is
no outlet: two papers that both heard it from the police are two witnesses of what the police said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.checking.quotations import is_quoted, quotations
from briefing.composing.discrepancies.claimants import claiming

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Span

    from briefing.composing.candidates import Candidate
    from briefing.composing.corpus import Corpus
    from briefing.memo import Passage, Source

    Told = tuple[Source, Doc]

# What an outlet's name has in it, or is.
_OUTLET = re.compile(
    r"\b(?:News|Times|Post|Journal|Press|Radio|TV|Television|Daily|Tribune|Herald|Guardian|Globe|Gazette|Observer"
    r"|Telegraph|Chronicle|Weekly|Magazine|Broadcasting|ABC|AFP|AP|Axios|BBC|Bloomberg|CBC|CBS|CNN|Fox|KCNA|MSNBC|NBC"
    r"|NPR|Politico|POLITICO|Reuters|TASS|Vox|Xinhua|Yonhap)\b"
)
_NO_OUTLET = re.compile(r"\bPost Office\b|\b(?:Canada|Deutsche|Royal) Post\b")
_ARTICLE = re.compile(r"^the\s+|['’]s$", re.IGNORECASE)


def independent_origins(centre: Candidate, carriers: Iterable[Passage], corpus: Corpus) -> int:
    """How many origins tell a statement: its own, and those of its carriers that do not tell it after the same outlet.

    An outlet that is itself a source tells it first hand; who tells it after that outlet has its origin.
    """
    told = [(centre.source, centre.doc)]
    for passage in carriers:
        one = corpus.by_id[passage.source], corpus.docs[corpus.place_of(passage)]
        if not any(_share_an_outlet(one, other) for other in told):
            told.append(one)
    return corpus.origins(source.id for source, _ in told)


def _share_an_outlet(one: Told, other: Told) -> bool:
    """Whether two tell it after one outlet, or the one after the other."""
    (here, text), (there, other_text) = one, other
    named = outlets(text) & _mentioned(other_text) or outlets(other_text) & _mentioned(text)
    return bool(named) or _name(here.name) in outlets(other_text) or _name(there.name) in outlets(text)


def outlets(doc: Doc) -> frozenset[str]:
    """The outlets that a sentence names for what it tells, without articles and in small letters."""
    claimants = {token.i for token in claiming(doc)}
    return frozenset(_name(name.text) for name in _outlets_in(doc) if claimants & set(range(name.start, name.end)))


def _mentioned(doc: Doc) -> frozenset[str]:
    return frozenset(_name(name.text) for name in _outlets_in(doc))


def _outlets_in(doc: Doc) -> Iterator[Span]:
    """The outlets that the sentence itself names; what is quoted was said by somebody whom both may have heard."""
    quoted = list(quotations(doc.text))
    for name in doc.ents:
        # Vicente Fox is none.
        named = _OUTLET.fullmatch(name.text) if name.label_ == "PERSON" else _OUTLET.search(name.text)
        if named and not is_quoted(name.start_char, quoted) and not _NO_OUTLET.search(name.text):
            yield name


def _name(text: str) -> str:
    return _ARTICLE.sub("", text).lower()

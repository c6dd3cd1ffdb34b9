"""All passages of a dossier, parsed and encoded: what composing looks for carriers, discrepancies and gaps in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from briefing.checking.literals import OPENERS
from briefing.models.encoder import DIMENSIONS
from briefing.models.heads.sentences import Judged, joined
from briefing.reading import passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from briefing.memo import Passage, Source
    from briefing.models.encoder import Encodes
    from briefing.models.parser import Parses

# So many passages open a source and tell what it is about.
_OPENING = 3
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
# Verbs that say nothing of an event by themselves.
_LIGHT = frozenset({"be", "have", "do", "say", "tell", "make", "take", "get", "go", "add", "state", "note", "announce"})


@dataclass(frozen=True)
class Corpus:
    """The sentence passages of all sources in order, with their parses and vectors."""

    sources: tuple[Source, ...]
    passages: tuple[Passage, ...]
    docs: tuple[Doc, ...]
    judged: Judged
    headlines: NDArray[np.float32]
    """The vectors of the sources' titles: shape ``(sources, 384)``, zeros for a source without one."""

    @property
    def vectors(self) -> NDArray[np.float32]:
        """The vectors of the passages: shape ``(n, 384)``."""
        return self.judged.vectors

    @cached_property
    def lemmas(self) -> tuple[frozenset[str], ...]:
        """The content words of each passage, in their dictionary form."""
        return tuple(content_lemmas(doc) for doc in self.docs)

    @cached_property
    def by_id(self) -> dict[str, Source]:
        """The sources by their ids."""
        return {source.id: source for source in self.sources}

    @cached_property
    def openings(self) -> frozenset[Passage]:
        """The passages in which the sources say what they are about: the first three of each."""
        seen = Counter[str]()
        found: set[Passage] = set()
        for passage in self.passages:
            seen[passage.source] += 1
            if seen[passage.source] <= _OPENING:
                found.add(passage)
        return frozenset(found)

    def goes_on(self, source: str) -> bool:
        """Whether the source with this id says more than its opening, so that what it opens with was chosen for it."""
        return sum(passage.source == source for passage in self.passages) > _OPENING

    @cached_property
    def _places(self) -> dict[tuple[str, int], int]:
        return {(passage.source, passage.start): place for place, passage in enumerate(self.passages)}

    def place_of(self, passage: Passage) -> int:
        """Where in the corpus the passage stands that begins where this one does."""
        return self._places[passage.source, passage.start]

    def source_of(self, index: int) -> Source:
        """The source of the passage at ``index``."""
        return self.by_id[self.passages[index].source]

    def origins(self, sources: Iterable[str]) -> int:
        """How many independent origins the sources with these ids have."""
        return len({self.by_id[identifier].origin for identifier in sources})


def gather(sources: Iterable[Source], parser: Parses, encoder: Encodes) -> Corpus:
    """Parse and encode all passages of the sources."""
    kept = tuple(sources)
    by_source = [passages(source) for source in kept]
    every = tuple(passage for one in by_source for passage in one)
    # Source by source, as condensing did: an encoder and a parser that remember have the same lists.
    texts = [[passage.text for passage in one] for one in by_source]
    judged = joined([encoder.judge(one) for one in texts])
    docs = tuple(doc for one in texts for doc in parser.parse(one))
    return Corpus(kept, every, docs, judged, _headlines(kept, encoder))


def _headlines(sources: Sequence[Source], encoder: Encodes) -> NDArray[np.float32]:
    titled = [place for place, source in enumerate(sources) if source.title]
    vectors = np.zeros((len(sources), DIMENSIONS), dtype=np.float32)
    if titled:
        vectors[titled] = encoder.encode([sources[place].title or "" for place in titled])
    return vectors


def content_lemmas(doc: Doc) -> frozenset[str]:
    """The content words of a sentence in their dictionary form, without the emptiest."""
    return frozenset(
        token.lemma_.lower()
        for token in doc
        if token.pos_ in _CONTENT and token.lemma_.lower() not in _LIGHT and token.lower_ not in OPENERS
    )


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of ``one``'s content words that ``other`` has too; 0 where ``one`` has none."""
    return len(one & other) / len(one) if one else 0.0

"""Which sources reprint one text: a syndicated or copied article is no second witness.

Two sources share an origin if most of the shorter one's own words stand in the longer one, in the same
order. Quotations are left out first: two independent stories quote the same statement.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from itertools import chain

# Of 2,264 pairs of articles on one event, 11 lie above this share; by outlet and headline they are one text or a wire
# story worked over. All but 12 of the others lie below 0.25.
REPRINTED = 0.45
"""A text is a reprint if this share of the shorter one's word sequences stands in the longer one."""

SEQUENCE = 5
"""Words in a sequence: shorter ones are idiom, longer ones break at every change of a copy editor."""

# With fewer sequences than this, a text says too little of its own; then only a whole copy counts.
_ENOUGH = 25

# Quotation marks are trusted within a paragraph and up to a length that a lost mark would exceed.
_QUOTED = re.compile(r"[“„«][^“”„«»\n]{1,800}[”»]|(?<!\w)\"[^\"\n]{1,800}\"(?!\w)|(?<!\w)‘[^‘\n]{20,800}?’(?!\w)")
_WORD = re.compile(r"\w+")


class Origins:
    """Gives each text its origin, numbered from ``O1`` in the order in which the texts come.

    A text that reprints parts of several origins joins the one that it has most of. One that joins
    does not make the origins of others one. Looks up word sequences in an index, so the time grows
    with what texts share and not with the number of pairs.
    """

    def __init__(self) -> None:
        self._origins: list[str] = []
        self._sizes: list[int] = []
        self._digests: dict[str, int] = {}
        self._index: dict[int, list[int]] = {}
        self._count = 0

    def add(self, text: str) -> str:
        """Return the origin of the next text."""
        words = _WORD.findall(text.casefold())
        digest = hashlib.sha256(" ".join(words).encode()).hexdigest()
        sequences = _sequences(_WORD.findall(_QUOTED.sub(" ", text).casefold()))
        earlier = self._digests.get(digest)
        if earlier is None and len(sequences) >= _ENOUGH:
            earlier = self._reprinted(sequences)
        if earlier is None:
            self._count += 1
            origin = f"O{self._count}"
        else:
            origin = self._origins[earlier]
        self._remember(origin, digest, sequences)
        return origin

    def _reprinted(self, sequences: set[int]) -> int | None:
        """Return the earlier text that shares most with these sequences, if that is enough."""
        shared = Counter(chain.from_iterable(self._index.get(sequence, ()) for sequence in sequences))
        best: tuple[float, int] | None = None
        for position, common in shared.items():
            containment = common / min(len(sequences), self._sizes[position])
            if containment >= REPRINTED and (best is None or (containment, -position) > best):
                best = (containment, -position)
        return -best[1] if best else None

    def _remember(self, origin: str, digest: str, sequences: set[int]) -> None:
        position = len(self._origins)
        self._origins.append(origin)
        self._sizes.append(len(sequences))
        self._digests.setdefault(digest, position)
        if len(sequences) >= _ENOUGH:
            for sequence in sequences:
                self._index.setdefault(sequence, []).append(position)


def _sequences(words: list[str]) -> set[int]:
    """Hashes of the word sequences. Python's own hash would differ from run to run, though no result would."""
    return {
        int.from_bytes(
            hashlib.blake2b(" ".join(words[start : start + SEQUENCE]).encode(), digest_size=8).digest(), "big"
        )
        for start in range(len(words) - SEQUENCE + 1)
    }

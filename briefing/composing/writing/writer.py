"""What a writer is. Replace it to have groups and wordings from something else; the composer's checks stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Worded:
    """A finding as it is worded now, and the passages that it was made from."""

    text: str
    passages: tuple[str, ...]


class Writer(Protocol):
    """Proposes; the composer decides. It raises nothing: what it has no answer to, it leaves out."""

    def group(self, statements: Sequence[str]) -> list[frozenset[int]]:
        """Places of statements that report one fact, two or more in each group; a place is in one group at most."""
        ...

    def word(self, findings: Sequence[Worded]) -> Mapping[int, str]:
        """Better wordings of findings, by their places."""
        ...

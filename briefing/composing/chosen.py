"""What was chosen to be a finding, and what was passed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.composing.candidates import Candidate
    from briefing.memo import Firmness, Kind, Passage, Section, When

SECTIONS: dict[Kind, Section] = {
    "accord": "agreements",
    "consensus": "agreements",
    "dispute": "frictions",
    "discrepancy": "frictions",
    "next_step": "next_steps",
}


@dataclass(frozen=True)
class Chosen:
    """A group that becomes a finding: its kind, carriers, score, and for a next step who, when and how firm.

    ``weights`` are what the score is the sum of; ``group`` are the statements that say the same; ``reply`` is what a
    dispute's source says right behind it in answer; ``later`` is what a later report gives in place of a figure of it;
    ``also`` are other voices in a dispute's quarrel, the best first.
    """

    centre: Candidate
    kind: Kind
    carriers: tuple[Passage, ...]
    origins: int
    score: float
    who: tuple[str, ...] = ()
    when: When | None = None
    firmness: Firmness | None = None
    weights: tuple[tuple[str, float], ...] = ()
    group: tuple[Candidate, ...] = ()
    reply: Passage | None = None
    later: Passage | None = None
    also: tuple[Chosen, ...] = ()
    compare: tuple[Passage, ...] = ()

    @property
    def section(self) -> Section:
        """The section that its kind belongs to."""
        return SECTIONS[self.kind]


@dataclass(frozen=True)
class Passed:
    """A statement that became no finding, and why; ``judged`` where it could have been one.

    ``happened`` tells that it is something that happened, by one origin's word; ``compare`` are passages of other
    origins that seem to tell it, alike or otherwise.
    """

    centre: Candidate
    why: str
    judged: Chosen | None = None
    repeats: Chosen | None = None
    happened: bool = False
    compare: tuple[Passage, ...] = ()

    @property
    def is_plainly_alone(self) -> bool:
        """Whether nobody else so much as seems to tell it, and it is news by itself, not only by opening its source."""
        return not self.compare and self.centre.likeliest != "background"


@dataclass(frozen=True)
class Choice:
    """What was chosen, in the memo's order, and what was passed over, in the order in which it was."""

    kept: tuple[Chosen, ...]
    passed: tuple[Passed, ...]

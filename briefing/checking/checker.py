"""The verdict on one statement: its literal violations and its support, and whether it may be printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.checking.literals import violations
from briefing.checking.quotations import balanced
from briefing.checking.support import SUPPORTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.checking.support import Support
    from briefing.memo import Passage


@dataclass(frozen=True)
class Verdict:
    """What a check found: ``support`` in 0..1, and one short line for each reason against printing."""

    support: float
    reasons: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether the statement may be printed."""
        return not self.reasons


class Checker:
    """Checks statements against the passages that they cite."""

    def __init__(self, support: Support) -> None:
        self._support = support

    def check(self, text: str, passages: Sequence[Passage]) -> Verdict:
        """The verdict on ``text``, which says that ``passages`` carry it.

        The source's own words, whole, are supported by themselves: score 1, nothing to check.
        """
        said = [passage.text for passage in passages]
        if text in said:
            return Verdict(1.0, ())
        reasons = list(violations(text, said))
        if not balanced(text):
            reasons.append("quotation marks or brackets without their partner")
        score = self._support.score(text, said)
        if score < SUPPORTED:
            reasons.append(f"support {score:.2f} is below {SUPPORTED}")
        return Verdict(score, tuple(reasons))

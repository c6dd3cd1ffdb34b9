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
        """The verdict on ``text``, which says that ``passages`` carry it."""
        return self.check_all([(text, passages)])[0]

    def check_all(self, told: Sequence[tuple[str, Sequence[Passage]]]) -> list[Verdict]:
        """The verdict on each text by the passages that are said to carry it.

        The source's own words, whole, are supported by themselves: score 1, nothing to check.
        """
        claims = [(text, [passage.text for passage in passages]) for text, passages in told]
        reworded = [place for place, (text, said) in enumerate(claims) if text not in said]
        verdicts = [Verdict(1.0, ())] * len(claims)
        if reworded:
            for place, score in zip(reworded, self._support.scores([claims[place] for place in reworded]), strict=True):
                verdicts[place] = _verdict(*claims[place], score)
        return verdicts


def _verdict(text: str, said: Sequence[str], score: float) -> Verdict:
    reasons = list(violations(text, said))
    if not balanced(text):
        reasons.append("quotation marks or brackets without their partner")
    if score < SUPPORTED:
        reasons.append(f"support {score:.2f} is below {SUPPORTED}")
    return Verdict(score, tuple(reasons))

"""Whether claims that one change made false are caught, and how often true ones are held to be false.

    python -m benchmarks.corruptions FILE [--articles N] [--skip K] [--seed S]

FILE is one that ``training.claims`` takes, of articles that it did not take. A claim is caught, or falsely alarmed,
where the support that its passage gives it is below the threshold, or where it says literally what the passage does
not; "by support" counts the score alone. Claims of the kind "elsewhere" are true, but not by the passage given.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import TYPE_CHECKING

from benchmarks.reporting import command_line, report
from benchmarks.rows import rows
from benchmarks.texts import sentences_of
from briefing.checking.literals import violations
from briefing.checking.support import SUPPORTED, Support
from briefing.models.encoder import load_encoder
from briefing.models.heads.pairs import load_pair_judge
from briefing.models.parser import load_parser
from training.claims import articles, claims

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.claims import Claim

_TRUE = "entailment"
_OPEN = "neutral"


@dataclass(frozen=True)
class _Checked:
    """A claim, and what spoke against it: too little support, or something that it says literally."""

    claim: Claim
    unsupported: bool
    violated: bool


def main(arguments: Sequence[str] | None = None) -> None:
    """Make claims, check them, and print the shares that were caught and falsely alarmed, over all and by kind."""
    parser = command_line("corruptions", __doc__)
    parser.add_argument("--articles", type=int, default=200, help="how many articles (default: 200)")
    parser.add_argument("--skip", type=int, default=0, help="how many to pass over before (default: 0)")
    parser.add_argument("--seed", type=int, default=13, help="what chance starts from (default: 13)")
    options = parser.parse_args(arguments)
    chance = Random(options.seed)  # noqa: S311 - reproducible, not secret
    grammar = load_parser()
    support = Support(load_encoder(), load_pair_judge())
    checked = [
        one
        for title, text in islice(articles(rows(options.file)), options.skip, options.skip + options.articles)
        for one in _checked(list(claims(title, text, grammar, chance)), support)
    ]
    false = [one for one in checked if one.claim.label not in {_TRUE, _OPEN}]
    true = [one for one in checked if one.claim.label == _TRUE]
    opened = [one for one in checked if one.claim.label == _OPEN]
    report(
        {
            "claims": len(checked),
            **_shares("corrupted", "caught", false),
            **_shares("true", "falsely_alarmed", true),
            **_by_kind("caught", false),
            **_by_kind("falsely_alarmed", true),
            **_by_kind("caught", opened),
        }
    )


def _checked(made: Sequence[Claim], support: Support) -> list[_Checked]:
    scores = support.scores([(claim.hypothesis, sentences_of(claim.premise)) for claim in made])
    return [
        _Checked(claim, score < SUPPORTED, bool(violations(claim.hypothesis, [claim.premise])))
        for claim, score in zip(made, scores, strict=True)
    ]


def _by_kind(what: str, checked: Sequence[_Checked]) -> dict[str, float]:
    shares: dict[str, float] = {}
    for kind in sorted({one.claim.kind for one in checked}):
        shares |= _shares(kind.replace(" ", "_"), what, [one for one in checked if one.claim.kind == kind])
    return shares


def _shares(name: str, what: str, checked: Sequence[_Checked]) -> dict[str, float]:
    """How many claims there are and the shares that something, or the support alone, spoke against."""
    if not checked:
        return {f"{name}_claims": 0}
    return {
        f"{name}_claims": len(checked),
        f"{name}_{what}": round(sum(one.unsupported or one.violated for one in checked) / len(checked), 4),
        f"{name}_{what}_by_support": round(sum(one.unsupported for one in checked) / len(checked), 4),
    }


if __name__ == "__main__":
    main()

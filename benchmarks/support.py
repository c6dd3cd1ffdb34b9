"""Whether a document supports a claim about it, such as a machine's summary that people judged.

    python -m benchmarks.support FILE

A row has ``source``, ``claim``, ``supported`` (1 or 0) and perhaps ``domain``. A claim of several sentences has the
mean of their scores. The threshold is the one that ships; nothing is fitted on FILE.
"""

from __future__ import annotations

import time
from itertools import islice
from statistics import fmean
from typing import TYPE_CHECKING, Any

from benchmarks.measures import Figures, verdicts
from benchmarks.reporting import command_line, report
from benchmarks.rows import rows
from benchmarks.texts import sentences_of
from briefing.checking.support import SUPPORTED, Support
from briefing.models.encoder import load_encoder
from briefing.models.heads.pairs import load_pair_judge

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Score the claims and print how well the scores tell the supported ones, over all and by domain."""
    found = list(rows(command_line("support", __doc__).parse_args(arguments).file))
    support = Support(load_encoder(), load_pair_judge())
    started = time.perf_counter()
    scores = _scores(support, found)
    seconds = time.perf_counter() - started
    domains = sorted({row["domain"] for row in found if "domain" in row})
    report(
        {
            **_figures(found, scores),
            **{
                f"{domain}_{name}": value
                for domain in domains
                for name, value in _figures(found, scores, domain).items()
            },
            "threshold": SUPPORTED,
            "seconds_per_claim": round(seconds / len(found), 4),
        }
    )


def _scores(support: Support, found: Sequence[dict[str, Any]]) -> list[float]:
    """The support of each claim: the mean over its sentences."""
    told = [(sentences_of(row["claim"]), sentences_of(row["source"])) for row in found]
    scores = iter(support.scores([(sentence, passages) for claim, passages in told for sentence in claim]))
    return [fmean(islice(scores, len(claim))) for claim, _ in told]


def _figures(found: Sequence[dict[str, Any]], scores: Sequence[float], domain: str | None = None) -> Figures:
    """The figures of one domain, or of all rows."""
    some = [place for place, row in enumerate(found) if domain is None or row.get("domain") == domain]
    return verdicts([scores[place] for place in some], [int(found[place]["supported"]) for place in some], SUPPORTED)


if __name__ == "__main__":
    main()

"""Whether a premise entails, leaves open or contradicts a hypothesis.

    python -m benchmarks.entailment FILE

A row has ``premise``, ``hypothesis`` and ``label`` (entailment, neutral, contradiction).
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from benchmarks.measures import classes
from benchmarks.reporting import command_line, report
from benchmarks.rows import rows
from briefing.models.heads.pairs import ENTAILMENT, load_pair_judge

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Judge the pairs and print how often that is right, and how fast."""
    found = list(rows(command_line("entailment", __doc__).parse_args(arguments).file))
    judge = load_pair_judge()
    started = time.perf_counter()
    chances = judge.judge([(row["premise"], row["hypothesis"]) for row in found]).entailment
    seconds = time.perf_counter() - started
    truth = [ENTAILMENT.index(row["label"]) for row in found]
    report({**classes(chances, truth, ENTAILMENT), "pairs_per_second": round(len(found) / seconds, 1)})


if __name__ == "__main__":
    main()

"""Whether what two outlets say of one matter agrees, conflicts, or is unrelated.

    python -m benchmarks.relations FILE

A row has ``a``, ``b`` and ``label`` (agreement, conflict, unrelated). Each pair is judged both ways round, and the mean
counts. Beside the relation head stand two yardsticks: "untrained" takes the entailment judgement for it (entailment
for agreement, contradiction for conflict), and "majority" always says agreement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.measures import relation
from benchmarks.reporting import command_line, report
from benchmarks.rows import rows
from briefing.models.heads.pairs import ENTAILMENT, RELATION, load_pair_judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# What stands for agreement, conflict and unrelated, in this order, among the columns of entailment.
_STAND_INS = [ENTAILMENT.index(name) for name in ("entailment", "contradiction", "neutral")]


def main(arguments: Sequence[str] | None = None) -> None:
    """Judge the pairs and print how often that is right."""
    found = list(rows(command_line("relations", __doc__).parse_args(arguments).file))
    truth = [RELATION.index(row["label"]) for row in found]
    judge = load_pair_judge()
    one = judge.judge([(row["a"], row["b"]) for row in found])
    other = judge.judge([(row["b"], row["a"]) for row in found])
    majority = np.zeros((len(found), len(RELATION)), np.float32)
    majority[:, RELATION.index("agreement")] = 1
    yardsticks = {"untrained": _mean(one.entailment, other.entailment)[:, _STAND_INS], "majority": majority}
    report(
        {
            **relation(_mean(one.relation, other.relation), truth),
            **{
                f"{yardstick}_{name}": value
                for yardstick, chances in yardsticks.items()
                for name, value in relation(chances, truth).items()
            },
        }
    )


def _mean(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    mean: NDArray[np.float32] = (one + other) / np.float32(2)
    return mean


if __name__ == "__main__":
    main()

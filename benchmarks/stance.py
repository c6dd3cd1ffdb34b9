"""Whether a sentence tells of cooperation or conflict, in words or in deeds, or of neither.

    python -m benchmarks.stance FILE

A row has ``sentence`` and ``label`` (verbal or material cooperation, verbal or material conflict, neutral).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import measures
from benchmarks.reporting import command_line, report
from benchmarks.rows import rows
from briefing.models.encoder import load_encoder
from briefing.models.heads.sentences import CODES

if TYPE_CHECKING:
    from collections.abc import Sequence

LABELS = tuple(" ".join(part for part in reversed(code) if part) for code in CODES)
"""How data files call the codes, in the order of the judgement's columns: "verbal cooperation", …, "neutral"."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Judge the sentences and print how often that is right."""
    found = list(rows(command_line("stance", __doc__).parse_args(arguments).file))
    judged = load_encoder().judge([row["sentence"] for row in found])
    report(measures.stance(judged.stance, [LABELS.index(row["label"]) for row in found]))


if __name__ == "__main__":
    main()

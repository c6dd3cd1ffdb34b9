"""Which sentences of an article speak of what is to come.

    python -m benchmarks.outlook FILE

A row has ``original_text`` and ``extracted``, an article's statements about the future; ``future`` finds the sentences
that they stand in. Such lists are not complete, so that precision is understated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import future, measures
from benchmarks.reporting import command_line, report
from benchmarks.rows import rows
from briefing.models.encoder import load_encoder

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Judge the articles' sentences and print how often that is right."""
    file = command_line("outlook", __doc__).parse_args(arguments).file
    found = [sentence for row in rows(file) for sentence in future.sentences(row)]
    judged = load_encoder().judge([text for text, _ in found])
    report(measures.outlook(judged.outlook, [int(listed) for _, listed in found]))


if __name__ == "__main__":
    main()

"""Which candidates are worth judging again, and by each other: the best of each section.

Judging takes a pass of a model for each of them, and for each pair, so that it is spent on what could become a finding.
However many documents there are, the list is as long.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefing.composing.points import SECTION_OF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.composing.candidates import Candidate

# Several times what a long memo has room for, since many say the same.
_OF_A_SECTION = 40


def shortlisted(candidates: Sequence[Candidate]) -> list[int]:
    """The places of the candidates with the most merit of each section, in order.

    The best of the background are among them: read again, some of it is none.
    """
    taken = Counter[str]()
    kept = set[int]()
    for index in sorted(range(len(candidates)), key=lambda index: (-candidates[index].merit, index)):
        section = SECTION_OF.get(candidates[index].point, "background")
        if taken[section] < _OF_A_SECTION:
            taken[section] += 1
            kept.add(index)
    return sorted(kept)

"""The shortlist is as long for a hundred documents as for ten."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from briefing.composing.shortlist import shortlisted

from .dossiers import candidates_of, source

(ONE,) = candidates_of(source(1, "Norway and Denmark agreed to share radar data in the Skagerrak."))
MANY = [
    replace(ONE, point=point, merit=float(number))
    for number in range(200)
    for point in ("accord", "event", "dispute", "step", "background")
]


def test_each_section_has_as_many_at_most_and_so_has_the_background() -> None:
    kept = [MANY[place] for place in shortlisted(MANY)]
    sections = Counter("agreements" if one.point in {"accord", "event"} else one.point for one in kept)
    assert sections.keys() == {"agreements", "dispute", "step", "background"}
    assert len(set(sections.values())) == 1
    assert len(kept) == len(shortlisted(MANY * 5)) < 200


def test_the_best_are_kept_in_their_order() -> None:
    kept = [MANY[place] for place in shortlisted(MANY)]
    assert [one.merit for one in kept] == sorted(one.merit for one in kept)
    assert min(one.merit for one in kept if one.point == "dispute") > 150


def test_a_short_list_is_kept_whole() -> None:
    few = MANY[:20]
    assert shortlisted(few) == list(range(20))

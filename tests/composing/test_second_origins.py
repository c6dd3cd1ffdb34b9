"""What may be a second origin, and is not sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.composing.chosen import Chosen
from briefing.composing.relations import Relation, Relations
from briefing.composing.second_origins import likely_carrier, of_own_origins

from .dossiers import candidates_of, composed, corpus, source

if TYPE_CHECKING:
    from briefing.memo import Kind

DAM = "Critics of the dam said on Monday that it would flood three villages above Voss."
DROWNED = "Three villages above Voss would drown, warn those who oppose the dam, and a church with them."
SLIDE = "A landslide buried the coast road north of Voss on Monday night."
DUG = "Rescue workers dug through mud on the coast road near Voss on Tuesday."
LIKELY = Relation(0.7, 0.1, 0.9)


def compared(
    other: str, relation: Relation = LIKELY, *, kind: Kind = "dispute", origins: int = 1, beneath: bool = False
) -> list[str]:
    """What is named to compare beside what is told of the dam, where the other passage has this relation to it."""
    sources = source(1, DAM), source(2, other)
    (centre,) = candidates_of(sources[0])
    read = corpus(*sources)
    one = Chosen(centre, kind, (), origins, 1.0, later=read.passages[1] if beneath else None)
    return [passage.text for passage in likely_carrier(one, read, Relations({(other, DAM): relation}))]


def test_what_likely_carries_an_accord_or_a_dispute_of_one_origin_is_named_to_compare() -> None:
    alone = composed(source(1, DAM), source(2, DROWNED)).findings[0]
    assert (alone.text, alone.origins, [passage.text for passage in alone.compare]) == (DAM, 1, [DROWNED])

    again = composed(source(1, DAM), source(2, DROWNED), source(3, DAM)).findings[0]
    assert (again.origins, again.compare) == (2, ())


@pytest.mark.parametrize(
    ("relation", "named"),
    [
        (LIKELY, [DROWNED]),
        (Relation(0.4, 0.1, 0.9), []),
        (Relation(0.7, 0.1, 0.7), []),
    ],
)
def test_it_must_likely_tell_the_same_on_the_same_issue(relation: Relation, named: list[str]) -> None:
    assert compared(DROWNED, relation) == named


def test_what_gives_another_figure_is_not_named() -> None:
    assert compared("Five villages above Voss would drown, warn those who oppose the dam.") == []


def test_what_happened_needs_no_such_passage_and_what_stands_beneath_is_there_already() -> None:
    assert compared(DROWNED, kind="consensus") == []
    assert compared(DROWNED, origins=2) == []
    assert compared(DROWNED, beneath=True) == []


def test_what_is_told_after_the_same_outlet_is_nothing_to_compare() -> None:
    (radar, *_) = composed(
        source(1, "Norway and Denmark agreed to share radar data in the Skagerrak, Reuters reported on Monday."),
        source(2, "Denmark and Norway agreed to share their radar data in the Skagerrak, according to Reuters."),
    ).findings
    assert (radar.origins, radar.compare) == (1, ())


def test_of_each_origin_one_passage_is_named() -> None:
    sources = source(1, SLIDE), source(2, DUG), source(3, DUG, origin="O2"), source(4, DUG)
    (centre,) = candidates_of(sources[0])
    read = corpus(*sources)
    assert [passage.source for passage in of_own_origins(centre, read.passages, read)] == ["S2", "S4"]


def test_a_question_does_not_open_the_bottom_line() -> None:
    asked = "The senators asked the minister in Lima on Monday whether the ferry Alba had sunk off Voss."
    assert composed(source(1, asked), source(2, asked)).unconfirmed is None

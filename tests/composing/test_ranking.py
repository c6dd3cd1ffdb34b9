"""What makes a statement worth telling. Weights are not pinned here: only which of two comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.composing.ranking import merits, score

from .dossiers import candidates_of, composed, source

if TYPE_CHECKING:
    from briefing.models.encoder import Encoder

RADAR = "Norway and Denmark agreed to share radar data in the Skagerrak."
FISH = "Peru accused Chile of fishing with illegal nets near Tacna."


def test_what_is_central_to_the_dossier_ranks_above_what_is_not() -> None:
    radar = [RADAR, "Denmark praised the radar agreement with Norway.", "Norway tested the radar in the Skagerrak."]
    told = candidates_of(*(source(number, text) for number, text in enumerate([*radar, FISH], start=1)))
    worth = merits(told, None)
    assert worth[0] > worth[3]


def test_what_is_near_the_subject_ranks_higher(encoder: Encoder) -> None:
    told = candidates_of(source(1, RADAR), source(2, FISH))
    without, asked = merits(told, None), merits(told, encoder.encode(["illegal fishing"])[0])
    assert asked[1] - asked[0] > without[1] - without[0]


def test_what_a_source_says_first_ranks_above_the_same_said_last() -> None:
    first, last = candidates_of(source(1, f"{RADAR} {FISH}"), source(2, f"{FISH} {RADAR}"))[::3]
    assert first.statement.text == last.statement.text
    worth = merits([first, last], None)
    assert worth[0] > worth[1]


def test_a_second_origin_raises_the_score_and_so_does_a_third() -> None:
    assert score(1.0, 1) < score(1.0, 2) < score(1.0, 3)


def test_no_statements_have_no_merits() -> None:
    assert merits([], None) == []


def test_the_best_carried_finding_of_a_section_has_the_highest_score() -> None:
    quiet = "Peru and Chile signed a treaty on fishing near Tacna."
    agreements = composed(source(1, f"{RADAR} {quiet}"), source(2, RADAR), source(3, RADAR)).findings
    best = max(agreements, key=lambda finding: finding.score)
    assert best.origins == 3

"""What makes a statement worth telling. Weights are not pinned here: only which of two comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from briefing.composing.ranking import corroboration, ranked

from .dossiers import candidates_of, composed, source

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from briefing.composing.candidates import Candidate
    from briefing.models.encoder import Encoder

RADAR = "Norway and Denmark agreed to share radar data in the Skagerrak."
FISH = "Peru accused Chile of fishing with illegal nets near Tacna."


UNTITLED = np.zeros((1, 384), np.float32)


def worths(candidates: list[Candidate], subject: NDArray[np.float32] | None = None) -> list[float]:
    """The merits of the candidates, whose sources have no titles."""
    return [candidate.merit for candidate in ranked(candidates, subject, UNTITLED)]


def test_what_is_central_to_the_dossier_ranks_above_what_is_not() -> None:
    radar = [RADAR, "Denmark praised the radar agreement with Norway.", "Norway tested the radar in the Skagerrak."]
    told = candidates_of(*(source(number, text) for number, text in enumerate([*radar, FISH], start=1)))
    worth = worths(told)
    assert worth[0] > worth[3]


def test_what_is_near_the_subject_ranks_higher(encoder: Encoder) -> None:
    told = candidates_of(source(1, RADAR), source(2, FISH))
    without, asked = worths(told), worths(told, encoder.encode(["illegal fishing"])[0])
    assert asked[1] - asked[0] > without[1] - without[0]


def test_what_a_source_says_first_ranks_above_the_same_said_last() -> None:
    first, last = candidates_of(source(1, f"{RADAR} {FISH}"), source(2, f"{FISH} {RADAR}"))[::3]
    assert first.statement.text == last.statement.text
    worth = worths([first, last])
    assert worth[0] > worth[1]


def test_what_somebody_said_word_for_word_ranks_below_the_same_reported() -> None:
    quoted = "“Norway shares its radar data,” Denmark's minister Karin Lund said in Oslo."
    told = candidates_of(source(1, quoted), source(2, quoted.replace("“", "").replace("”", "")))
    assert len(told) == 2
    parts = [dict(candidate.weights)["is little but a quotation"] for candidate in ranked(told, None, UNTITLED)]
    assert parts[0] < parts[1] == 0


def test_a_second_origin_raises_the_score_and_so_does_a_third() -> None:
    assert corroboration(1) < corroboration(2) < corroboration(3)


def test_no_statements_have_no_merits() -> None:
    assert ranked([], None, UNTITLED) == []


def test_the_best_carried_finding_of_a_section_has_the_highest_score() -> None:
    quiet = "Peru and Chile signed a treaty on fishing near Tacna."
    agreements = composed(source(1, f"{RADAR} {quiet}"), source(2, RADAR), source(3, RADAR)).findings
    best = max(agreements, key=lambda finding: finding.score)
    assert best.origins == 3


def test_what_is_near_a_headline_ranks_higher(encoder: Encoder) -> None:
    told = candidates_of(source(1, RADAR), source(2, FISH))
    titled = ranked(told, None, encoder.encode(["Peru says Chile fishes with illegal nets"]))
    without = worths(told)
    assert titled[1].merit - titled[0].merit > without[1] - without[0]


def test_a_merit_is_the_sum_of_its_weights() -> None:
    for one in ranked(candidates_of(source(1, RADAR), source(2, FISH)), None, UNTITLED):
        assert one.merit == sum(value for _, value in one.weights)

"""What stands around two passages of a dossier."""

from __future__ import annotations

import numpy as np
import pytest

from briefing.composing.retelling import Surroundings
from briefing.models.heads.retelling import FEATURES

from .dossiers import corpus, source

RADAR = "Norway and Denmark agreed to share radar data in the Skagerrak."
FISH = "Peru accused Chile of fishing with illegal nets near Tacna."
FERRY = "The ferry Solveig carried 4,000 passengers from Bergen."


def feature(name: str, *pairs: tuple[int, int], texts: tuple[str, ...]) -> list[float]:
    """One feature of pairs of passages of sources with these texts."""
    read = corpus(*(source(number, text) for number, text in enumerate(texts, start=1)))
    found = Surroundings(read).features(list(pairs))
    assert found.shape == (len(pairs), len(FEATURES))
    return [float(value) for value in found[:, FEATURES.index(name)]]


def test_nothing_stands_around_a_passage_that_is_all_that_its_source_says() -> None:
    read = corpus(source(1, f"{RADAR} {FISH}"), source(2, RADAR), source(3, f"{FISH} {FERRY}"))
    assert Surroundings(read).either_is_alone([(0, 3), (0, 2), (2, 4)]).tolist() == [False, True, True]


def test_no_pairs_have_no_features() -> None:
    assert Surroundings(corpus(source(1, RADAR))).features([]).shape == (0, len(FEATURES))


def test_the_order_of_a_pair_does_not_matter() -> None:
    read = corpus(source(1, f"{RADAR} {FISH}"), source(2, f"{FISH} {FERRY}"))
    found = Surroundings(read).features([(0, 3), (3, 0)])
    np.testing.assert_allclose(found[0], found[1], rtol=1e-5)


def test_what_two_passages_share_counts_more_the_rarer_it_is() -> None:
    texts = (f"{RADAR} {FISH}", f"{RADAR} {FERRY}", f"{RADAR} {FERRY}", RADAR)
    common, rare = feature("shared words", (0, 2), (3, 5), texts=texts)
    assert common > 0
    per_word = (common / 6, rare / 5)
    assert per_word[1] > per_word[0]


def test_numbers_are_in_common_or_others() -> None:
    texts = (FERRY, "The Solveig carried 4,000 people.", "The Solveig carried 3,000 people.", RADAR)
    assert feature("a number in common", (0, 1), (0, 2), (0, 3), texts=texts) == [1, 0, 0]
    assert feature("other numbers", (0, 1), (0, 2), (0, 3), texts=texts) == [0, 1, 0]


def test_two_openings_stand_early_and_neighbors_stand_in_one_document() -> None:
    texts = (f"{RADAR} {FISH}", FERRY)
    assert feature("both early", (0, 2), (1, 2), texts=texts) == [1, 0.5]
    assert feature("neighbors", (0, 1), (0, 2), texts=texts) == [1, 0]
    assert feature("one document", (0, 1), (0, 2), texts=texts) == [1, 0]


def test_a_passage_is_ahead_where_it_is_plainly_the_nearest_of_its_document() -> None:
    texts = (RADAR, f"Denmark and Norway will share radar data in the Skagerrak. {FERRY}", f"{RADAR} {RADAR}")
    nearest, other, one_of_two = feature("ahead of the next nearest", (0, 1), (0, 2), (0, 3), texts=texts)
    assert nearest > 0.2
    assert other < -0.2
    assert one_of_two == pytest.approx(0, abs=1e-5)

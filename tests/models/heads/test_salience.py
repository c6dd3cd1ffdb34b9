"""Which sentences carry a document, each seen among the others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.models.encoder import DIMENSIONS, Encoder
from briefing.models.heads.networks import SalienceNetwork
from briefing.models.heads.salience import FEATURES, SalienceHead, features, load_salience_head

ARTICLE = [
    "Norland and Sudland agreed on Friday to reopen the telephone line between their defence ministries.",
    "The line was cut two years ago after a collision of two frigates in the Strait of Arden.",
    "“We want no more accidents,” the defence minister of Norland said in Lisbon.",
    "Officers of both navies will test the line in September, the ministries said.",
    "Norland still demands 12 million crowns for its damaged frigate.",
    "The hotel in which the ministers met has a view of the river.",
]


@pytest.fixture(scope="module")
def head() -> SalienceHead:
    return load_salience_head()


def random_vectors(count: int, seed: int = 0) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Vectors of length one."""
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSIONS)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def test_what_a_report_is_about_carries_it_and_an_aside_does_not(head: SalienceHead, encoder: Encoder) -> None:
    scores = head.scores(encoder.encode(ARTICLE), ARTICLE)

    assert scores.argmax() == 0
    assert scores[-1] < scores[:2].min()


def test_there_is_a_score_for_each_sentence_and_together_they_share_out_the_whole(
    head: SalienceHead, encoder: Encoder
) -> None:
    scores = head.scores(encoder.encode(ARTICLE), ARTICLE)

    assert scores.shape == (len(ARTICLE),)
    assert scores.dtype == np.dtype(np.float64)
    assert np.exp(scores).sum() == pytest.approx(1)


def test_scores_come_in_the_order_of_the_sentences(head: SalienceHead, encoder: Encoder) -> None:
    aside_first = [ARTICLE[-1], *ARTICLE[1:-1], ARTICLE[0]]
    there, here = (head.scores(encoder.encode(one), one) for one in (ARTICLE, aside_first))

    # The aside gains by standing first, and what the report is about loses by standing last.
    assert here[0] > there[-1]
    assert here[-1] < there[0]


def test_a_document_without_sentences_has_no_scores(head: SalienceHead) -> None:
    assert head.scores(np.zeros((0, DIMENSIONS), np.float32), []).shape == (0,)


def test_a_document_of_one_sentence_is_carried_by_it(head: SalienceHead) -> None:
    assert head.scores(random_vectors(1), ARTICLE[:1])[0] == pytest.approx(0, abs=1e-6)


def test_the_same_document_gives_the_same_bytes(head: SalienceHead) -> None:
    vectors = random_vectors(len(ARTICLE))
    assert head.scores(vectors, ARTICLE).tobytes() == head.scores(vectors, ARTICLE).tobytes()


@settings(max_examples=25, deadline=None)
@given(st.integers(min_value=1, max_value=3 * SalienceNetwork.PLACES), st.integers(min_value=0, max_value=99))
def test_documents_of_any_length_have_finite_scores(count: int, seed: int) -> None:
    scores = load_salience_head().scores(random_vectors(count, seed), (ARTICLE * count)[:count])

    assert scores.shape == (count,)
    assert np.isfinite(scores).all()


def test_features_tell_of_place_length_quotations_and_numbers() -> None:
    found = features(random_vectors(len(ARTICLE)), ARTICLE)

    assert found.shape == (len(ARTICLE), FEATURES)
    from_top, from_end, length, quotes, counts = found[:, 2:].T
    assert from_top[0] == from_top.max() == 1
    assert (from_end[0], from_end[-1]) == (0, 1)
    assert length.argmax() == np.argmax([len(sentence.split()) for sentence in ARTICLE])
    assert quotes.tolist() == [0, 0, 1, 0, 0, 0]
    assert counts.tolist() == [0, 0, 0, 0, 1, 0]


def test_the_first_sentence_is_like_itself() -> None:
    assert features(random_vectors(3), ARTICLE[:3])[0, 1] == pytest.approx(1, abs=1e-5)


@given(st.lists(st.text(max_size=80), min_size=1, max_size=8))
def test_features_are_finite_and_none_is_much_larger_than_one(sentences: list[str]) -> None:
    found = features(random_vectors(len(sentences)), sentences)

    assert found.dtype == np.dtype(np.float32)
    assert (np.abs(found) <= 1.0001).all()


def test_one_process_has_one_salience_head() -> None:
    assert load_salience_head() is load_salience_head()

from __future__ import annotations

import numpy as np
import pytest

from briefing.models.encoder import MAX_TOKENS, Encoder, batched_by_tokens, load_encoder

TALKS = "The two armies reopened a telephone line between their headquarters on Friday."
SAME_TALKS = "A hotline linking both militaries was restored at the end of the week."
HARVEST = "Olive oil became cheaper after a good harvest in Andalusia."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def test_sentences_of_one_meaning_are_more_alike_than_others(encoder: Encoder) -> None:
    talks, same, harvest = encoder.encode([TALKS, SAME_TALKS, HARVEST])

    assert talks @ same > talks @ harvest + 0.3


def test_vectors_have_length_one_and_come_in_the_order_of_the_texts(encoder: Encoder) -> None:
    texts = [HARVEST, "Yes.", TALKS * 3, SAME_TALKS]

    together = encoder.encode(texts)

    assert together.shape == (4, 384)
    assert together.dtype == np.dtype(np.float32)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    for text, vector in zip(texts, together, strict=True):
        assert encoder.encode([text])[0] @ vector > 0.999


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


def test_an_empty_text_has_a_vector_too(encoder: Encoder) -> None:
    assert np.isfinite(encoder.encode([""])).all()


def test_the_same_texts_give_the_same_bytes(encoder: Encoder) -> None:
    texts = [TALKS, HARVEST, SAME_TALKS * 4]

    assert encoder.encode(texts).tobytes() == encoder.encode(texts).tobytes()


def test_the_end_of_a_long_text_counts_as_much_as_its_beginning(encoder: Encoder) -> None:
    long = " ".join([TALKS] * 30 + [HARVEST] * 30)
    assert encoder.count_tokens([long])[0] > 3 * MAX_TOKENS

    whole, beginning, end = encoder.encode([long, TALKS, HARVEST])

    assert abs(whole @ beginning - whole @ end) < 0.2
    assert whole @ end > 0.5


def test_batches_hold_no_more_tokens_than_the_budget_with_their_padding() -> None:
    windows = [(index, [0] * length) for index, length in enumerate([300, 90, 50, 50, 40, 3, 2, 1])]

    batches = [list(batch) for batch in batched_by_tokens(windows, 100)]

    assert [window for batch in batches for window in batch] == windows
    assert all(len(batch) == 1 or len(batch) * len(batch[0][1]) <= 100 for batch in batches)


@pytest.mark.usefixtures("no_network")
def test_loading_needs_no_network_and_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    Encoder().encode([TALKS])

    assert capfd.readouterr() == ("", "")


def test_one_process_has_one_encoder() -> None:
    assert load_encoder() is load_encoder()

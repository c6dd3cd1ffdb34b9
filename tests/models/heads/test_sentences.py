"""Stance and outlook of single sentences: what is plain is judged right, and judging is sound for anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.models.encoder import MAX_TOKENS
from briefing.models.heads.sentences import (
    CODES,
    FIRMNESS,
    IS_OUTLOOK,
    JUDGEMENTS,
    TAKES_SIDE,
    Judged,
    Outlook,
    Stance,
    joined,
    load_sentence_head,
)

if TYPE_CHECKING:
    from briefing.models.encoder import Encoder

TREATY = "Norway and Denmark signed a trade agreement in Oslo."
ATTACK = "Rebels attacked a police station and killed four officers."
RIVER = "The river is 300 kilometres long."
VOTE = "Parliament is expected to vote on the budget next week."
SENTENCES = [TREATY, ATTACK, RIVER, VOTE]


def stance_of(encoder: Encoder, text: str) -> Stance:
    return encoder.judge([text]).stance_of(0)


def outlook_of(encoder: Encoder, text: str) -> Outlook | None:
    return encoder.judge([text]).outlook_of(0)


def judged(stance: list[float], outlook: float = 0.0) -> Judged:
    """One sentence with these probabilities."""
    return Judged(
        np.zeros((1, 384), np.float32),
        np.array([stance], np.float32),
        np.array([[1 - outlook, outlook]], np.float32),
        np.array([[0.2, 0.5, 0.3]], np.float32),
        np.array([[0.1, 0.2, 0.3, 0.15, 0.25]], np.float32),
    )


@pytest.mark.parametrize(
    "text",
    [
        TREATY,
        "Norland and Sudland signed a treaty on Monday.",
        "Norland welcomed the agreement with Sudland.",
        "The ministers of Norland and Sudland resumed their talks in Oslo.",
        "Peru praised Chile for its help after the earthquake.",
        "Canada sent 40 tonnes of food aid to Haiti.",
    ],
)
def test_who_signs_welcomes_talks_or_helps_cooperates(encoder: Encoder, text: str) -> None:
    assert stance_of(encoder, text).label == "cooperation"


@pytest.mark.parametrize(
    "text",
    [
        ATTACK,
        "Norland attacked the harbour of Sudland.",
        "Norland condemned the attack.",
        "Peru accused Chile of violating the fishing accord.",
        "Police arrested twelve protesters in Lima.",
        "Norway refused to sign the treaty with Denmark.",
        "The talks between Peru and Chile failed.",
    ],
)
def test_who_attacks_condemns_accuses_or_refuses_is_in_conflict(encoder: Encoder, text: str) -> None:
    assert stance_of(encoder, text).label == "conflict"


@pytest.mark.parametrize(
    "text", [RIVER, "The harbour of Oslo lies in the south.", "The museum has three floors and a garden."]
)
def test_what_takes_no_side_is_neutral(encoder: Encoder, text: str) -> None:
    assert stance_of(encoder, text) == Stance("neutral", None, stance_of(encoder, text).score)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Peru praised Chile for its help after the earthquake.", "verbal"),
        ("Canada sent 40 tonnes of food aid to Haiti.", "material"),
        ("Norland condemned the attack.", "verbal"),
        (ATTACK, "material"),
    ],
)
def test_words_are_told_from_deeds(encoder: Encoder, text: str, form: str) -> None:
    assert stance_of(encoder, text).form == form


@pytest.mark.parametrize("text", ["No agreement was reached.", "Norland did not sign the treaty."])
def test_cooperation_that_does_not_come_about_is_none(encoder: Encoder, text: str) -> None:
    assert stance_of(encoder, text).label != "cooperation"


@pytest.mark.parametrize(
    "text",
    [
        VOTE,
        "Norway will send ten ships to the strait in May.",
        "Norway is going to open an embassy in Lima next year.",
        "The minister plans to visit Lima next month.",
        "The summit is scheduled for Monday.",
        "Norway will open the harbour if Denmark agrees.",
    ],
)
def test_what_is_planned_promised_scheduled_or_expected_is_to_come(encoder: Encoder, text: str) -> None:
    assert outlook_of(encoder, text) is not None


@pytest.mark.parametrize(
    "text",
    [
        TREATY,
        ATTACK,
        RIVER,
        "Norway sent ten ships to the strait in May.",
        "Norway opened an embassy in Lima in 2019.",
        "The council met on Tuesday and heard three reports.",
    ],
)
def test_what_happened_or_is_so_is_not_to_come(encoder: Encoder, text: str) -> None:
    assert outlook_of(encoder, text) is None


def test_what_is_expected_is_less_likely_announced_than_what_is_scheduled(encoder: Encoder) -> None:
    judged = encoder.judge(["The summit is scheduled for Monday.", VOTE])
    announced, expected = (list(FIRMNESS).index(name) for name in ("announced", "expected"))
    assert judged.firmness[0, announced] > judged.firmness[1, announced]
    assert judged.firmness[0, expected] < judged.firmness[1, expected]


def test_probabilities_sum_to_one(encoder: Encoder) -> None:
    found = encoder.judge([*SENTENCES, "", "…", TREATY * 40])
    for name, classes in JUDGEMENTS.items():
        chances = getattr(found, name)
        assert chances.shape == (7, classes)
        assert ((chances >= 0) & (chances <= 1)).all()
        np.testing.assert_allclose(chances.sum(axis=1), 1, atol=1e-5)


def test_the_vectors_are_those_of_encoding(encoder: Encoder) -> None:
    texts = [*SENTENCES, TREATY * 40, ""]
    np.testing.assert_array_equal(encoder.judge(texts).vectors, encoder.encode(texts))


def test_the_same_sentences_give_the_same_bytes(encoder: Encoder) -> None:
    once, again = encoder.judge(SENTENCES), encoder.judge(SENTENCES)
    assert all(getattr(once, name).tobytes() == getattr(again, name).tobytes() for name in vars(once))


def test_each_sentence_is_judged_in_its_place_whatever_stands_beside_it(encoder: Encoder) -> None:
    together = encoder.judge([*SENTENCES, TREATY * 40])
    for place, text in enumerate(SENTENCES):
        alone = encoder.judge([text])
        for name in JUDGEMENTS:
            np.testing.assert_allclose(getattr(together, name)[place], getattr(alone, name)[0], atol=0.05)


def test_no_sentences_give_no_judgements(encoder: Encoder) -> None:
    found = encoder.judge([])
    assert found.vectors.shape == (0, 384)
    assert (found.stance.shape, found.outlook.shape, found.firmness.shape) == ((0, 5), (0, 2), (0, 3))


@pytest.mark.parametrize("text", ["", " ", "…", "\u200b"])
def test_a_text_without_words_is_judged_all_the_same(encoder: Encoder, text: str) -> None:
    assert np.isfinite(encoder.judge([text]).stance).all()


def test_a_text_longer_than_the_models_input_is_judged_by_all_of_its_windows(encoder: Encoder) -> None:
    # Three windows of 200 tokens each, all with the same words.
    window = " ".join([ATTACK] * 20)
    long = " ".join([window] * 3)
    assert encoder.count_tokens([window, long]) == [200, 600]
    assert 200 < MAX_TOKENS < 300

    alone, together = encoder.judge([window]), encoder.judge([long])
    assert together.stance_of(0).label == alone.stance_of(0).label == "conflict"
    np.testing.assert_allclose(together.stance, alone.stance, atol=0.01)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_text_is_judged(texts: list[str]) -> None:
    from briefing.models.encoder import load_encoder

    found = load_encoder().judge(texts)
    for index in range(len(texts)):
        assert found.stance_of(index).label in {"cooperation", "conflict", "neutral"}
        step = found.outlook_of(index)
        assert step is None or IS_OUTLOOK <= step.chance <= 1


def test_lists_judged_one_by_one_are_joined_in_their_order(encoder: Encoder) -> None:
    parts = [encoder.judge(SENTENCES[:1]), encoder.judge([]), encoder.judge(SENTENCES[1:])]
    whole = joined(parts)

    assert len(whole.vectors) == len(SENTENCES)
    assert [whole.stance_of(index) for index in range(1, 4)] == [parts[2].stance_of(index) for index in range(3)]


@st.composite
def chances(draw: st.DrawFn) -> list[float]:
    """Five probabilities that sum to one."""
    weights = draw(st.lists(st.floats(0.001, 1), min_size=5, max_size=5))
    return [weight / sum(weights) for weight in weights]


@given(chances())
def test_the_side_follows_from_the_probabilities(stance: list[float]) -> None:
    found = judged(stance).stance_of(0)
    cooperation, conflict = sum(stance[:2]), sum(stance[2:4])

    assert found.score == pytest.approx(cooperation - conflict, abs=1e-5)
    assert (found.label, found.form) in CODES
    if max(cooperation, conflict) < TAKES_SIDE - 1e-5:
        assert found.label == "neutral"
    elif max(cooperation, conflict) > TAKES_SIDE + 1e-5 and abs(cooperation - conflict) > 1e-5:
        assert found.label == ("cooperation" if cooperation > conflict else "conflict")


def test_two_forms_of_one_side_count_together() -> None:
    share = TAKES_SIDE / 2 + 0.05
    rest = (1 - 2 * share) / 3
    assert judged([share + 0.01, share, rest, rest, rest]).stance_of(0).label == "cooperation"


def test_an_outlook_has_its_chance_and_its_likeliest_firmness() -> None:
    found = judged([0.2] * 5, outlook=0.9).outlook_of(0)
    assert found is not None
    assert found.firmness == "expected"
    assert found.chance == pytest.approx(0.9)


def test_below_its_threshold_nothing_is_to_come() -> None:
    assert judged([0.2] * 5, outlook=IS_OUTLOOK - 0.01).outlook_of(0) is None


def test_one_process_has_one_sentence_head() -> None:
    assert load_sentence_head() is load_sentence_head()

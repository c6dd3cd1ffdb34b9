"""What one text says of another: what is plain is judged right, and judging is sound for anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.models.heads.cross_encoder import MAX_TOKENS
from briefing.models.heads.pairs import ENTAILMENT, RELATION, load_pair_judge

if TYPE_CHECKING:
    from briefing.models.heads.pairs import PairJudge

RADAR = "Norway and Denmark signed the radar agreement in Oslo on 30 October."
STORM = "The storm damaged 92 houses in Bergen."
COUNCIL = "The council approved the budget on Monday."
ELECTION = "Ana Ruiz won the election in Lima."
OIL = "Olive oil became cheaper after a good harvest."
LONG = " ".join([RADAR, STORM, COUNCIL, ELECTION] * 30)
PAIRS = [
    (RADAR, "Norway and Denmark signed an agreement."),
    (STORM, "The storm damaged 140 houses in Bergen."),
    (COUNCIL, OIL),
    (f"{RADAR} {STORM} {COUNCIL} {ELECTION}", ELECTION),
    (ELECTION, "Ana Ruiz lost the election in Lima."),
]


def verdict(judge: PairJudge, passage: str, statement: str) -> str:
    return ENTAILMENT[int(judge.judge([(passage, statement)]).entailment[0].argmax())]


@pytest.mark.parametrize(
    ("passage", "statement"),
    [
        (RADAR, RADAR),
        (RADAR, "Norway and Denmark signed the radar agreement in Oslo."),
        (RADAR, "Norway and Denmark signed an agreement."),
        ("The museum opened in 1990 after ten years of work.", "The museum opened in 1990."),
        (f"{OIL} {STORM}", STORM),
    ],
)
def test_what_a_passage_says_in_more_words_is_entailed(judge: PairJudge, passage: str, statement: str) -> None:
    assert verdict(judge, passage, statement) == "entailment"


@pytest.mark.parametrize(
    ("passage", "statement"),
    [
        (STORM, "The storm damaged 140 houses in Bergen."),
        (STORM, "The storm damaged 12 houses in Bergen."),
        (RADAR, "Norway and Denmark did not sign the radar agreement."),
        (COUNCIL, "The council did not approve the budget."),
        (COUNCIL, "The council rejected the budget on Monday."),
        (ELECTION, "Ana Ruiz lost the election in Lima."),
        (ELECTION, "Olaf Berg won the election in Lima."),
        (RADAR, "Norway and Peru signed the radar agreement in Oslo on 30 October."),
    ],
    ids=["number", "smaller number", "negation", "negated verb", "opposite", "antonym", "name", "one of two names"],
)
def test_a_changed_number_negation_or_name_contradicts(judge: PairJudge, passage: str, statement: str) -> None:
    assert verdict(judge, passage, statement) == "contradiction"


@pytest.mark.parametrize("passage", [RADAR, STORM, COUNCIL])
def test_another_matter_is_neither(judge: PairJudge, passage: str) -> None:
    assert verdict(judge, passage, OIL) == "neutral"


def test_who_did_it_to_whom_is_seen(judge: PairJudge) -> None:
    right, exchanged = judge.judge(
        [
            ("The coach of Arden praised the referee.", "The coach of Arden praised the referee."),
            ("The coach of Arden praised the referee.", "The referee praised the coach of Arden."),
        ]
    ).entailment[:, 0]
    assert right > exchanged


def test_probabilities_are_shares(judge: PairJudge) -> None:
    found = judge.judge(PAIRS)

    assert found.entailment.shape == (len(PAIRS), len(ENTAILMENT))
    assert found.relation.shape == (len(PAIRS), len(RELATION))
    np.testing.assert_allclose(found.entailment.sum(axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(found.relation.sum(axis=1), 1, atol=1e-5)


def test_each_pair_is_judged_in_its_place_whatever_stands_beside_it(judge: PairJudge) -> None:
    together, backwards = judge.judge(PAIRS), judge.judge(PAIRS[::-1])
    for name in vars(together):
        np.testing.assert_allclose(getattr(backwards, name)[::-1], getattr(together, name), atol=0.05)
        for place, pair in enumerate(PAIRS):
            np.testing.assert_allclose(getattr(judge.judge([pair]), name)[0], getattr(together, name)[place], atol=0.05)


def test_the_same_pairs_give_the_same_bytes(judge: PairJudge) -> None:
    once, again = judge.judge(PAIRS), judge.judge(PAIRS)
    assert all(getattr(once, name).tobytes() == getattr(again, name).tobytes() for name in vars(once))


def test_no_pairs_give_no_judgements(judge: PairJudge) -> None:
    found = judge.judge([])
    assert (found.entailment.shape, found.relation.shape) == ((0, 3), (0, 3))


def test_a_pair_longer_than_the_models_input_is_judged(judge: PairJudge) -> None:
    assert len(LONG.split()) > MAX_TOKENS

    found = judge.judge([(LONG, RADAR), (RADAR, LONG), (LONG, LONG)])

    np.testing.assert_allclose(found.entailment.sum(axis=1), 1, atol=1e-5)


def test_of_a_pair_too_long_the_longer_text_gives_way(judge: PairJudge) -> None:
    # What the statement says still counts: it was not cut off.
    radar, oil = judge.judge([(LONG, RADAR), (LONG, OIL)]).entailment
    assert np.abs(radar - oil).max() > 0.2


@pytest.mark.parametrize("pair", [("", ""), (RADAR, ""), ("", RADAR), ("…", "\u200b")])
def test_a_text_without_words_is_judged_all_the_same(judge: PairJudge, pair: tuple[str, str]) -> None:
    assert np.isfinite(judge.judge([pair]).entailment).all()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), max_size=6))
def test_any_texts_are_judged(pairs: list[tuple[str, str]]) -> None:
    found = load_pair_judge().judge(pairs)
    assert len(found.entailment) == len(found.relation) == len(pairs)
    assert np.isfinite(found.entailment).all()


def test_statements_on_different_matters_are_unrelated(judge: PairJudge) -> None:
    (found,) = judge.judge([(OIL, RADAR)]).relation
    assert RELATION[int(found.argmax())] == "unrelated"


def test_one_process_has_one_pair_head() -> None:
    assert load_pair_judge() is load_pair_judge()

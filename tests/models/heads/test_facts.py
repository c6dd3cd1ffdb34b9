"""Whether two sentences tell one fact: plain cases only; the model card gives the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from briefing.models.heads import facts as module
from briefing.models.heads.facts import CARRIES, ISSUE, FactJudge, load_fact_judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Chances = dict[str, NDArray[np.float32]]

STORM = "The storm damaged 92 houses in Bergen."
COUNCIL = "The council approved the budget on Monday."
ELECTION = "Ana Ruiz won the election in Lima."
OIL = "Olive oil became cheaper after a good harvest."


def test_probabilities_are_shares(facts: FactJudge) -> None:
    found = facts.judge([(STORM, COUNCIL), (ELECTION, OIL)])

    assert (found.carries.shape, found.issue.shape) == ((2, len(CARRIES)), (2, len(ISSUE)))
    np.testing.assert_allclose(found.carries.sum(axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(found.issue.sum(axis=1), 1, atol=1e-5)


def test_no_pairs_give_no_judgements(facts: FactJudge) -> None:
    found = facts.judge([])
    assert (found.carries.shape, found.issue.shape) == ((0, 3), (0, 2))


@pytest.mark.parametrize(
    ("passage", "statement"),
    [
        (
            "Denmark and Norway have signed the agreement on radar in the Norwegian capital.",
            "Norway and Denmark signed the radar agreement in Oslo.",
        ),
        ("In Bergen 92 houses were damaged by the storm.", STORM),
        ("On Monday the city council approved the new budget.", COUNCIL),
    ],
)
def test_a_plain_paraphrase_carries_more_than_another_fact(facts: FactJudge, passage: str, statement: str) -> None:
    other = "The harbour office of Stavanger hired three new pilots in spring."
    same, different = facts.judge([(passage, statement), (other, statement)]).carries[:, CARRIES.index("same")]
    assert same > 0.5 > different


@pytest.mark.parametrize("passage", [OIL, ELECTION, "The council of Bergen has 67 members."])
def test_another_fact_does_not_carry_a_statement(facts: FactJudge, passage: str) -> None:
    assert facts.judge([(passage, STORM)]).carries[0, CARRIES.index("same")] < 0.5


def test_a_changed_number_tells_the_fact_otherwise(facts: FactJudge) -> None:
    otherwise, again = facts.judge([("In Bergen 140 houses were damaged by the storm.", STORM), (STORM, STORM)]).carries
    assert otherwise[CARRIES.index("differs")] > again[CARRIES.index("differs")]


def test_two_voices_in_one_quarrel_speak_to_one_issue(facts: FactJudge) -> None:
    claim = "The mayor blamed the flood on the operator of the dam."
    one, other = facts.judge(
        [("The operator of the dam rejected the mayor's claim about the flood.", claim), (OIL, claim)]
    ).issue[:, ISSUE.index("one")]
    assert one > 0.5 > other


def test_the_larger_encoder_alone_can_be_asked(facts: FactJudge) -> None:
    def small(pairs: Sequence[tuple[str, str]]) -> Chances:
        raise AssertionError(f"{len(pairs)} pairs were read by the small encoder")

    found = FactJudge(small, lambda _: chances((0.1, 0.7, 0.2))).reread([("a", "b")])
    assert found.carries[0, CARRIES.index("same")] == np.float32(0.7)
    assert facts.reread([]).issue.shape == (0, len(ISSUE))
    claim = "The mayor blamed the flood on the operator of the dam."
    one, other = facts.reread(
        [("The operator of the dam called the mayor's words about the flood absurd.", claim), (OIL, claim)]
    ).issue[:, ISSUE.index("one")]
    assert one > 0.5 > other


def test_one_process_has_one_fact_head() -> None:
    assert load_fact_judge() is load_fact_judge()


def chances(*carries: tuple[float, float, float]) -> Chances:
    """What a reading gives: the chances of other, same and differs, and one issue as likely as one fact."""
    one = np.array(carries, np.float32)[:, 1:].sum(axis=1)
    return {"carries": np.array(carries, np.float32), "issue": np.stack([1 - one, one], axis=1)}


def test_only_what_seems_to_tell_one_fact_is_read_again() -> None:
    asked: list[tuple[str, str]] = []

    def again(pairs: Sequence[tuple[str, str]]) -> Chances:
        asked.extend(pairs)
        return chances(*[(0.1, 0.8, 0.1)] * len(pairs))

    first = chances((0.99, 0.005, 0.005), (0.4, 0.3, 0.3), (0.05, 0.9, 0.05))
    judged = FactJudge(lambda _: first, again).judge([("a", "b"), ("c", "d"), ("e", "f")])
    found = judged.carries

    assert asked == [("c", "d"), ("e", "f")]
    np.testing.assert_array_equal(found[0], first["carries"][0])
    assert found[1, CARRIES.index("same")] > 0.3
    assert judged.issue[1, ISSUE.index("one")] > first["issue"][1, ISSUE.index("one")]
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)


def test_of_many_pairs_the_likeliest_are_read_again_both_ways_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_REREAD", 2)
    pairs = [("a", "b"), ("c", "d"), ("e", "f"), ("b", "a")]
    first = chances((0.8, 0.1, 0.1), (0.5, 0.3, 0.2), (0.4, 0.4, 0.2), (0.1, 0.8, 0.1))
    asked: list[tuple[str, str]] = []

    def again(pairs: Sequence[tuple[str, str]]) -> Chances:
        asked.extend(pairs)
        return chances(*[(0.1, 0.8, 0.1)] * len(pairs))

    FactJudge(lambda _: first, again).judge(pairs)

    assert asked == [("a", "b"), ("e", "f"), ("b", "a")]


def test_of_two_readings_that_contradict_each_other_the_second_counts_more_and_neither_is_sure() -> None:
    first, again = chances((0.02, 0.9, 0.08)), chances((0.02, 0.08, 0.9))
    (found,) = FactJudge(lambda _: first, lambda _: again).judge([("a", "b")]).carries

    assert 0.1 < found[CARRIES.index("same")] < found[CARRIES.index("differs")] < 0.9


def test_nothing_is_read_again_where_nothing_seems_to_tell_one_fact() -> None:
    def again(pairs: Sequence[tuple[str, str]]) -> Chances:
        raise AssertionError(f"{len(pairs)} pairs were read again")

    assert FactJudge(lambda _: chances((0.98, 0.01, 0.01)), again).judge([("a", "b")]).carries.shape == (1, 3)

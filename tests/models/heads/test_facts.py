"""Whether two sentences tell one fact: plain cases only; the model card gives the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from briefing.models.heads.facts import CARRIES, ISSUE, load_fact_judge

if TYPE_CHECKING:
    from briefing.models.heads.facts import FactJudge

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


def test_one_process_has_one_fact_head() -> None:
    assert load_fact_judge() is load_fact_judge()

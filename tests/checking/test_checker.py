"""The verdict: printed only where nothing speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.checking.support import SUPPORTED
from briefing.memo import Passage

if TYPE_CHECKING:
    from briefing.checking import Checker

SENTENCE = (
    "After two days of talks, the ministers of Norland and Sudland agreed on Friday to reopen “the red line” "
    "that 12 officers used until May 2021."
)


def passage(text: str) -> Passage:
    return Passage(source="S1", start=0, end=len(text), text=text)


def test_the_source_s_own_sentence_has_full_support(checker: Checker) -> None:
    verdict = checker.check(SENTENCE, [passage("Norland spoke."), passage(SENTENCE)])

    assert verdict.ok
    assert verdict.support == 1


def test_a_shorter_wording_that_changes_nothing_is_ok(checker: Checker) -> None:
    verdict = checker.check(
        "The ministers of Norland and Sudland agreed on Friday to reopen “the red line.”", [passage(SENTENCE)]
    )

    assert verdict.reasons == ()
    assert SUPPORTED <= verdict.support < 1


@pytest.mark.parametrize(
    ("said", "instead", "reason"),
    [
        ("Sudland", "Westland", "name: Westland"),
        ("12", "20", "number: 20"),
        ("Friday", "Monday", "date: Monday"),
        ("red line", "hot line", "quotation: the hot line"),
    ],
)
def test_one_changed_literal_is_enough_to_fail_and_costs_support(
    checker: Checker, said: str, instead: str, reason: str
) -> None:
    shorter = SENTENCE.replace("After two days of talks, the", "The")
    verdict = checker.check(shorter.replace(said, instead), [passage(SENTENCE)])

    assert not verdict.ok
    assert reason in verdict.reasons
    assert verdict.support < checker.check(shorter, [passage(SENTENCE)]).support


def test_half_a_quotation_fails(checker: Checker) -> None:
    verdict = checker.check(SENTENCE.replace("”", ""), [passage(SENTENCE)])

    assert verdict.reasons == ("quotation marks or brackets without their partner",)


def test_words_of_another_matter_fail_by_their_score(checker: Checker) -> None:
    verdict = checker.check("Olive oil became cheaper after a good harvest.", [passage(SENTENCE)])

    assert not verdict.ok
    assert verdict.reasons[-1] == f"support {verdict.support:.2f} is below {SUPPORTED}"


def test_a_denial_that_changes_no_literal_fails_by_its_score(checker: Checker) -> None:
    verdict = checker.check(SENTENCE.replace("agreed", "did not agree"), [passage(SENTENCE)])

    assert verdict.reasons == (f"support {verdict.support:.2f} is below {SUPPORTED}",)


def test_many_statements_have_the_verdicts_that_each_has_alone(checker: Checker) -> None:
    told = [
        (SENTENCE, [passage(SENTENCE)]),
        (SENTENCE.replace("Friday", "Monday"), [passage(SENTENCE)]),
        ("The ministers of Norland and Sudland agreed on Friday.", [passage("Norland spoke."), passage(SENTENCE)]),
    ]
    each, alone = checker.check_all(told), [checker.check(*one) for one in told]

    assert [one.reasons for one in each] == [one.reasons for one in alone]
    assert [one.support for one in each] == pytest.approx([one.support for one in alone], abs=1e-3)


def test_no_statements_have_no_verdicts(checker: Checker) -> None:
    assert checker.check_all([]) == []

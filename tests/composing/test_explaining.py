"""Why findings stand, and why others do not."""

from __future__ import annotations

import pytest

from briefing.memo import Statement, Summary
from briefing.reading import passages

from .dossiers import composed, source

WAGES = "accused the union of the dockers of Bergen of blocking the harbour."

RADAR = "Norway and Denmark agreed to share radar data in the Skagerrak."
RADAR_AGAIN = "Denmark and Norway agreed that they will share radar data in the Skagerrak."
WRECK = "The ferry Solveig sank off Bergen on Friday with 40 people aboard, and nine of them drowned."
FISH = "Peru accused Chile of fishing with illegal nets near Tacna."


def test_each_finding_has_a_reason_whose_weights_add_up_to_its_score() -> None:
    composition = composed(source(1, f"{RADAR} {FISH}"), source(2, RADAR_AGAIN))
    told = {reason.finding: reason for reason in composition.reasons.chosen}
    assert set(told) == {finding.id for finding in composition.findings}
    for finding in composition.findings:
        reason = told[finding.id]
        assert reason.text == finding.text
        assert reason.score == finding.score == pytest.approx(sum(one.value for one in reason.weights), abs=0.01)


def test_two_findings_that_open_with_one_passage_have_their_own_reasons() -> None:
    one = source(1, f"Ingrid Larsen agreed with Denmark to share radar data. She {WAGES}")
    first, second = passages(one)
    named = f"Ingrid Larsen {WAGES}"
    statements = (
        Statement(text=first.text, mode="verbatim", support=1.0, passages=(first,)),
        Statement(text=named, mode="rewritten", support=1.0, passages=(first, second)),
    )
    composition = composed(one, summaries=[Summary(source=one.id, statements=statements)])
    assert {reason.text: reason.finding for reason in composition.reasons.chosen} == {
        finding.text: finding.id for finding in composition.findings
    }
    assert {first.text, named} <= {finding.text for finding in composition.findings}


def test_witnesses_are_told_with_their_chance() -> None:
    composition = composed(source(1, RADAR), source(2, RADAR_AGAIN))
    (reason,) = composition.reasons.chosen
    (witness,) = reason.witnesses
    assert {witness.source, reason.source} == {"S1", "S2"}
    assert witness.chance > 0.5
    assert reason.verdict.startswith("accord of 2 origins")


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (FISH, "no second origin found"),
        ("Divers searched the river at Voss on Tuesday after the bridge fell down.", "no second origin is sure"),
    ],
)
def test_what_opens_the_bottom_line_without_a_sure_second_origin_says_so(other: str, found: str) -> None:
    bridge = "The old railway bridge at Voss collapsed into the river on Monday night."
    verdicts = {one.text: one.verdict for one in composed(source(1, bridge), source(2, other)).reasons.passed}
    assert verdicts[bridge] == f"opens the bottom line; {found}"


def test_what_one_origin_alone_reports_is_passed_over_and_says_so() -> None:
    composition = composed(source(1, WRECK))
    (passed,) = composition.reasons.passed
    assert (passed.finding, passed.score) == (None, None)
    assert "one origin only" in passed.verdict


def test_what_found_no_room_says_so() -> None:
    quarrels = [
        f"{one} accused {other} of fishing with illegal nets near {place}."
        for one, other, place in (
            ("Peru", "Chile", "Tacna"),
            ("Norway", "Iceland", "Bergen"),
            ("Kenya", "Somalia", "Lamu"),
            ("Japan", "Taiwan", "Okinawa"),
            ("Ghana", "Togo", "Lome"),
        )
    ]
    composition = composed(*(source(number, text) for number, text in enumerate(quarrels, start=1)), length="short")
    assert sum(finding.kind == "dispute" for finding in composition.findings) == 3
    assert [one.verdict for one in composition.reasons.passed].count("found no room in its section") == 2

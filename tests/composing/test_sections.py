"""How many findings a section takes, and in which order they stand."""

from __future__ import annotations

import datetime as dt

from .dossiers import composed, finding_saying, source

RADAR = "Norway and Denmark agreed to share radar data in the Skagerrak."
WRECK = "The ferry Solveig sank off Bergen on Friday with 40 people aboard, and nine of them drowned."


def test_what_several_report_leaves_room_for_what_parties_agree() -> None:
    happened = (
        f"{WRECK} A fire destroyed the town hall of Tromso on Thursday. An avalanche closed the road to Narvik. "
        "The bank Nordlys reported a loss of 40 million kroner."
    )
    findings = composed(source(1, f"{happened} {RADAR}"), source(2, happened), length="short").findings
    assert sum(finding.kind == "consensus" for finding in findings) == 2
    assert sum(finding.kind == "accord" for finding in findings) == 1


def test_next_steps_come_in_the_order_of_their_days_and_those_without_last() -> None:
    steps = composed(
        source(
            1,
            "Foreign Minister Ingrid Larsen will visit China in April. Norway will sell two old frigates to Peru soon. "
            "The dockers of Bergen plan to vote on a strike on 8 November. "
            "Denmark is expected to publish its budget next month.",
        )
    ).findings
    days = [finding.when.start if finding.when and finding.when.start else dt.date.max for finding in steps]
    assert len(days) > 2
    assert days == sorted(days)


def test_of_steps_that_cannot_be_dated_those_that_name_a_time_come_first() -> None:
    text = "Norway will publish its report on the ferries. Foreign Minister Ingrid Larsen will visit China in April."
    steps = composed(source(1, text, published=None)).findings
    assert [finding.when and finding.when.text for finding in steps] == ["April", None]


def test_all_sources_that_carry_a_finding_are_cited_in_order() -> None:
    composition = composed(source(1, "Peru accused Chile of illegal fishing."), source(2, RADAR), source(3, RADAR))
    finding = finding_saying("radar data", composition)
    assert finding.sources == ("S2", "S3")
    assert {passage.source for passage in finding.citations} == {"S2", "S3"}


def test_a_short_memo_has_fewer_findings_than_a_long_one() -> None:
    text = (
        "Peru accused Chile of illegal fishing. Norway warned Denmark of a strike in its ports. "
        "Ghana condemned the coup in Mali. Japan rejected the Korean claim to an island. "
        "Kenya threatened on Tuesday to sue Uganda over a dam on the river."
    )
    short, long = (len(composed(source(1, text), length=length).findings) for length in ("short", "long"))
    assert 0 < short < long

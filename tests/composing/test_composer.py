"""Composing as a whole: every finding is checked, cited and numbered."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from briefing.checking.literals import violations

from .dossiers import composed, source

if TYPE_CHECKING:
    from briefing.composing import Composition

FIRST = source(
    1,
    "Norway and Denmark agreed to share radar data in the Skagerrak, Defense Minister Ingrid Larsen said in Oslo. "
    "The radar will cost 40 million kroner. The defense ministers of Norway and Denmark will meet in April. "
    "Russia condemned the agreement and warned Norway of consequences. The Danish embassy in Oslo declined to comment. "
    "Norway and Denmark signed the agreement on 20 October.",
)
SECOND = source(
    2,
    "Denmark and Norway have agreed on sharing radar data in the Skagerrak. "
    "The radar will cost 46 million kroner, the Danish parliament heard. "
    "Russia warned Norway of consequences and condemned the agreement on radar data. "
    "On 20 October the agreement was signed by Norway and Denmark.",
    published=dt.date(2025, 11, 3),
)
COPY = source(3, FIRST.text, origin="O1", published=dt.date(2025, 11, 2))


@pytest.fixture(scope="module")
def composition() -> Composition:
    return composed(FIRST, SECOND, COPY)


def test_every_citation_is_the_passage_at_its_place(composition: Composition) -> None:
    texts = {one.id: one.text for one in (FIRST, SECOND, COPY)}
    cited = [
        *(passage for finding in composition.findings for passage in finding.citations),
        *(passage for gap in composition.gaps for passage in gap.citations),
        *(passage for entry in composition.timeline for passage in entry.citations),
    ]
    assert cited
    assert all(texts[passage.source][passage.start : passage.end] == passage.text for passage in cited)


def test_no_name_number_date_or_quotation_stands_in_a_finding_that_its_own_source_lacks(
    composition: Composition,
) -> None:
    for finding in composition.findings:
        own = finding.citations[0].source
        both = finding.kind == "discrepancy"
        cited = [passage.text for passage in finding.citations if both or passage.source == own]
        assert violations(finding.text, cited) == ()


def test_what_a_discrepancy_quotes_stands_in_its_sides(composition: Composition) -> None:
    (differing,) = [finding for finding in composition.findings if finding.kind == "discrepancy"]
    assert differing.sides is not None
    told = " ".join(side.text for side in differing.sides)
    assert "40 million kroner" in differing.text
    assert "40 million kroner" in told
    assert "46 million kroner" in told


def test_all_sections_are_filled_and_in_order(composition: Composition) -> None:
    order = ["agreements", "frictions", "next_steps"]
    sections = [finding.section for finding in composition.findings]
    assert sorted(set(sections)) == order
    assert sections == sorted(sections, key=order.index)


def test_findings_are_numbered_in_the_order_of_the_memo(composition: Composition) -> None:
    numbers = [f"F{number}" for number in range(1, len(composition.findings) + 1)]
    assert [finding.id for finding in composition.findings] == numbers


def test_the_bottom_line_names_findings(composition: Composition) -> None:
    assert composition.bottom_line
    assert set(composition.bottom_line) <= {finding.id for finding in composition.findings}


def test_a_copy_is_cited_but_is_no_origin(composition: Composition) -> None:
    (radar,) = [finding for finding in composition.findings if "radar data in" in finding.text]
    assert set(radar.sources) == {"S1", "S2", "S3"}
    assert radar.origins == 2


def test_the_same_sources_compose_to_the_same_memo(composition: Composition) -> None:
    assert composed(FIRST, SECOND, COPY) == composition


def test_sources_that_say_nothing_worth_telling_compose_to_an_empty_memo() -> None:
    composition = composed(source(1, "Why not? Hmm, rain again."))
    assert (composition.findings, composition.bottom_line, composition.timeline) == ((), (), ())


def test_a_report_that_denies_another_is_not_lost_in_it() -> None:
    composition = composed(
        source(1, "Norway and Peru agreed on Friday to sign the harbor accord."),
        source(2, "Norway and Peru refused on Friday to sign the harbor accord."),
    )
    assert {finding.kind for finding in composition.findings} >= {"accord", "dispute"}
    assert all(finding.origins == 1 for finding in composition.findings if finding.kind == "accord")


def test_a_report_is_not_carried_by_its_denial() -> None:
    composition = composed(
        source(1, "Norway and Peru agreed on Friday to sign the harbor accord."),
        source(2, "Norway and Peru did not agree on Friday to sign the harbor accord."),
    )
    told = [finding for finding in composition.findings if finding.kind != "discrepancy"]
    assert told
    assert {finding.origins for finding in told} == {1}


def test_a_source_that_names_another_day_does_not_carry_a_finding() -> None:
    composition = composed(
        source(1, "Norway and Peru signed the harbor accord in Lima on Monday."),
        source(2, "Norway and Peru signed the harbor accord in Lima on Tuesday."),
    )
    assert {finding.origins for finding in composition.findings if finding.kind == "accord"} == {1}


def test_a_passage_on_the_other_side_of_a_discrepancy_carries_nothing() -> None:
    composition = composed(
        source(1, "Ana Ruiz and Olaf Berg met in Lima on 31 October and agreed to open the harbor on 1 November."),
        source(2, "Ana Ruiz and Olaf Berg met in Lima on 2 November and agreed to open the harbor."),
    )
    opposed = [finding for finding in composition.findings if finding.cause == "date"]
    assert opposed
    assert {finding.origins for finding in composition.findings if finding.kind == "accord"} == {1}


def test_a_source_in_another_language_is_a_gap() -> None:
    german = source(2, "Die Minister haben sich in Oslo getroffen.").model_copy(update={"language": "de"})
    gaps = composed(source(1, "Norway and Peru signed the harbor accord in Lima."), german).gaps
    assert "S2 is not in English; what it says may be missing here." in {gap.text for gap in gaps}

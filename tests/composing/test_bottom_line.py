"""What a reader learns who reads only the first lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.composing.bottom_line import bottom_line, unconfirmed
from briefing.composing.chosen import Passed
from briefing.memo import Finding, Kind, Passage, Section, Side, Source

from .dossiers import candidates_of, composed, corpus, source

_SECTIONS: dict[Kind, Section] = {
    "accord": "agreements",
    "consensus": "agreements",
    "dispute": "frictions",
    "discrepancy": "frictions",
    "next_step": "next_steps",
}


def finding(number: int, kind: Kind, *, origins: int = 1, score: float = 1.0, text: str = "Peru agreed.") -> Finding:
    return Finding(
        id=f"F{number}",
        section=_SECTIONS[kind],
        kind=kind,
        text=text,
        mode="verbatim",
        citations=(Passage(source="S1", start=0, end=len(text), text=text),),
        sources=("S1",),
        origins=origins,
        support=1.0,
        score=score,
    )


def test_a_figure_that_was_superseded_is_read_out_only_where_there_is_nothing_else() -> None:
    nine = Passage(source="S2", start=0, end=5, text="Nine.")
    short = finding(1, "consensus", score=3.0).model_copy(update={"later": Side(text=nine.text, citations=(nine,))})
    long = finding(2, "consensus", text=" ".join(["word"] * 60))
    assert bottom_line([short, long]) == ("F2",)
    assert bottom_line([short]) == ("F1",)


def test_it_is_one_agreement_one_friction_and_one_next_step() -> None:
    findings = [
        finding(1, "accord"),
        finding(2, "accord", score=2.0),
        finding(3, "dispute", score=2.5),
        finding(4, "dispute"),
        finding(5, "next_step"),
    ]
    assert bottom_line(findings) == ("F2", "F3", "F5")


def test_a_step_beside_the_matter_is_not_read_out() -> None:
    findings = [finding(1, "accord", score=2.5), finding(2, "next_step", score=0.9)]
    assert bottom_line(findings) == ("F1",)
    assert bottom_line([*findings, finding(3, "next_step", score=1.1)]) == ("F1", "F3")


def test_whether_it_holds_is_told_by_what_more_origins_carry() -> None:
    frictions = [finding(2, "dispute", score=2.0), finding(3, "dispute", origins=2)]
    assert bottom_line([finding(1, "accord", score=3.0), *frictions]) == ("F1", "F3")


def test_what_happened_is_what_stands_at_a_reports_beginning() -> None:
    aside = finding(1, "consensus", score=2.0, text="Peru's exports rose by a third.")
    news = finding(2, "dispute", score=1.8, text="Peru recalled its ambassador from Chile.")
    assert bottom_line([aside, news]) == ("F1", "F2")
    assert bottom_line([aside, news], frozenset(news.citations))[0] == "F2"


def test_behind_a_friction_stands_what_several_origins_agree_on_else_another_friction() -> None:
    news = finding(3, "dispute", score=3.0)
    other = finding(4, "dispute", score=2.0)
    assert bottom_line([finding(1, "accord", score=1.0), news, other]) == ("F3", "F4")
    assert bottom_line([finding(1, "accord", score=1.0, origins=2), news, other]) == ("F3", "F1")


def test_a_discrepancy_is_not_read_out_before_a_dispute() -> None:
    assert bottom_line([finding(1, "discrepancy", origins=3, score=9.0), finding(2, "dispute")]) == ("F2",)


def test_a_sentence_that_cannot_be_said_in_one_breath_gives_way() -> None:
    breathless = finding(1, "accord", score=9.0, text="Peru agreed and " * 30 + "left.")
    assert bottom_line([breathless, finding(2, "accord")]) == ("F2",)


def test_a_memo_that_has_only_a_discrepancy_says_so() -> None:
    assert bottom_line([finding(1, "discrepancy")]) == ("F1",)


def test_what_one_origin_tells_first_stands_in_an_agreements_stead() -> None:
    assert bottom_line([finding(1, "accord"), finding(2, "dispute")], first=False) == ("F2",)
    assert bottom_line([finding(1, "accord")], first=False) == ()


HOURS = "The museum opens at nine. Its garden has three ponds. Dogs stay outside."
BRIDGE = "The old railway bridge at Voss collapsed into the river on Monday night."
QUARREL = "Peru accused Chile of spying in Lima."
DAYS = "Ferries go on Mondays and on Fridays. The crossing takes four hours. The fare is ten euros."


def test_what_only_one_report_tells_opens_the_bottom_line_where_nothing_agreed_tells_it() -> None:
    composition = composed(source(1, BRIDGE), source(2, QUARREL))

    assert composition.unconfirmed is not None
    assert composition.unconfirmed.text == BRIDGE
    assert composition.unconfirmed in composition.gaps
    assert composition.bottom_line == tuple(one.id for one in composition.findings)


def test_what_another_report_seems_to_tell_opens_the_bottom_line_with_that_to_compare() -> None:
    slide = "A landslide buried the coast road north of Voss on Monday night."
    dug = "Rescue workers dug through mud on the coast road near Voss on Tuesday."
    composition = composed(source(1, slide), source(2, dug))

    assert composition.unconfirmed is not None
    assert (composition.unconfirmed.kind, composition.unconfirmed.text) == ("uncertain", slide)
    assert [passage.text for passage in composition.unconfirmed.compare] == [dug]
    assert composition.unconfirmed in composition.gaps


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        (BRIDGE, True),
        ("If the old railway bridge at Voss collapses, the mayor could face a trial in Bergen.", False),
        ("Engineers have long believed that the old railway bridge at Voss is safe.", False),
    ],
)
def test_what_only_may_be_or_has_long_been_does_not_open_the_bottom_line(text: str, opens: bool) -> None:
    sources = source(1, text), source(2, QUARREL)
    (centre,) = candidates_of(sources[0])
    told = Passed(replace(centre, chances={"event": 1.0}), "is reported by one origin only", happened=True)
    assert (unconfirmed([told], (), corpus(*sources)) is not None) == opens


def test_a_note_of_one_sentence_opens_with_nothing_that_would_be_background_elsewhere() -> None:
    assert composed(source(1, "Minister Erik Berg came back from Lima."), source(2, QUARREL)).unconfirmed is None


def test_what_would_be_background_further_down_does_not_open_the_bottom_line() -> None:
    assert composed(source(1, DAYS), source(2, QUARREL)).unconfirmed is None


@pytest.mark.parametrize("sources", [[source(1, BRIDGE)], [source(1, BRIDGE), source(2, BRIDGE, origin="O1")]])
def test_where_there_is_one_origin_in_all_no_second_one_was_looked_for(sources: list[Source]) -> None:
    assert composed(*sources).unconfirmed is None


def test_it_must_stand_where_the_report_says_what_it_is_about() -> None:
    assert composed(source(1, f"{DAYS} {BRIDGE}"), source(2, QUARREL)).unconfirmed is None


@pytest.mark.parametrize("text", ["Norway and Denmark agreed to share radar data in the Skagerrak.", BRIDGE])
def test_an_agreement_that_opens_a_report_needs_no_such_sentence(text: str) -> None:
    composition = composed(source(1, f"{text} {QUARREL}"), source(2, text), source(3, "The fare is ten euros."))

    assert composition.unconfirmed is None
    assert composition.findings[0].text == text


def test_an_agreement_further_down_does_not_stand_for_what_the_reports_are_about() -> None:
    radar = "Norway and Denmark agreed to share radar data in the Skagerrak."
    composition = composed(source(1, f"{BRIDGE} {DAYS} {radar}"), source(2, f"{QUARREL} {HOURS} {radar}"))

    assert composition.unconfirmed is not None
    assert composition.unconfirmed.text == BRIDGE


def test_the_passage_that_only_tells_who_he_is_opens_nothing() -> None:
    who, own = (Passage(source="S1", start=start, end=start + 5, text="Peru.") for start in (0, 900))
    aside = finding(1, "accord", score=1.0).model_copy(update={"citations": (who, own)})
    news = finding(2, "dispute", score=2.4)
    assert bottom_line([aside, news], frozenset({who}))[0] == "F2"


def test_nothing_found_is_nothing_said() -> None:
    assert bottom_line([]) == ()

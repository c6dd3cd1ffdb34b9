"""What a reader learns who reads only the first lines."""

from __future__ import annotations

from briefing.composing.bottom_line import bottom_line
from briefing.memo import Finding, Kind, Passage, Section

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


def test_it_is_one_agreement_one_friction_and_one_next_step() -> None:
    findings = [
        finding(1, "accord"),
        finding(2, "accord", score=2.0),
        finding(3, "dispute", score=3.0),
        finding(4, "dispute"),
        finding(5, "next_step"),
    ]
    assert bottom_line(findings) == ("F2", "F3", "F5")


def test_more_origins_count_more_than_a_higher_score() -> None:
    assert bottom_line([finding(1, "accord", score=9.0), finding(2, "accord", origins=2)]) == ("F2",)


def test_a_discrepancy_is_not_read_out_before_a_dispute() -> None:
    assert bottom_line([finding(1, "discrepancy", origins=3, score=9.0), finding(2, "dispute")]) == ("F2",)


def test_a_sentence_that_cannot_be_said_in_one_breath_gives_way() -> None:
    breathless = finding(1, "accord", score=9.0, text="Peru agreed and " * 30 + "left.")
    assert bottom_line([breathless, finding(2, "accord")]) == ("F2",)


def test_a_memo_that_has_only_a_discrepancy_says_so() -> None:
    assert bottom_line([finding(1, "discrepancy")]) == ("F1",)


def test_nothing_found_is_nothing_said() -> None:
    assert bottom_line([]) == ()

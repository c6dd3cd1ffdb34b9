"""The benchmark of composing: what counts as a point, a date, a trap; and from file to metrics."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from benchmarks.composition import Read, counted, is_sprung, is_when, main, shares
from benchmarks.dossiers import Dossier, Quote, Trap, TrapKind
from briefing.memo import Finding, Header, Kind, Memo, Passage, Provenance, Section, Side, Source, Voice, When

from .expected import DOSSIER, FIRST, SECOND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .conftest import Measure

TEXTS = {"S1": " ".join(FIRST), "S2": " ".join(SECOND)}
SECTION: dict[Kind, Section] = {
    "accord": "agreements",
    "consensus": "agreements",
    "dispute": "frictions",
    "discrepancy": "frictions",
    "next_step": "next_steps",
}


def passage(source: str, text: str) -> Passage:
    start = TEXTS[source].index(text)
    return Passage(source=source, start=start, end=start + len(text), text=text)


def finding(kind: Kind, *cited: Passage, when: When | None = None, sides: tuple[Side, ...] | None = None) -> Finding:
    return Finding(
        id="F1",
        section=SECTION[kind],
        kind=kind,
        text=cited[0].text,
        mode="verbatim",
        citations=cited,
        sources=tuple(dict.fromkeys(one.source for one in cited)),
        origins=1,
        support=1.0,
        score=1.0,
        when=when,
        sides=sides,
        cause="number" if sides else None,
    )


def discrepancy(one: Passage, other: Passage) -> Finding:
    sides = tuple(Side(text=side.text, citations=(side,)) for side in (one, other))
    return finding("discrepancy", one, other, sides=sides)


def read(*findings: Finding, traps: Sequence[Trap] = ()) -> Read:
    sources = tuple(
        Source(
            id=name,
            location=f"{name}.md",
            media_type="text/markdown",
            words=len(text.split()),
            sha256="0" * 64,
            origin=f"O{name}",
            text=text,
        )
        for name, text in TEXTS.items()
    )
    memo = Memo(
        id="m",
        header=Header(date=dt.date(2025, 11, 5), subject="Radar"),
        bottom_line=(),
        findings=tuple(one.model_copy(update={"id": f"F{place}"}) for place, one in enumerate(findings, start=1)),
        gaps=(),
        timeline=(),
        sources=sources,
        unread=(),
        summaries=(),
        provenance=Provenance(briefing="0", models=(), settings={}, created=dt.datetime(2025, 11, 5, tzinfo=dt.UTC)),
    )
    dossier = Dossier.model_validate(DOSSIER).model_copy(update={"traps": tuple(traps)})
    return Read(dossier, memo, {"S1": "tidings", "S2": "review"})


ACCORD = finding("accord", passage("S1", FIRST[0]), passage("S2", SECOND[0]))
DISPUTE = finding("dispute", passage("S2", SECOND[2]))
MEETING = When(text="20 November", start=dt.date(2025, 11, 20), end=dt.date(2025, 11, 20))
STEP = finding("next_step", passage("S1", FIRST[2]), when=MEETING)
COST = discrepancy(passage("S1", FIRST[3]), passage("S2", SECOND[1]))


def test_a_memo_as_expected_has_full_marks() -> None:
    metrics = shares(counted(read(ACCORD, DISPUTE, COST, STEP)))
    for kind in ("accord", "dispute", "discrepancy", "next_step"):
        assert (metrics[f"{kind}_precision"], metrics[f"{kind}_recall"], metrics[f"{kind}_f1"]) == (1, 1, 1)
    assert (metrics["dates"], metrics["sections"], metrics["background"]) == (1, 1, 0)
    assert (metrics["doubled"], metrics["dangling"], metrics["origins"]) == (0, 0, 1)


def test_the_wrong_section_and_what_no_point_tells_count_against_it() -> None:
    wrong = finding("accord", passage("S2", SECOND[2]))
    metrics = shares(counted(read(ACCORD, wrong, finding("consensus", passage("S2", SECOND[1])))))
    assert metrics["accord_precision"] == 0.5
    assert metrics["dispute_recall"] == 0
    assert metrics["sections"] == 0.5
    assert metrics["background"] == pytest.approx(1 / 3, abs=1e-4)


def test_saying_a_point_again_is_counted() -> None:
    again = finding("accord", passage("S2", SECOND[0]))
    assert shares(counted(read(ACCORD, again)))["doubled"] == 1


def test_what_is_told_beneath_counts_for_its_finding_s_point_and_is_no_finding() -> None:
    voice, other = (passage("S1", FIRST[place]) for place in (1, 3))
    also = tuple(Voice(text=one.text, mode="verbatim", support=1.0, citations=(one,)) for one in (voice, other))
    metrics = shares(counted(read(DISPUTE.model_copy(update={"also": also}))))
    assert (metrics["findings"], metrics["dispute_precision"], metrics["dispute_recall"]) == (1, 1, 1)
    assert (metrics["beneath"], metrics["beneath_right"], metrics["doubled"]) == (2, 0.5, 0)
    hosted = ACCORD.model_copy(update={"also": also[:1]})
    metrics = shares(counted(read(hosted, DISPUTE)))
    assert (metrics["beneath_right"], metrics["doubled"]) == (0, 1)


def test_a_discrepancy_sets_the_right_sides_against_each_other() -> None:
    other = discrepancy(passage("S1", FIRST[0]), passage("S2", SECOND[0]))
    metrics = shares(counted(read(COST, other)))
    assert (metrics["discrepancy_precision"], metrics["discrepancy_recall"]) == (0.5, 1)


@pytest.mark.parametrize(
    ("start", "end", "expected", "right"),
    [
        ("2025-11-20", "2025-11-20", "2025-11-20", True),
        ("2025-11-20", "2025-11-20", "2025-11-21", False),
        ("2025-11-01", "2025-11-30", "2025-11", True),
        ("2025-11-30", "2025-11-30", "2025-11", True),
        ("2025-12-31", "2025-12-31", "2025", True),
        ("2025-11-17", "2025-11-23", "2025-W47", True),
        ("2025-11-17", "2025-11-23", "2025-W48", False),
        (None, None, None, True),
        (None, None, "2025-11", False),
        ("2025-11-20", "2025-11-20", None, False),
    ],
)
def test_a_time_is_right_where_it_is_the_expected_day_month_year_or_week(
    start: str | None, end: str | None, expected: str | None, right: bool
) -> None:
    when = When(
        text="then",
        start=dt.date.fromisoformat(start) if start else None,
        end=dt.date.fromisoformat(end) if end else None,
    )
    assert is_when(when, expected) == right


def trap(kind: TrapKind, *quotes: tuple[str, str]) -> Trap:
    return Trap(trap=kind, why="it is none", passages=tuple(Quote(document=name, quote=text) for name, text in quotes))


@pytest.mark.parametrize(
    ("kind", "bait", "sprung"),
    [
        ("rounding", (COST,), True),
        ("rounding", (ACCORD,), False),
        ("two events", (finding("consensus", passage("S1", FIRST[3]), passage("S2", SECOND[1])),), True),
        ("superseded figure", (finding("consensus", passage("S1", FIRST[3])),), False),
    ],
)
def test_a_trap_is_sprung_by_setting_its_passages_against_each_other_or_merging_events(
    kind: TrapKind, bait: tuple[Finding, ...], sprung: bool
) -> None:
    assert is_sprung(read(*bait), trap(kind, ("tidings", FIRST[3]), ("review", SECOND[1]))) == sprung


@pytest.mark.parametrize("kind", ["done step", "past in future form"])
def test_a_step_that_is_none_is_sprung_by_a_next_step_alone(kind: TrapKind) -> None:
    bait = trap(kind, ("tidings", FIRST[2]))
    assert is_sprung(read(STEP), bait)
    assert not is_sprung(read(finding("consensus", passage("S1", FIRST[2]))), bait)


def test_a_file_of_dossiers_gives_metrics(measure: Measure) -> None:
    metrics = measure(main, [DOSSIER])
    assert metrics["dossiers"] == 1
    assert metrics["findings"] > 0
    assert metrics["origins"] == 1

"""An ample memo for the tests of rendering. The matter is invented."""

from __future__ import annotations

import datetime as dt

import pytest

from briefing.memo import (
    Gap,
    Header,
    Memo,
    ModelUse,
    Provenance,
    Side,
    Statement,
    Summary,
    TimelineEntry,
    Unread,
    Voice,
    When,
)

from .memos import finding, memo, passage, source

_GAZETTE = """The two port authorities signed a cooperation accord on Tuesday. Under the accord, pilots from \
Norhaven and Sildvik will train together from January. Minister Aino Berg called the accord a beginning, not an end. \
The accord sets aside 40 million kroner for dredging the Sildvik channel. Norhaven's mayor said the city had not been \
asked. The joint council will meet in Sildvik on 12 November. Both governments confirmed that the night ferry will \
resume in spring."""

_COURIER = """Norhaven and Sildvik agreed to share radar data in the strait. The two port authorities signed a \
cooperation accord on Tuesday. Officials said dredging will cost 46 million kroner. The dockers' union rejected the \
plan and warned of a strike. The port authority replied that no job would go. Fishing crews fear that dredging will \
close the eastern grounds for a season. Both \
governments confirmed that the night ferry will resume in spring. The transport ministry is expected to publish the \
timetable by the end of November."""

_WIRE = """Norhaven and Sildvik agreed to share radar data in the strait. Customs officers from both ports will work \
in one building. The environment agency said it had received no application for dredging. A spokesman for Sildvik \
said the application was filed on 3 October. If parliament approves the budget, dredging will begin in March. The \
ministry declined to comment on the price."""

_REVIEW = """The accord builds on two years of quiet talks between harbour masters. Customs officers from both ports \
will work in one building. The two sides remain divided over who will pay for the breakwater. Sildvik insists that \
the cost be split evenly, while Norhaven points to its larger share of the traffic. The dockers' union will vote on \
industrial action on 8 November. Insurers on both shores welcomed common rules for pilots."""


@pytest.fixture(scope="session")
def ample() -> Memo:
    """Six agreements, five frictions of which two are discrepancies, five next steps, gaps and a timeline."""
    gazette = source(
        1,
        _GAZETTE,
        title="Ports sign accord on strait",
        publisher="The Norhaven Gazette",
        author="L. Ness",
        published=dt.date(2025, 10, 29),
        reliability="B2",
    )
    courier = source(
        2,
        _COURIER,
        title="Accord signed, dockers object",
        publisher="Sildvik Courier",
        published=dt.date(2025, 10, 30),
        location="https://courier.example/2025/10/accord",
    )
    wire = source(
        3, _WIRE, title="Strait ports to share radar", publisher="Nordic Wire", published=dt.date(2025, 10, 30)
    )
    reprint = source(
        4,
        _WIRE,
        title="Radar data to be shared",
        publisher="Evening Post",
        published=dt.date(2025, 10, 31),
        origin="O3",
    )
    review = source(5, _REVIEW, title="After the handshake", publisher="Maritime Review", author="Ebba Storm")
    sources = [gazette, courier, wire, reprint, review]

    signed = "The two port authorities signed a cooperation accord on Tuesday."
    ferry = "Both governments confirmed that the night ferry will resume in spring."
    radar = "Norhaven and Sildvik agreed to share radar data in the strait."
    customs = "Customs officers from both ports will work in one building."
    split = "Sildvik insists that the cost be split evenly, while Norhaven points to its larger share of the traffic."
    forty = "The accord sets aside 40 million kroner for dredging the Sildvik channel."
    forty_six = "Officials said dredging will cost 46 million kroner."
    none_filed = "The environment agency said it had received no application for dredging."
    filed = "A spokesman for Sildvik said the application was filed on 3 October."
    union = "The dockers' union rejected the plan and warned of a strike."
    no_job = "The port authority replied that no job would go."
    grounds = "Fishing crews fear that dredging will close the eastern grounds for a season."
    divided = "The two sides remain divided over who will pay for the breakwater."
    findings = [
        finding(1, "agreements", "accord", [passage(gazette, signed), passage(courier, signed)]),
        finding(
            2,
            "agreements",
            "accord",
            [passage(courier, radar), passage(wire, radar), passage(reprint, radar)],
            origins=2,
        ),
        finding(3, "agreements", "consensus", [passage(gazette, ferry), passage(courier, ferry)]),
        finding(
            4,
            "agreements",
            "accord",
            [passage(gazette, "Under the accord, pilots from Norhaven and Sildvik will train together from January.")],
            text="Pilots from Norhaven and Sildvik will train together from January.",
            mode="trimmed",
            support=0.97,
        ),
        finding(
            5,
            "agreements",
            "accord",
            [passage(wire, customs), passage(reprint, customs), passage(review, customs)],
            origins=2,
        ),
        finding(
            6, "agreements", "consensus", [passage(review, "Insurers on both shores welcomed common rules for pilots.")]
        ),
        finding(
            7,
            "frictions",
            "discrepancy",
            [passage(gazette, forty), passage(courier, forty_six)],
            cause="number",
            sides=(
                Side(text=forty, citations=(passage(gazette, forty),)),
                Side(text=forty_six, citations=(passage(courier, forty_six),)),
            ),
            text="The sources give two prices for dredging the Sildvik channel.",
            mode="rewritten",
            support=0.93,
        ),
        finding(
            8,
            "frictions",
            "discrepancy",
            [passage(wire, none_filed), passage(wire, filed)],
            cause="polarity",
            sides=(
                Side(text=none_filed, citations=(passage(wire, none_filed), passage(reprint, none_filed))),
                Side(text=filed, citations=(passage(wire, filed),)),
            ),
            sources=("S3", "S4"),
            origins=1,
        ),
        finding(
            9,
            "frictions",
            "dispute",
            [passage(courier, union)],
            reply=Side(text=no_job, citations=(passage(courier, no_job),)),
            also=(Voice(text=grounds, mode="verbatim", support=1.0, citations=(passage(courier, grounds),)),),
        ),
        finding(10, "frictions", "dispute", [passage(review, divided), passage(review, split)], text=split),
        finding(
            12,
            "next_steps",
            "next_step",
            [passage(review, "The dockers' union will vote on industrial action on 8 November.")],
            who=("the dockers' union",),
            firmness="announced",
            when=When(text="on 8 November", start=dt.date(2025, 11, 8), end=dt.date(2025, 11, 8)),
        ),
        finding(
            13,
            "next_steps",
            "next_step",
            [passage(gazette, "The joint council will meet in Sildvik on 12 November.")],
            who=("the joint council",),
            firmness="announced",
            when=When(text="on 12 November", start=dt.date(2025, 11, 12), end=dt.date(2025, 11, 12)),
        ),
        finding(
            14,
            "next_steps",
            "next_step",
            [passage(courier, "The transport ministry is expected to publish the timetable by the end of November.")],
            who=("the transport ministry",),
            firmness="expected",
            when=When(text="by the end of November", end=dt.date(2025, 11, 30)),
        ),
        finding(
            15,
            "next_steps",
            "next_step",
            [passage(gazette, ferry), passage(courier, ferry)],
            who=("both governments",),
            firmness="announced",
            when=When(text="in spring"),
        ),
        finding(
            16,
            "next_steps",
            "next_step",
            [
                passage(wire, "If parliament approves the budget, dredging will begin in March."),
                passage(reprint, "If parliament approves the budget, dredging will begin in March."),
            ],
            origins=1,
            who=("parliament",),
            firmness="conditional",
            when=When(text="in March", start=dt.date(2026, 3, 1), end=dt.date(2026, 3, 31)),
        ),
    ]
    declined = "The ministry declined to comment on the price."
    return memo(
        sources,
        findings,
        subject="Norhaven–Sildvik ports accord: what holds, what is disputed",
        header=Header(
            to="Chief of Staff",
            from_="Strait desk",
            date=dt.date(2025, 11, 1),
            marking="TLP:AMBER",
            subject="Norhaven–Sildvik ports accord: what holds, what is disputed",
        ),
        bottom_line=("F1", "F7", "F12"),
        gaps=(
            Gap(text=declined, kind="no_comment", citations=(passage(wire, declined),)),
            Gap(text="The price is unresolved.", kind="discrepancy", citations=(passage(courier, forty_six),)),
            Gap(text="The radar agreement rests on two origins; the welcome by insurers on one.", kind="single_origin"),
        ),
        timeline=(
            TimelineEntry(date=dt.date(2025, 10, 3), text=filed, citations=(passage(wire, filed),)),
            TimelineEntry(date=dt.date(2025, 10, 28), text=signed, citations=(passage(gazette, signed),)),
            TimelineEntry(
                date=dt.date(2025, 11, 12),
                text="The joint council will meet in Sildvik on 12 November.",
                citations=(passage(gazette, "The joint council will meet in Sildvik on 12 November."),),
            ),
        ),
        unread=(Unread(location="inbox/scan-0417.pdf", reason="holds pictures of pages and no text"),),
        summaries=tuple(
            Summary(
                source=each.id,
                statements=tuple(
                    Statement(text=words, mode="verbatim", support=1.0, passages=(passage(each, words),))
                    for words in (sentence.strip() + "." for sentence in each.text.split(".")[:4])
                ),
            )
            for each in sources
        ),
        provenance=Provenance(
            briefing="0.1.0",
            models=(ModelUse(name="all-MiniLM-L6-v2", version="0.1.0", sha256="53aa" + "0" * 60),),
            settings={"length": "standard", "summarizer": "embedded", "threads": 2},
            created=dt.datetime(2025, 11, 1, 8, 30, tzinfo=dt.UTC),
        ),
    )

"""What templates get to see: numbers, words and dates."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from briefing.memo import Gap, Memo, Side, Statement, Summary, Voice, When
from briefing.rendering import wording
from briefing.rendering.preparing import prepare

from .memos import finding, memo, passage, source

if TYPE_CHECKING:
    from briefing.rendering.view import MemoView

NOW = dt.datetime(2025, 11, 1, tzinfo=dt.UTC)


def view(given: Memo) -> MemoView:
    return prepare(given, NOW)


def test_passages_are_numbered_by_first_appearance_and_the_bottom_line_comes_first() -> None:
    text = source(1, "Alpha agreed. Beta agreed.")
    alpha, beta = passage(text, "Alpha agreed."), passage(text, "Beta agreed.")
    seen = view(
        memo(
            [text],
            [finding(1, "agreements", "accord", [alpha]), finding(2, "agreements", "accord", [beta, alpha])],
            bottom_line=("F2",),
        )
    )
    assert seen.bottom_line[0].numbers == (1, 2)
    assert [point.numbers for point in seen.agreements] == [(2,), (1, 2)]
    assert [(entry.number, entry.text) for entry in seen.evidence] == [(1, "Beta agreed."), (2, "Alpha agreed.")]


def test_what_one_origin_alone_tells_is_the_first_sentence_of_the_bottom_line() -> None:
    text = source(1, "Alpha left. Beta objects.")
    left, objects = passage(text, "Alpha left."), passage(text, "Beta objects.")
    gap = Gap(text="Alpha left.", kind="unmatched", citations=(left,))
    disputes = [finding(1, "frictions", "dispute", [objects])]
    seen = view(memo([text], disputes, bottom_line=("F1",), unconfirmed=gap))

    assert [(point.anchor, point.numbers, point.corroboration) for point in seen.bottom_line] == [
        ("bottom-line-1", (1,), "No second origin found."),
        ("bottom-line-2", (2,), ""),
    ]
    assert [use.text for use in seen.evidence[0].uses] == ["Bottom line 1"]


def test_what_seems_to_tell_the_same_is_numbered_beside_it() -> None:
    text, other = source(1, "Alpha left."), source(2, "Alpha was gone.")
    left, gone = passage(text, "Alpha left."), passage(other, "Alpha was gone.")
    gap = Gap(text="Alpha left.", kind="uncertain", citations=(left,), compare=(gone,))
    seen = view(memo([text, other], [], unconfirmed=gap, gaps=(gap,)))

    assert [(point.numbers, point.compare) for point in (*seen.bottom_line, *seen.gaps)] == [((1,), (2,))] * 2
    assert [use.text for use in seen.evidence[1].uses] == ["Bottom line 1 (to compare)", "Gap 1 (to compare)"]


def test_what_likely_tells_a_finding_too_is_numbered_beside_it() -> None:
    text, other = source(1, "Alpha left."), source(2, "Alpha was gone.")
    left, gone = passage(text, "Alpha left."), passage(other, "Alpha was gone.")
    seen = view(memo([text, other], [finding(1, "frictions", "dispute", [left], mode="trimmed", compare=(gone,))]))

    (point,) = seen.frictions
    assert (point.corroboration, point.compare) == (f"{text.name}; second origin uncertain", (2,))
    assert [use.text for use in seen.evidence[1].uses] == ["Friction 1 (to compare)"]


@pytest.mark.parametrize(("cited", "use"), [(1, "Bottom line 1 (trimmed)"), (2, "Bottom line 1 (rewritten)")])
def test_evidence_says_that_the_first_sentences_words_were_changed(cited: int, use: str) -> None:
    text = source(1, "Alpha left. On Monday, Alpha left.")
    passages = (passage(text, "Alpha left."), passage(text, "On Monday, Alpha left."))
    gap = Gap(text="On Monday, it left.", kind="unmatched", citations=passages[:cited])
    assert [one.text for one in view(memo([text], [], unconfirmed=gap)).evidence[-1].uses] == [use]


def test_evidence_says_what_rests_on_it_and_whether_its_words_were_changed() -> None:
    text = source(1, "On Monday, Alpha agreed.")
    words = passage(text, "On Monday, Alpha agreed.")
    trimmed = finding(1, "agreements", "accord", [words], text="Alpha agreed.", mode="trimmed")
    gap = Gap(text="Beta was not asked.", kind="no_comment", citations=(words,))
    seen = view(memo([text], [trimmed], gaps=(gap,)))
    assert [(use.text, use.anchor) for use in seen.evidence[0].uses] == [
        ("Agreement 1 (trimmed)", "agreement-1"),
        ("Gap 1", "gap-1"),
    ]


def test_a_summary_statement_in_other_words_gets_evidence_and_a_verbatim_one_its_place() -> None:
    text = source(1, "Alpha agreed. Beta agreed as well.")
    alpha, beta = passage(text, "Alpha agreed."), passage(text, "Beta agreed as well.")
    summary = Summary(
        source="S1",
        statements=(
            Statement(text="Alpha agreed.", mode="verbatim", support=1, passages=(alpha,)),
            Statement(text="Beta agreed.", mode="trimmed", support=1, passages=(beta,)),
        ),
    )
    verbatim, trimmed = view(memo([text], [], summaries=(summary,))).summaries[0].statements
    assert (verbatim.numbers, verbatim.place) == ((), "characters 0–13")
    assert trimmed.numbers == (1,)


def test_a_side_of_a_discrepancy_names_its_outlet_and_quotes_only_what_it_does_not_say_itself() -> None:
    one = source(1, "It cost 40 million.", publisher="Gazette")
    two = source(2, "He put the cost at 46 million.", publisher="Courier")
    forty, forty_six = passage(one, one.text), passage(two, two.text)
    seen = view(
        memo(
            [one, two],
            [
                finding(
                    1,
                    "frictions",
                    "discrepancy",
                    [forty, forty_six],
                    cause="number",
                    sides=(
                        Side(text="It cost 40 million.", citations=(forty,)),
                        Side(text="It cost 46 million.", citations=(forty_six,)),
                    ),
                )
            ],
        )
    )
    point = seen.frictions[0]
    assert point.text == ""
    assert point.cause == "They differ in a number."
    assert [(side.outlet, side.quotation) for side in point.sides] == [
        ("Gazette", None),
        ("Courier", "He put the cost at 46 million."),
    ]


def test_a_reply_has_its_own_evidence_under_the_dispute_that_it_answers() -> None:
    text = source(1, "Alpha accused Beta. Beta rejected the charge.")
    charge, reply = passage(text, "Alpha accused Beta."), passage(text, "Beta rejected the charge.")
    found = finding(1, "frictions", "dispute", [charge], reply=Side(text=reply.text, citations=(reply,)))
    seen = view(memo([text], [found], bottom_line=("F1",)))
    (point,) = seen.frictions
    assert point.numbers == (1,)
    assert [(told.label, told.text, told.numbers) for told in point.beneath] == [("In reply", reply.text, (2,))]
    assert [use.text for use in seen.evidence[1].uses] == ["Friction 1"]
    assert seen.bottom_line[0].beneath == ()


def test_beneath_a_finding_stand_a_later_figure_with_its_day_the_reply_and_what_else_is_told() -> None:
    first = source(1, "Beta counted three dead. Alpha denied it. Gamma doubted it.", published=dt.date(2025, 6, 10))
    second = source(2, "Nine had died.", published=dt.date(2025, 6, 12))
    third = source(3, "Eight had died.", published=None)
    sides = {one.text: Side(text=one.text, citations=(passage(one, one.text),)) for one in (second, third)}
    reply, doubt = (passage(first, text) for text in ("Alpha denied it.", "Gamma doubted it."))
    found = finding(
        1,
        "frictions",
        "dispute",
        [passage(first, "Beta counted three dead.")],
        later=sides["Nine had died."],
        reply=Side(text=reply.text, citations=(reply,)),
        also=(Voice(text=doubt.text, mode="trimmed", support=0.9, citations=(doubt,)),),
    )
    seen = view(memo([first, second, third], [found]))
    (point,) = seen.frictions
    assert [(told.label, told.text) for told in point.beneath] == [
        ("Later, 12 June 2025", "Nine had died."),
        ("In reply", "Alpha denied it."),
        ("Also", "Gamma doubted it."),
    ]
    assert [use.text for use in seen.evidence[3].uses] == ["Friction 1 (trimmed)"]
    undated = found.model_copy(update={"later": sides["Eight had died."]})
    assert view(memo([first, second, third], [undated])).frictions[0].beneath[0].label == "Later"


def test_a_discrepancy_in_words_of_its_own_names_its_cause_once() -> None:
    one, two = source(1, "It cost 40 million."), source(2, "It cost 46 million.")
    forty, forty_six = passage(one, one.text), passage(two, two.text)
    sides = tuple(Side(text=side.text, citations=(side,)) for side in (forty, forty_six))
    told = "The sources give different figures: 40 million against 46 million."
    found = finding(1, "frictions", "discrepancy", [forty, forty_six], cause="number", sides=sides, text=told)
    (point,) = view(memo([one, two], [found])).frictions

    assert (point.text, point.cause) == (told, None)


@pytest.mark.parametrize(
    ("names", "origins", "words"),
    [
        (["Gazette"], 1, "Gazette"),
        (["Gazette", "Courier"], 1, "2 sources, 1 origin"),
        (["Gazette", "Courier", "Wire"], 2, "3 sources, 2 origins"),
    ],
)
def test_corroboration_is_grammatical(names: list[str], origins: int, words: str) -> None:
    assert wording.corroboration(names, origins) == words


def test_what_only_one_of_several_sources_gives_stands_beside_their_number() -> None:
    one = source(1, "The storm took 92 houses.", publisher="Gazette")
    two = source(2, "The storm took houses.", publisher="Courier")
    passages = [passage(one, one.text), passage(two, two.text)]
    shared = finding(1, "agreements", "consensus", passages, alone=("92 houses",))
    (point,) = view(memo([one, two], [shared])).agreements
    assert point.corroboration == "2 sources, 2 origins; “92 houses” in Gazette only"


def test_a_reprint_gives_what_its_origin_gives() -> None:
    assert wording.alone(["92"], ["Gazette", "Courier", "Gazette"]) == "“92” in Gazette and Courier only"


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ([], ""),
        (["92", "5 May"], "“92” and “5 May” in Gazette only"),
        (["1 m", "2 m", "3 m", "4 m", "5 m"], "“1 m”, “2 m”, “3 m” and 2 more in Gazette only"),
    ],
)
def test_few_details_are_named_and_the_others_counted(details: list[str], words: str) -> None:
    assert wording.alone(details, ["Gazette"]) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2025-11-01", "2025-11-01", "1 November 2025"),
        ("2025-11-03", "2025-11-07", "3–7 November 2025"),
        ("2025-10-30", "2025-11-03", "30 October – 3 November 2025"),
        ("2025-12-30", "2026-01-03", "30 December 2025 – 3 January 2026"),
        ("2025-11-01", "2025-11-30", "November 2025"),
        ("2025-10-01", "2025-12-31", "October–December 2025"),
        ("2026-01-01", "2026-12-31", "2026"),
        ("2026-03-01", None, "1 March 2026"),
        (None, "2025-11-30", "by 30 November 2025"),
        (None, None, None),
    ],
)
def test_dates_are_written_in_english(start: str | None, end: str | None, words: str | None) -> None:
    when = When(
        text="then",
        start=dt.date.fromisoformat(start) if start else None,
        end=dt.date.fromisoformat(end) if end else None,
    )
    assert wording.resolved(when) == words


@pytest.mark.parametrize(
    ("location", "url", "shown"),
    [
        ("https://news.example/a?b=1", "https://news.example/a?b=1", "https://news.example/a?b=1"),
        ("javascript:alert(1)//http://x", None, "x"),
        ("http://x.example/\"onmouseover='x", None, "\"onmouseover='x"),
        ("/home/ana/inbox/note.txt", None, "note.txt"),
        ("C:\\inbox\\note.txt", None, "note.txt"),
        ("-", None, "standard input"),
        ("http://[", None, "["),
    ],
)
def test_only_web_addresses_become_links_and_folders_stay_private(location: str, url: str | None, shown: str) -> None:
    seen = view(memo([source(1, "Text.", location=location)], [])).sources[0]
    assert (seen.url, seen.file_name) == (url, shown)


def test_sources_that_reprint_one_text_name_each_other() -> None:
    sources = [source(number, "Text.", origin="O1") for number in (1, 2, 3)]
    assert [each.shared_with for each in view(memo(sources, [])).sources] == ["S2 and S3", "S1 and S3", "S1 and S2"]

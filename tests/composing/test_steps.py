"""When something is to come, and whether it has come already."""

from __future__ import annotations

import datetime as dt

import pytest

from briefing.composing.clauses import step
from briefing.composing.steps import coming, is_only_considered, is_over
from briefing.models.parser import load_parser

MONDAY = dt.date(2025, 11, 3)


def when(text: str, said_on: dt.date | None = MONDAY) -> tuple[str, str | None] | None:
    (doc,) = load_parser().parse([text])
    found = coming(doc, step(doc), said_on)
    return (found.text, found.start.isoformat() if found.start else None) if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway and Denmark will meet in Oslo on 20 November.", ("20 November", "2025-11-20")),
        ("The sale of the harbour closes on 15 December.", ("15 December", "2025-12-15")),
        ("Norway said on Friday that the bill will go to parliament in December.", ("December", "2025-12-01")),
        ("The president has given the parties until 28 November to name ministers.", ("28 November", "2025-11-28")),
        ("A vote on the harbour has been pencilled in for 4 December.", ("4 December", "2025-12-04")),
        ("The son of Kathleen Moyle, who died on 2 February, will sue the creamery.", None),
        ("The report comes on Wednesday of next week.", ("Wednesday of next week", "2025-11-12")),
        ("The Cairo agreement of 12 October will be laid before parliament.", None),
        ("Peru will add to its angry response to Chile's speech on Tuesday with a protest.", None),
        ("Peru will add to its response on Friday.", ("Friday", "2025-11-07")),
        ("The talks will resume after the king's visit on 1 December.", ("1 December", "2025-12-01")),
        ("Norway will agree to Peru's request to meet Friday.", ("Friday", "2025-11-07")),
        ("The ministers will meet on the morning of 12 November.", ("12 November", "2025-11-12")),
        ("Norway will send ships to the Skagerrak.", None),
        ("Norway will sign the treaty on the second Tuesday of January.", ("January", "2026-01-01")),
        ("Norway will hold a meeting in Lima two days after Monday's vote.", None),
        ("Ministers will meet on Thursday before a summit in Oslo in June.", ("Thursday", "2025-11-06")),
        ("Ministers will soon meet in Lima on Thursday.", ("Thursday", "2025-11-06")),
        ("Norway will return in the week of November 17.", ("the week of November 17", "2025-11-17")),
        ("Norway will spare Peru the duty under the pact reached in Lima on Thursday.", None),
        ("Norway said that it would close its ports, one day after Peru asked schools to close in March.", None),
        ("Norway will ask Peru not to extend the closure past 1 December.", None),
    ],
)
def test_the_time_is_that_of_what_is_to_come(text: str, expected: tuple[str, str] | None) -> None:
    assert when(text) == expected


def test_a_bare_weekday_of_a_source_without_a_date_is_not_taken_for_a_time_to_come() -> None:
    assert when("The Danes will come, Norway said Wednesday.", None) is None
    assert when("Norway will sign the treaty soon.", None) == ("soon", None)


@pytest.mark.parametrize(
    ("today", "over"),
    [(dt.date(2025, 11, 4), False), (dt.date(2025, 11, 6), False), (dt.date(2025, 11, 7), True), (None, False)],
)
def test_a_step_is_over_when_its_day_has_passed_by_the_latest_document(today: dt.date | None, over: bool) -> None:
    (doc,) = load_parser().parse(["Engineers will lay the bridge on Thursday."])
    assert is_over(doc, step(doc), MONDAY, today) == over


def test_a_step_without_a_time_is_never_over() -> None:
    (doc,) = load_parser().parse(["Engineers will lay the bridge."])
    assert not is_over(doc, step(doc), MONDAY, dt.date(2026, 11, 3))


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("The court would have heard the case on Tuesday.", True),
        ("The Defense Department had been expected to admit them this year.", True),
        ("The court is expected to hear the case on Tuesday.", False),
        ("The minister said that the court would hear the case on Tuesday.", False),
        ("Police, who had planned to leave, will stay until May.", False),
        ("The vote in Oslo had been due to take place on Monday.", True),
        ("The trial had been set for 4 November but will now begin in June.", False),
        ("The court had set a hearing for 12 December.", False),
    ],
)
def test_what_only_was_to_come_is_over(text: str, over: bool) -> None:
    (doc,) = load_parser().parse([text])
    assert is_over(doc, step(doc), MONDAY, MONDAY) is over


@pytest.mark.parametrize(
    ("text", "considered"),
    [
        ("Lund is thinking about scrapping the law.", True),
        ("Officials said that Norway is weighing a ban on the ships.", True),
        ("There is a chance that Berg will run for his old seat.", True),
        ("The council considered the plan and will vote on Friday.", False),
        ("Lund thinks that Chile will leave.", False),
    ],
)
def test_what_is_only_thought_about_is_not_announced(text: str, considered: bool) -> None:
    (doc,) = load_parser().parse([text])
    assert is_only_considered(doc) == considered

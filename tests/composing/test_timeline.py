"""The dated events of a matter."""

from __future__ import annotations

import datetime as dt

import pytest

from briefing.composing.relations import Relation, Relations
from briefing.composing.timeline import timeline

from .dossiers import candidates_of, composed, source

CLOSED = "Peru closed its consulate in Bergen in 2022."
FIRED = "The navy of Peru fired on a Norwegian trawler in 2022."


def days(*sources_text: str, published: dt.date | None = dt.date(2025, 11, 1)) -> list[dt.date]:
    sources = [source(number, text, published=published) for number, text in enumerate(sources_text, start=1)]
    return [entry.date for entry in composed(*sources).timeline]


def test_events_are_told_in_order_whatever_the_order_of_the_sources() -> None:
    found = days(
        "Norway will open an embassy in Lima on 8 December. Peru recalled its envoy from Oslo on 20 October.",
        "Chile closed the border crossing at Tacna on 3 October. The ferry Solveig ran aground on Thursday.",
    )
    assert found == [dt.date(2025, 10, 3), dt.date(2025, 10, 20), dt.date(2025, 10, 30), dt.date(2025, 12, 8)]


def test_an_event_that_two_sources_tell_stands_once() -> None:
    assert days(
        "Peru recalled its envoy from Oslo on 20 October.", "On October 20 Peru recalled its envoy from Oslo."
    ) == [dt.date(2025, 10, 20)]


@pytest.mark.parametrize(("chance", "entries"), [(0.6, 1), (0.4, 2)])
def test_what_likely_is_one_event_of_one_time_stands_once(chance: float, entries: int) -> None:
    told = [
        candidate
        for number, text in enumerate((CLOSED, FIRED), start=1)
        for candidate in candidates_of(source(number, text))
    ]
    either = Relation(chance)
    relations = Relations({(CLOSED, FIRED): either, (FIRED, CLOSED): either})
    assert len(timeline(told, relations)) == entries


def test_two_events_of_one_day_both_stand() -> None:
    day = dt.date(2025, 10, 20)
    assert days(
        "Peru recalled its envoy from Oslo on 20 October. The ferry Solveig ran aground near Bergen on 20 October."
    ) == [day, day]


def test_a_month_and_a_year_are_told_as_such() -> None:
    entries = composed(
        source(1, "Norway will open an embassy in Lima in April. Peru closed its consulate in Bergen in 2022.")
    ).timeline
    assert [(entry.date, entry.end) for entry in entries] == [
        (dt.date(2022, 1, 1), dt.date(2022, 12, 31)),
        (dt.date(2026, 4, 1), dt.date(2026, 4, 30)),
    ]


def test_a_day_comes_before_months_and_years_where_there_is_no_room_for_all() -> None:
    years = " ".join(f"Peru opened a consulate in {town} in {year}." for town, year in _CONSULATES)
    found = days(f"{years} Peru recalled its envoy from Oslo on 20 October.")
    assert dt.date(2025, 10, 20) in found
    assert len(found) == 4


def test_no_more_than_three_are_of_months_and_years() -> None:
    aground = " ".join(f"The ferry {name} ran aground near {town} in 2015." for name, town in _FERRIES)
    assert len(days(aground)) == 3


_CONSULATES = [("Bergen", 2015), ("Tromsø", 2016), ("Aarhus", 2017), ("Malmö", 2018), ("Turku", 2019)]


def test_each_day_is_told_before_any_is_told_twice() -> None:
    first = " ".join(f"The ferry {name} ran aground near {town} on 20 October." for name, town in _FERRIES)
    assert dt.date(2025, 10, 3) in days(f"{first} The ferry Astrid ran aground near Rostock on 3 October.")


_FERRIES = [
    ("Solveig", "Bergen"),
    ("Halland Star", "Gothenburg"),
    ("Bluebell", "Aberdeen"),
    ("Valparaíso", "Arica"),
    ("Nautilus", "Tallinn"),
    ("Gloria", "Split"),
]


def test_relative_days_of_a_source_without_a_date_are_left_out() -> None:
    assert days("Peru recalled its envoy from Oslo on Thursday.", published=None) == []


@pytest.mark.parametrize(
    "text",
    [
        "Peru praised the treaty that Norway and Denmark signed on 3 October.",
        "The son of Mrs Moyle, who died on 3 October, will sue the creamery in the High Court.",
        "Norway spared Peru the duty under the understanding reached in Lima on Thursday.",
        "The vote was put off to the meeting of October 20.",
        "Norway invited both sides to talks in Lima on Thursday.",
        "Peru decided to cut the duty on fish, effective 1 April.",
        "The ministry mourns the loss of life on the coast road on Monday.",
        "Norway recalled its envoy on the Wednesday after the vote.",
        "Twelve boats had given up on that Sunday, most of them from Bergen.",
        "Any member may bring a protest before the court within ten days.",
        "Norway closed its embassy in Lima two weeks ago.",
        "Norway demanded a reply from Peru by Friday.",
        "Norway extended the ceasefire with Peru through Friday.",
        "Norway approved the 2024 budget for its ports.",
        "Norway cut its forecast for 2024.",
        "The ministers met in Lima every Monday.",
        "Norway held the drill off Bergen on October 3-5.",
        "Norway almost closed its embassy in Lima on Friday.",
        "Norway denied that it had closed its embassy in Lima on Friday.",
        "Norway answered Peru last year, and Peru answered Norway on Thursday.",
    ],
)
def test_a_time_that_is_not_that_of_the_event_is_no_entry(text: str) -> None:
    assert days(text) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Norway signed the treaty at a meeting in Lima on 3 October.", dt.date(2025, 10, 3)),
        ("The crossing at Tacna was closed by Chile on 3 October.", dt.date(2025, 10, 3)),
        ("Peru was scheduled to address the conference in Lima on Tuesday.", dt.date(2025, 11, 4)),
        ("A protest in the harbour on Thursday grew out of a quarrel over nets.", dt.date(2025, 10, 30)),
        ("Norway continued to board fishing boats near Bergen on 3 October.", dt.date(2025, 10, 3)),
    ],
)
def test_the_day_is_that_of_what_the_sentence_tells(text: str, day: dt.date) -> None:
    assert days(text) == [day]


def test_every_entry_cites_the_words_that_it_prints() -> None:
    sentence = "Peru recalled its envoy from Oslo on 20 October."
    (entry,) = composed(source(1, sentence)).timeline
    assert (entry.text, [passage.text for passage in entry.citations]) == (sentence, [sentence])


@pytest.mark.parametrize(
    "text", ["The Sunday Times reported on the ferry.", "Ireland and Britain restored the Good Friday Agreement."]
)
def test_a_weekday_in_a_name_dates_nothing(text: str) -> None:
    assert days(text) == []

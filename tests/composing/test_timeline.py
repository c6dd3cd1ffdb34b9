"""The dated events of a matter."""

from __future__ import annotations

import datetime as dt

import pytest

from .dossiers import composed, source


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


def test_two_events_of_one_day_both_stand() -> None:
    day = dt.date(2025, 10, 20)
    assert days(
        "Peru recalled its envoy from Oslo on 20 October. The ferry Solveig ran aground near Bergen on 20 October."
    ) == [day, day]


def test_a_month_is_no_day() -> None:
    assert days("Norway will open an embassy in Lima in April.") == []


def test_relative_days_of_a_source_without_a_date_are_left_out() -> None:
    assert days("Peru recalled its envoy from Oslo on Thursday.", published=None) == []


def test_the_day_of_something_told_in_passing_is_not_that_of_the_event() -> None:
    assert days("Peru praised the treaty that Norway and Denmark signed on 3 October.") == []


def test_every_entry_cites_the_words_that_it_prints() -> None:
    sentence = "Peru recalled its envoy from Oslo on 20 October."
    (entry,) = composed(source(1, sentence)).timeline
    assert (entry.text, [passage.text for passage in entry.citations]) == (sentence, [sentence])


@pytest.mark.parametrize(
    "text", ["The Sunday Times reported on the ferry.", "Ireland and Britain restored the Good Friday Agreement."]
)
def test_a_weekday_in_a_name_dates_nothing(text: str) -> None:
    assert days(text) == []

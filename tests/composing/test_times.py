"""What expressions of time mean, said on a given day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.composing.times import Tense, expressions, is_day, resolved
from briefing.memo import When

SATURDAY = dt.date(2025, 11, 1)


def span(expression: str, said_on: dt.date | None = SATURDAY, tense: Tense = "future") -> str | None:
    """The span as "start/end", a single day once, ``None`` where it is not resolved."""
    when = resolved(expression, said_on, tense)
    if when.start is None or when.end is None:
        return None
    return str(when.start) if is_day(when) else f"{when.start}/{when.end}"


def found(text: str) -> list[str]:
    return [expression for expression, _ in expressions(text)]


@pytest.mark.parametrize(
    ("expression", "meant"),
    [
        ("April", "2026-04-01/2026-04-30"),
        ("next April", "2026-04-01/2026-04-30"),
        ("February 2028", "2028-02-01/2028-02-29"),
        ("Wednesday", "2025-11-05"),
        ("next Wednesday", "2025-11-05"),
        ("Wednesday of next week", "2025-11-05"),
        ("Monday next week", "2025-11-03"),
        ("November 18", "2025-11-18"),
        ("18 November", "2025-11-18"),
        ("Nov. 18", "2025-11-18"),
        ("18 November 2026", "2026-11-18"),
        ("2026-03-04", "2026-03-04"),
        ("tomorrow", "2025-11-02"),
        ("in three weeks", "2025-11-22"),
        ("next week", "2025-11-03/2025-11-09"),
        ("next month", "2025-12-01/2025-12-31"),
        ("next year", "2026-01-01/2026-12-31"),
        ("later this year", "2025-11-01/2025-12-31"),
        ("the end of the month", "2025-11-30"),
        ("the week of November 18", "2025-11-17/2025-11-23"),
        ("2027", "2027-01-01/2027-12-31"),
        ("the second half of 2026", "2026-07-01/2026-12-31"),
    ],
)
def test_what_is_to_come_is_resolved_against_the_day_on_which_it_was_said(expression: str, meant: str) -> None:
    assert span(expression) == meant


@pytest.mark.parametrize(
    ("expression", "meant"),
    [
        ("April", "2025-04-01/2025-04-30"),
        ("Wednesday", "2025-10-29"),
        ("November 18", "2024-11-18"),
        ("yesterday", "2025-10-31"),
        ("two days ago", "2025-10-30"),
        ("last week", "2025-10-20/2025-10-26"),
        ("last month", "2025-10-01/2025-10-31"),
        ("earlier this year", "2025-01-01/2025-11-01"),
    ],
)
def test_what_is_past_is_resolved_backwards(expression: str, meant: str) -> None:
    assert span(expression, tense="past") == meant


@pytest.mark.parametrize("expression", ["November", "mid-November", "this November"])
def test_the_month_that_has_begun_is_the_one_that_is_meant(expression: str) -> None:
    assert span(expression) == "2025-11-01/2025-11-30"


@pytest.mark.parametrize("tense", ["past", "future"])
@pytest.mark.parametrize("expression", ["Saturday", "November 1", "today"])
def test_the_day_itself_is_no_year_and_no_week_away(expression: str, tense: Tense) -> None:
    assert span(expression, tense=tense) == "2025-11-01"


def test_the_next_day_of_that_name_is_a_week_away() -> None:
    assert span("next Saturday") == "2025-11-08"


@pytest.mark.parametrize("expression", ["April", "Wednesday", "November 18", "next week", "tomorrow", "in three weeks"])
def test_what_is_relative_stays_as_written_where_the_source_has_no_date(expression: str) -> None:
    assert resolved(expression, None, "future") == When(text=expression)


@pytest.mark.parametrize(
    ("expression", "meant"),
    [("18 November 2026", "2026-11-18"), ("April 2026", "2026-04-01/2026-04-30"), ("2026", "2026-01-01/2026-12-31")],
)
def test_what_is_written_in_full_needs_no_date_of_its_source(expression: str, meant: str) -> None:
    assert span(expression, None) == meant


@pytest.mark.parametrize("expression", ["31 November", "30 February 2026", "soon", "shortly"])
def test_what_is_no_day_stays_as_written(expression: str) -> None:
    assert span(expression) is None


def test_expressions_are_found_in_order_with_their_places() -> None:
    text = "The envoys meet on Wednesday, and the treaty will be signed in April or by the end of the year."
    places = list(expressions(text))
    assert [expression for expression, _ in places] == ["Wednesday", "April", "the end of the year"]
    assert all(text[start:].startswith(expression) for expression, start in places)


def test_a_whole_date_is_one_expression() -> None:
    assert found("The talks open on Tuesday, November 18, 2025, in Oslo.") == ["Tuesday, November 18, 2025"]


@pytest.mark.parametrize("text", ["May the talks succeed.", "March on, said the general.", "The envoys may meet."])
def test_a_verb_is_no_month(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["They will build 2000 homes.", "It costs $2030.", "A crowd of 2020 people came."])
def test_a_number_of_things_is_no_year(text: str) -> None:
    assert found(text) == []


@settings(max_examples=40, deadline=None)
@given(
    said_on=st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31)),
    expression=st.sampled_from(
        ["April", "Wednesday", "5 May", "next week", "tomorrow", "in two months", "the end of the year"]
    ),
)
def test_nothing_to_come_lies_before_the_day_on_which_it_was_said(said_on: dt.date, expression: str) -> None:
    when = resolved(expression, said_on, "future")
    assert when.start is not None
    assert when.end is not None
    assert when.start <= when.end
    assert when.end >= said_on


@settings(max_examples=50)
@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    assert all(text[start:].startswith(expression) for expression, start in expressions(text))

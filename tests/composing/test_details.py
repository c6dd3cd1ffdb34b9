"""The figures and days of a statement: given, left out, or given otherwise."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.composing.details import given_alone, gives_otherwise
from briefing.models.parser import load_parser

SATURDAY = dt.date(2025, 11, 1)


def otherwise(statement: str, text: str) -> bool:
    return gives_otherwise(*load_parser().parse([statement, text]))


def alone(statement: str, *others: str) -> tuple[str, ...]:
    """What of the statement the others, all published on 1 November 2025, do not give."""
    said, *told = ((doc, SATURDAY) for doc in load_parser().parse([statement, *others]))
    return given_alone(said, told)


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        ("The new bridge in Oslo costs 40 million kroner.", "The bridge in Oslo costs 46 million kroner."),
        ("Twelve sailors drowned off Bergen.", "Fourteen sailors drowned off Bergen."),
        ("Prices rose by 3 percent in a year.", "Inflation stands at 4 percent."),
        ("The ministers met in Lima on Monday.", "The ministers met in Lima on Tuesday."),
        ("The first case was reported on January 16.", "The first case was reported on 28 January."),
        ("The harbour has been dredged since 1932.", "Dredging of the harbour began in 1935."),
        ("The envoys meet in March.", "The envoys will meet in April 2026."),
        ("Norway and Denmark agreed on a 60-day truce.", "The two agreed on a 30-day truce."),
        ("Twenty-one sailors drowned off Bergen.", "Fourteen sailors drowned off Bergen."),
        ("Three sailors drowned off Bergen.", "One sailor drowned off Bergen."),
        (
            "Lund said that “calm and good relations are the best path for our two great countries.”",
            "Lund said that “calm and good relations are the best things about our two great countries.”",
        ),
        ("They held the third round of talks.", "They held the fourth round of talks."),
        ("Prices rose by 5 percent.", "Prices rose 6 percent."),
        ("Teachers get 6 percent more.", "Teachers get 7 percent more in September."),
    ],
)
def test_another_figure_or_day_in_its_place_is_given_otherwise(statement: str, text: str) -> None:
    assert otherwise(statement, text)
    assert otherwise(text, statement)


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        ("The bridge costs 40 million kroner.", "The bridge of 312 metres costs 40 million kroner."),
        ("The storm damaged 92 houses.", "The storm damaged houses on the quay."),
        ("The storm damaged 92 houses.", "The storm damaged more than 90 houses."),
        ("The ministers met on Monday.", "The ministers met in Lima."),
        ("The ministers met on Monday.", "On Monday the ministers met, and on Tuesday they left."),
        ("Twelve sailors drowned off Bergen.", "Off Bergen 12 sailors drowned."),
        ("The tax rises on 1 July 2027.", "The tax rises on July 1."),
        ("The ministers of the two countries met.", "The ministers of all five countries met."),
        ("The deficit grew by $222 billion, or 32 percent.", "The deficit grew by $222 billion."),
        ("The meeting takes place from 25 to 27 May.", "The meeting opens on May 25."),
        (
            "The bank cut its ratio from 15 to 14 percent.",
            "The bank cut its ratio by one percentage point to 14 percent.",
        ),
        ("Teachers, who wanted 12 percent, get 6 in September.", "Teachers get 6 percent more from September."),
        ("One of the sailors drowned.", "Three sailors saw a man drown."),
    ],
)
def test_a_figure_that_only_one_of_two_has_contradicts_nothing(statement: str, text: str) -> None:
    assert not otherwise(statement, text)
    assert not otherwise(text, statement)


def test_a_day_that_cannot_be_resolved_may_be_the_one() -> None:
    friday, day = load_parser().parse(["It ended on Friday.", "It ended on Friday, 31 October."])
    assert given_alone((day, SATURDAY), [(friday, None)]) == ()
    assert given_alone((day, None), [(friday, SATURDAY)]) == ()


@given(st.text(max_size=60))
def test_no_text_gives_its_own_details_otherwise_or_alone(text: str) -> None:
    (doc,) = load_parser().parse([text])
    assert not gives_otherwise(doc, doc)
    assert given_alone((doc, SATURDAY), [(doc, SATURDAY)]) == ()


@pytest.mark.parametrize(
    ("statement", "others", "told"),
    [
        (
            "The deficit grew by $222 billion, or 32 percent, in 11 months.",
            ["The deficit grew by $222 billion."],
            ("32 percent", "11 months"),
        ),
        ("A 27-year-old sailor drowned.", ["A sailor drowned."], ("27-year-old",)),
        ("Half a dozen boats and 92 houses were lost.", ["More than 90 houses were lost."], ()),
        ("It cost 40 million kroner.", ["It was dear.", "It cost 40 million."], ()),
        ("The third of the two countries' talks failed.", ["The talks failed."], ()),
        ("The navy's No. 2 resigned.", ["The deputy resigned."], ()),
        ("One of the ships and twenty-one men were lost.", ["Ships and men were lost."], ("twenty-one men",)),
        ("Trade fell by 32 percent.", ["Trade fell, and 32 ships idled."], ("32 percent",)),
        ("More than 90 houses were lost.", ["The storm cost $3 million."], ("more than 90 houses",)),
        ("The hall has no more than seven floors.", ["The hall is low."], ("no more than seven floors",)),
    ],
)
def test_what_no_other_text_gives_is_given_alone(statement: str, others: list[str], told: tuple[str, ...]) -> None:
    assert alone(statement, *others) == told


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ("The report will come out.", ("5 November",)),
        ("The report will come out on November 5.", ()),
        ("The report will come out on Wednesday.", ()),
        ("The report will come out on Thursday.", ("5 November",)),
        ("The report will come out in November.", ("5 November",)),
    ],
)
def test_a_day_is_given_in_other_words_too(other: str, told: tuple[str, ...]) -> None:
    assert alone("The report will come out on 5 November.", other) == told

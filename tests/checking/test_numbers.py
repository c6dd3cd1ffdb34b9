"""Numbers as values: what is the same number in other words, and what is another one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.checking.numbers import numbers


def values(text: str) -> list[tuple[str, str]]:
    return [(f"{number.value.normalize():f}", number.unit) for number in numbers(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12 ships", "12", ""),
        ("twelve ships", "12", ""),
        ("2,500 troops", "2500", ""),
        ("two thousand five hundred troops", "2500", ""),
        ("one hundred and five ships", "105", ""),
        ("twenty-one ships", "21", ""),
        ("5 percent", "5", "%"),
        ("5%", "5", "%"),
        ("five per cent", "5", "%"),
        ("5 percentage points", "5", "%"),
        ("$5m", "5000000", "$"),
        ("$5 million", "5000000", "$"),
        ("5 million dollars", "5000000", "$"),
        ("US$5 million", "5000000", "$"),
        ("€3bn", "3000000000", "€"),
        ("3 billion euros", "3000000000", "€"),
        ("$3-billion", "3000000000", "$"),
        ("the 17th round", "17", "th"),
        ("the second round", "2", "th"),
        ("in 2021.", "2021", ""),
    ],
)
def test_a_number_is_its_value_and_its_unit(text: str, value: str, unit: str) -> None:
    assert values(text) == [(value, unit)]


def test_the_decimals_of_a_number_count() -> None:
    (number,) = numbers("It rose by 3.25 percent.")
    assert number.value == Decimal("3.25")


@pytest.mark.parametrize("text", ["the F-16", "COVID-19", "the G7", "Flight MH370", "no figures"])
def test_digits_of_a_name_are_no_number(text: str) -> None:
    assert list(numbers(text)) == []


def test_a_letter_behind_a_number_multiplies_money_only() -> None:
    assert values("$5m for a race over 5m") == [("5000000", "$"), ("5", "m")]


def test_all_numbers_come_in_the_order_of_the_text() -> None:
    assert [number.text for number in numbers("From 57% on 10 goods, tariffs fall to $1 billion in 2026.")] == [
        "57%",
        "10",
        "$1 billion",
        "2026",
    ]


def test_a_plain_number_agrees_with_one_that_has_a_unit_but_two_units_do_not_agree() -> None:
    plain, percent, dollars = numbers("7 and 7% and $7")

    assert plain.agrees_with(percent)
    assert percent.agrees_with(plain)
    assert not percent.agrees_with(dollars)


@given(st.text(alphabet="0123456789 ,.-%$€mkbn twohundredfivefirst", max_size=60))
def test_a_number_s_offsets_slice_back_to_its_text(text: str) -> None:
    for number in numbers(text):
        assert text[number.start : number.end] == number.text
        assert number.text == number.text.strip()


@given(st.integers(min_value=0, max_value=10**15))
def test_thousands_may_be_set_apart_by_commas_or_not(value: int) -> None:
    (plain,) = numbers(f"about {value} grains")
    (grouped,) = numbers(f"about {value:,} grains")

    assert plain.value == grouped.value == value


@given(
    st.decimals(min_value=0, max_value=10**6, places=2),
    st.sampled_from([("thousand", 10**3), ("million", 10**6), ("billion", 10**9), ("trillion", 10**12)]),
)
def test_a_magnitude_multiplies(value: Decimal, magnitude: tuple[str, int]) -> None:
    word, factor = magnitude
    (number,) = numbers(f"about {value} {word} grains")

    assert number.value == value * factor

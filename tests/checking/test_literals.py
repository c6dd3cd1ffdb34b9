"""What a statement says literally must stand in its passages, without exception."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefing.checking.dates import MONTHS
from briefing.checking.literals import names, violations

PASSAGE = (
    "However, General Mark Alder told reporters in Washington D.C. on Friday, 14 May 2021, that Norland had lost "
    "12 ships, 3.5 percent of its fleet and $40 million, and he called the losses “a heavy price, but no defeat.”"
)


def test_a_passage_does_not_violate_itself() -> None:
    assert violations(PASSAGE, [PASSAGE]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "General Mark Alder told reporters that Norland had lost 12 ships.",
        "Gen. Mark Alder called the losses “a heavy price.”",
        "Norland lost twelve ships on May 14.",
        "Norland lost 3.5% of its fleet.",
        "Norland lost 40 million dollars on Friday.",
        "In Washington DC, Alder spoke of Norland’s losses.",
        "In May 2021 Norland lost ships.",
        "On May 14th the losses were counted.",
    ],
)
def test_the_same_facts_in_other_words_violate_nothing(text: str) -> None:
    assert violations(text, [PASSAGE]) == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Norland lost 13 ships.", "number: 13"),
        ("Norland lost 12 percent of its fleet.", "number: 12 percent"),
        ("Norland lost $12.", "number: $12"),
        ("Norland lost 40 ships.", "number: 40"),
        ("Norland lost dozens of ships.", "number: dozens"),
        ("Norland lost half of its fleet.", "number: half"),
        ("Norland lost the twelfth ship.", "number: twelfth"),
        ("Norland lost ships on 15 May 2021.", "date: 15 May 2021"),
        ("Norland lost ships on Thursday.", "date: Thursday"),
        ("Norland lost ships in June.", "date: June"),
        ("Norland lost ships in 2022.", "date: 2022"),
        ("Norland lost ships yesterday.", "date: yesterday"),
        ("Sudland lost ships.", "name: Sudland"),
        ("General Alder spoke.", "name: General Alder"),
        ("Mark Norland spoke.", "name: Mark Norland"),
        ("Alder called it “a light price.”", "quotation: a light price."),
        ("Alder called it “a defeat.”", "quotation: a defeat."),
        ("Alder called it 'a light price.'", "quotation: a light price."),
        ("Alder “told reporters.”", "quotation: told reporters."),
    ],
)
def test_what_no_passage_says_is_named(text: str, reason: str) -> None:
    assert reason in violations(text, [PASSAGE])


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("The F-35 crashed.", "The F-16 crashed."),
        ("Version 1.2.4 failed.", "Version 1.2.3 failed."),
        ("It cost 1,50,000 rupees.", "It cost 1,20,000 rupees."),
        ("It cost 3½ crowns.", "It cost 3¼ crowns."),
        ("Hundreds of sailors left.", "Thousands of sailors left."),
        ("Two thirds of the sailors left.", "Two fifths of the sailors left."),
        ("The fourteenth round failed.", "The thirteenth round failed."),
        ("They met at 5 a.m. on the quay.", "They met at 5 p.m. on the quay."),
        ("Talks go on next week.", "Talks went on last week."),
        ("In the 1980s it sank.", "In the 1990s it sank."),
        ("It lost 5k sailors.", "It lost 5 sailors."),
    ],
)
def test_a_quantity_or_time_that_is_no_plain_number_is_checked_as_well(text: str, passage: str) -> None:
    assert violations(text, [passage])
    assert not violations(passage, [passage])


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("President Hale left.", "Vice President Hale left."),
        ("President Hale left.", "Former President Hale left."),
        ("Korea agreed.", "South Korea agreed."),
        ("Mark Alder left.", "Mark Alder Jr. left."),
    ],
)
def test_a_part_of_a_name_that_names_somebody_else_is_a_violation(text: str, passage: str) -> None:
    assert violations(text, [passage]) == (f"name: {text.rsplit(' ', 1)[0]}",)


def test_a_part_of_a_name_may_stand_alone_where_a_passage_has_it_alone() -> None:
    assert violations("President Hale left.", ["Vice President Hale met President Hale."]) == ()


def test_names_that_passages_hold_in_pieces_only_are_no_name() -> None:
    assert violations("Mark Hale left.", ["Mark Alder met Ana Hale."]) == ("name: Mark Hale",)


def test_a_verb_that_is_also_a_name_is_checked_as_a_name() -> None:
    assert violations("Will Hale left.", ["Bill Hale left."]) == ("name: Will Hale",)


def test_a_word_that_opens_a_sentence_is_no_name() -> None:
    assert [[word.text for word in name] for name in names("The talks in Oslo ended. However, Ana Berg stayed.")] == [
        ["Oslo"],
        ["Ana", "Berg"],
    ]


def test_every_passage_counts() -> None:
    assert violations("Hale met 3 envoys.", ["Hale came to Oslo.", "There were 3 envoys."]) == ()


def test_each_reason_is_given_once() -> None:
    assert violations("Berg met Berg.", ["Hale left."]) == ("name: Berg",)


def test_no_passages_carry_nothing_literal() -> None:
    assert violations("Hale left on 4 May.", []) == ("date: 4 May", "name: Hale", "name: May")


_NAMES = st.sampled_from(["Alder", "Ana Berg", "Norland", "the U.N.", "Jean-Luc Moreau", "Gen. Hale", "McCoy"])
_AMOUNTS = st.one_of(
    st.integers(min_value=13, max_value=10**7).map(lambda value: f"{value:,} ships"),
    st.integers(min_value=2, max_value=99).map(lambda value: f"{value} percent"),
    st.integers(min_value=2, max_value=999).map(lambda value: f"${value} million"),
    st.sampled_from(["twelve ships", "dozens of ships", "half the fleet", "a third of the fleet"]),
)
_DAYS = st.builds(
    lambda day, month, year: f"{day} {MONTHS[month].title()} {year}",
    st.integers(min_value=13, max_value=28),
    st.integers(min_value=0, max_value=11),
    st.integers(min_value=1900, max_value=2098),
)
_SAYINGS = st.sampled_from(["a heavy price", "no defeat", "the end of the talks", "We agree, and we mean it"])


def told(name: str, amount: str, day: str, saying: str) -> str:
    return f"In a note of {day}, {name} put the losses at {amount} and spoke of “{saying}.”"


@given(_NAMES, _AMOUNTS, _DAYS, _SAYINGS)
def test_no_sentence_violates_itself(name: str, amount: str, day: str, saying: str) -> None:
    sentence = told(name, amount, day, saying)
    assert violations(sentence, [sentence]) == ()


@given(_NAMES, _NAMES, _AMOUNTS, _DAYS, _SAYINGS)
def test_another_name_is_always_caught(name: str, other: str, amount: str, day: str, saying: str) -> None:
    assume(name != other)
    assert any(
        reason.startswith("name: ")
        for reason in violations(told(other, amount, day, saying), [told(name, amount, day, saying)])
    )


@given(_NAMES, _AMOUNTS, _AMOUNTS, _DAYS, _SAYINGS)
def test_another_amount_is_always_caught(name: str, amount: str, other: str, day: str, saying: str) -> None:
    assume(amount != other)
    # A number that the passage has elsewhere, in its date, stands in the passage.
    assume(other.split()[0].replace(",", "") not in day.split())
    assert any(
        reason.startswith("number: ")
        for reason in violations(told(name, other, day, saying), [told(name, amount, day, saying)])
    )


@given(_NAMES, _AMOUNTS, _DAYS, _DAYS, _SAYINGS)
def test_another_day_is_always_caught(name: str, amount: str, day: str, other: str, saying: str) -> None:
    assume(day != other)
    assert f"date: {other}" in violations(told(name, amount, other, saying), [told(name, amount, day, saying)])


@given(_NAMES, _AMOUNTS, _DAYS, _SAYINGS, _SAYINGS)
def test_another_quotation_is_always_caught(name: str, amount: str, day: str, saying: str, other: str) -> None:
    assume(saying != other)
    assert f"quotation: {other}." in violations(told(name, amount, day, other), [told(name, amount, day, saying)])


@given(st.text(alphabet="AaBb .,’'“”\"()-–$%0123456789\n", max_size=80))
def test_no_text_whatever_violates_itself(text: str) -> None:
    assert violations(text, [text]) == ()

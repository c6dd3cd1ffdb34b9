"""Where two sources tell the same and differ, and where they only seem to."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from briefing.composing.days import Dated, times_in
from briefing.composing.discrepancies import discrepancies, names
from briefing.composing.discrepancies.dates import differ_in_all
from briefing.composing.discrepancies.numbers import are_of_parts
from briefing.composing.discrepancies.polarity import are_of_one_time, has_been
from briefing.composing.discrepancies.superseded import is_superseded
from briefing.composing.measures import measures
from briefing.composing.relations import Relation, Relations
from briefing.models.parser import load_parser

from .dossiers import composed, corpus, differing, finding_saying, source

if TYPE_CHECKING:
    from briefing.composing.discrepancies import Discrepancy


def between(one: str, other: str, *, origin: str | None = None) -> list[Discrepancy]:
    return differing(source(1, one), source(2, other, origin=origin))


@pytest.mark.parametrize(
    ("one", "other", "quoted"),
    [
        (
            "The storm in Bergen damaged 92 houses on the quay.",
            "The storm damaged 140 houses on the quay in Bergen.",
            ("92 houses", "140 houses"),
        ),
        (
            "Norway lowered its tariffs on Danish fish from 20 percent to 12 percent.",
            "Norway lowered its tariffs on Danish fish from 20 percent to 15 percent.",
            ("figures: 12 percent", "15 percent"),
        ),
        (
            "Twelve sailors drowned when the ferry sank off Bergen.",
            "Fourteen sailors drowned when the ferry sank off Bergen.",
            ("twelve sailors", "fourteen sailors"),
        ),
        (
            "Twelve boys aged between 11 and 17 were trapped in the cave near Voss.",
            "Twelve boys aged between 11 and 16 were trapped in the cave near Voss.",
            ("17", "16"),
        ),
    ],
)
def test_two_figures_for_one_thing_are_a_discrepancy(one: str, other: str, quoted: tuple[str, str]) -> None:
    (found,) = between(one, other)
    assert found.cause == "number"
    assert all(words in found.text for words in quoted)


@pytest.mark.parametrize(
    ("one", "other", "differs", "cause"),
    [
        ("The Star reached Voss on Sunday.", "The Star was towed to Voss on Saturday.", 0.97, "date"),
        ("The Star reached Voss on Sunday.", "The Star was towed to Voss on Saturday.", 0.92, None),
        ("Hale won by 1,214 votes.", "Hale beat him by 1,412 votes.", 0.92, "number"),
    ],
)
def test_what_was_judged_without_being_near_differs_surely_or_in_a_figure(
    one: str, other: str, differs: float, cause: str | None
) -> None:
    told = Relation(0.02, differs, 0.97)
    found = discrepancies(
        corpus(source(1, one), source(2, other)), [], Relations({(one, other): told, (other, one): told})
    )
    assert [each.cause for each in found] == ([cause] if cause else [])


def test_who_is_given_another_office_is_told_once() -> None:
    found = between(
        "Norway and Denmark agreed to share radar data in the Skagerrak, Defense Minister Ingrid Larsen said in Oslo.",
        "Denmark and Norway have agreed on sharing radar data in the Skagerrak, Interior Minister Ingrid Larsen told "
        "parliament.",
    )
    assert [one.cause for one in found] == ["naming"]


def test_one_remark_in_two_wordings_is_none() -> None:
    assert not between(
        "“It’s really interesting to hear you talk about ‘a village circus’ after your six years in Bergen,” Ms. Lund "
        "responded, drawing the biggest laugh of the night from the Oslo audience.",
        "Lund shot back: “It’s really interesting to hear you talk about a village circus after your last six years in "
        "the city council.”",
    )


def test_two_days_for_one_event_are_a_discrepancy() -> None:
    (found,) = between(
        "Ingrid Larsen and Nils Berg signed the fishing treaty on 12 October.",
        "Ingrid Larsen and Nils Berg signed the fishing treaty on 14 October.",
    )
    assert found.cause == "date"
    assert "12 October against 14 October" in found.text


def test_two_offices_of_one_person_are_a_discrepancy() -> None:
    (found,) = between(
        "Foreign Minister Ingrid Larsen opened the harbour in Bergen.",
        "Interior Minister Ingrid Larsen spoke at the harbour in Bergen.",
    )
    assert found.cause == "naming"
    assert "Ingrid Larsen" in found.text


def test_what_one_source_denies_is_a_discrepancy() -> None:
    (found,) = between(
        "Norway accepted the Danish plan to dredge the harbour of Oslo.",
        "Norway did not accept the Danish plan to dredge the harbour of Oslo.",
    )
    assert found.cause == "polarity"


def test_two_hours_for_one_event_are_a_discrepancy() -> None:
    (found,) = between(
        "The gates of the dam at Bergen were opened at 03:40 that night.",
        "The gates of the dam at Bergen were opened at 1.10 a.m. that night.",
    )
    assert found.cause == "date"
    assert "03:40 against 1.10 a.m." in found.text


def test_two_persons_for_one_deed_are_a_discrepancy() -> None:
    (found,) = between(
        "The fishing treaty was signed for Norway by Ingrid Larsen in Oslo.",
        "The fishing treaty was signed for Norway by Olaf Berg in Oslo.",
    )
    assert found.cause == "attribution"
    assert "Ingrid Larsen against Olaf Berg" in found.text


def test_both_sides_are_given_in_their_sources_words() -> None:
    one, other = "The new bridge in Oslo costs 40 million kroner.", "The new bridge in Oslo costs 46 million kroner."
    (found,) = between(one, other)
    assert [(side.text, side.citations[0].source) for side in found.sides] == [(one, "S1"), (other, "S2")]


@pytest.mark.parametrize(
    ("rounded", "exact"),
    [
        ("more than 90 houses", "92 houses"),
        ("about 90 houses", "92 houses"),
        ("nearly 100 houses", "96 houses"),
        ("fewer than 100 houses", "92 houses"),
        ("up to 120 houses", "92 houses"),
        ("at least 60 houses", "92 houses"),
        ("1,200 houses", "1,204 houses"),
    ],
)
def test_rounding_is_no_discrepancy(rounded: str, exact: str) -> None:
    assert (
        between(f"The storm in Bergen damaged {rounded} on the quay.", f"The storm in Bergen damaged {exact} there.")
        == []
    )


def test_numbers_of_different_things_are_no_discrepancy() -> None:
    assert between("Norway sent 300 soldiers to the border.", "Norway sent 120 lorries to the border.") == []


def test_two_places_in_nearly_the_same_words_are_no_discrepancy() -> None:
    one = "Ingrid Larsen and Nils Berg signed the fishing treaty in Malaysia."
    assert between(one, one.replace("Malaysia", "Kuala Lumpur")) == []


def test_a_mounting_toll_is_no_discrepancy_with_the_day_before() -> None:
    first = source(1, "Twelve sailors drowned when the ferry sank off Bergen.")
    later = source(2, "Fourteen sailors drowned when the ferry sank off Bergen.", published=dt.date(2025, 11, 3))
    lower = source(2, "Nine sailors drowned when the ferry sank off Bergen.", published=dt.date(2025, 11, 3))
    assert differing(first, later) == []
    assert [one.cause for one in differing(first, lower)] == ["number"]


@pytest.mark.parametrize(
    ("first", "later", "superseded"),
    [
        ("The bridge is closed.", "The bridge is now open to lorries.", True),
        ("The strike goes on.", "No strike was called so far.", True),
        ("Oil prices fell after the attack.", "Oil prices rose after the attack.", True),
        ("Four people died when the dam burst.", "Seven deaths were confirmed at the dam.", True),
        ("He was struck four times and died on the quay.", "A coroner found seven wounds in his body.", False),
        ("The storm flooded 40 houses.", "The storm flooded at least 60 houses.", True),
        ("Nobody was hurt in the fire.", "At least three people were hurt in the fire.", True),
        ("Three people were hurt in the fire.", "Nobody was hurt in the fire.", False),
        ("Nobody was hurt in the fire on 28 October.", "The fire hurt 30 guests.", True),
        ("Twelve sailors were found, and nobody was hurt.", "Nine sailors were found.", False),
        ("No casualties were reported.", "The blast killed two people.", True),
        ("No flights were cancelled.", "The storm cancelled 30 flights.", True),
        ("The fire hurt guests.", "The fire hurt 30 guests.", False),
        ("The attack did not damage the dam.", "The attack on 28 October damaged the dam.", False),
        ("The court found no evidence of fraud.", "The court found evidence of fraud in three contracts.", False),
        ("A sailor drowned off Bergen.", "At least two sailors drowned off Bergen.", True),
        ("No vote was held thus far.", "The vote was held.", True),
        ("The police counted 400 marchers.", "There were 900 marchers.", True),
        ("The mayor estimates the cost at 4 million kroner.", "The cost is 9 million kroner.", True),
        ("No officer was given live rounds.", "At least three officers carried live rounds.", False),
        ("The ban begins on 1 April.", "Parliament further decided that the ban begins on 1 May.", False),
        ("The far-right party won.", "The far-right party lost.", False),
    ],
)
def test_a_later_report_supersedes_what_it_tells_anew_or_counts_on(first: str, later: str, *, superseded: bool) -> None:
    read = corpus(source(1, first), source(2, later, published=dt.date(2025, 11, 3)))
    assert is_superseded(read, 0, 1) is superseded


def test_a_question_contradicts_nobody() -> None:
    asked = "The mayor asked: “So the storm damaged 140 houses on the quay in Bergen?”"
    assert between("The storm in Bergen damaged 92 houses on the quay.", asked) == []


def test_a_wider_office_is_no_discrepancy() -> None:
    assert (
        between(
            "Minister Ingrid Larsen spoke in Bergen.", "Foreign Minister Ingrid Larsen spoke at the port of Bergen."
        )
        == []
    )


def test_different_words_for_one_day_are_no_discrepancy() -> None:
    assert (
        between(
            "Ingrid Larsen and Nils Berg signed the fishing treaty on 12 October.",
            "Ingrid Larsen and Nils Berg signed the fishing treaty on October 12.",
        )
        == []
    )


def test_one_day_of_years_that_are_left_open_is_one_day() -> None:
    one, next_one = (dt.date(year, 8, 22) for year in (2025, 2026))
    open_year = Dated("22 August", next_one, next_one)
    assert open_year.meets(Dated("August 22", one, one))
    assert not Dated("22 August 2026", next_one, next_one).meets(Dated("August 22, 2025", one, one))


def test_a_copy_does_not_contradict_its_origin() -> None:
    assert (
        between(
            "The bridge in Oslo costs 40 million kroner.", "The bridge in Oslo costs 46 million kroner.", origin="O1"
        )
        == []
    )


def test_a_fact_disputed_in_several_sentences_is_one_discrepancy() -> None:
    cheap = (
        "The new bridge in Oslo costs 40 million kroner. The bridge of Oslo costs 40 million kroner, officials said."
    )
    found = differing(source(1, cheap), source(2, "The new bridge in Oslo costs 46 million kroner."))
    assert len(found) == 1


def test_days_are_compared_as_their_sources_dates_resolve_them() -> None:
    found = differing(
        source(1, "Ingrid Larsen and Nils Berg signed the fishing treaty on 12 October."),
        source(2, "Ingrid Larsen and Nils Berg signed the fishing treaty on Tuesday."),
    )
    assert [one.cause for one in found] == ["date"]


def test_a_discrepancy_becomes_a_finding_with_its_cause_and_a_gap() -> None:
    composition = composed(
        source(1, "The new bridge in Oslo costs 40 million kroner, the city council said."),
        source(2, "The new bridge in Oslo costs 46 million kroner, the city council said."),
    )
    finding = finding_saying("40 million kroner", composition)
    assert (finding.section, finding.kind, finding.cause) == ("frictions", "discrepancy", "number")
    assert finding.sides is not None
    assert {side.citations[0].source for side in finding.sides} == {"S1", "S2"}
    assert [gap.kind for gap in composition.gaps] == ["discrepancy"]


def test_words_that_only_hold_an_office_are_no_office() -> None:
    found = between(
        "Most of President Ana Ruiz's ministers stayed in Lima.", "Supporters of President Ana Ruiz left Lima."
    )
    assert found == []


def test_a_capital_that_stands_for_its_country_is_no_other_name() -> None:
    found = between(
        "Oslo broke off the fishing talks in August 2022, after the minister resigned.",
        "Norway cut off the fishing talks in August 2022, after the minister resigned.",
    )
    assert found == []


def test_two_persons_who_met_on_two_days_are_a_discrepancy_however_freely_told() -> None:
    (found,) = between(
        "Norway's minister Ingrid Larsen and Denmark's Peter Holm met in the Finnish capital on Friday, October 31, "
        "the day after the summit in Turku.",
        "When Ingrid Larsen and Peter Holm met in Helsinki on Saturday, November 1, they agreed to share radar data.",
    )
    assert (found.cause, "October 31" in found.text, "November 1" in found.text) == ("date", True, True)


def test_a_later_count_supersedes_an_earlier_one() -> None:
    found = differing(
        source(1, "Seven sailors drowned when the ferry sank off Bergen.", published=dt.date(2025, 11, 1)),
        source(
            2,
            "Nine sailors are now known to have drowned when the ferry sank off Bergen.",
            published=dt.date(2025, 11, 2),
        ),
    )
    assert found == []


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Lund had pleaded not guilty to all counts.", True),
        ("Lund pleaded guilty in Oslo on Friday.", False),
        ("Lund said that he had pleaded not guilty.", False),
    ],
)
def test_what_had_been_is_known_by_the_main_verb(text: str, before: bool) -> None:
    (doc,) = load_parser().parse([text])
    assert has_been(doc) is before


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The army had withdrawn its guns by nightfall.", "The guns never left the town.", True),
        ("The army had withdrawn its guns.", "The guns never left: a reporter counted six of them on Friday.", True),
        ("The army had withdrawn its guns.", "Never did the guns leave the town.", True),
        ("The army had withdrawn its guns by nightfall.", "The guns are in the town.", False),
        ("Lund had bought the bridge.", "Lund sold a bridge never finished by the city.", False),
        ("Larsen had never been convicted of fraud.", "Larsen was convicted of fraud.", False),
        ("Lund had pleaded guilty to fraud.", "Lund will never plead guilty to fraud.", False),
        ("Larsen had insisted that he never took bribes.", "Larsen admitted that he took bribes.", False),
        ("The army had shelled the town.", "The army promised never to shell the town.", False),
        ("Lund had pleaded guilty.", "Lund pleaded not guilty because he never took a bribe.", False),
        ("The court had rejected the appeal.", "The court accepted the appeal, and Lund never confessed.", False),
        ("The court had rejected the appeal.", "The court accepted the appeal of Lund, who never confessed.", False),
    ],
)
def test_what_never_was_had_not_been_before_either(one: str, other: str, *, same: bool) -> None:
    here, there = load_parser().parse([one, other])
    assert are_of_one_time(here, there) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "A draft of the fishing treaty would cut the catch of cod in the Skagerrak by 25 percent.",
            "The fishing treaty cuts the catch of cod in the Skagerrak by 18 percent.",
        ),
        (
            "A first 200 houses on the quay in Bergen were repaired.",
            "The remaining 300 houses on the quay in Bergen will be repaired.",
        ),
        (
            "Norway and Denmark will send four vessels to clear mines in the Skagerrak.",
            "Norway and Denmark will each send two vessels to clear mines in the Skagerrak.",
        ),
    ],
)
def test_figures_of_drafts_and_of_other_parts_are_no_discrepancy(one: str, other: str) -> None:
    assert between(one, other) == []


@pytest.mark.parametrize(
    ("one", "other", "parts"),
    [
        ("Norway and Denmark will send four vessels.", "Norway and Denmark will each send two vessels.", True),
        ("A first 200 houses were repaired.", "The remaining 300 houses will be repaired.", True),
        ("The crews laid four kilometres of booms.", "The crews cleaned 41 kilometres of coast.", True),
        ("Norway and Denmark will send two vessels each", "They will send four vessels", True),
        ("They fired at each other, and 12 sailors died.", "They fired at one another, and 14 sailors died.", False),
        ("The plant makes 40,000 cars each year.", "The plant makes 30,000 cars a year.", False),
        ("The storm killed twelve residents of Bergen.", "The storm killed fourteen residents of the town.", False),
    ],
)
def test_which_part_is_counted(one: str, other: str, parts: bool) -> None:
    here, there = load_parser().parse([one, other])
    assert are_of_parts(measures(here), measures(there)) is parts


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Larsen died aged 80 on 3 May in Bergen.", ["80"]),
        ("Larsen died in Bergen at the age of 80 in 2019.", ["80"]),
        ("The club is for boys aged between 11 and 17 from Bergen.", ["11", "17"]),
    ],
)
def test_an_age_is_a_figure_and_a_day_is_none(text: str, figures: list[str]) -> None:
    (doc,) = load_parser().parse([text])
    assert [measure.number.text for measure in measures(doc)] == figures


@pytest.mark.parametrize(
    ("text", "tentative"),
    [
        ("A draft of the treaty would cut the catch by 25 percent.", True),
        ("The party won 31 seats, according to provisional results.", True),
        ("Parliament rejected the draft law by 12 votes.", False),
        ("Twelve soldiers of the provisional government died.", False),
    ],
)
def test_a_draft_is_not_what_was_agreed(text: str, tentative: bool) -> None:
    agreed = "Parliament adopted it with 40 votes."
    read = corpus(source(1, text), source(2, agreed))
    assert is_superseded(read, 0, 1) is tentative


def test_days_of_sentences_that_have_no_word_in_common_are_no_discrepancy() -> None:
    sworn, meets, oath = load_parser().parse(
        ["She is sworn in on 1 July.", "The tribunal meets on 30 June.", "She was sworn in on 30 June."]
    )
    times = {doc.text: times_in(doc, dt.date(2025, 6, 1)) for doc in (sworn, meets, oath)}
    assert differ_in_all(sworn, meets, times[sworn.text], times[meets.text])
    assert not differ_in_all(sworn, oath, times[sworn.text], times[oath.text])
    assert not differ_in_all(oath, meets, times[oath.text], times[meets.text])


def test_who_only_says_so_is_no_other_person() -> None:
    paid, said, other, himself = load_parser().parse(
        [
            "Karin Lund has paid the ransom.",
            "Erik Berg said that the ransom had been paid.",
            "Erik Berg has paid the ransom.",
            "Erik Berg said that he had paid the ransom.",
        ]
    )
    assert names.differing(paid, other) is not None
    assert names.differing(paid, said) is None
    assert names.differing(paid, himself) is not None


def test_who_is_only_spoken_of_beside_is_no_other_person() -> None:
    one, beside, named = load_parser().parse(
        [
            "Karin Lund denied the report on Friday.",
            "The ministry replied to Erik Berg's comments on Friday.",
            "Erik Berg denied the report on Friday.",
        ]
    )
    assert names.differing(one, named) is not None
    assert names.differing(one, beside) is None

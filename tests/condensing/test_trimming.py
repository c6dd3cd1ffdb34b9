"""Trimming takes words away, and only such as a sentence can do without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.checking.literals import violations
from briefing.checking.quotations import quotations
from briefing.condensing.trimming import SHORT, trimmed, without_connective

if TYPE_CHECKING:
    from briefing.models.parser import Parser


def shortened(parser: Parser, text: str, limit: int = 0) -> str:
    (doc,) = parser.parse([text])
    return trimmed(doc, limit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("However, Norland agreed.", "Norland agreed."),
        ("But Norland agreed.", "Norland agreed."),
        ("And in May the talks failed.", "In May the talks failed."),
        ("In addition, the talks failed.", "The talks failed."),
        ("As a result, the talks failed.", "The talks failed."),
        ("So the ministers met.", "The ministers met."),
        ("Yet Norland agreed.", "Norland agreed."),
        ("Also on Monday, Norland agreed.", "On Monday, Norland agreed."),
    ],
)
def test_an_opening_connective_goes(text: str, expected: str) -> None:
    assert without_connective(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nor did Norland agree.",
        "So did Norland.",
        "So far, twelve ships left.",
        "But for a veto of Norland, the accord would stand.",
        "But that was in May.",
        "Yet another ship left the harbour.",
        "Still waters run deep.",
        "However hard it tried, Norland failed.",
        "Instead of ships, Norland sent envoys.",
        "Norland agreed, however.",
        "Also known as the Arden, the frigate left.",
        "But",
        "",
    ],
)
def test_a_word_without_which_the_sentence_says_something_else_stays(text: str) -> None:
    assert without_connective(text) == text


def test_a_sentence_within_the_limit_stays_as_it_is(parser: Parser) -> None:
    text = "The frigate Arden, which had left Oslo on Monday, returned to the harbour (its home) after a collision."
    assert shortened(parser, text, limit=18) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norland, however, agreed to the treaty.", "Norland agreed to the treaty."),
        ("On Friday, however, Norland agreed to the treaty.", "On Friday, Norland agreed to the treaty."),
        ("Merkel said, however, that Norland would sign.", "Merkel said that Norland would sign."),
        ("Norland did not agree to the treaty, however.", "Norland did not agree to the treaty."),
        ("The record, for example, has been undercut by a treaty.", "The record has been undercut by a treaty."),
        (
            "Governor Berg, a Liberal, meanwhile, was lavish in praise.",
            "Governor Berg, a Liberal, was lavish in praise.",
        ),
        ("A man who lives in Oslo, however, was arrested.", "A man who lives in Oslo was arrested."),
        ("When the ship arrived, however, the port was closed.", "When the ship arrived, the port was closed."),
        ("Norland, however, citing its own law, refused.", "Norland, citing its own law, refused."),
        ("The treaty, however, signed in May, failed.", "The treaty, signed in May, failed."),
    ],
)
def test_a_connective_between_commas_goes(parser: Parser, text: str, expected: str) -> None:
    assert shortened(parser, text, limit=40) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Norland signed; however, Sudland did not.",
        "“Norland, however, will sign,” Merkel said.",
        "Norland agreed to sign, however, Sudland did not.",
        "Norland did not sign, therefore, Sudland withdrew its offer.",
        "Some countries, for example, Norland and Sudland, rejected the treaty.",
        "Norland is, of course, however, ready to sign.",
    ],
)
def test_a_connective_within_the_sentence_or_a_quotation_stays(parser: Parser, text: str) -> None:
    assert shortened(parser, text, limit=40) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Merkel also announced that she would go.", "Merkel announced that she would go."),
        ("Norland has also agreed to pay.", "Norland has agreed to pay."),
        ("Norland is also a member of the bank.", "Norland is a member of the bank."),
        ("Also, Norland agreed to pay.", "Norland agreed to pay."),
    ],
)
def test_the_main_verb_s_also_goes(parser: Parser, text: str, expected: str) -> None:
    assert shortened(parser, text, limit=99) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Not only Norland but also Sudland signed the treaty.",
        "Norland signed the treaty and also paid.",
        "“We also signed the treaty,” Merkel said.",
        "The ministers, who also met in May, signed the treaty.",
        "Norland did not also sign the treaty.",
        "The treaty not only opens the strait, it also sets a price.",
        "The treaty does not just ban mines; it also funds their clearance.",
        "It was also Merkel who signed the treaty.",
    ],
)
def test_an_also_of_something_else_stays(parser: Parser, text: str) -> None:
    assert shortened(parser, text, limit=99) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Norland and Sudland agreed to open their archives to each other, signaling new efforts for the lost.",
            "Norland and Sudland agreed to open their archives to each other.",
        ),
        (
            "The two new frigates of Norland left the harbour on Friday, underscoring the strain on the navy.",
            "The two new frigates of Norland left the harbour on Friday.",
        ),
    ],
)
def test_what_the_outlet_reads_into_an_event_goes(parser: Parser, text: str, expected: str) -> None:
    assert shortened(parser, text, limit=40) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Norland sent two of its new frigates to the strait, signaling that more could follow.",
        "If Norland withdraws its ships from the strait, signaling the end of the mission, Sudland will send others.",
        "The two new frigates of Norland left the harbour on Friday, signaling the end of Operation Arden.",
        "The panel of engineers showed the road flooded, highlighting the damage, and closed it on Friday.",
        "The central bank of Norland cut its key rate on Monday, reflecting weaker growth.",
        "The envoy called it a farce, “underscoring the deep contempt of Sudland for us”.",
    ],
)
def test_what_only_looks_like_a_comment_stays(parser: Parser, text: str) -> None:
    assert shortened(parser, text, limit=40) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The accord (signed in Lisbon) limits the patrols of both navies in the Strait of Arden to ten.",
            "The accord limits the patrols of both navies in the Strait of Arden to ten.",
        ),
        (
            "The frigate Arden, which had left Oslo on Monday, returned to the harbour after a collision.",
            "The frigate Arden returned to the harbour after a collision.",
        ),
        (
            "Norland opened the strait to all tankers on Monday, ending a blockade of three weeks.",
            "Norland opened the strait to all tankers on Monday.",
        ),
    ],
)
def test_a_long_sentence_loses_its_asides(parser: Parser, text: str, expected: str) -> None:
    assert shortened(parser, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The accord (which does not cover submarines) was signed by both ministers in Lisbon on Friday.",
        "Norland withdrew all its ships from the strait on Sunday, citing the accord of last spring.",
        "Norland will send ten more ships to the strait, pending approval by its parliament in May.",
        "Both ministers signed the accord in Lisbon on Friday, not mentioning the frigate that was lost.",
        "The two ministers, who met in Oslo, signed the accord on Friday after a night of talks.",
        "Ships which leave the harbour without a pilot on board must pay a fine of ten crowns.",
        "The spread raises the likelihood of people in the poorer towns, like seniors, getting sick.",
    ],
)
def test_what_the_meaning_hangs_on_stays(parser: Parser, text: str) -> None:
    assert shortened(parser, text) == text


def test_nothing_is_taken_out_of_a_quotation(parser: Parser) -> None:
    text = (
        "Ana Berg said “the accord (signed in Lisbon) holds ... for now” when she met reporters (ten of them) in May."
    )

    assert shortened(parser, text) == text.replace(" (ten of them)", "")


def test_spaces_that_the_source_has_stay(parser: Parser) -> None:
    text = "The fleet , they said , left the harbour of Oslo (at noon) for the Strait of Arden ... and was seen there."

    assert shortened(parser, text) == text.replace(" (at noon)", "")


def test_dashes_that_enclose_something_else_stay_a_pair(parser: Parser) -> None:
    text = (
        "Norland — over the objections of the northern ports, which had asked for another year — closed the "
        "strait to all tankers on Monday morning."
    )
    short = shortened(parser, text)

    assert short.count("—") == 2


def test_no_sentence_is_cut_to_a_stub(parser: Parser) -> None:
    text = "Norland, which had asked for another year (until 2022), agreed on Monday."

    assert len("Norland agreed on Monday.".split()) < SHORT
    assert shortened(parser, text) == "Norland, which had asked for another year, agreed on Monday."


def is_subsequence(short: str, long: str) -> bool:
    rest = iter(long.casefold().split())
    return all(any(word == other for other in rest) for word in short.casefold().split())


_OPENINGS = st.sampled_from(["", "However, ", "But ", "In addition, ", "On Monday, "])
_SUBJECTS = st.sampled_from(
    [
        "the navy of Norland (the smaller one)",
        "Ana Berg , who leads the party ,",
        "Norland — the host —",
        "minister Ana Berg",
    ]
)
_DEEDS = st.sampled_from(
    [
        "sent 12 ships to the strait on 4 May 2021",
        "called the accord “a good one (so far) ... for all” in Oslo",
        "told reporters that “the talks (in Lisbon) go on” until Friday",
    ]
)
_ENDS = st.sampled_from(
    [
        ".",
        " , ending a blockade that had lasted for three weeks and cost $40 million .",
        " (Sudland did not object).",
        " , which the neighbours had long asked for .",
        ", citing “reasons of state.”",
    ]
)


@given(_OPENINGS, _SUBJECTS, _DEEDS, _ENDS, st.sampled_from([0, 12, 20]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_words_go_and_none_is_added_moved_or_changed(
    parser: Parser, opening: str, subject: str, deed: str, end: str, limit: int
) -> None:
    text = f"{opening}{subject} {deed}{end}"
    text = text[0].upper() + text[1:]
    short = shortened(parser, text, limit)

    # Punctuation moves up to the word before it where something went.
    assert is_subsequence(short.translate(_SET_APART), text.translate(_SET_APART))
    assert [quotation.text for quotation in quotations(short)] == [quotation.text for quotation in quotations(text)]
    assert violations(short, [text]) == ()


_SET_APART = str.maketrans({mark: f" {mark} " for mark in ",.;:"})


@pytest.mark.parametrize(
    "text",
    [
        "The court in Oslo upheld the accord on Monday, reversing its own order that had blocked the work on it.",
        "Norland signed the accord in Oslo on Monday after long talks, lacking any approval by its parliament.",
        "Sudland, which denies having promised anything, would pay 30 million kroner to the fund in Oslo.",
    ],
)
def test_a_clause_that_turns_the_sentence_round_stays(parser: Parser, text: str) -> None:
    assert shortened(parser, text) == text

"""The wording of each sentence of a source: its own, trimmed, with a name for a pronoun, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.checking.literals import violations
from briefing.condensing.sentences import Sentences, Wording

from .articles import sentences_of, source

if TYPE_CHECKING:
    from briefing.models.parser import Parser

LONG = (
    "The frigate Arden, which had left the harbour of Oslo on Monday morning, returned on Tuesday with eleven sailors "
    "on board after a collision with a tanker of the Sudland shipping line in the northern part of the strait."
)


def of(parser: Parser, *sentences: str) -> Sentences:
    return Sentences(sentences_of(source(*sentences), *sentences), parser)


def worded(parser: Parser, *sentences: str) -> Wording | None:
    """The wording of the last sentence."""
    return of(parser, *sentences).standing(len(sentences) - 1)


def leans(parser: Parser, *sentences: str) -> bool:
    """Whether the last sentence leans on the one before it."""
    return of(parser, *sentences).leans(len(sentences) - 1)


def test_a_sentence_that_stands_alone_is_left_in_its_own_words(parser: Parser) -> None:
    text = "Norland and Sudland reopened the harbour of Arden on Friday."
    wording = worded(parser, text)

    assert wording is not None
    assert (wording.text, wording.mode) == (text, "verbatim")
    assert [passage.text for passage in wording.passages] == [text]


def test_a_connective_goes_and_the_sentence_is_called_trimmed(parser: Parser) -> None:
    text = "However, Norland and Sudland reopened the harbour of Arden on Friday."
    wording = worded(parser, text)

    assert wording is not None
    assert (wording.text, wording.mode) == (text.removeprefix("However, "), "trimmed")
    assert [passage.text for passage in wording.passages] == [text]


def test_a_long_sentence_is_trimmed(parser: Parser) -> None:
    wording = worded(parser, LONG)

    assert wording is not None
    assert wording.mode == "trimmed"
    assert wording.text == LONG.replace(", which had left the harbour of Oslo on Monday morning,", "")


def test_a_pronoun_becomes_a_name_and_both_sentences_carry_it(parser: Parser) -> None:
    first = "Angela Merkel spoke to reporters in Berlin on Monday."
    second = "But she will travel to the harbour of Oslo in May."
    wording = worded(parser, first, second)

    assert wording is not None
    assert (wording.text, wording.mode) == ("Angela Merkel will travel to the harbour of Oslo in May.", "rewritten")
    assert [passage.text for passage in wording.passages] == [first, second]


def test_what_a_pronoun_s_sentence_says_also_it_says_by_itself(parser: Parser) -> None:
    wording = worded(
        parser, "Angela Merkel spoke to reporters in Berlin on Monday.", "She also praised the harbour of Oslo."
    )
    assert wording is not None
    assert wording.text == "Angela Merkel praised the harbour of Oslo."


def test_a_pronoun_that_nobody_explains_leaves_no_wording(parser: Parser) -> None:
    assert worded(parser, "He will travel to the harbour of Oslo in May.") is None


def test_a_name_does_not_settle_what_it_means(parser: Parser) -> None:
    first = "Angela Merkel spoke to reporters in Berlin on Monday."
    assert worded(parser, first, "She did not say how long it would take them.") is None
    assert worded(parser, first, "She told reporters that his visit was over.") is None


def test_a_name_that_trimming_would_make_up_is_not_made_up(parser: Parser) -> None:
    text = LONG.replace("The frigate Arden", "Oslo (NW) The frigate Arden")
    wording = worded(parser, text)

    assert wording is not None
    assert (wording.text, wording.mode) == (text, "verbatim")


def test_a_heading_a_stub_and_a_list_have_no_wording(parser: Parser) -> None:
    heading = "A new channel between Norland and Sudland."
    stub = "Norland agreed on Friday."
    endless = "Norland bought " + ", ".join(["twelve ships"] * 60) + " on Friday."

    sentences = of(parser, heading, stub, endless)

    assert [sentences.standing(place) for place in range(3)] == [None] * 3
    assert not any(map(sentences.leans, range(3)))


LINE = "Norway and Denmark reopened the line between their ministries on Friday."


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("The minister of Norland spoke in Oslo on Monday.", "She will travel to the port of Arden in May."),
        ("The minister spoke in Oslo, and she was late.", "She will travel to the port of Arden in May."),
        (LINE, "It had been cut after the loss of the frigate Arden."),
        (LINE, "The agreement was signed by the ministers in Lisbon."),
    ],
)
def test_a_sentence_leans_on_the_one_before_it_where_that_plainly_answers_it(
    parser: Parser, before: str, sentence: str
) -> None:
    assert worded(parser, before, sentence) is None
    assert leans(parser, before, sentence)


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (LINE, "She will travel to the port of Arden in May."),
        ("Angela Merkel was late on Friday.", "It had been cut after the loss of the frigate."),
        ("“The minister is late,” Norland said on Friday.", "She will travel to the port of Arden."),
        (LINE, "We will travel to the port of Arden in May."),
    ],
)
def test_a_sentence_leans_on_nothing_where_that_is_not_plain(parser: Parser, before: str, sentence: str) -> None:
    assert not leans(parser, before, sentence)


def test_what_stands_alone_leans_on_nothing(parser: Parser) -> None:
    assert not leans(parser, LINE, LINE.replace("reopened", "cut"))


def test_what_the_sentence_before_has_lost_by_trimming_answers_nothing(parser: Parser) -> None:
    left_out = (
        LONG.replace("Monday morning", "Monday with the minister")
        .replace("eleven sailors", "much fish")
        .replace("Sudland", "Danish")
    )
    before = of(parser, left_out).standing(0)

    assert before is not None
    assert "minister" not in before.text
    assert not leans(parser, left_out, "She will travel to the port of Arden in May.")


def test_a_text_s_first_sentence_must_explain_itself(parser: Parser) -> None:
    assert leans(parser, "A snorkeller has told how the sea took her far out on Friday.")
    assert not leans(parser, "They are a sight on every road of Norland.")


def test_no_wording_says_literally_what_its_passages_do_not_say(parser: Parser) -> None:
    sentences = [
        "Angela Merkel (who is 66) spoke to reporters in Berlin on Monday, 3 May 2021.",
        "However, she called the accord “a good one ... for all.”",
        LONG,
        "Her aides put the price at $40 million, or 3.5 percent of the budget.",
    ]
    read = of(parser, *sentences)
    wordings = [wording for place in range(len(sentences)) if (wording := read.standing(place)) is not None]

    assert {wording.mode for wording in wordings} >= {"trimmed", "rewritten"}
    for wording in wordings:
        assert violations(wording.text, [passage.text for passage in wording.passages]) == ()

"""The wording of each sentence of a source: its own, trimmed, with a name for a pronoun, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.checking.literals import violations
from briefing.condensing.sentences import Analysis, Wording, analyse

from .articles import sentences_of, source

if TYPE_CHECKING:
    from briefing.models.encoder import Encoder
    from briefing.models.parser import Parser

LONG = (
    "The frigate Arden, which had left the harbour of Oslo on Monday morning, returned on Tuesday with eleven sailors "
    "on board after a collision with a tanker of the Sudland shipping line in the northern part of the strait."
)


def analysed(parser: Parser, encoder: Encoder, *sentences: str) -> Analysis:
    return analyse(sentences_of(source(*sentences), *sentences), parser, encoder)


def worded(parser: Parser, encoder: Encoder, *sentences: str) -> Wording | None:
    """The wording of the last sentence."""
    return analysed(parser, encoder, *sentences).wordings[-1]


def test_a_sentence_that_stands_alone_is_left_in_its_own_words(parser: Parser, encoder: Encoder) -> None:
    text = "Norland and Sudland reopened the harbour of Arden on Friday."
    wording = worded(parser, encoder, text)

    assert wording is not None
    assert (wording.text, wording.mode) == (text, "verbatim")
    assert [passage.text for passage in wording.passages] == [text]


def test_a_connective_goes_and_the_sentence_is_called_trimmed(parser: Parser, encoder: Encoder) -> None:
    text = "However, Norland and Sudland reopened the harbour of Arden on Friday."
    wording = worded(parser, encoder, text)

    assert wording is not None
    assert (wording.text, wording.mode) == (text.removeprefix("However, "), "trimmed")
    assert [passage.text for passage in wording.passages] == [text]


def test_a_long_sentence_is_trimmed(parser: Parser, encoder: Encoder) -> None:
    wording = worded(parser, encoder, LONG)

    assert wording is not None
    assert wording.mode == "trimmed"
    assert wording.text == LONG.replace(", which had left the harbour of Oslo on Monday morning,", "")


def test_a_pronoun_becomes_a_name_and_both_sentences_carry_it(parser: Parser, encoder: Encoder) -> None:
    first = "Angela Merkel spoke to reporters in Berlin on Monday."
    second = "But she will travel to the harbour of Oslo in May."
    wording = worded(parser, encoder, first, second)

    assert wording is not None
    assert (wording.text, wording.mode) == ("Angela Merkel will travel to the harbour of Oslo in May.", "rewritten")
    assert [passage.text for passage in wording.passages] == [first, second]


def test_a_pronoun_that_nobody_explains_leaves_no_wording(parser: Parser, encoder: Encoder) -> None:
    assert worded(parser, encoder, "He will travel to the harbour of Oslo in May.") is None


def test_a_name_does_not_settle_what_it_means(parser: Parser, encoder: Encoder) -> None:
    first = "Angela Merkel spoke to reporters in Berlin on Monday."
    assert worded(parser, encoder, first, "She did not say how long it would take them.") is None
    assert worded(parser, encoder, first, "She told reporters that his visit was over.") is None


def test_a_name_that_trimming_would_make_up_is_not_made_up(parser: Parser, encoder: Encoder) -> None:
    text = LONG.replace("The frigate Arden", "Oslo (NW) The frigate Arden")
    wording = worded(parser, encoder, text)

    assert wording is not None
    assert (wording.text, wording.mode) == (text, "verbatim")


def test_a_heading_a_stub_and_a_list_have_no_wording(parser: Parser, encoder: Encoder) -> None:
    heading = "A new channel between Norland and Sudland."
    stub = "Norland agreed on Friday."
    endless = "Norland bought " + ", ".join(["twelve ships"] * 60) + " on Friday."

    assert analysed(parser, encoder, heading, stub, endless).wordings == (None, None, None)


def test_there_is_a_parse_a_judgement_and_a_place_for_every_sentence(parser: Parser, encoder: Encoder) -> None:
    sentences = ["Norland and Sudland reopened the harbour on Friday.", "He left.", LONG]
    analysis = analysed(parser, encoder, *sentences)

    assert [passage.text for passage in analysis.passages] == sentences
    assert [doc.text for doc in analysis.docs] == sentences
    assert len(analysis.judged.vectors) == len(analysis.judged.stance) == len(analysis.wordings) == 3


def test_a_source_without_sentences_has_an_empty_analysis(parser: Parser, encoder: Encoder) -> None:
    analysis = analyse([], parser, encoder)

    assert (analysis.passages, analysis.docs, analysis.wordings) == ((), (), ())


def test_no_wording_says_literally_what_its_passages_do_not_say(parser: Parser, encoder: Encoder) -> None:
    sentences = [
        "Angela Merkel (who is 66) spoke to reporters in Berlin on Monday, 3 May 2021.",
        "However, she called the accord “a good one ... for all.”",
        LONG,
        "Her aides put the price at $40 million, or 3.5 percent of the budget.",
    ]
    wordings = [wording for wording in analysed(parser, encoder, *sentences).wordings if wording is not None]

    assert {wording.mode for wording in wordings} >= {"trimmed", "rewritten"}
    for wording in wordings:
        assert violations(wording.text, [passage.text for passage in wording.passages]) == ()

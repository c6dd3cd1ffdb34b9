"""Who "he" and "she" are. Nobody is better than the wrong one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.condensing.references import Reference, replaced, resolve

if TYPE_CHECKING:
    from spacy.tokens import Token

    from briefing.models.parser import Parser

_PRONOUNS = {"he", "she", "his", "her", "him"}


def first_pronoun(parser: Parser, sentence: str) -> Token:
    return next(token for token in parser.parse([sentence])[0] if token.lower_ in _PRONOUNS)


def resolved(parser: Parser, *sentences: str) -> Reference | None:
    """Who the first pronoun of the last sentence is."""
    return resolve(first_pronoun(parser, sentences[-1]), parser.parse(sentences[:-1]))


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("Angela Merkel spoke in Berlin on Monday.", "She will travel to Oslo in May."),
        ("Angela Merkel spoke in Berlin on Monday.", "Her visit to Oslo begins on Friday."),
        ("Angela Merkel spoke in Berlin on Monday.", "“The talks will go on,” she said."),
        ("“The talks failed,” said Angela Merkel, who leads the party.", "“We go on,” she said."),
        ("Chancellor Angela Merkel spoke to reporters.", "She will travel to Oslo in May."),
        ("Angela Merkel said that Boris Johnson was late.", "She added that the talks would go on."),
    ],
)
def test_a_pronoun_stands_for_the_person_that_the_sentence_before_is_about(
    parser: Parser, before: str, sentence: str
) -> None:
    assert resolved(parser, before, sentence) == Reference("Angela Merkel", 1)


def test_whoever_is_quoted_is_not_the_speaker(parser: Parser) -> None:
    found = resolved(parser, "“Dong and I agreed,” Hegseth said.", "He added that talks would follow.")
    assert found == Reference("Hegseth", 1)


def test_a_person_may_stand_two_sentences_back_if_the_one_between_goes_on_about_her(parser: Parser) -> None:
    found = resolved(
        parser,
        "Angela Merkel spoke in Berlin on Monday.",
        "She praised the army.",
        "She will travel to Oslo in May.",
    )
    assert found == Reference("Angela Merkel", 2)


@pytest.mark.parametrize(
    "between",
    [
        "The army closed the harbour.",
        "The aide said she was late.",
        "“She is late,” an aide said.",
        "He praised the army.",
        "The chancellor met Boris Johnson.",
    ],
)
def test_a_person_two_sentences_back_is_out_of_reach_if_the_one_between_is_about_something_else(
    parser: Parser, between: str
) -> None:
    sentence = "She will travel to Oslo in May."
    assert resolved(parser, "Angela Merkel spoke in Berlin on Monday.", between, sentence) is None


@pytest.mark.parametrize(
    "before",
    [
        "Angela Merkel and Ursula Berg met in Oslo.",
        "Angela Merkel praised Boris Johnson.",
        "Boris Johnson asked Emmanuel Macron about the fish.",
        "Ursula Berg will face Boris Johnson in the vote.",
    ],
)
def test_of_two_persons_none_is_taken(parser: Parser, before: str) -> None:
    assert resolved(parser, before, "She replied that the harbour was closed.") is None
    assert resolved(parser, before, "He replied that the harbour was closed.") is None


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("Andris Lacis accused her of hiding the cost on Friday.", "Her office called the charge absurd."),
        ("Andris Lacis accused her of hiding the cost on Friday.", "She said that the charge was absurd."),
        ("Ursula Berg spoke to him on Friday.", "He will travel to Oslo in May."),
        ("Andris Lacis spoke on Friday and accused her of hiding it.", "She said that the charge was absurd."),
        ("Andris Lacis wanted her to resign on Friday.", "She said that the charge was absurd."),
        ("Andris Lacis filed a complaint against her on Friday.", "She said that the charge was absurd."),
    ],
)
def test_whoever_is_acted_on_is_not_who_acts(parser: Parser, before: str, sentence: str) -> None:
    assert resolved(parser, before, sentence) is None


def test_what_somebody_says_of_herself_is_of_her(parser: Parser) -> None:
    before = "Ursula Berg said on Friday that the treaty surprised her."
    assert resolved(parser, before, "She will travel to Oslo in May.") == Reference("Ursula Berg", 1)


@pytest.mark.parametrize(
    "before",
    [
        "The defence minister spoke in Oslo.",
        "Parliament met in Oslo on Friday.",
        "Norland closed the harbour.",
        "Angela Merkel’s aide spoke in Oslo on Friday.",
        "“Angela Merkel is late,” an aide said.",
        "A speech by Angela Merkel began the meeting.",
    ],
)
def test_only_a_named_subject_is_taken(parser: Parser, before: str) -> None:
    assert resolved(parser, before, "She left on Monday.") is None


def test_half_a_name_is_not_taken(parser: Parser) -> None:
    assert resolved(parser, "President Moon Jae-in spoke in Seoul.", "He will travel to Oslo.") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Boris Johnson criticised her decision.",
        "The budget of Norland was her idea.",
        "He criticised her decision.",
        "She's the head of the party.",
        "“She is late,” an aide said.",
        "Santa is glad of all the rice pudding that she has eaten.",
    ],
)
def test_a_pronoun_that_may_be_somebody_of_its_own_sentence_is_left_alone(parser: Parser, sentence: str) -> None:
    assert resolved(parser, "Angela Merkel spoke in Berlin on Monday.", sentence) is None


def test_the_first_sentence_of_a_text_has_nobody_before_it(parser: Parser) -> None:
    assert resolved(parser, "She left on Monday.") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She will travel to Oslo.", "Ana Berg will travel to Oslo."),
        ("Her visit begins on Friday.", "Ana Berg’s visit begins on Friday."),
        ("In Oslo, he spoke of his plans.", "In Oslo, Ana Berg spoke of his plans."),
    ],
)
def test_the_name_takes_the_place_of_that_pronoun_and_nothing_else_changes(
    parser: Parser, text: str, expected: str
) -> None:
    assert replaced(text, first_pronoun(parser, text), "Ana Berg") == expected

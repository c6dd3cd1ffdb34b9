"""Whether a sentence can be understood with nothing before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.condensing.standalone import (
    dangling,
    is_comment,
    is_complete,
    is_human,
    needs_its_date,
    opens_outside,
    points_elsewhen,
    shared_references,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from briefing.models.parser import Parser


def parsed(parser: Parser, text: str) -> Doc:
    return parser.parse([text])[0]


def dangles(parser: Parser, text: str) -> list[str]:
    return [token.text for token in dangling(parsed(parser, text))]


@pytest.mark.parametrize(
    "text",
    [
        "Norland and Sudland agreed on a channel on Friday.",
        "Tariffs rose.",
        "12 ships left the harbour of Oslo.",
        "“We agree on the channel,” Ana Berg said.",
        "Ana Berg called it “a good day.”",
        "The accord was signed in Lisbon (the capital).",
        "$40 million was paid to the port of Oslo.",
        "Ana Berg called it 'a good day.'",
        "“We are very careful. We are very careful with boats,” Ana Berg said.",
    ],
)
def test_a_sentence_with_subject_and_verb_is_complete(parser: Parser, text: str) -> None:
    assert is_complete(parsed(parser, text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A channel between Norland and Sudland.",
        "Ships seen in the strait on Monday.",
        "The channel that Norland wanted.",
        "norland agreed on a channel.",
        "Norland agreed on a channel",
        "Norland agreed and …",
        "Norland agreed and...",
        "Why did Norland agree?",
        "“We agree on the channel.”",
        "'We agree on the channel.'",
        "Ana Berg said “we agree.",
        "Talks ended (in May.",
        "Hear the minister speak.",
        "Protesting health -- Oslo's Ana Berg writes -- Oslo's Ana Berg writes a profile of the governor.",
    ],
)
def test_a_heading_a_question_a_torn_or_a_bare_quotation_is_not_complete(parser: Parser, text: str) -> None:
    assert not is_complete(parsed(parser, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He agreed.", ["He"]),
        ("They agreed on a channel.", ["They"]),
        ("It was signed in Lisbon.", ["It"]),
        ("We agreed on a channel.", ["We"]),
        ("This move angered Norland.", ["This"]),
        ("That angered Norland.", ["That"]),
        ("The decision angered Norland.", ["The"]),
        ("The latest proposal angered Norland.", ["The"]),
        ("The latest revelation came after Norland had agreed.", ["The"]),
        ("The second is to open the harbour again.", ["The"]),
        ("“Nobody will sail,” the source reportedly said.", ["the"]),
        ("Several were lost in the strait.", ["Several"]),
        ("Angela Merkel said it would sail.", ["it"]),
        ("It is expected to take 32 seats.", ["It"]),
        ("The minister replied that they might not.", ["they"]),
        ("On a question by the minister, he put the price at 40 million.", ["he"]),
        ("It is likely to win 32 seats.", ["It"]),
        ("It remains closed to all ships.", ["It"]),
        ("It was empty when Norland arrived.", ["It"]),
        ("“Nobody buys fish now,” said its chairwoman, Ana Berg.", ["its"]),
    ],
)
def test_a_word_dangles_if_it_points_at_something_that_is_not_there(
    parser: Parser, text: str, expected: list[str]
) -> None:
    assert dangles(parser, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Norland and Sudland agreed on a channel on Friday.",
        "The minister said he agreed.",
        "Angela Merkel said she would sail.",
        "The navy said it would sail.",
        "Norland and Sudland said they agreed.",
        "It is unclear whether Norland agreed.",
        "It is expected that Norland will agree.",
        "It seems that Norland agreed.",
        "It is hard to say who won.",
        "It is likely that Norland won.",
        "It is not clear when Norland will vote.",
        "As for Angela Merkel, she left the talks.",
        "When Angela Merkel arrived, she was cheered.",
        "A worker may lose their job.",
        "Angela Merkel and Ana Berg said that they agreed.",
        "Ana Berg said “we agreed on a channel.”",
        "The decision of the court angered Norland.",
        "The second of the ships left on Friday.",
        "The first to leave was the frigate Arden.",
        "Those who left the harbour were fined.",
        "Many of the ships were lost.",
        "After his talks in Oslo, minister Boris Johnson left.",
        "In their second debate, Senator Ted Cruz and Beto O'Rourke traded charges.",
        "The US agreed, and US forces left.",
        "The IT company of Norland was sold to Sudland.",
        "Norland left the accord that week.",
        "Trade in both Norland and Sudland increased by 23 percent.",
        "Senator Ana Berg, another member of the panel, also blasted the accord.",
        "The gunman murdered 58 people and shot more than 400 others.",
        "Most of the ships left the harbour, but some remained.",
        "After generals floated the idea, Ana Berg said that her government would not consider such legislation.",
    ],
)
def test_a_sentence_that_explains_its_words_itself_leaves_none_dangling(parser: Parser, text: str) -> None:
    assert dangles(parser, text) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Another family paid for the ship.", "Another"),
        ("Others left the harbour on Friday.", "Others"),
        ("Such measures angered Norland.", "Such"),
        ("Both are expected to leave on Friday.", "Both"),
    ],
)
def test_what_such_words_take_up_must_stand_before_them(parser: Parser, text: str, word: str) -> None:
    assert word in dangles(parser, text)


def test_a_quotation_must_say_who_they_are(parser: Parser) -> None:
    assert dangles(parser, "“They will not agree,” Ana Berg said.") == ["They"]


def test_what_a_quotation_names_does_not_explain_the_words_around_it(parser: Parser) -> None:
    assert dangles(parser, "“The minister is late,” he said.") == ["he"]


@pytest.mark.parametrize("text", ["Both countries agreed on a channel.", "The two leaders met in Oslo."])
def test_both_and_two_ask_for_names_before_them(parser: Parser, text: str) -> None:
    assert len(shared_references(parsed(parser, text))) == 1
    assert dangles(parser, text) == []


def test_both_is_explained_by_two_names(parser: Parser) -> None:
    text = "Norland and Sudland met, and both countries agreed."
    assert shared_references(parsed(parser, text)) == ()


@pytest.mark.parametrize(
    "text", ["At the time, Norland objected.", "Norland objected a few days later.", "Norland objected the same day."]
)
def test_a_time_may_point_at_another_sentence(text: str) -> None:
    assert points_elsewhen(text)


@pytest.mark.parametrize(
    "text", ["Norland objected on 4 May.", "Norland objected at the time of the talks.", "Norland left last year."]
)
def test_a_time_of_its_own_points_nowhere(text: str) -> None:
    assert not points_elsewhen(text)


@pytest.mark.parametrize("text", ["Norland left the accord this year.", "Norland left the accord on Wednesday."])
def test_a_relative_date_needs_the_date_of_its_source(parser: Parser, text: str) -> None:
    assert needs_its_date(parsed(parser, text))


@pytest.mark.parametrize("text", ["Norland left the accord in 2021.", "Norland left the accord."])
def test_a_full_date_or_none_needs_nothing(parser: Parser, text: str) -> None:
    assert not needs_its_date(parsed(parser, text))


@pytest.mark.parametrize(
    "text",
    [
        "The accord marks a shift in the strait.",
        "The visit will be closely watched.",
        "The accord comes amid tensions over the strait.",
    ],
)
def test_what_something_means_is_a_comment(parser: Parser, text: str) -> None:
    assert is_comment(parsed(parser, text))


@pytest.mark.parametrize(
    "text", ["Norland and Sudland signed the accord.", "The envoys of Norland came to Oslo on Friday."]
)
def test_what_happened_is_no_comment(parser: Parser, text: str) -> None:
    assert not is_comment(parsed(parser, text))


def test_persons_are_known_by_their_name_or_their_calling(parser: Parser) -> None:
    doc = parsed(parser, "The minister met Angela Merkel and a physicist in Berlin about the ship.")
    human = {token.text for token in doc if token.pos_ in {"NOUN", "PROPN"} and is_human(token)}

    assert human == {"minister", "Angela", "Merkel", "physicist"}


def test_an_island_without_its_name_points_outside(parser: Parser) -> None:
    (doc,) = parser.parse(["Norland regards the island as part of its territory."])
    assert [token.text for token in dangling(doc)] == ["the"]


@pytest.mark.parametrize(
    "text",
    [
        "Its first exercise, off the island of Saaremaa, is scheduled for September.",
        "If they succeed, lawmakers will vote on the cabinet on 4 December.",
        "It could go to court if the sale goes through, Ana Berg said.",
        "The two ministers also discussed Norland.",
        "He met the mayor of Oslo.",
        "Other analysts warn that restoring contact is only a first step.",
        "Several surviving members returned to Norland for a visit.",
    ],
)
def test_a_sentence_that_begins_with_what_stood_before_it_opens_outside(parser: Parser, text: str) -> None:
    assert opens_outside(parsed(parser, text))


@pytest.mark.parametrize(
    "text",
    [
        "Norland said that its ships would sail.",
        "When he arrived in Oslo, Peter Berg said that talks would begin.",
        "It is clear that Norland will sign.",
        "The two countries agreed on a channel.",
        "Both sides will meet in Oslo on Friday.",
        "Norland and other countries signed the accord.",
        "Several members of the crew returned to Norland for a visit.",
        "Crew members returned to Norland for a visit.",
    ],
)
def test_what_a_sentence_names_itself_or_any_reader_knows_does_not(parser: Parser, text: str) -> None:
    assert not opens_outside(parsed(parser, text))

"""Whoever a memo calls by a surname alone is named in full where it names them first."""

from __future__ import annotations

import pytest

from .dossiers import composed, source

_RESIGNED = "Transport Minister Radim Novak resigned on Friday over the contract for the Brno railway."


def texts(*told: str) -> list[str]:
    return [finding.text for finding in composed(*(source(n, one) for n, one in enumerate(told, start=1))).findings]


def printed(sentence: str, *before: str) -> str:
    """The finding made of a sentence that stands behind others in its source."""
    (found,) = [text for text in texts(" ".join([*before, sentence])) if text.endswith(sentence[-30:])]
    return found


def test_a_surname_becomes_the_name_and_the_title_that_the_source_gave_first() -> None:
    assert printed(
        "Corcoran accused the teachers' union of keeping the schools of Tampa closed.",
        "Education Commissioner Richard Corcoran visited Tampa on Friday.",
    ).startswith("Education Commissioner Richard Corcoran accused")


def test_who_was_named_once_is_called_by_surname_from_then_on() -> None:
    found = texts(
        "Education Commissioner Richard Corcoran visited Tampa on Friday. "
        "Corcoran accused the teachers' union of keeping the schools of Tampa closed. "
        "Corcoran will meet the governors of Tampa's schools on 8 December."
    )
    assert sum("Richard Corcoran" in text for text in found) == 1


def test_the_naming_passage_is_cited_and_the_finding_marked_as_rewritten() -> None:
    (first, *_) = [
        finding
        for finding in composed(
            source(
                1,
                "Education Commissioner Richard Corcoran visited Tampa on Friday. "
                "Corcoran accused the teachers' union of keeping the schools of Tampa closed.",
            )
        ).findings
        if "accused" in finding.text
    ]
    assert first.mode == "rewritten"
    assert [passage.text.split()[0] for passage in first.made_from] == ["Education", "Corcoran"]


@pytest.mark.parametrize(
    ("sentence", "before"),
    [
        # Two of one name.
        ("Novak accused the union of blocking the Brno railway.", "Radim Novak met Petra Novak in Brno on Friday."),
        # Called by the surname before.
        (
            "Novak accused the union of blocking the Brno railway.",
            "Novak spoke in Brno. Radim Novak stayed until Friday.",
        ),
        # A country.
        ("Jordan accused Syria of shelling the crossing at Nasib.", "Senator Jim Jordan visited Amman on Friday."),
        # Not the person, but what bears the name.
        ("The Novak government accused the union of blocking the railway.", "Prime Minister Radim Novak was in Brno."),
        # Two of one name, of whom the source has but one in full.
        ("Mrs. Corcoran accused the police of beating her husband.", "Richard Corcoran was arrested on Friday."),
        # A part of another name.
        ("Smith-Corcoran accused the union of blocking the railway.", "Richard Corcoran was in Tampa on Friday."),
        ("Corcoran & Lee accused the union of blocking the railway.", "Richard Corcoran was in Tampa on Friday."),
        # A word of every day.
        ("Cotton was accused by the union of killing fish.", "Tom Cotton was in Tampa. The union burnt cotton."),
        # Titled already.
        ("Minister Novak accused the union of blocking the Brno railway.", "Radim Novak was in Brno on Friday."),
    ],
)
def test_a_name_stands_where_it_may_be_another_or_needs_no_other(sentence: str, before: str) -> None:
    assert printed(sentence, before) == sentence


def test_words_of_a_quotation_stay_as_they_were_said() -> None:
    sentence = 'The union rejected the offer and said that "Novak has broken his word to the drivers of Brno".'
    assert printed(sentence, _RESIGNED) == sentence


@pytest.mark.parametrize(
    ("before", "named"),
    [
        ("The campaign of then-Prime Minister Radim Novak began in Brno.", "Radim Novak accused"),
        ("Mr. Radim Novak was in Brno on Friday.", "Radim Novak accused"),
        ("Former Prime Minister Radim Novak was in Brno.", "Former Prime Minister Radim Novak accused"),
    ],
)
def test_a_title_is_whole_or_left_out(before: str, named: str) -> None:
    assert printed("Novak accused the union of blocking the Brno railway.", before).startswith(named)


@pytest.mark.parametrize(
    ("before", "sentence", "named"),
    [
        (
            "Richard Corcoran, chairman of the drivers' union, was in Tampa on Friday.",
            "Corcoran accused the government of blocking the Tampa railway.",
            "Richard Corcoran, chairman of the drivers' union, accused",
        ),
        (
            "Richard Corcoran, chairman of the drivers' union, was in Tampa on Friday.",
            "The drivers of the harbour and the union of Tampa were betrayed, said Corcoran.",
            "said Richard Corcoran, chairman of the drivers' union.",
        ),
        (
            "Richard Corcoran, chairman of the drivers' union, was in Tampa on Friday.",
            "Corcoran's lawyer accused the government of blocking the Tampa railway.",
            "Richard Corcoran's lawyer",
        ),
        (
            "Richard Corcoran, who has led the drivers since 2019, was in Tampa on Friday.",
            "Corcoran accused the government of blocking the Tampa railway.",
            "Richard Corcoran accused",
        ),
    ],
)
def test_where_there_is_no_title_what_is_said_of_somebody_behind_a_comma_is_told(
    before: str, sentence: str, named: str
) -> None:
    assert any(named in text for text in texts(f"{before} {sentence}"))


def test_two_people_of_one_surname_are_both_named() -> None:
    found = texts(
        "Health Minister John Hale visited Tampa on Friday. Hale accused the union of blocking the harbour of Tampa.",
        "Lawyer Jane Hale visited Oslo on Friday. Hale rejected the treaty that Norway and Peru had signed in Oslo.",
    )
    assert any("Health Minister John Hale accused" in text for text in found)
    assert any("Jane Hale rejected" in text for text in found)


@pytest.mark.parametrize(
    ("before", "named"),
    [
        ("US defense secretary Pete Hegseth visited Oslo on Friday.", "accused US defense secretary Pete Hegseth"),
        ("Plant manager Pete Hegseth visited Oslo on Friday.", "accused plant manager Pete Hegseth"),
        ("Senators Pete Hegseth and Ann Lee visited Oslo on Friday.", "accused Pete Hegseth"),
        ("Pete Hegseth, her husband, visited Oslo on Friday.", "accused Pete Hegseth"),
        ("Pete Hegseth, the company's chairman, visited Oslo on Friday.", "accused Pete Hegseth"),
    ],
)
def test_a_title_is_that_of_one_person_and_written_as_it_is(before: str, named: str) -> None:
    (found,) = [text for text in texts(f"{before} The union of Tampa accused Hegseth of lying.") if "accused" in text]
    assert named in found
    assert "husband" not in found
    assert "company" not in found

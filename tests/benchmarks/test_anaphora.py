"""References that a sentence leaves open, by its surface."""

from __future__ import annotations

import pytest

from benchmarks.anaphora import dangles


@pytest.mark.parametrize(
    "text",
    [
        "He left Oslo on Friday.",
        "On Friday she left Oslo.",
        "They signed the treaty in Oslo.",
        "This will cost Norway dear.",
        "It was signed in Oslo.",
        "The move angered Moscow.",
        "The latter left Oslo.",
        "Their lawyers went to court.",
        "In his view the treaty is void.",
    ],
)
def test_what_points_outside_the_sentence_dangles(text: str) -> None:
    assert dangles(text)


@pytest.mark.parametrize(
    "text",
    [
        "Larsen said she would leave Oslo.",
        "“We have more meetings coming,” Larsen said.",
        "The decision of the court angered Moscow.",
        "It is likely that Norway will sign.",
        "The ministers said they would meet again.",
        "Norway and Denmark signed their treaty.",
        "People who lost their homes will be paid.",
    ],
)
def test_what_the_sentence_tells_itself_does_not(text: str) -> None:
    assert not dangles(text)

"""What the sources leave open, and what the dossier does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.composing.gaps import openness
from briefing.memo import Gap, Unread

from .dossiers import composed, source

if TYPE_CHECKING:
    from briefing.composing import Composition

SENTENCE = "Norway and Denmark agreed to share radar data in the Skagerrak."


def gap_of(kind: str, composition: Composition) -> Gap:
    (found,) = [gap for gap in composition.gaps if gap.kind == kind]
    return found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ministry in Oslo declined to comment on the price.", "no_comment"),
        ("There was no immediate comment from Lima.", "no_comment"),
        ("The embassy did not respond to a request.", "no_comment"),
        ("The envoy could not be reached on Saturday.", "no_comment"),
        ("It is unclear who would pay for the breakwater.", "undisclosed"),
        ("No date has been set for the vote.", "undisclosed"),
        ("The general left without giving a reason.", "undisclosed"),
        ("The route of the canal has yet to be decided.", "undisclosed"),
        ("The minister commented on the price at length.", None),
        ("A date for the vote was set on Saturday.", None),
    ],
)
def test_what_is_left_open(text: str, kind: str | None) -> None:
    assert openness(text) == kind


def test_a_missing_comment_is_a_gap_in_its_sources_words() -> None:
    silence = "The Danish embassy in Oslo declined to comment on the price of the radar."
    gap = gap_of("no_comment", composed(source(1, f"{SENTENCE} {silence}")))
    assert (gap.text, [passage.text for passage in gap.citations]) == (silence, [silence])


def test_what_is_left_open_is_no_finding() -> None:
    composition = composed(source(1, f"{SENTENCE} The Danish embassy in Oslo declined to comment on the talks."))
    assert all("comment" not in finding.text for finding in composition.findings)


def test_the_same_silence_told_twice_is_one_gap() -> None:
    composition = composed(
        source(1, "The Danish embassy in Oslo declined to comment on the price."),
        source(2, "The Danish embassy in Oslo declined to comment on Saturday on the price."),
    )
    assert [gap.kind for gap in composition.gaps] == ["no_comment"]


def test_a_finding_of_one_origin_is_a_gap_where_there_are_others_to_ask() -> None:
    dispute = "Peru accused Chile of fishing with illegal nets near Tacna."
    gap = gap_of("single_origin", composed(source(1, f"{SENTENCE} {dispute}"), source(2, SENTENCE)))
    assert [passage.text for passage in gap.citations] == [dispute]


def test_one_origin_is_no_gap_where_there_is_only_one() -> None:
    composition = composed(source(1, SENTENCE), source(2, SENTENCE, origin="O1"))
    assert composition.gaps == ()


def test_sources_without_a_date_are_named() -> None:
    gap = gap_of("undated", composed(source(1, SENTENCE), source(2, SENTENCE, published=None)))
    assert gap.text.startswith("S2 gives no date of publication")


def test_what_could_not_be_read_is_a_gap() -> None:
    unread = Unread(location="inbox/scan.png", reason="is an image, not text")
    assert "inbox/scan.png" in gap_of("unread", composed(source(1, SENTENCE), unread=(unread,))).text

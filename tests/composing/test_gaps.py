"""What the sources leave open, and what the dossier does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.composing.gaps import open_from, openness
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
        ("The minister left without providing further details.", "undisclosed"),
        ("The army sent the men north without giving them warm clothes.", None),
        ("The route of the canal has yet to be decided.", "undisclosed"),
        ("Neither government has said whether the ministers met.", "undisclosed"),
        ("Denmark has not said who would pay for the radar.", "undisclosed"),
        ("Neither the US nor the U.K. has said when it will sign.", "undisclosed"),
        ("It was not clear on Friday which of the ships had left.", "undisclosed"),
        ("The route of the canal is not known.", "undisclosed"),
        ("The ministry did not say how many ships had left.", "undisclosed"),
        ("The ministry did not say this week when it will sign.", "undisclosed"),
        ("“We have not announced a date for the vote,” Lund said.", "undisclosed"),
        ("Who had opened it was not known on Friday.", "undisclosed"),
        ("It is not clear from the film that the ministry gave out.", None),
        ("“As a matter of fact, I didn’t say it,” Lund said.", None),
        ("The premier did not say that the ships had left.", None),
        ("Neither government has moved its ships.", None),
        ("The premier has not said a bad word about Lund.", None),
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
    assert gap.text == "No second origin was found for 1 of the 2 accords and disputes above."


DAM = "Critics of the dam said on Monday that it would flood three villages above Voss."
DROWNED = "Three villages above Voss would drown, warn those who oppose the dam, and a church with them."


@pytest.mark.parametrize(
    ("more", "counted"),
    [
        ("", "No second origin is sure for 1 of the 1 accords and disputes above."),
        (
            "Peru accused Chile of fishing with illegal nets near Tacna.",
            "No second origin was found for 1, and none is sure for 1, of the 2 accords and disputes above.",
        ),
    ],
)
def test_what_another_origin_likely_tells_is_not_counted_as_told_by_one_alone(more: str, counted: str) -> None:
    assert gap_of("single_origin", composed(source(1, f"{DAM} {more}"), source(2, DROWNED))).text == counted


BRIDGE = "The old railway bridge at Voss collapsed into the river on Monday night."


def unmatched(*told: str) -> list[tuple[str, list[str]]]:
    """The gaps of what found no second origin, with their citations; each text is a source of its own origin."""
    composition = composed(*(source(number, text) for number, text in enumerate(told, start=1)))
    return [
        (gap.text, [passage.text for passage in gap.citations]) for gap in composition.gaps if gap.kind == "unmatched"
    ]


def test_what_happened_by_one_origins_word_is_told_as_a_gap() -> None:
    assert unmatched(f"{SENTENCE} {BRIDGE}", SENTENCE) == [(BRIDGE, [BRIDGE])]


def test_what_two_origins_tell_is_no_gap() -> None:
    again = "On Monday night the old railway bridge at Voss collapsed into the river."
    assert unmatched(BRIDGE, again) == []


def test_what_is_left_open_is_told_once() -> None:
    unknown = "Police in Oslo said it was not immediately clear whether the driver of the train was the target."
    assert unmatched(f"{BRIDGE} {unknown}", SENTENCE) == [(BRIDGE, [BRIDGE])]


def test_no_more_than_three_such_events_are_told_and_each_once() -> None:
    events = [
        "The old railway bridge at Voss collapsed into the river on Monday night.",
        "A fire destroyed the fish market of Bergen on Tuesday.",
        "Two trawlers collided off Stavanger on Wednesday.",
        "An earthquake damaged forty houses in Tromsø on Thursday.",
    ]
    assert len(unmatched(" ".join(events), SENTENCE)) == 3


def test_an_event_that_one_origin_tells_twice_is_one_gap() -> None:
    again = "On Monday night the old railway bridge at Voss collapsed into the river."
    assert len(unmatched(f"{BRIDGE} {again}", SENTENCE)) == 1


def test_what_another_origin_tells_otherwise_is_not_told_by_one_alone() -> None:
    told = unmatched(
        "The fire destroyed 92 houses in Bergen on Tuesday.", "The fire destroyed 140 houses in Bergen on Tuesday."
    )
    assert told == []


def test_what_another_origin_seems_to_tell_is_no_gap_further_down() -> None:
    days = "Ferries go on Mondays and on Fridays. The crossing takes four hours. The fare is ten euros."
    slide = "A landslide buried the coast road north of Voss on Monday night."
    dug = "Rescue workers dug through mud on the coast road near Voss on Tuesday."
    composition = composed(source(1, f"{days} {slide}"), source(2, f"{days} {dug}"))

    assert slide not in {gap.text for gap in composition.gaps}


def test_nothing_is_said_of_a_second_origin_where_there_can_be_none() -> None:
    composition = composed(source(1, BRIDGE), source(2, SENTENCE, origin="O1"))
    assert composition.gaps == ()


def test_one_origin_is_no_gap_where_there_is_only_one() -> None:
    composition = composed(source(1, SENTENCE), source(2, SENTENCE, origin="O1"))
    assert composition.gaps == ()


def test_sources_without_a_date_are_named() -> None:
    gap = gap_of("undated", composed(source(1, SENTENCE), source(2, SENTENCE, published=None)))
    assert gap.text.startswith("S2 gives no date of publication")


def test_what_could_not_be_read_is_a_gap() -> None:
    unread = Unread(location="inbox/scan.png", reason="is an image, not text")
    assert "inbox/scan.png" in gap_of("unread", composed(source(1, SENTENCE), unread=(unread,))).text


def test_what_a_step_leaves_open_is_told_with_the_step_alone() -> None:
    composition = composed(
        source(1, "Norway will send a delegation to Lima in April, but did not say who will lead it.")
    )
    assert [one.kind for one in composition.findings] == ["next_step"]
    assert not [one for one in composition.gaps if one.kind == "undisclosed"]


def test_where_several_things_are_left_open_the_first_place_counts() -> None:
    text = "Norway did not say when it will send a delegation to Lima and declined to comment further."
    assert open_from(text) == text.index("did not say")

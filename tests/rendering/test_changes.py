"""How a memo shows what became of its findings since an earlier one."""

from __future__ import annotations

import datetime as dt

import page
import pytest

from briefing.memo import (
    Change,
    Difference,
    Dropped,
    EarlierPassage,
    Finding,
    Loss,
    Memo,
    Since,
    When,
)
from briefing.rendering import to_html, to_markdown, to_pdf, wording
from briefing.rendering.preparing import prepare

from .memos import finding, memo, passage, source

TEXT = source(1, "Alpha agreed. Beta objected. Gamma will vote on 9 December.", publisher="Alpha Post")
AGREED, OBJECTED, VOTE = (
    passage(TEXT, words) for words in ("Alpha agreed.", "Beta objected.", "Gamma will vote on 9 December.")
)
DAY = dt.date(2025, 12, 2)
TUESDAY = When(text="Tuesday", start=DAY, end=DAY)


def gone(number: int, loss: Loss, when: When | None = None) -> Dropped:
    words = f"Delta will meet for the {number}th time."
    cited = EarlierPassage(source="S1", name="Delta Times", sha256="d" * 64, start=0, end=len(words), text=words)
    return Dropped(
        finding=f"F{number}",
        section="next_steps",
        kind="next_step",
        text=words,
        when=when,
        loss=loss,
        citations=(cited,),
    )


def followed(*dropped: Dropped, **changes: Change) -> Memo:
    """A memo with an agreement, a friction and a step, of which those in ``changes`` changed."""
    findings = [
        finding(1, "agreements", "accord", [AGREED]),
        finding(2, "frictions", "dispute", [OBJECTED]),
        finding(3, "next_steps", "next_step", [VOTE]),
    ]
    marked = [one.model_copy(update={"change": changes.get(one.id)}) for one in findings]
    earlier = Since(memo="fedcba9876543210", sha256="e" * 64, date=dt.date(2025, 11, 5), dropped=dropped)
    return memo([TEXT], marked, since=earlier)


def changed(*differences: Difference) -> Change:
    return Change(state="changed", earlier="F1", differences=differences)


@pytest.mark.parametrize(
    ("difference", "words"),
    [
        (Difference(aspect="number", before="40 million kroner"), "before: 40 million kroner"),
        (Difference(aspect="date", before="Monday"), "before: Monday"),
        (Difference(aspect="name", before="Oslo"), "before: Oslo"),
        (
            Difference(aspect="when", before="Tuesday", when=When(text="Tuesday", start=DAY, end=DAY)),
            "before: 2 December 2025",
        ),
        (Difference(aspect="when", before="soon", when=When(text="soon")), "before: soon"),
        (Difference(aspect="when"), "before: no day"),
        (Difference(aspect="firmness", before="expected"), "before: expected"),
        (Difference(aspect="polarity", before="Alpha refused."), "before: “Alpha refused.”"),
        (Difference(aspect="section", before="Alpha may agree.", kind="next_step"), "before: “Alpha may agree.”"),
        (Difference(aspect="contested", discrepancy="F2"), "a new source contradicts it (Friction 2)"),
        (Difference(aspect="corroboration", origins=1), "before: 1 origin"),
        (Difference(aspect="corroboration", origins=3), "before: 3 origins"),
    ],
)
def test_each_difference_is_told_in_words(difference: Difference, words: str) -> None:
    assert wording.difference(difference, {"F2": "Friction 2"}) == words


@pytest.mark.parametrize(
    ("loss", "when", "words"),
    [
        ("past", TUESDAY, "its time, 2 December 2025, has passed"),
        ("outranked", None, "its sources still say so, and other findings come first"),
        ("withdrawn", None, "its source was read again and does not say so any more"),
        ("unread", None, "its source was not read for this memo"),
    ],
)
def test_each_loss_is_told_with_its_reason(loss: Loss, when: When | None, words: str) -> None:
    assert wording.loss(gone(4, loss, when)) == words


def test_the_markdown_marks_findings_and_lists_what_is_gone() -> None:
    price = Difference(aspect="number", before="40 million"), Difference(aspect="corroboration", origins=1)
    text = to_markdown(followed(gone(4, "unread"), F1=Change(state="new"), F2=changed(*price)))
    assert "- **Accord.** Alpha agreed. ([1]) *Alpha Post · New*\n" in text
    assert "([2]) *Alpha Post · Changed; before: 40 million; before: 1 origin*\n" in text
    assert "Gamma will vote on 9 December. ([3]) *Alpha Post*\n" in text
    section = text.partition("## Since the memo of 5 November 2025\n\n")[2].partition("\n## ")[0]
    assert section == (
        "1 new, 1 changed, 1 as before and 1 no longer here.\n\n"
        "- **Next step.** Delta will meet for the 4th time. *Its source was not read for this memo · Delta Times"
        " · F4 of memo fedcba9876543210*\n"
    )


def test_a_finding_that_only_the_memo_had_not_is_told_as_such() -> None:
    text = to_markdown(followed(F1=Change(state="listed")))
    assert "*Alpha Post · Not in the earlier memo, but in its sources*" in text
    assert "2 as before and 1 left out before." in text


def test_two_memos_without_findings_have_nothing_to_compare() -> None:
    empty = followed().model_copy(update={"findings": ()})
    assert "Neither memo has a finding." in to_markdown(empty)


def test_a_discrepancy_is_referred_to_by_its_place_on_the_page() -> None:
    page_text = to_markdown(followed(F3=changed(Difference(aspect="contested", discrepancy="F2"))))
    assert "Changed; a new source contradicts it (Friction 1)" in page_text


def test_many_that_are_gone_are_counted_and_those_that_tell_of_the_matter_come_first() -> None:
    losses: tuple[Loss, ...] = (*("unread",) * 9, "outranked", "past", "withdrawn")
    given = followed(*(gone(number, loss) for number, loss in enumerate(losses, start=1)))
    seen = prepare(given, dt.datetime(2025, 11, 14, tzinfo=dt.UTC))
    assert seen.since is not None
    assert [one.place.split()[0] for one in seen.since.dropped] == ["F12", "F11", "F10", "F1", "F2", "F3"]
    assert seen.since.more == "And 6 findings more, listed in memo.json."
    assert "\n\nAnd 6 findings more, listed in memo.json.\n\n" in to_markdown(given)
    assert ">And 6 findings more, listed in memo.json.<" in to_html(given)


def test_a_page_has_room_for_eight() -> None:
    dropped = (gone(number, "outranked") for number in range(1, 11))
    seen = prepare(followed(*dropped), dt.datetime(2025, 11, 14, tzinfo=dt.UTC))
    assert seen.since is not None
    assert (len(seen.since.dropped), seen.since.more) == (8, "And 2 findings more, listed in memo.json.")


def test_without_an_earlier_memo_nothing_is_said_of_one(ample: Memo) -> None:
    for text in (to_markdown(ample), to_html(ample)):
        assert "Since the memo" not in text
        assert "Changed" not in text


def test_what_an_earlier_memo_says_never_becomes_markup() -> None:
    hostile = "<script>alert(1)</script> *stars* [x](javascript:y)"
    one = gone(4, "unread").model_copy(update={"text": hostile})
    given = followed(one, F1=changed(Difference(aspect="number", before=hostile)))
    assert "<script>" not in to_html(given)
    assert "<script>" not in to_markdown(given)
    assert "*stars*" not in to_markdown(given)


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A])
def test_the_pdf_stays_valid_for_screen_readers_and_archives(ample: Memo, profile: page.ValidationProfile) -> None:
    def marked(number: int, one: Finding) -> Finding:
        change = (Change(state="new"), changed(Difference(aspect="corroboration", origins=1)), None)[number % 3]
        return one.model_copy(update={"change": change})

    earlier = Since(
        memo="fedcba9876543210",
        sha256="e" * 64,
        date=dt.date(2025, 11, 5),
        dropped=tuple(gone(number, "unread") for number in range(1, 12)),
    )
    findings = tuple(marked(number, one) for number, one in enumerate(ample.findings))
    pdf = to_pdf(ample.model_copy(update={"since": earlier, "findings": findings}))
    assert page.validate_pdf_bytes(pdf, profile=profile).failures == []

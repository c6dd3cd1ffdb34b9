"""What two outlets quote in different words."""

from __future__ import annotations

import pytest

from briefing.composing.quoted_otherwise import quoted_otherwise

from .dossiers import composed, corpus, source

_BEST = "Lund said that “peace, stability and good relations are the best path for our two great countries.”"
_THINGS = "Lund added that “peace, stability and good relations are the best things about our two great countries.”"


def words(*told: str, origin: str | None = None) -> list[tuple[str, str]]:
    sources = [source(number, text, origin=origin) for number, text in enumerate(told, start=1)]
    return [one.words for one in quoted_otherwise(corpus(*sources))]


def test_both_wordings_are_shown_with_what_stands_around() -> None:
    assert words(_BEST, _THINGS) == [
        ("are the best path for our two great", "are the best things about our two great"),
    ]


def test_it_is_among_the_gaps_with_both_passages() -> None:
    (gap,) = [one for one in composed(source(1, _BEST), source(2, _THINGS)).gaps if one.kind == "quotation"]
    assert [passage.source for passage in gap.citations] == ["S1", "S2"]
    assert "best path" in gap.text
    assert "Paper 2" in gap.text


def test_copies_of_one_origin_are_not_laid_side_by_side() -> None:
    assert words(_BEST, _THINGS, origin="O1") == []


def test_a_passage_is_told_of_once() -> None:
    assert len(words(_BEST, _THINGS, _THINGS.replace("things about", "reasons for"))) == 1


@pytest.mark.parametrize(
    "other",
    [
        # The same words; shortened; marked as edited; another spelling, form, contraction or figure.
        "“Peace, stability and good relations are the best path for our two great countries,” Lund wrote.",
        "Lund said that “peace, stability and good relations are the best path.”",
        "Lund said that “peace, stability and good relations are the best [way] for our two great countries.”",
        "Lund said that “peace, stability and good relations are the best paths for our two great countries.”",
        "Lund said that “peace, stability and good relations're the best path for our two great countries.”",
        "Lund said that “peace, stability and good relations are the best path for our 2 great countries.”",
        "Lund said that “peace, stability and good relations are the best path for our two grt. countries.”",
        # A word more, or less.
        "Lund said that “peace, stability and good relations are the very best path for our two great countries.”",
        # Another remark.
        "Lund said that “war, want and bad relations are the worst path for our two small and poor countries.”",
        # Nobody's remark.
        "Peace, stability and good relations are the best things about our two great countries, Lund said.",
    ],
)
def test_what_is_no_other_wording_is_not_told(other: str) -> None:
    assert words(_BEST, other) == []


_WORK = "Lund said that “we thank the {} of Oslo for the good work that it has done for the north.”"


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("workers", "soldiers", True),
        ("harbour", "harbor", False),
        ("committee", "IOC", False),
        ("committee", "2nd board", False),
        ("people", "many old and very brave people who live", False),
        ("people", "brave soldiers", True),
    ],
)
def test_spellings_short_forms_and_whole_clauses_are_no_other_words(one: str, other: str, *, differ: bool) -> None:
    assert bool(words(_WORK.format(one), _WORK.format(other))) == differ


def test_what_differs_stands_between_words_that_are_the_same() -> None:
    one = "Lund said that “thank workers of Oslo for the good work that has been done for the north.”"
    assert words(one, one.replace("workers", "soldiers")) == []


def test_two_speakers_say_two_things() -> None:
    one = "“I am very proud of what our players have shown us here tonight,” Ana Lund said."
    assert words(one, one.replace("players", "fans").replace("Ana Lund", "Erik Berg")) == []
    assert len(words(one, one.replace("players", "fans"))) == 1
    nobody = one.replace("Ana Lund", "the coach")
    assert words(nobody, nobody.replace("coach", "minister").replace("players", "fans")) == []


def test_however_many_copies_there_are_the_remark_is_told_once() -> None:
    assert len(words(*[_BEST] * 8, *[_THINGS] * 8)) == 1


def test_a_word_as_it_is_spoken_is_no_other_word() -> None:
    remark = "Lund called him “the most lying mayor that the old town of Bergen has ever had.”"
    assert words(remark, remark.replace("lying", "lyin’")) == []

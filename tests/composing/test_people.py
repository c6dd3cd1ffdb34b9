"""Whom a source names, and how it first does."""

from __future__ import annotations

import pytest

from briefing.composing.people import People, full_names, is_bare, pair_of
from briefing.models.parser import load_parser

from .dossiers import corpus, source


def named(text: str, word: str) -> tuple[str, str] | None:
    """The words and the aside with which a source names whoever it calls by a word in its last sentence."""
    read = corpus(source(1, text))
    found = People(read, {"S1"}).naming(word, read.passages[-1])
    return (found.words, found.aside) if found else None


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("US Defense Secretary Pete Hegseth spoke in Oslo.", ("US Defense Secretary Pete Hegseth", "")),
        ("Pete Hegseth, chairman of the drivers' union, spoke.", ("Pete Hegseth", "chairman of the drivers' union")),
        ("Pete Hegseth, who has led the union since 2019, spoke.", ("Pete Hegseth", "")),
        ("Then-Secretary Pete Hegseth spoke in Oslo.", ("Pete Hegseth", "")),
        ("Former Secretary Pete Hegseth spoke in Oslo.", ("former Secretary Pete Hegseth", "")),
        ("Senators Pete Hegseth and Ann Lee spoke in Oslo.", ("Pete Hegseth", "")),
        ("Police met Pete Hegseth, Ann Lee and Tom Fox.", ("Pete Hegseth", "")),
        ("Ann Lee met Pete Hegseth, a friend of hers, in Oslo.", ("Pete Hegseth", "")),
        ("Ann Lee met Pete Hegseth, the driver, in Oslo.", ("Pete Hegseth", "")),
        ("Then mayor Pete Hegseth spoke in Oslo.", ("Pete Hegseth", "")),
        ("Hegseth spoke in Oslo.", None),
        ("Pete Hegseth and Jane Hegseth spoke in Oslo.", None),
        ("Pete Hegseth spoke in Oslo. Mrs. Hegseth listened.", None),
    ],
)
def test_the_first_mention_tells_who_somebody_is(first: str, expected: tuple[str, str] | None) -> None:
    assert named(f"{first} Hegseth left.", "Hegseth") == expected


def test_a_word_of_every_day_is_no_name() -> None:
    assert named("Tom Cotton spoke in Oslo. The mills bought cotton. Cotton fell.", "Cotton") is None


def test_a_name_has_two_words_at_least_and_ends_before_the_possessive() -> None:
    (doc,) = load_parser().parse(["Pete Hegseth's lawyer met Lund in Oslo."])
    assert [pair_of(name) for name in full_names(doc)] == [("Pete", "Hegseth")]


def test_a_name_before_a_full_stop_is_the_same_name() -> None:
    docs = load_parser().parse(["Lund met Defense Minister Dong Jun.", "Dong Jun met Defense Minister Lund."])
    assert [pair_of(name) for doc in docs for name in full_names(doc)] == [("Dong", "Jun"), ("Dong", "Jun")]


@pytest.mark.parametrize(
    ("text", "word", "bare"),
    [
        ("Hegseth accused the union.", "Hegseth", True),
        ("Mr. Hegseth accused the union.", "Hegseth", True),
        ("Secretary Hegseth accused the union.", "Hegseth", False),
        ("The Hegseth plan was dropped.", "Hegseth", False),
        ("Smith-Hegseth accused the union.", "Hegseth", False),
        ("Hegseth & Lee accused the union.", "Hegseth", False),
        ("Shares of Hegseth fell.", "Hegseth", False),
        ("Mr. Hegseth accused the police of beating his wife.", "Hegseth", False),
    ],
)
def test_a_name_is_bare_where_nothing_tells_whose_it_is(text: str, word: str, *, bare: bool) -> None:
    (doc,) = load_parser().parse([text])
    (token,) = [one for one in doc if one.text == word]
    assert is_bare(token) == bare

"""Texts as sentences, however they were tokenized."""

from __future__ import annotations

import pytest

from benchmarks.texts import sentences_of, source_of


def test_a_text_is_cut_as_sources_are() -> None:
    text = "The U.S. envoy left on Friday. He was seen in Oslo.\n\nOutlook\n\nTalks go on."
    assert sentences_of(text) == ["The U.S. envoy left on Friday.", "He was seen in Oslo.", "Talks go on."]


def test_a_full_stop_of_its_own_ends_a_sentence_without_a_capital_behind_it() -> None:
    text = "the envoy , 31 , left u.s. soil on friday . 12 others stayed . he was seen in oslo ."

    assert sentences_of(text) == [
        "the envoy , 31 , left u.s. soil on friday .",
        "12 others stayed .",
        "he was seen in oslo .",
    ]


@pytest.mark.parametrize("text", ["He waited . . . and left.", "the envoy left on friday", "Talks in Oslo", ""])
def test_a_text_of_one_sentence_stays_whole(text: str) -> None:
    assert sentences_of(text) == [text]


def test_a_source_holds_the_text_as_it_is() -> None:
    assert source_of(" Talks\n go on. ").text == " Talks\n go on. "

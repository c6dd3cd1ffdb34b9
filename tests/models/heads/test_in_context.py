"""What a sentence is to a memo, read in its context: plain cases only; the model card gives the figures."""

from __future__ import annotations

import numpy as np
import pytest

from briefing.models.heads.in_context import InContextReader, context, load_in_context_reader
from briefing.models.heads.sentences import POINTS


@pytest.fixture(scope="module")
def reader() -> InContextReader:
    return load_in_context_reader()


def test_no_sentences_give_no_chances(reader: InContextReader) -> None:
    assert reader.judge([]).shape == (0, len(POINTS))


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("Norway and Denmark signed an agreement in Oslo on Monday to share radar data.", "accord"),
        ("A gas explosion on Monday killed four people in the port of Callao.", "event"),
        ("Peru accused Chile on Monday of fishing with illegal nets near Tacna.", "dispute"),
        ("The two ministers will meet again in Stockholm on 8 November.", "step"),
        ("The strait is the only way from the North Sea into the Baltic.", "background"),
    ],
)
def test_a_sentence_is_what_an_analyst_takes_it_for(reader: InContextReader, text: str, point: str) -> None:
    (chances,) = reader.judge([("", text)])
    assert POINTS[int(chances.argmax())] == point
    np.testing.assert_allclose(chances.sum(), 1, atol=1e-5)


def test_the_headline_says_whether_it_is_the_news(reader: InContextReader) -> None:
    told = "The company closed its plant in Ohio, and 870 people lost their jobs."
    event = POINTS.index("event")
    news, beside = reader.judge(
        [("Ohio plant closes, 870 lose their jobs.", told), ("Museum of glass opens in Bergen.", told)]
    )
    assert news[event] > beside[event]


def test_a_context_has_what_there_is() -> None:
    assert context("Port closed", "The storm came at night.") == "Port closed. The storm came at night."
    assert context("Port closed", None) == "Port closed."
    assert context(None, "The storm came at night.") == "The storm came at night."
    assert context(None, None) == ""


def test_the_reader_is_loaded_once() -> None:
    assert load_in_context_reader() is load_in_context_reader()

"""Whoever condenses, no statement says literally what its passages do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.condensing import condense
from briefing.memo import ModelUse, Passage, Source, Statement, Summary

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT = "Norway signed the fishing accord on Monday. Peru paid 30 million kroner to the fund."


class Saying:
    """A summarizer that says one thing of every source."""

    models: tuple[ModelUse, ...] = ()

    def __init__(self, text: str) -> None:
        self._text = text

    def summarize(self, source: Source, passages: Sequence[Passage], budget: int) -> Summary:
        statement = Statement(text=self._text, mode="rewritten", support=1.0, passages=tuple(passages[:budget]))
        return Summary(source=source.id, statements=(statement,))


def said(text: str) -> Statement:
    source = Source(
        id="S1", location="a.txt", media_type="text/plain", words=14, sha256="0" * 64, origin="O1", text=TEXT
    )
    (statement,) = condense(source, Saying(text), "standard").statements
    return statement


@pytest.mark.parametrize(
    "invented",
    [
        "Sweden signed the fishing accord on Monday.",
        "Norway signed the fishing accord on Tuesday.",
        "Peru paid 40 million kroner to the fund.",
        "Norway signed “the end of fishing” on Monday.",
    ],
)
def test_an_invention_gives_way_to_the_sources_words(invented: str) -> None:
    statement = said(invented)
    assert (statement.text, statement.mode) == ("Peru paid 30 million kroner to the fund.", "verbatim")


def test_a_rewriting_that_holds_stays() -> None:
    assert said("Norway signed the accord on Monday.").mode == "rewritten"

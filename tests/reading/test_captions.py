"""Captions of pictures, and sentences that only look like them."""

from __future__ import annotations

import pytest

from briefing.reading.captions import is_caption
from briefing.reading.cleaning import clean
from briefing.reading.documents import Document

BODY = "The port council voted on Friday to build a new pier, its chairwoman said."
LONG = "A minister greets dock workers who have waited in the rain since the early morning hours of Monday. " * 4


@pytest.mark.parametrize(
    "caption",
    [
        "The minister arrives in the capital [File: Ann Lee/Reuters]",
        "The minister arrives in the capital. (Photo by Ann Lee / Getty Images)",
        "The minister arrives in the capital, Sept. 26, 2019. (REUTERS/Ann Lee)",
        "The minister arrives in the capital on Oct. 2. (AP Photo/Ann van der Lee, File)",
        "FILE - In this Oct. 2, 2019, file photo, the minister arrives.(AP Photo/Ann Lee)",
        "The minister arrives in Oslo, Norway, June 1, 2018. REUTERS/Ann Lee",
        "FILE PHOTO: The minister arrives in Oslo. REUTERS/Ann Lee/File Photo",
        "The minister arrives in Oslo. Ann Lee/AP",
        "The minister arrives in Oslo. Ann Lee | AFP | Getty Images",
        "The minister arrives in Oslo. Photo by Ann Lee/Getty Images.",
        "The minister arrives in Oslo. Getty Images",
        "Ann Lee/AP, File",
        "Norwegian Coast Guard via AP",
        "The minister arrives in Oslo. | Ann Lee/AP Photo Trade Oslo opens its port The vote was narrow.",
        "Guests wait in Oslo on July 11. | Ann Lee/The Harbor Post via AP Trade Oslo opens its port",
        "Lee waves to the crowd in 1986. Hide Caption 5 of 22 Photos: The minister's life in pictures",
        f"{LONG}(Ann Lee/The Example via AP)",
    ],
)
def test_what_ends_in_a_credit_is_a_caption(caption: str) -> None:
    assert is_caption(caption)
    assert clean(Document(text=f"{caption}\n\n{BODY}\n\n{caption}\n\n{BODY}")).text == f"{BODY}\n\n{BODY}"


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway and Peru signed the harbor accord on Friday, the ministry said. (Reuters)",
        "The agencies Reuters and AFP reported the call.",
        "Lee leads by nine points, according to a poll by Reuters/Ipsos.",
        "“We will hold on to the accord,” a spokeswoman told AFP.",
        "The council (in a report by Ann Lee/AP) is said to be divided.",
        "Getty Images was sued by the photographer.",
        "The picture was sold to Getty Images.",
        "Prices rose in Oslo | Rents fell in Bergen, the bureau said on Monday.",
        "Norway will build two berths by June (approved in May).",
        "The caption says that the pier was closed in 1986.",
    ],
)
def test_a_sentence_that_names_an_agency_is_none(sentence: str) -> None:
    assert not is_caption(sentence)
    assert clean(Document(text=f"{BODY}\n\n{sentence}")).text.endswith(sentence)


def test_an_article_in_one_line_that_ends_in_a_credit_stays() -> None:
    article = f"{BODY} " * 12 + "Ann Lee/AP"
    assert not is_caption(article)


def test_a_byline_with_an_agency_is_no_credit() -> None:
    cleaned = clean(Document(text=f"Oslo opens its port\n\nBy Ann Lee, Associated Press\n\n{BODY}"))
    assert (cleaned.author, cleaned.text) == ("Ann Lee", BODY)


def test_the_dateline_below_a_caption_is_found() -> None:
    caption = "The minister arrives in Oslo. Ann Lee/AP"
    cleaned = clean(Document(text=f"{caption}\n\nTROMSO, Norway (AP) — {BODY}"))
    assert (cleaned.text, cleaned.publisher) == (BODY, "AP")

"""Whoever quotes a remark word for word carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.composing.remarks import has_its_remark
from briefing.models.parser import load_parser

from .dossiers import composed, finding_saying, source

if TYPE_CHECKING:
    from spacy.tokens import Doc

REMARK = "“The last thing that this town needs is another wall between its two halves,”"
SAID = f"{REMARK} said Karin Lund."


def doc(text: str) -> Doc:
    (parsed,) = load_parser().parse([text])
    return parsed


@pytest.mark.parametrize(
    "text",
    [
        f"{REMARK} she said on Monday in Bergen.",
        f"Lund told reporters: {REMARK.lower().replace('“', chr(34)).replace(',”', '.' + chr(34))}",
        "“The last thing that this town needs is another wall between its two halves. We shall vote against it.",
    ],
)
def test_a_text_that_has_it_word_for_word_has_it(text: str) -> None:
    assert has_its_remark(doc(text), doc(SAID))


@pytest.mark.parametrize(
    "text",
    [
        "“The last thing that this town needs is another bridge between its two halves,” she said.",
        f"{REMARK} said Erik Berg.",
        "“Another wall,” said Karin Lund.",
    ],
)
def test_in_other_words_or_of_somebody_else_it_is_another(text: str) -> None:
    assert not has_its_remark(doc(text), doc(SAID))


def test_what_is_made_of_a_remark_is_more_than_the_remark() -> None:
    made = f"Her remark – {REMARK.replace(',”', '”')} – suggests that the mayor is alone."
    assert not has_its_remark(doc(SAID), doc(made))


def test_a_short_remark_may_be_anybodys() -> None:
    assert not has_its_remark(doc("“We shall see,” he said."), doc("“We shall see,” she said."))


def test_a_dispute_has_the_origins_that_quote_it() -> None:
    remark = "“The port has lied to the dockers of Bergen about their pay for ten years,”"
    told = composed(
        source(1, f"{remark} said Karin Lund, who leads the union."),
        source(2, f"Berg was in Oslo. On Monday the union went to the court. {remark} Lund said."),
    )
    assert finding_saying("lied to the dockers", told).origins == 2

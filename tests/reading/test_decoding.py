"""Encodings, and characters that nobody sees."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import SourceUnreadable
from briefing.reading.decoding import decode, normalize

TEXT = "“Señor Núñez said so,” the minister’s office wrote – für alle Fälle."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "utf-16-le", "utf-16-be"])
def test_a_text_is_decoded_from_its_encoding(encoding: str) -> None:
    assert decode((TEXT * 3).encode(encoding), "a.txt") == TEXT * 3


def test_latin_1_is_decoded() -> None:
    text = "Señor Núñez était là, et il a parlé de la sécurité des frontières pendant une heure."
    assert decode(text.encode("latin-1"), "a.txt") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Ministrowie rozmawiali w sobotę o bezpośredniej łączności między dowództwami i o świętach.", "cp1250"),
        ("Bakanlar cumartesi günü doğrudan bir hat üzerine görüştü, şimdi ilişkiler iyi.", "cp1254"),
        ("Министры говорили в субботу о прямой линии.", "cp1251"),
        ("両国の国防相は土曜日に電話会談を行った。", "shift_jis"),
    ],
)
def test_an_encoding_of_another_region_is_told(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


def test_a_wrongly_declared_encoding_does_no_harm() -> None:
    assert decode(TEXT.encode(), "a.txt", charset="ascii") == TEXT
    assert decode(TEXT.encode(), "a.txt", charset="no-such-thing") == TEXT


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x00\x01\x02text\x00\x00", b"\x01\x02\x03\x04\x05\x06abc" * 9]
)
def test_binary_data_is_not_text(data: bytes) -> None:
    with pytest.raises(SourceUnreadable, match=r"a\.bin: is not text; convert it"):
        decode(data, "a.bin")


def test_invisible_characters_go_and_typographic_ones_stay() -> None:
    assert (
        normalize("co\u00adop\u200beration\ufeff – “yes”\u2028e\u0301\x07\xa0x\r\ny\rz")
        == "cooperation – “yes”\né x\ny\nz"
    )


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("a “worrying pace’’ of talks", "a “worrying pace” of talks"),
        ("‘‘We agreed,’’ she said.", "“We agreed,” she said."),
        ("“She called it ‘late’.’’’", "“She called it ‘late’.’’’"),
        ("Run ``make`` first.", "Run ``make`` first."),
    ],
)
def test_a_quotation_mark_of_two_single_ones_becomes_one(text: str, normal: str) -> None:
    assert normalize(text) == normal


@given(st.text() | st.text("‘’“” a"))
def test_normalizing_twice_changes_nothing_more(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with suppress(SourceUnreadable):
        assert decode(data, "a").strip()

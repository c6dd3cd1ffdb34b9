"""The PDF read back: text, links, outline, metadata, and what checkers say of it."""

from __future__ import annotations

import io
import logging
import os
import shutil
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import page
import pytest
from pypdf import PdfReader

from briefing.rendering import to_pdf
from briefing.rendering.system import missing_libraries

from .memos import finding, memo, memo_saying, passage, source

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.memo import Memo

pytestmark = pytest.mark.skipif(
    any(library.required for library in missing_libraries()), reason="the system lacks Pango"
)


@pytest.fixture(scope="module")
def ample_pdf(ample: Memo) -> bytes:
    return to_pdf(ample)


@pytest.fixture(scope="module")
def reader(ample_pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(ample_pdf))


def failures(pdf: bytes, profile: page.ValidationProfile) -> list[str]:
    return [
        f"{failure.rule_id}: {failure.message}" for failure in page.validate_pdf_bytes(pdf, profile=profile).failures
    ]


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A])
def test_it_is_valid_for_screen_readers_and_archives(ample_pdf: bytes, profile: page.ValidationProfile) -> None:
    assert failures(ample_pdf, profile) == []


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_its_syntax_is_right(ample_pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "memo.pdf").write_bytes(ample_pdf)
    subprocess.run(["qpdf", "--check", str(tmp_path / "memo.pdf")], check=True, capture_output=True)


def test_the_main_part_takes_two_pages_at_most_and_the_annex_begins_a_new_one(reader: PdfReader) -> None:
    texts = [sheet.extract_text() for sheet in reader.pages]
    annex = next(number for number, text in enumerate(texts) if "ANNEX" in text)
    assert annex == 2
    assert "Timeline" in texts[1]
    assert "Evidence" not in "".join(texts[:2])


def test_where_a_last_word_does_not_fit_it_alone_goes_down_with_its_number() -> None:
    told = [f"Norway {'m' * length} and Denmark signed a pact on the strait off Voss at night." for length in range(40)]
    text = source(1, " ".join(told))
    findings = [
        finding(number, "agreements", "accord", [passage(text, one)]) for number, one in enumerate(told, start=1)
    ]
    read = PdfReader(io.BytesIO(to_pdf(memo([text], findings))))
    lines = [line.strip() for sheet in read.pages for line in sheet.extract_text().splitlines()]
    assert any(line.startswith("Norway m") for line in lines)
    assert "Norway" not in lines


def test_every_page_carries_marking_subject_and_number(reader: PdfReader) -> None:
    for number, sheet in enumerate(reader.pages, start=1):
        text = sheet.extract_text()
        assert text.count("TLP:AMBER") >= 2
        assert f"Page {number} of {len(reader.pages)}" in text
        assert "Norhaven–Sildvik ports accord: what holds" in text


def test_citations_are_links_inside_the_document(reader: PdfReader) -> None:
    links = [annotation.get_object() for annotation in reader.pages[0].annotations or []]
    assert {"passage-1", "passage-2"} <= {link["/Dest"] for link in links}
    assert {link["/Dest"] for link in links} <= set(reader.named_destinations)


def test_the_outline_lists_the_sections(reader: PdfReader) -> None:
    subject, sections = reader.outline
    assert getattr(subject, "title", None) == "Norhaven–Sildvik ports accord: what holds, what is disputed"
    assert isinstance(sections, list)
    assert [getattr(section, "title", None) for section in sections] == [
        "Bottom line", "Agreements", "Frictions", "Next steps", "Gaps", "Timeline",
        "Sources", "Source summaries", "Evidence", "Provenance",
    ]  # fmt: skip


def test_its_metadata_is_the_memos(reader: PdfReader) -> None:
    metadata = reader.metadata
    assert metadata is not None
    assert metadata.title == "Norhaven–Sildvik ports accord: what holds, what is disputed"
    assert metadata.author == "Strait desk"
    assert metadata.subject == "Memorandum to Chief of Staff 1 November 2025"
    assert str(metadata.creation_date) == "2025-11-01 08:30:00+00:00"
    assert str(reader.root_object["/Lang"]) == "en"


def test_nothing_is_attached_because_the_sources_texts_are_not_everyones(reader: PdfReader) -> None:
    assert not reader.attachments


def test_it_is_the_same_bytes_in_another_process_and_time_zone(ample: Memo, ample_pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "memo.json").write_text(ample.to_json(), encoding="utf-8")
    script = (
        "import sys, pathlib; from briefing.memo import Memo; from briefing.rendering import to_pdf;"
        "sys.stdout.buffer.write(to_pdf(Memo.from_json(pathlib.Path(sys.argv[1]).read_bytes())))"
    )
    environment = os.environ | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}
    other = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "memo.json")], check=True, capture_output=True, env=environment
    ).stdout
    assert other == ample_pdf
    assert to_pdf(ample) == ample_pdf


@pytest.mark.parametrize(
    "text",
    [
        "Talks resumed 🎉👩🏽‍🚀 in Beijing (北京), مرحبا, ①②.",
        "Zero\u200bwidth, soft\u00adhyphen, non\u2011breaking, thin\u2009space, combining e\u0301 and x\u0353.",
        "Αθήνα, Київ, Łódź, Đà Nẵng: €40 → £35.",
        "\ufeffByte order, private \ue000, \U000f0000 and noncharacter \ufdd0.",
    ],
)
def test_characters_that_no_font_has_do_not_break_it(text: str) -> None:
    pdf = to_pdf(memo_saying(text))
    assert failures(pdf, page.ValidationProfile.PDF_UA_1) == []
    metadata = PdfReader(io.BytesIO(pdf)).metadata
    assert metadata is not None
    assert metadata.title == " ".join(text.split())


def test_greek_cyrillic_and_vietnamese_are_printed_as_they_are() -> None:
    text = "Αθήνα, Київ, Łódź, Đà Nẵng: €40 → £35."
    assert text in PdfReader(io.BytesIO(to_pdf(memo_saying(text)))).pages[0].extract_text()


def test_nothing_is_fetched_and_no_warning_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path, ample: Memo
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    with caplog.at_level(logging.WARNING):
        to_pdf(ample)
    assert caplog.messages == []
    secret = tmp_path / "secret.txt"
    secret.write_text("do not embed", encoding="utf-8")
    (tmp_path / "memo.html.j2").write_text(
        '{% extends "page.html.j2" %}{% block main %}<h1>x</h1><img alt="x" src="https://evil.example/x.png">'
        f'<link rel="attachment" href="{secret.as_uri()}"><img alt="y" src="{secret.as_uri()}">{{% endblock %}}',
        encoding="utf-8",
    )
    reader = PdfReader(io.BytesIO(to_pdf(ample, str(tmp_path))))
    assert not reader.attachments

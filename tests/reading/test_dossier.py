"""The stage as a whole: what becomes a source, what does not, and in which order."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from briefing.errors import NothingToRead, UsageError
from briefing.memo import Source, Unread
from briefing.reading import documents, passages, read

Write = Callable[[str, str | bytes], str]


def test_a_text_file_becomes_a_source(write: Write, body: str) -> None:
    path = write(
        "call.txt", f"Ministers agree on a direct line\nSource: The Example\nPublished: 1 November 2025\n\n{body}"
    )
    (source,) = read([path]).sources
    assert (source.id, source.origin, source.location) == ("S1", "O1", path)
    assert source.title == "Ministers agree on a direct line"
    assert source.publisher == "The Example"
    assert source.published == date(2025, 11, 1)
    assert source.media_type == "text/plain"
    assert source.language == "en"
    assert source.text == body
    assert source.words == len(body.split())


def test_sources_are_numbered_in_natural_order(write: Write, tmp_path: Path, body: str) -> None:
    for name in ("part 10.txt", "part 2.txt", "annex/part 1.txt"):
        write(name, f"{body} This is {name}.")
    dossier = read([tmp_path])
    assert [(source.id, Path(source.location).name) for source in dossier.sources] == [
        ("S1", "part 2.txt"),
        ("S2", "part 10.txt"),
        ("S3", "part 1.txt"),
    ]


def test_one_bad_document_leaves_the_others_unharmed(write: Write, tmp_path: Path, body: str) -> None:
    write("1.txt", body)
    bad = write("2.txt", b"\x00\x01\x02\x03 binary \x00\xff")
    write("3.txt", f"{body} A third sentence follows here.")
    dossier = read([tmp_path])
    assert [source.id for source in dossier.sources] == ["S1", "S2"]
    assert [(one.location, one.reason) for one in dossier.unread] == [(bad, "is not text")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\n \t\n", "is empty"),
        ("\ufeff\u200b".encode(), "is empty"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "is not text"),
        (b"%PDF-1.7 ...", "is a PDF, not text"),
        (b"PK\x03\x04rest", "is a Word, OpenDocument or ZIP file, not text"),
        (b"Advertisement\n\nShare this article\n", "holds no text beside headings and page furniture"),
    ],
)
def test_what_holds_no_text_is_unread(write: Write, body: str, content: bytes, reason: str) -> None:
    dossier = read([write("good.txt", body), write("bad.txt", content)])
    assert [one.reason for one in dossier.unread] == [reason]


def test_an_image_in_a_folder_is_unread_and_a_hidden_one_is_skipped(write: Write, tmp_path: Path, body: str) -> None:
    write("a.txt", body)
    write(".hidden.png", b"\x89PNG\r\n\x1a\n\x00")
    write(".git/config", "text")
    image = write("photo.png", b"\x89PNG\r\n\x1a\n\x00")
    dossier = read([tmp_path])
    assert len(dossier.sources) == 1
    assert [(one.location, one.reason) for one in dossier.unread] == [(image, "is an image, not text")]


def test_memos_made_before_are_not_read_as_sources(write: Write, tmp_path: Path, body: str) -> None:
    write("a.txt", body)
    write("outputs/2025-11-01-channels.memo.json", '{\n  "schema": "briefing/memo/1",\n  "id": "0123"\n}\n')
    for ending in ("md", "pdf"):
        write(f"outputs/2025-11-01-channels.{ending}", body)
    assert [Path(source.location).name for source in read([tmp_path]).sources] == ["a.txt"]


def test_a_missing_path_beside_a_good_one_is_unread(write: Write, tmp_path: Path, body: str) -> None:
    missing = str(tmp_path / "missing.txt")
    dossier = read([missing, write("a.txt", body)])
    assert [source.id for source in dossier.sources] == ["S1"]
    assert dossier.unread == (Unread(location=missing, reason="does not exist"),)


def test_a_document_over_the_limit_is_unread(write: Write, body: str) -> None:
    dossier = read([write("long.txt", body * 10), write("short.txt", body)], size_limit=len(body) + 1)
    assert [one.reason for one in dossier.unread] == [f"is larger than {len(body) + 1} bytes"]


def test_a_file_without_permission_is_unread(write: Write, body: str) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    locked = write("locked.txt", body)
    Path(locked).chmod(0)
    dossier = read([locked, write("open.txt", body)])
    assert [one.reason for one in dossier.unread] == ["may not be read"]


def test_a_named_pipe_in_a_folder_does_not_hold_up_the_others(write: Write, tmp_path: Path, body: str) -> None:
    write("a.txt", body)
    os.mkfifo(tmp_path / "pipe.txt")
    dossier = read([tmp_path])
    assert [one.reason for one in dossier.unread] == ["is not a file"]


def test_an_empty_folder_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match="there is no document to read; name text"):
        read([tmp_path])


def test_nothing_readable_names_the_reasons_in_one_line(write: Write, tmp_path: Path) -> None:
    with pytest.raises(NothingToRead) as caught:
        read([tmp_path / "missing.txt", *(write(f"{number}.txt", "") for number in range(4))])
    assert "missing.txt does not exist" in str(caught.value)
    assert "and 2 more" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_status == 2


def test_a_file_reached_twice_is_read_once(write: Write, tmp_path: Path, body: str) -> None:
    path = write("a.txt", body)
    assert len(read([path, tmp_path, f"{tmp_path}/../{tmp_path.name}/a.txt"]).sources) == 1


def test_two_files_with_the_same_bytes_are_two_sources_of_one_origin(write: Write, body: str) -> None:
    first, second = read([write("a.txt", body), write("b.txt", body)]).sources
    assert (first.id, second.id) == ("S1", "S2")
    assert first.origin == second.origin
    assert first.sha256 == second.sha256


def test_every_document_is_reported_as_it_is_done(write: Write, body: str) -> None:
    seen: list[tuple[str, int, int]] = []

    def on_read(result: Source | Unread, done: int, total: int) -> None:
        seen.append((type(result).__name__, done, total))

    read([write("a.txt", body), write("b.txt", "")], on_read=on_read)
    assert seen == [("Source", 1, 2), ("Unread", 2, 2)]


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    monkeypatch.setattr(
        sys, "stdin", SimpleNamespace(buffer=io.BytesIO(f"<html><body><p>{body}</p></body></html>".encode()))
    )
    (source,) = read(["-"]).sources
    assert (source.location, source.media_type, source.text) == ("-", "text/html", body)


def test_the_same_documents_give_the_same_dossier(write: Write, tmp_path: Path, body: str) -> None:
    write("a.txt", body)
    write("b.md", f"# Title\n\n{body}")
    assert read([tmp_path]) == read([tmp_path])


def test_a_reader_of_another_package_is_used(write: Write, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Shouting:
        media_types = ("text/x-shout",)
        suffixes = (".shout",)

        def read(self, data: bytes, location: str, *, charset: str | None = None) -> documents.Document:
            return documents.Document(text=data.decode(charset or "ascii").upper() + location[:0])

    point = SimpleNamespace(name="shout", load=lambda: Shouting)
    monkeypatch.setattr(documents, "entry_points", lambda group: [point] if group == "briefing.readers" else [])
    documents.readers.cache_clear()
    try:
        (source,) = read([write("a.shout", body)]).sources
    finally:
        documents.readers.cache_clear()
    assert (source.media_type, source.text) == ("text/x-shout", body.upper())


def test_a_reader_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ImportError("no module named antiqua")

    point = SimpleNamespace(name="antiqua", load=broken)
    monkeypatch.setattr(documents, "entry_points", lambda group: [point] if group else [])
    documents.readers.cache_clear()
    try:
        with pytest.raises(UsageError, match="the reader 'antiqua' cannot be loaded"):
            documents.readers()
    finally:
        documents.readers.cache_clear()


def test_the_sample_dossier_has_five_sources_of_four_origins() -> None:
    dossier = read([Path(__file__).parents[2] / "seeds"])
    assert [source.origin for source in dossier.sources] == ["O1", "O2", "O2", "O3", "O4"]
    assert all(source.title and source.publisher and source.published for source in dossier.sources)
    assert dossier.unread == ()
    assert all(150 <= source.words <= 350 and len(passages(source)) > 10 for source in dossier.sources)

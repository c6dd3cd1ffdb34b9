"""The making of an edition: what is shortened so that mail programs show the message whole."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from briefing.delivering import body, run
from briefing.delivering.editions import EditionStore
from briefing.delivering.history import History
from briefing.delivering.ledger import Ledger
from briefing.delivering.locking import EDITIONS, LEDGER, state_of
from briefing.delivering.period import period_at
from briefing.delivering.preparation import Prepared, prepare
from briefing.errors import TemplateError

from .conftest import NOW, WriteDigest

if TYPE_CHECKING:
    from pathlib import Path

OTHER = """Latvia to open a harbor in Riga

Latvia agreed to open a harbor in Riga in May 2026, Transport Minister Janis Ozols said. Estonia condemned the plan.
"""


def prepared(
    write_digest: WriteDigest, tmp_path: Path, edits: dict[str, str] | None = None, more: str = ""
) -> Prepared:
    digest = write_digest(edits, more)
    ledger = Ledger(tmp_path / "ledger.sqlite3")
    try:
        history = History(ledger, EditionStore(tmp_path / "editions"))
        return prepare(digest, period_at(NOW, digest.schedule, digest.zone), history, NOW)
    finally:
        ledger.close()


def test_a_message_is_shortened_until_it_is_shown_whole(
    write_digest: WriteDigest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = prepared(write_digest, tmp_path).edition
    assert whole is not None
    sentence = "Norway and Denmark agreed to share radar data"
    assert sentence in whole.html
    monkeypatch.setattr(body, "HTML_LIMIT", len(whole.html.encode()) - 1)
    shorter = prepared(write_digest, tmp_path).edition
    assert shorter is not None
    assert len(shorter.html) < len(whole.html)
    assert sentence in shorter.html
    monkeypatch.setattr(body, "HTML_LIMIT", len(shorter.html.encode()) // 2 + 900)
    shortest = prepared(write_digest, tmp_path).edition
    assert shortest is not None
    assert sentence not in shortest.html
    assert "from 1 source." in shortest.html


def test_a_message_that_cannot_be_short_enough_is_refused(
    write_digest: WriteDigest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(body, "HTML_LIMIT", 100)
    with pytest.raises(TemplateError, match="longer than 0 kB, however short it is made; send fewer memos"):
        prepared(write_digest, tmp_path)


def test_the_names_in_braces_are_filled_in(write_digest: WriteDigest, tmp_path: Path) -> None:
    edits = {
        '"Radar desk, week of {date}"': '"{name} {week} {iso_date}"',
        'sources = ["inbox"]': 'sources = ["inbox"]\nlink = "https://example.org/{iso_date}/m.html"',
    }
    edition = prepared(write_digest, tmp_path, edits).edition
    assert edition is not None
    assert edition.subject == "radar-weekly 48 2026-11-23"
    assert "https://example.org/2026-11-23/m.html" in edition.text


def test_the_largest_files_give_way_to_the_limit(write_digest: WriteDigest, tmp_path: Path) -> None:
    made = prepared(write_digest, tmp_path, {'["md"]': '["md", "html"]\nattachments_mb = 0.001'})
    assert made.edition is not None
    assert made.attached == {}
    assert "is not attached, because the files would be larger than 0.001 MB" in " ".join(made.edition.text.split())


def test_memos_whose_subjects_are_the_same_in_this_period_keep_their_own_files(
    write_digest: WriteDigest, tmp_path: Path
) -> None:
    (tmp_path / "other.txt").write_text(OTHER, encoding="utf-8")
    second = '\n[[memos]]\nsubject = "Radar {week}"\nsources = ["other.txt"]\n'
    made = prepared(write_digest, tmp_path, {'"Skagerrak radar"': '"Radar 48"'}, second)
    assert made.edition is not None
    first, other = (made.attached[one.file] for one in made.edition.attachments)
    assert (b"Skagerrak" in first, b"Riga" in first) == (True, False)
    assert (b"Skagerrak" in other, b"Riga" in other) == (False, True)


@pytest.mark.parametrize("nothing_new", ["silence", "note"])
def test_what_could_not_be_read_is_a_problem_also_where_nothing_is_new(
    write_digest: WriteDigest, tmp_path: Path, nothing_new: str
) -> None:
    digest = write_digest({"timezone =": f'nothing_new = "{nothing_new}"\ntimezone ='})
    run(digest, now=NOW)
    (tmp_path / "inbox" / "picture.txt").write_bytes(b"\x00\x01" * 99)
    later = NOW + dt.timedelta(weeks=1)
    with closing(Ledger(state_of(digest) / LEDGER)) as ledger:
        history = History(ledger, EditionStore(state_of(digest) / EDITIONS))
        made = prepare(digest, period_at(later, digest.schedule, digest.zone), history, later)
    assert (made.edition is None) == (nothing_new == "silence")
    assert made.problems == (f"Skagerrak radar: {tmp_path / 'inbox' / 'picture.txt'} was not read: is not text",)

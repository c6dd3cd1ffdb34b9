"""Files appear whole or not at all, under names that stay in their folder."""

from __future__ import annotations

import os
import re
import stat
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefing.rendering as rendering
from briefing.errors import LibraryMissing, OutputError
from briefing.memo import Memo
from briefing.rendering import slug, write

from .memos import memo_saying

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_are_named_by_date_and_subject_in_the_order_asked_for(tmp_path: Path, ample: Memo) -> None:
    stem = "2025-11-01-norhaven-sildvik-ports-accord-what-holds-what-is-disputed"
    paths = write(ample, tmp_path / "new" / "folder", ("json", "md", "html"))
    assert paths == [tmp_path / "new" / "folder" / f"{stem}{ending}" for ending in (".memo.json", ".md", ".html")]
    assert Memo.from_json(paths[0].read_bytes()) == ample
    assert names(tmp_path / "new" / "folder") == sorted(path.name for path in paths)


def test_files_get_the_rights_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        (path,) = write(memo_saying("Alpha agreed."), tmp_path, ("md",))
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_markdown_is_written_when_a_pdf_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking() -> None:
        raise LibraryMissing("Pango is not installed", remedy="apt-get install pango")

    monkeypatch.setattr(rendering, "require_libraries", lacking)
    with pytest.raises(LibraryMissing, match="Pango is not installed; apt-get"):
        write(memo_saying("Alpha agreed."), tmp_path, ("pdf", "md", "json"))
    assert names(tmp_path) == ["2025-11-01-alpha-agreed.md", "2025-11-01-alpha-agreed.memo.json"]


def test_an_output_folder_that_is_a_file_is_named_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        write(memo_saying("Alpha agreed."), tmp_path / "out", ("md",))
    assert str(caught.value).startswith(f"{tmp_path / 'out'}: cannot be written (")
    assert str(caught.value).endswith("; choose another folder with --output")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_a_folder_in_the_place_of_a_file_leaves_all_files_as_they_were(tmp_path: Path) -> None:
    (before,) = write(memo_saying("Alpha agreed."), tmp_path, ("md",))
    earlier = before.read_bytes()
    before.with_suffix(".memo.json").mkdir()
    with pytest.raises(OutputError):
        write(memo_saying("Alpha agreed.", id="another"), tmp_path, ("md", "json"))
    assert before.read_bytes() == earlier
    assert names(tmp_path) == ["2025-11-01-alpha-agreed.md", "2025-11-01-alpha-agreed.memo.json"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_the_right_to_write_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="Permission denied"):
        write(memo_saying("Alpha agreed."), tmp_path, ("md",))


def test_a_full_disk_leaves_earlier_files_and_nothing_else(small_disk: Path) -> None:
    (before,) = write(memo_saying("Alpha agreed."), small_disk, ("md",))
    earlier = before.read_bytes()
    filler = " ".join(f"Delegate {number} spoke." for number in range(4000))
    big = memo_saying("Alpha agreed.", id="another")
    big = big.model_copy(update={"sources": (big.sources[0].model_copy(update={"text": f"Alpha agreed. {filler}"}),)})
    with pytest.raises(OutputError, match=r"No space left on device.*free some space"):
        write(big, small_disk, ("md", "json"))
    assert before.read_bytes() == earlier
    assert names(small_disk) == [before.name]


def test_a_read_only_disk_is_named(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(OutputError, match="Read-only file system"):
        write(memo_saying("Alpha agreed."), small_disk, ("md",))


@given(st.text())
def test_any_subject_gives_a_name_that_stays_in_its_folder(subject: str) -> None:
    name = slug(subject)
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?", name)
    assert slug(name) == name


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("US–China military channels", "us-china-military-channels"),
        ("../../etc/passwd", "etc-passwd"),
        ("Łódź & Großefehn: Ærøskøbing’s plan", "lodz-grossefehn-aeroskobings-plan"),
        ("北京会谈", "memo-0b499429"),
    ],
)
def test_subjects_and_their_names(subject: str, name: str) -> None:
    assert slug(subject) == name


def test_subjects_that_ascii_cannot_write_get_names_of_their_own() -> None:
    assert slug("北京会谈") != slug("上海会谈")

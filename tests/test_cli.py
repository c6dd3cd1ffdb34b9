"""The command line: what goes to stdout, what to stderr, and with which exit status it ends."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.memo import Memo, json_schema
from briefing.models.heads.pins import HEADS

if TYPE_CHECKING:
    from .conftest import Command

ROOT = Path(__file__).parents[1]

REPORT = """Norway and Denmark to share radar data
Source: Fjord Tidings
Published: 1 November 2025

Norway and Denmark agreed to share radar data in the Skagerrak, Defense Minister Ingrid Larsen said in Oslo.
Russia condemned the agreement and warned Norway of consequences.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_help_answers_at_once() -> None:
    # It takes half of a second at the most on a machine of its own; the one that runs the tests may be shared.
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "briefing", "--help"], cwd=ROOT, check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 1.0


def test_stdout_has_the_paths_of_the_files_and_nothing_else(command: Command, report: Path, tmp_path: Path) -> None:
    done = command("memo", report, "--output", tmp_path / "out", "--format", "md,json", "--date", "2025-11-05")
    stem = tmp_path / "out" / "2025-11-05-norway-and-denmark-to-share-radar-data"
    assert (done.status, done.err) == (0, "")
    assert done.files == [Path(f"{stem}.md"), Path(f"{stem}.memo.json")]
    assert all(file.is_file() for file in done.files)


def test_files_land_in_outputs_if_nothing_else_is_said(command: Command, report: Path) -> None:
    (file,) = command("memo", report, "--format", "md").files
    assert file.parent == Path("outputs")
    assert file.is_file()


def test_options_reach_the_memo(command: Command, report: Path) -> None:
    (file,) = command(
        *("memo", report, "--format", "json", "--subject", "Radar", "--to", "The chief", "--from", "The desk"),
        *("--date", "2025-11-05", "--marking", "TLP:AMBER", "--length", "short"),
    ).files
    memo = Memo.from_json(file.read_bytes())
    assert file.name == "2025-11-05-radar.memo.json"
    assert (memo.header.to, memo.header.from_, memo.header.marking) == ("The chief", "The desk", "TLP:AMBER")
    assert memo.provenance.settings["length"] == "short"


def test_a_setting_of_the_folder_holds_and_a_flag_wins_over_it(command: Command, report: Path) -> None:
    Path("briefing.toml").write_text('formats = ["json"]\nsubject = "From the file"\n', encoding="utf-8")
    (file,) = command("memo", report, "--subject", "From the flag").files
    assert file.name.endswith("-from-the-flag.memo.json")


def test_a_memo_as_json_names_its_files_and_what_was_not_read(command: Command, report: Path) -> None:
    done = command("memo", report, "missing.txt", "--format", "md", "--json")
    told = json.loads(done.out)
    assert done.status == 1
    assert set(told) == {"id", "files", "unread"}
    assert Path(told["files"][0]).is_file()
    assert told["unread"] == [{"location": "missing.txt", "reason": "does not exist"}]


def test_sources_are_shown_as_a_table(command: Command, report: Path) -> None:
    done = command("sources", report)
    (line,) = [line for line in done.out.splitlines() if "S1" in line]
    assert (done.status, done.err) == (0, "")
    assert all(words in line for words in ("Fjord Tidings", "2025-11-01", "O1", "report.txt"))


def test_sources_as_json_tell_all_but_the_text(command: Command, report: Path) -> None:
    told = json.loads(command("sources", report, "--json").out)
    assert told["sources"][0]["publisher"] == "Fjord Tidings"
    assert "text" not in told["sources"][0]
    assert told["unread"] == []


def test_a_source_that_cannot_be_read_is_told_on_stderr(command: Command, report: Path) -> None:
    done = command("sources", report, "missing.txt")
    assert (done.status, done.err) == (1, "briefing: missing.txt: does not exist\n")
    assert "S1" in done.out


def test_the_models_are_shown(command: Command) -> None:
    told = json.loads(command("models", "--json").out)
    names = {model["name"] for model in told}
    assert names >= {"all-MiniLM-L6-v2", "en_core_web_sm", *(head.name for head in HEADS)}
    assert all(model["problem"] is None for model in told)


def test_the_templates_are_shown(command: Command) -> None:
    assert "standard" in command("templates").out.splitlines()
    assert "standard" in json.loads(command("templates", "--json").out)


def test_the_schema_is_the_one_of_the_memo(command: Command) -> None:
    assert json.loads(command("schema").out) == json_schema()


def test_the_doctor_finds_this_machine_in_order(command: Command) -> None:
    done = command("doctor")
    assert (done.status, done.err) == (0, "")
    assert all(line.startswith("ok ") for line in done.out.splitlines())


def test_without_a_command_the_help_is_shown(command: Command) -> None:
    done = command()
    assert "Usage: briefing" in done.out + done.err


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--bogus"], "No such option: --bogus"),
        (["bogus"], "No such command 'bogus'"),
        (["memo"], "Missing argument 'PATH...'"),
        (["memo", "report.txt", "--colour", "red"], "No such option: --colour"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(command: Command, arguments: list[str], line: str) -> None:
    done = command(*arguments)
    assert (done.status, done.out, done.err) == (2, "", f"briefing: {line}; see briefing --help\n")


@pytest.mark.parametrize(
    ("option", "value", "line"),
    [
        ("--date", "tomorrow", "--date: 'tomorrow' is not a date; write YYYY-MM-DD"),
        ("--format", "docx", "formats: Input should be 'md', 'pdf', 'html' or 'json'; see briefing memo --help"),
        ("--length", "endless", "length: Input should be 'short', 'standard' or 'long'; see briefing memo --help"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_the_option(
    command: Command, report: Path, option: str, value: str, line: str
) -> None:
    done = command("memo", report, option, value)
    assert (done.status, done.out, done.err) == (2, "", f"briefing: {line}\n")


def test_an_error_has_no_traceback(command: Command) -> None:
    done = command("sources", "missing.txt")
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert "Traceback" not in done.err


@pytest.mark.parametrize("arguments", [["--debug", "sources", "missing.txt"], ["sources", "missing.txt", "--debug"]])
def test_debug_gives_the_traceback_and_the_same_status(command: Command, arguments: list[str]) -> None:
    done = command(*arguments)
    assert (done.status, done.out) == (2, "")
    assert "Traceback (most recent call last)" in done.err
    assert done.err.splitlines()[-1].startswith("briefing: no document could be read")


def test_debug_can_be_a_variable(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_DEBUG", "1")
    assert "Traceback" in command("sources", "missing.txt").err


def test_an_error_that_nobody_foresaw_is_one_line_too(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("the first line\nand the second")

    monkeypatch.setattr("briefing.memo.json_schema", broken)
    done = command("schema")
    assert done.status == 2
    assert done.err == (
        "briefing: unexpected error, RuntimeError: the first line and the second; please report it with --debug\n"
    )


def test_a_reader_that_has_enough_ends_the_command_in_silence() -> None:
    run = subprocess.Popen(
        [sys.executable, "-m", "briefing", "schema"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert run.stdout is not None
    assert run.stderr is not None
    run.stdout.close()
    assert run.stderr.read() == b""
    run.stderr.close()
    run.wait(timeout=60)


@pytest.mark.parametrize("name", ["memo", "sources"])
def test_an_address_that_is_not_public_is_refused_with_the_flag_that_allows_it(command: Command, name: str) -> None:
    refused = command(name, "http://127.0.0.1:9/page")
    assert refused.status == 2
    assert "such are read with --allow-private-addresses only" in refused.err
    allowed = command(name, "http://127.0.0.1:9/page", "--allow-private-addresses")
    assert "cannot be fetched" in allowed.err


def test_a_variable_allows_addresses_that_are_not_public(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_ALLOW_PRIVATE_ADDRESSES", "true")
    assert "cannot be fetched" in command("sources", "http://127.0.0.1:9/page").err


def test_an_earlier_memo_is_compared_with_and_a_wrong_one_named(command: Command, report: Path, tmp_path: Path) -> None:
    (earlier,) = command("memo", report, "--format", "json", "--date", "2025-11-05", "--output", tmp_path).files
    (later,) = command("memo", report, "--format", "md", "--date", "2025-11-12", "--since", earlier).files
    assert "## Since the memo of 5 November 2025" in later.read_text(encoding="utf-8")
    wrong = command("memo", report, "--since", report)
    assert (wrong.status, wrong.out) == (2, "")
    assert wrong.err == f"briefing: --since {report}: is not JSON; name the .memo.json file of an earlier memo\n"

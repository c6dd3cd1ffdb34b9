"""Where options come from, which of them wins, and what is said of a wrong one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pydantic import ValidationError

from briefing.errors import UsageError
from briefing.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def _empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def put(text: str | bytes) -> None:
    Path("briefing.toml").write_bytes(text if isinstance(text, bytes) else text.encode())


def test_without_anything_given_the_defaults_hold() -> None:
    settings = load_settings()
    assert settings.formats == ("md", "pdf", "json")
    assert (settings.output, settings.template, settings.summarizer) == (Path("outputs"), "standard", "embedded")
    assert (settings.length, settings.reuse, settings.subject) == ("standard", True, None)


def test_the_file_wins_over_the_defaults() -> None:
    put('length = "short"\nformats = ["json"]\ndate = 2025-11-05\noutput = "memos"\nreuse = false\n')
    settings = load_settings()
    assert (settings.length, settings.formats, settings.date) == ("short", ("json",), dt.date(2025, 11, 5))
    assert (settings.output, settings.reuse) == (Path("memos"), False)


def test_a_variable_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    put('length = "short"\nmarking = "TLP:RED"\n')
    monkeypatch.setenv("BRIEFING_LENGTH", "long")
    settings = load_settings()
    assert (settings.length, settings.marking) == ("long", "TLP:RED")


def test_what_is_given_wins_over_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    put('length = "short"\n')
    monkeypatch.setenv("BRIEFING_LENGTH", "long")
    assert load_settings(length="standard").length == "standard"


def test_none_counts_as_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_SUBJECT", "Radar")
    assert load_settings(subject=None).subject == "Radar"


def test_a_variable_lists_formats_as_the_command_line_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_FORMATS", "md, html")
    assert load_settings().formats == ("md", "html")


def test_variables_of_the_program_that_are_no_options_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_DEBUG", "1")
    assert load_settings() == Settings()


def test_a_wrong_value_in_the_file_is_named_with_the_file() -> None:
    put('length = "endless"\n')
    with pytest.raises(
        UsageError, match=r"^briefing\.toml: length: Input should be 'short', 'standard' or 'long'; see"
    ):
        load_settings()


def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_FORMATS", "md,docx")
    with pytest.raises(UsageError, match=r"^BRIEFING_FORMATS: .*'json'"):
        load_settings()


def test_a_wrong_value_that_is_given_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_LENGTH", "long")
    with pytest.raises(UsageError, match=r"^length: "):
        load_settings(length="endless")


def test_an_option_that_does_not_exist_is_refused() -> None:
    put('colour = "red"\n')
    with pytest.raises(
        UsageError, match=r"^briefing\.toml: colour: there is no such option; see briefing memo --help$"
    ):
        load_settings()


@pytest.mark.parametrize("text", ["length = ", b'subject = "caf\xe9"', "= 1"])
def test_a_file_that_cannot_be_understood_is_named_with_a_remedy(text: str | bytes) -> None:
    put(text)
    with pytest.raises(UsageError, match=r"^briefing\.toml: cannot be understood: .*; mend the file or remove it$"):
        load_settings()


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().length = "short"  # type: ignore[misc]


def test_the_memos_day_is_the_one_given() -> None:
    settings = Settings(date=dt.date(2025, 11, 5))
    assert (settings.day, settings.moment) == (dt.date(2025, 11, 5), dt.datetime(2025, 11, 5, tzinfo=dt.UTC))


def test_without_a_day_it_is_that_of_the_source_date_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1762300800")
    assert (Settings().day, Settings().moment) == (dt.date(2025, 11, 5), dt.datetime(2025, 11, 5, tzinfo=dt.UTC))


def test_a_source_date_epoch_that_is_no_number_counts_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert Settings(date=dt.date(2025, 11, 5)).moment == dt.datetime(2025, 11, 5, tzinfo=dt.UTC)

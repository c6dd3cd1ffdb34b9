from __future__ import annotations

from typing import TYPE_CHECKING

from briefing import doctor
from briefing.errors import LibraryMissing
from briefing.models import store
from briefing.models.heads.pins import HEADS
from briefing.rendering import fonts, system

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest


def _named(name: str) -> doctor.Diagnosis:
    (found,) = [diagnosis for diagnosis in doctor.diagnose() if diagnosis.name == name]
    return found


def test_the_machine_that_runs_the_tests_is_in_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BRIEFING_CACHE", str(tmp_path))

    diagnoses = doctor.diagnose()

    assert [diagnosis for diagnosis in diagnoses if not diagnosis.ok] == []
    expected = {"Python", "model all-MiniLM-L6-v2", *(f"model {head.name}" for head in HEADS), "fonts", "cache", "disk"}
    assert expected <= {diagnosis.name for diagnosis in diagnoses}


def test_a_missing_library_comes_with_what_fails_and_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    pango = system.MissingLibrary("Pango", "PDF files cannot be made", "brew install pango", required=True)
    monkeypatch.setattr(system, "missing_libraries", lambda: (pango,))

    assert _named("Pango") == doctor.Diagnosis("Pango", False, "PDF files cannot be made", "brew install pango")


def test_a_missing_model_comes_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    state = store.ModelState(
        "a-model", "1", None, "tests", "MIT", "missing", 0, "it is not installed; run: pip install x"
    )
    monkeypatch.setattr(store, "states", lambda: [state])

    diagnosis = _named("model a-model")

    assert (diagnosis.ok, diagnosis.detail, diagnosis.remedy) == (False, "it is not installed", "run: pip install x")


def test_missing_fonts_are_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent() -> dict[str, Path]:
        raise LibraryMissing("the fonts of x are not installed", remedy="pip install x")

    monkeypatch.setattr(fonts, "files", absent)

    assert _named("fonts") == doctor.Diagnosis("fonts", False, "the fonts of x are not installed", "pip install x")


def test_a_cache_that_cannot_be_written_is_found_by_writing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("BRIEFING_CACHE", str(tmp_path / "file" / "cache"))

    assert not _named("cache").ok
    assert "BRIEFING_CACHE" in (_named("cache").remedy or "")


def test_a_full_disk_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "NEEDED_SPACE", 10**18)

    assert not _named("disk").ok


def test_a_check_that_breaks_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Iterator[doctor.Diagnosis]:
        raise RuntimeError("odd machine")

    monkeypatch.setattr(store, "states", broken)

    assert "odd machine" in _named("models").detail
    assert _named("disk").name == "disk"

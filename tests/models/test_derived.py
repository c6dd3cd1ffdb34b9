from __future__ import annotations

import json
import os
import threading
import time
from typing import TYPE_CHECKING

import pytest
from safetensors import SafetensorError

from briefing.errors import OutputError
from briefing.models.derived import ABANDONED_AFTER, Derived
from briefing.models.pins import PackagedModel

if TYPE_CHECKING:
    from pathlib import Path

MODEL = PackagedModel(
    name="a-model",
    package="a-model-package",
    version="1.2",
    folder="a_model_package",
    files={"weights": "a" * 64},
    licence="MIT",
    purpose="tests",
)


@pytest.fixture
def written() -> list[Path]:
    """The folders that were made, in order."""
    return []


@pytest.fixture
def derived(written: list[Path]) -> Derived:
    """A folder that takes no time to make."""

    def make(folder: Path) -> None:
        (folder / "model.safetensors").write_bytes(b"made")
        written.append(folder)

    return Derived(MODEL, layout=3, space=12, make=make)


def test_a_folder_is_made_once_and_named_by_the_models_hash_and_the_layout(
    tmp_path: Path, derived: Derived, written: list[Path]
) -> None:
    folder = derived.kept_in(tmp_path)

    assert derived.kept_in(tmp_path) == folder
    assert len(written) == 1
    assert folder.name == f"a-model-{'a' * 16}-3"
    assert [entry.name for entry in folder.parent.iterdir()] == [folder.name]


@pytest.mark.parametrize("damage", ["changed", "removed", "unreadable hashes"])
def test_a_damaged_folder_is_made_again(tmp_path: Path, derived: Derived, written: list[Path], damage: str) -> None:
    folder = derived.kept_in(tmp_path)
    if damage == "changed":
        (folder / "model.safetensors").write_bytes(b"madE!")
    elif damage == "removed":
        (folder / "model.safetensors").unlink()
    else:
        (folder / "hashes.json").write_text("[")

    assert not derived.is_in(tmp_path)
    assert derived.kept_in(tmp_path) == folder

    assert len(written) == 2
    assert (folder / "model.safetensors").read_bytes() == b"made"
    assert [entry.name for entry in folder.parent.iterdir()] == [folder.name]


def test_two_that_make_it_at_once_end_with_one_whole_folder(tmp_path: Path) -> None:
    both = threading.Barrier(2)

    def make(folder: Path) -> None:
        (folder / "model.safetensors").write_bytes(b"made")
        both.wait(timeout=10)

    derived = Derived(MODEL, layout=1, space=12, make=make)
    found: list[Path] = []
    threads = [threading.Thread(target=lambda: found.append(derived.kept_in(tmp_path))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found[0] == found[1]
    assert derived.is_in(tmp_path)
    assert [entry.name for entry in found[0].parent.iterdir()] == [found[0].name]


def test_what_an_interrupted_run_left_is_swept_away(tmp_path: Path, derived: Derived) -> None:
    left = tmp_path / "models" / ".converting-left"
    left.mkdir(parents=True)
    long_ago = time.time() - 2 * ABANDONED_AFTER
    os.utime(left, (long_ago, long_ago))

    derived.kept_in(tmp_path)

    assert not left.exists()


def test_a_cache_that_cannot_be_written_is_reported_with_a_remedy(tmp_path: Path, derived: Derived) -> None:
    (tmp_path / "models").write_text("a file, not a folder")

    with pytest.raises(OutputError, match=r"a-model cannot be converted.*12 MB.*set BRIEFING_CACHE"):
        derived.kept_in(tmp_path)


@pytest.mark.parametrize("error", [OSError("no room"), SafetensorError("no room")])
def test_where_it_cannot_be_made_nothing_stays_behind(tmp_path: Path, error: Exception) -> None:
    def make(folder: Path) -> None:
        (folder / "model.safetensors").write_bytes(b"half")
        raise error

    with pytest.raises(OutputError, match="cannot be converted: no room"):
        Derived(MODEL, layout=1, space=12, make=make).kept_in(tmp_path)
    assert list((tmp_path / "models").iterdir()) == []


def test_the_hashes_of_the_files_are_recorded_beside_them(tmp_path: Path, derived: Derived) -> None:
    folder = derived.kept_in(tmp_path)

    assert list(json.loads((folder / "hashes.json").read_text())) == ["model.safetensors"]

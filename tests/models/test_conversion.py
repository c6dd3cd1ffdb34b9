from __future__ import annotations

import json
import os
import shutil
import threading
import time
from typing import TYPE_CHECKING

import pytest

from briefing.errors import OutputError
from briefing.models import conversion
from briefing.models.generators import load_generator
from briefing.models.store import GENERATOR, converted_generator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Conversions that take no time; returns the folders that were written."""
    written: list[Path] = []

    def convert(source: Path, folder: Path) -> None:
        assert source.name in GENERATOR.files
        (folder / "model.safetensors").write_bytes(b"converted")
        written.append(folder)

    monkeypatch.setattr(conversion, "convert", convert)
    return written


@pytest.fixture
def fleeting(tmp_path: Path) -> Iterator[Path]:
    """Give a cache that is removed after the test: pytest keeps its folders, and 270 MB are too much to keep."""
    yield tmp_path
    shutil.rmtree(tmp_path)


def test_the_converted_model_answers_a_question(fleeting: Path) -> None:
    generator = load_generator("embedded", fleeting)

    (answer,) = generator.generate(["What is the capital of France?"], max_new_tokens=12)

    assert answer == "The capital of France is Paris."
    assert (generator.name, generator.version, generator.sha256) == (GENERATOR.name, "0.1.2", GENERATOR.sha256)
    assert generator.follows_instructions
    # Digits one by one, as the model was trained: a number's length is its number of digits and a blank.
    assert generator.count_tokens("in 2024") == 1 + 1 + 4


def test_the_model_is_converted_once_into_a_folder_named_by_its_hash(tmp_path: Path, quick: list[Path]) -> None:
    folder = converted_generator(tmp_path)

    assert converted_generator(tmp_path) == folder
    assert len(quick) == 1
    assert GENERATOR.sha256[:16] in folder.name
    assert [entry.name for entry in folder.parent.iterdir()] == [folder.name]


@pytest.mark.parametrize("damage", ["changed", "removed", "unreadable hashes"])
def test_a_damaged_conversion_is_made_again(tmp_path: Path, quick: list[Path], damage: str) -> None:
    folder = converted_generator(tmp_path)
    if damage == "changed":
        (folder / "model.safetensors").write_bytes(b"converteD!")
    elif damage == "removed":
        (folder / "model.safetensors").unlink()
    else:
        (folder / "hashes.json").write_text("[")

    assert converted_generator(tmp_path) == folder

    assert len(quick) == 2
    assert (folder / "model.safetensors").read_bytes() == b"converted"
    assert [entry.name for entry in folder.parent.iterdir()] == [folder.name]


def test_two_conversions_at_once_end_with_one_whole_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = threading.Barrier(2)

    def convert(source: Path, folder: Path) -> None:
        (folder / "model.safetensors").write_bytes(source.name.encode())
        both.wait(timeout=10)

    monkeypatch.setattr(conversion, "convert", convert)
    found: list[Path] = []
    threads = [threading.Thread(target=lambda: found.append(converted_generator(tmp_path))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found[0] == found[1]
    assert conversion.is_converted(tmp_path)
    assert [entry.name for entry in found[0].parent.iterdir()] == [found[0].name]


def test_what_an_interrupted_conversion_left_is_swept_away(tmp_path: Path, quick: list[Path]) -> None:
    left = tmp_path / "models" / ".converting-left"
    left.mkdir(parents=True)
    long_ago = time.time() - 2 * conversion.ABANDONED_AFTER
    os.utime(left, (long_ago, long_ago))

    converted_generator(tmp_path)

    assert len(quick) == 1
    assert not left.exists()


@pytest.mark.usefixtures("quick")
def test_a_cache_that_cannot_be_written_is_reported_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file, not a folder")

    with pytest.raises(OutputError, match="set BRIEFING_CACHE"):
        converted_generator(tmp_path)


@pytest.mark.usefixtures("quick")
def test_the_hashes_of_the_files_are_recorded_beside_them(tmp_path: Path) -> None:
    folder = converted_generator(tmp_path)

    assert list(json.loads((folder / "hashes.json").read_text())) == ["model.safetensors"]

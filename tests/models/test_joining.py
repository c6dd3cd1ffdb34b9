from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import load_file, save

from briefing.errors import ModelCorrupt, ModelMissing
from briefing.models.joining import Joined, join
from briefing.models.pins import PackagedModel, SplitModel

WEIGHTS = {"kernel": torch.linspace(-1, 1, 30).reshape(5, 6), "places": torch.arange(4)}
FILES = {"model.safetensors": save(WEIGHTS), "config.json": b'{"layers": 2}'}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def split(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SplitModel:
    """A model in an archive of three parts, in packages whose names are no names for Python."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in FILES.items():
            archive.writestr(f"a-model/{name}", content)
    whole = packed.getvalue()
    parts = []
    for number in range(3):
        content = whole[number * len(whole) // 3 : (number + 1) * len(whole) // 3]
        folder = tmp_path / f"a-model-part_{number}" / "input"
        folder.mkdir(parents=True)
        (folder / f"a.zip.{number}").write_bytes(content)
        parts.append(
            PackagedModel(
                name=f"a-model, part {number}",
                package=f"a-model-part-{number}",
                version="1.2",
                folder=f"a-model-part_{number}/input",
                files={f"a.zip.{number}": _sha256(content)},
                licence="MIT",
                purpose="tests",
            )
        )
    monkeypatch.syspath_prepend(tmp_path)
    files = {name: _sha256(content) for name, content in FILES.items()}
    return SplitModel(
        name="a-model",
        version="1.2",
        parts=tuple(parts),
        inside="a-model",
        files=files,
        licence="MIT",
        purpose="tests",
    )


def test_the_parts_are_joined_and_the_weights_halved(split: SplitModel, tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.mkdir()

    join(split, made)

    weights = load_file(made / "model.safetensors")
    assert sorted(path.name for path in made.iterdir()) == sorted(FILES)
    assert (made / "config.json").read_bytes() == FILES["config.json"]
    assert torch.equal(weights["kernel"], WEIGHTS["kernel"].to(torch.bfloat16))
    assert torch.equal(weights["places"], WEIGHTS["places"])


def test_a_part_that_is_not_installed_is_told_with_the_line_that_installs_it(split: SplitModel, tmp_path: Path) -> None:
    lacking = replace(split, parts=(*split.parts[:2], replace(split.parts[2], folder="no_such_part/input")))

    with pytest.raises(ModelMissing, match=r"part 2 is not installed.*a-model-part-2==1\.2"):
        join(lacking, tmp_path)


def test_all_parts_that_are_not_installed_are_told_at_once(split: SplitModel, tmp_path: Path) -> None:
    lacking = replace(split, parts=tuple(replace(part, folder="no_such_part/input") for part in split.parts))

    with pytest.raises(ModelMissing, match=r"3 parts .*a-model-part-0==1\.2 a-model-part-1==1\.2 a-model-part-2==1\.2"):
        join(lacking, tmp_path)


def test_a_changed_part_is_refused(split: SplitModel, tmp_path: Path) -> None:
    (tmp_path / "a-model-part_1" / "input" / "a.zip.1").write_bytes(b"other")

    with pytest.raises(ModelCorrupt, match="part 1 has SHA-256"):
        join(split, tmp_path)


def test_a_file_that_is_not_the_pinned_one_is_refused(split: SplitModel, tmp_path: Path) -> None:
    with pytest.raises(ModelCorrupt, match=r"the file config\.json of the model a-model has SHA-256"):
        join(replace(split, files={**split.files, "config.json": "0" * 64}), tmp_path)


@given(st.lists(st.binary(max_size=9), min_size=1, max_size=5), st.integers(0, 50), st.integers(1, 20))
def test_files_are_read_as_one_from_any_place(pieces: list[bytes], place: int, size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, str(number)) for number in range(len(pieces))]
        for path, piece in zip(paths, pieces, strict=True):
            path.write_bytes(piece)
        whole = b"".join(pieces)
        with Joined(paths) as joined, io.BufferedReader(joined, 4) as reader:
            assert reader.read() == whole
            reader.seek(place)
            assert reader.read(size) == whole[place : place + size]
            for end in accumulate(map(len, pieces)):
                assert reader.seek(-end, io.SEEK_END) == len(whole) - end
                assert reader.read(1) == whole[len(whole) - end :][:1]

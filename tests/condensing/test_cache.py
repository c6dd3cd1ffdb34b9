"""The cache of summaries: the same text by the same means, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import briefing.condensing.cache
from briefing.condensing.cache import CondensedCache
from briefing.memo import ModelUse, Passage, Source, Statement, Summary

from .articles import source

if TYPE_CHECKING:
    from pathlib import Path

ONE = source("Norland agreed on Friday.")
OTHER = source("Sudland agreed on Friday.")
MODELS = [ModelUse(name="encoder", version="1", sha256="a" * 64)]


def summary(of: Source) -> Summary:
    passage = Passage(source=of.id, start=0, end=len(of.text), text=of.text)
    return Summary(
        source=of.id, statements=(Statement(text=of.text, mode="verbatim", support=1.0, passages=(passage,)),)
    )


@pytest.fixture
def cached(tmp_path: Path) -> CondensedCache:
    """A cache that holds the summary of ``ONE``."""
    cache = CondensedCache(tmp_path / "summaries", "embedded", "standard")
    cache.keep(ONE, MODELS, summary(ONE))
    return cache


def test_what_was_condensed_before_is_found(cached: CondensedCache) -> None:
    assert cached.find(ONE, MODELS) == summary(ONE)


def test_another_text_is_not_found(cached: CondensedCache) -> None:
    assert cached.find(OTHER, MODELS) is None


def test_a_summary_takes_on_the_id_that_its_source_has_today(cached: CondensedCache) -> None:
    third = source(ONE.text, number=3)
    assert cached.find(third, MODELS) == summary(third)


@pytest.mark.parametrize(
    "models",
    [
        [],
        [ModelUse(name="encoder", version="2", sha256="a" * 64)],
        [ModelUse(name="encoder", version="1", sha256="b" * 64)],
        [*MODELS, ModelUse(name="generator", version="1")],
    ],
)
def test_other_models_find_nothing(cached: CondensedCache, models: list[ModelUse]) -> None:
    assert cached.find(ONE, models) is None


@pytest.mark.usefixtures("cached")
def test_another_summarizer_or_length_finds_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "summaries"

    assert CondensedCache(folder, "embedded", "standard").find(ONE, MODELS) is not None
    assert CondensedCache(folder, "embedded", "short").find(ONE, MODELS) is None
    assert CondensedCache(folder, "transformers:x", "standard").find(ONE, MODELS) is None


def test_another_version_finds_nothing(cached: CondensedCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefing.condensing.cache, "VERSION", "99.0")

    assert cached.find(ONE, MODELS) is None


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"source": "S1"}', b"[]"])
def test_a_broken_file_is_as_good_as_none(cached: CondensedCache, tmp_path: Path, content: bytes) -> None:
    (file,) = (tmp_path / "summaries").iterdir()
    file.write_bytes(content)

    assert cached.find(ONE, MODELS) is None


def test_a_summary_is_one_file_whole_or_not_there(cached: CondensedCache, tmp_path: Path) -> None:
    cached.keep(ONE, MODELS, summary(ONE))

    assert [file.suffix for file in (tmp_path / "summaries").iterdir()] == [".json"]


def test_where_no_folder_can_be_made_nothing_is_kept_and_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = CondensedCache(tmp_path / "file" / "summaries", "embedded", "standard")

    cache.keep(ONE, MODELS, summary(ONE))

    assert cache.find(ONE, MODELS) is None


def test_passages_that_are_not_in_the_source_are_as_good_as_none(cached: CondensedCache, tmp_path: Path) -> None:
    (file,) = (tmp_path / "summaries").iterdir()
    file.write_text(file.read_text().replace("Friday", "Monday"))

    assert cached.find(ONE, MODELS) is None


def test_a_full_disk_leaves_nothing_behind(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(60 * 1024))
    large = source("Norland agreed on Friday. " * 4000)

    CondensedCache(small_disk, "embedded", "standard").keep(large, MODELS, summary(large))

    assert [file.name for file in small_disk.iterdir()] == ["ballast"]


def test_without_reuse_a_summary_is_made_anew_and_kept(tmp_path: Path) -> None:
    anew = CondensedCache(tmp_path, "embedded", "standard", reuse=False)
    anew.keep(ONE, MODELS, summary(ONE))

    assert anew.find(ONE, MODELS) is None
    assert CondensedCache(tmp_path, "embedded", "standard").find(ONE, MODELS) == summary(ONE)

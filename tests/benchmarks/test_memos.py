"""The benchmark of memos, from file to metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.memos import main

from .articles import ARTICLE, HEADLINE

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Measure

EVENT = {
    "id": "radar",
    "summary": "Norway and Denmark will share radar data. Russia condemned the agreement.",
    "articles": [
        {
            "title": HEADLINE,
            "publisher": "Fjord Tidings",
            "published": "2025-11-01",
            "text": " ".join(ARTICLE),
        },
        {
            "title": "Radar pact in the Skagerrak",
            "publisher": "The Sound Review",
            "published": None,
            "text": "Denmark and Norway have agreed on sharing radar data in the Skagerrak, Nils Berg told parliament. "
            "The agreement will cost Norway 46 million kroner over five years. "
            "Sailors' unions in Denmark praised the plan.",
        },
    ],
}


def test_memos_are_compared_with_the_editors_and_the_articles_first_sentences(measure: Measure) -> None:
    metrics = measure(main, [EVENT])

    assert metrics["events"] == 1
    assert metrics["violations"] == 0
    assert metrics["seconds"] > 0
    for name in ("coverage", "lead_coverage"):
        assert 0 <= metrics[name] <= 1
    for system in ("memo", "lead"):
        for name in ("rouge1", "rouge2", "rougeLsum"):
            assert 0 <= metrics[f"{system}_{name}_f"] <= 100
            assert 0 <= metrics[f"{system}_{name}_recall"] <= 100


def test_memos_can_be_kept(measure: Measure, tmp_path: Path) -> None:
    measure(main, [EVENT], "--keep", str(tmp_path / "kept"))
    assert [path.suffix for path in (tmp_path / "kept").rglob("*.*")] == [".md"]


def test_events_may_be_passed_over(measure: Measure) -> None:
    other = EVENT | {"id": "other"}
    assert measure(main, [EVENT, other, other], "--first", "1", "--events", "1")["events"] == 1

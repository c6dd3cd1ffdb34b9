"""What the tests of the benchmarks need: running one on rows that the test gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

Measure = Callable[..., dict[str, Any]]


@pytest.fixture
def measure(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Measure:
    """Run a benchmark's ``main`` on rows, and return the metrics: the one line of its stdout."""

    def run(main: Callable[[list[str]], None], rows: list[dict[str, Any]], *options: str) -> dict[str, Any]:
        path = tmp_path / "data.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        capfd.readouterr()
        main([str(path), *options])
        out, err = capfd.readouterr()
        assert out.endswith("\n")
        (line,) = out.splitlines()
        metrics: dict[str, Any] = json.loads(line)
        assert err.strip()
        return metrics

    return run

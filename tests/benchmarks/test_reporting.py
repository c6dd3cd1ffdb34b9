"""How a benchmark is called and answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.reporting import command_line, report

if TYPE_CHECKING:
    import pytest


def test_stdout_is_one_json_line_and_stderr_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    metrics = {"rows": 12, "accuracy": 0.75, "kinds": {"accord": 2}}
    report(metrics)
    out, err = capsys.readouterr()

    assert out == json.dumps(metrics) + "\n"
    assert all(word in err for word in ("rows", "12", "accuracy", "0.75", "kinds", "accord"))


def test_a_benchmark_takes_a_file_and_its_own_options() -> None:
    parser = command_line("invented", "What is measured.")
    parser.add_argument("--events", type=int)
    options = parser.parse_args(["data.jsonl", "--events", "3"])

    assert parser.prog == "python -m benchmarks.invented"
    assert (options.file, options.events) == (Path("data.jsonl"), 3)

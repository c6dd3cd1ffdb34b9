"""How each benchmark is called and answers: a file in, one JSON line to stdout and a table to stderr out."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping


def command_line(name: str, about: str | None) -> argparse.ArgumentParser:
    """The command line of ``python -m benchmarks.NAME FILE``; options may be added."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=about)
    parser.add_argument("file", type=Path)
    return parser


def report(metrics: Mapping[str, Any]) -> None:
    """Print the metrics as one JSON line to stdout, and as a table to stderr."""
    print(json.dumps(metrics))
    table = Table("what", "value")
    for name, value in metrics.items():
        table.add_row(name, str(value))
    Console(file=sys.stderr).print(table)

"""What commands show: lines on stdout and stderr, JSON, tables, progress. Nothing here knows what is shown."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from briefing.pipeline import Event, Listener


@contextmanager
def progress() -> Iterator[Listener]:
    """A listener that draws progress bars on a terminal, none into a pipe, and says what fell back."""

    def say_fallback(event: Event) -> None:
        if event.fallback:
            say(event.fallback)

    if not sys.stderr.isatty():
        yield say_fallback
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        tasks: dict[str, Any] = {}

        def listen(event: Event) -> None:
            if event.fallback:
                bars.console.print(f"briefing: {event.fallback}", markup=False, highlight=False)
            if event.stage not in tasks:
                tasks[event.stage] = bars.add_task(event.stage, total=event.total)
            bars.update(tasks[event.stage], completed=event.done, total=event.total)

        yield listen


def say(line: str) -> None:
    """Say one line on stderr."""
    typer.echo(f"briefing: {line}", err=True)


def print_json(value: object) -> None:
    """Print a value as JSON; what JSON has no form for becomes text."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def table(*headings: str) -> Table:
    """Return an empty table."""
    from rich import box
    from rich.table import Table

    empty = Table(box=box.SIMPLE_HEAD)
    for heading in headings:
        empty.add_column(heading, overflow="fold")
    return empty


def print_table(rows: Table) -> None:
    """Print a table."""
    from rich.console import Console

    # Into a pipe a table is as wide as it needs, so that no value is broken over lines.
    Console(width=None if sys.stdout.isatty() else 400, highlight=False).print(rows)

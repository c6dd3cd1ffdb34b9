"""What others build on: the public names, and that importing them is cheap."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import briefing

ROOT = Path(__file__).parents[1]

_HEAVY = ("dateparser", "jinja2", "numpy", "pydantic", "spacy", "torch", "transformers", "weasyprint")


def modules_after(statement: str) -> set[str]:
    """What a fresh Python has imported after the statement."""
    run = subprocess.run(
        [sys.executable, "-c", f"{statement}\nimport sys\nprint(*sys.modules)"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return set(run.stdout.split())


def test_the_public_names_are_these() -> None:
    assert briefing.__all__ == [
        "BriefingError",
        "Change",
        "Difference",
        "Dossier",
        "Dropped",
        "EarlierPassage",
        "Event",
        "Finding",
        "Gap",
        "Header",
        "Memo",
        "Passage",
        "Settings",
        "Side",
        "Since",
        "Source",
        "Statement",
        "Summary",
        "TimelineEntry",
        "When",
        "__version__",
        "brief",
        "json_schema",
        "read",
        "to_html",
        "to_markdown",
        "to_pdf",
    ]


@pytest.mark.parametrize("name", briefing.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(briefing, name) is not None


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'briefing' has no attribute 'cheese'"):
        _ = briefing.cheese


def test_importing_the_package_imports_nothing_heavy() -> None:
    assert modules_after("import briefing").isdisjoint(_HEAVY)


def test_importing_the_command_line_imports_nothing_heavy() -> None:
    assert modules_after("import briefing.cli").isdisjoint(_HEAVY)


def test_importing_brief_loads_no_model_library() -> None:
    assert modules_after("from briefing import brief").isdisjoint({"spacy", "torch", "transformers", "weasyprint"})


def test_the_package_runs_as_a_module() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "briefing", "--version"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert run.stdout == f"{briefing.__version__}\n"

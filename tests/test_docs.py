"""The documents say what the program does: the reference is fresh, and what they name exists."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer

import briefing
from briefing import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
# ``main`` takes it out of the arguments before Typer sees them.
BEFORE_TYPER = {"--debug", "--help"}

_FENCED = re.compile(r"^```[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def code(page: Path) -> Iterator[str]:
    """The lines of a page's code blocks, and what stands between backticks elsewhere."""
    text = page.read_text(encoding="utf-8")
    for block in _FENCED.findall(text):
        yield from block.splitlines()
    yield from _INLINE.findall(_FENCED.sub("", text))


def options_by_command() -> dict[str, set[str]]:
    """The options of each command; those of a group, such as ``digest run``, are known by their whole name."""

    def found(group: Any, before: str = "") -> Iterator[tuple[str, set[str]]]:  # noqa: ANN401 - Typer's own are private
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                yield from found(command, f"{before}{name} ")
            else:
                options = {option for parameter in command.params for option in parameter.opts}
                yield f"{before}{name}", options | BEFORE_TYPER

    return dict(found(typer.main.get_command(cli.app)))


def anchors(page: Path) -> set[str]:
    """The identifiers that GitHub gives a page's headings."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_reference_is_what_the_command_line_says() -> None:
    spec = importlib.util.spec_from_file_location("cli_reference", ROOT / "scripts" / "cli_reference.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == script.reference(), "run: python scripts/cli_reference.py"


@pages
def test_every_make_target_that_a_page_names_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {target for line in code(page) for target in re.findall(r"^make ([a-z][a-z-]*)", line)}
    assert named <= targets


@pages
def test_every_command_and_option_that_a_page_names_exists(page: Path) -> None:
    known = options_by_command()
    wrong = []
    for line in code(page):
        if match := re.match(r"(?:.*\| )?briefing ((?:digest )?[a-z]+)\b(.*)", line):
            name, rest = match.groups()
            wrong += [line] if name not in known or not set(_OPTION.findall(rest)) <= known[name] else []
    assert wrong == []


def test_every_option_that_the_readme_names_alone_exists() -> None:
    known = set().union(*options_by_command().values())
    named = {option for line in code(ROOT / "README.md") if line.startswith("--") for option in _OPTION.findall(line)}
    assert named <= known


@pages
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    broken = []
    for link in _LINK.findall(_FENCED.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


@pages
def test_every_name_that_a_page_imports_is_public(page: Path) -> None:
    lines = [match[1] for line in code(page) if (match := re.match(r"from briefing import ([\w, ]+)$", line))]
    assert {name.strip() for line in lines for name in line.split(",")} <= set(briefing.__all__)


def test_the_table_of_models_agrees_with_the_pins() -> None:
    from briefing.models.pins import PACKAGED

    text = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")
    for model in PACKAGED:
        for fact in (model.name, f"`{model.packages[0].package}` {model.version}", model.licence, model.sha256):
            assert fact in text, f"docs/models.md does not say {fact}"


def test_the_requirements_name_every_package_of_a_model_with_its_hash() -> None:
    from briefing.models.pins import PACKAGED

    asked = (ROOT / "requirements" / "models.txt").read_text(encoding="utf-8").splitlines()
    named = [line.split(" --hash=sha256:")[0] for line in asked if not line.startswith("#")]
    assert sorted(named) == sorted(package.requirement for model in PACKAGED for package in model.packages)
    assert all("#" in line or " --hash=sha256:" in line for line in asked)


def test_the_python_versions_agree_with_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"Python {project['requires-python'].removeprefix('>=')}" in (ROOT / "README.md").read_text(encoding="utf-8")

"""Pins what pyproject.toml asks for: resolves it in an empty environment and writes requirements/*.txt.

The pins carry no hashes, so that each platform may take its own wheels; the models' packages are
pinned with hashes by hand, in requirements/models.txt.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
OURS = {"pip", "briefing"}
# torch's releases differ in size by gigabytes and in results by a digit: it moves by hand only.
HELD = ["torch==2.13.0"]


def main() -> None:
    """Write runtime.txt, build.txt and dev.txt, each with what the ones before do not have."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = {
        "runtime": [*project["project"]["dependencies"], *HELD],
        "build": [*project["build-system"]["requires"], "editables"],
        "dev": project["dependency-groups"]["dev"],
    }
    known: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder, "Scripts" if sys.platform == "win32" else "bin", "python")
        # The pip that comes with Python may be old; pip before 23.3 overlooks some extras (lxml[html_clean]).
        pip(python, "install", "--quiet", "--upgrade", "pip")
        for name, requirements in wanted.items():
            held = [f"{package}=={version}" for package, version in known.items()]
            pip(python, "install", "--quiet", *held, *requirements)
            found = installed(python)
            write(name, {package: version for package, version in found.items() if package not in known})
            known = found


def pip(python: Path, *arguments: str) -> str:
    """Run pip and return what it prints."""
    command = [str(python), "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.check_output(command, text=True)  # noqa: S603


def installed(python: Path) -> dict[str, str]:
    """Return the packages in an environment and their versions, without the builds' local parts (``+cpu``)."""
    pairs = (line.split("==") for line in pip(python, "list", "--format=freeze").split())
    found = {re.sub(r"[-_.]+", "-", name).lower(): version.split("+")[0] for name, version in pairs}
    return {name: version for name, version in sorted(found.items()) if name not in OURS}


def write(name: str, pins: dict[str, str]) -> None:
    """Write one requirements file."""
    lines = ["# Written by `make lock` from pyproject.toml.", *(f"{package}=={pins[package]}" for package in pins)]
    (REQUIREMENTS / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

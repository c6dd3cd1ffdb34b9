"""What is said when the system lacks a library."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from briefing.errors import LibraryMissing
from briefing.rendering import system
from briefing.rendering.system import missing_libraries, require_libraries


def test_nothing_is_missing_where_all_can_be_loaded() -> None:
    assert missing_libraries(lambda _: True) == ()


def test_pango_is_required_and_harfbuzz_subset_is_not() -> None:
    assert [(library.name, library.required) for library in missing_libraries(lambda _: False)] == [
        ("Pango", True),
        ("harfbuzz-subset", False),
    ]
    assert [library.name for library in missing_libraries(lambda name: "subset" not in name)] == ["harfbuzz-subset"]
    assert [library.name for library in missing_libraries(lambda name: "pangoft2" not in name)] == ["Pango"]


@pytest.mark.parametrize(
    ("release", "line"),
    [
        ({"ID": "debian"}, "apt-get install -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "apt-get install"),
        ({"ID": "fedora"}, "dnf install"),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "dnf install"),
        ({"ID": "alpine"}, "apk add"),
        ({"ID": "plan9"}, "install Pango and HarfBuzz"),
    ],
)
def test_the_line_that_installs_it_fits_the_platform(
    release: dict[str, str], line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: release)
    assert system.install_line().startswith(line)


@pytest.mark.parametrize(("name", "line"), [("darwin", "brew install pango"), ("win32", "install MSYS2")])
def test_other_systems_have_lines_of_their_own(name: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", name)
    assert system.install_line().startswith(line)


def test_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "_can_load", lambda _: False)
    with pytest.raises(LibraryMissing, match="Pango is not installed; PDF files cannot be made; "):
        require_libraries()


def test_heavy_libraries_are_not_imported_until_they_are_used() -> None:
    script = (
        "import sys, briefing.rendering; from briefing.rendering.system import missing_libraries; missing_libraries();"
        "print(sorted({'weasyprint', 'jinja2', 'markdown', 'fontTools', 'pydyf'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert ran.stdout == "[]\n"

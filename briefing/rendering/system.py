"""Looks for the system's libraries that a PDF needs, without importing WeasyPrint.

Used before a PDF is made, because WeasyPrint's own import fails with a banner on standard output,
and by ``briefing doctor``.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import platform
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.errors import LibraryMissing

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class MissingLibrary:
    """A library that is not there: what fails without it, and the line that installs it.

    ``required`` is true if no PDF can be made without it.
    """

    name: str
    consequence: str
    install: str
    required: bool


# What WeasyPrint loads (its text/ffi.py), as the linkers of Linux, macOS and Windows call it.
_PANGO = (
    ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll"),
    ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib", "libpangoft2-1.0-0.dll"),
)
_SUBSET = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll")

_INSTALL = {
    "debian": "apt-get install -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0",
    "fedora": "dnf install -y pango harfbuzz",
    "alpine": "apk add pango so:libharfbuzz-subset.so.0",
    "arch": "pacman -S --needed pango harfbuzz",
    "suse": "zypper install -y libpango-1_0-0 libharfbuzz-subset0",
    "darwin": "brew install pango",
    "windows": "install MSYS2, then in its shell: pacman -S mingw-w64-ucrt-x86_64-pango",
}
_FAMILIES = {
    "ubuntu": "debian",
    "rhel": "fedora",
    "centos": "fedora",
    "opensuse": "suse",
    "sles": "suse",
    "archlinux": "arch",
}


def missing_libraries(can_load: Callable[[str], bool] | None = None) -> tuple[MissingLibrary, ...]:
    """Return the libraries that a PDF needs and this machine lacks; empty if all is well.

    ``can_load`` stands in for the system's loader in tests.
    """
    can_load = can_load or _can_load
    missing = []
    if not all(any(map(can_load, names)) for names in _PANGO):
        missing.append(MissingLibrary("Pango", "PDF files cannot be made", install_line(), required=True))
    if not any(map(can_load, _SUBSET)):
        consequence = "PDF files are slower to make and not the same bytes every time"
        missing.append(MissingLibrary("harfbuzz-subset", consequence, install_line(), required=False))
    return tuple(missing)


def require_libraries() -> None:
    """Raise ``LibraryMissing`` if the system lacks a library without which no PDF can be made."""
    for library in missing_libraries():
        if library.required:
            raise LibraryMissing(f"{library.name} is not installed; {library.consequence}", remedy=library.install)


def install_line() -> str:
    """Return the command that installs the libraries on this platform."""
    if sys.platform == "win32":
        return _INSTALL["windows"]
    if sys.platform == "darwin":
        return _INSTALL["darwin"]
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        release = {}
    for name in (release.get("ID", ""), *release.get("ID_LIKE", "").split()):
        if line := _INSTALL.get(_FAMILIES.get(name, name)):
            return line
    return f"install Pango and HarfBuzz (on Debian: {_INSTALL['debian']})"


def _can_load(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        # WeasyPrint searches like this as well (Homebrew's folders, for one); it is slow, so it comes last.
        stem = name.removeprefix("lib").split(".so")[0].split(".dylib")[0].removesuffix(".0")
        return sys.platform == "darwin" and name.endswith(".dylib") and ctypes.util.find_library(stem) is not None
    return True

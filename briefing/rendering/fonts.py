"""The fonts of a PDF: found by path in the packages that carry them, never the system's.

Static TrueType files only: variable fonts and WOFF2 take WeasyPrint about twice as long. What no font
can show is put into other words (a hyphen for a typographic one) or becomes a box.
"""

from __future__ import annotations

import functools
import importlib.util
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import LibraryMissing

#: The scheme under which the engine serves font files, and nothing else.
SCHEME = "briefing-font"


@dataclass(frozen=True, slots=True)
class Face:
    """One font file of a family."""

    family: str
    weight: int
    style: str
    package: str
    file: str

    @property
    def url(self) -> str:
        """The address that style sheets and the engine know it by."""
        return f"{SCHEME}:{self.file}"


_SERIF, _SANS = "fontpkg_spectral", "fontpkg_fira_sans"

FACES = (
    Face("Spectral", 400, "normal", _SERIF, "Spectral-Regular.ttf"),
    Face("Spectral", 400, "italic", _SERIF, "Spectral-Italic.ttf"),
    Face("Spectral", 600, "normal", _SERIF, "Spectral-SemiBold.ttf"),
    Face("Spectral", 600, "italic", _SERIF, "Spectral-SemiBoldItalic.ttf"),
    Face("Fira Sans", 400, "normal", _SANS, "FiraSans-Regular.ttf"),
    Face("Fira Sans", 400, "italic", _SANS, "FiraSans-Italic.ttf"),
    Face("Fira Sans", 600, "normal", _SANS, "FiraSans-SemiBold.ttf"),
)

_BOXES = "□▯◻¤?"
# Characters that only shape the ones beside them: without a glyph they are better left out.
_SHAPING = {"Cf", "Mn", "Me", "Cc", "Cs"}
_OTHER_WORDS = {"\u2010": "-", "\u2011": "-", "\u2212": "–", "\u02bc": "’", "\ufffd": "?"}


@functools.lru_cache(maxsize=1)
def files() -> dict[str, Path]:
    """Every font file by its address. Raises ``LibraryMissing`` if a package is not installed."""
    return {face.url: _folder(face.package) / face.file for face in FACES}


@functools.lru_cache(maxsize=1)
def font_faces() -> str:
    """Return the style sheet that declares the families."""
    return "\n".join(
        f"@font-face {{ font-family: '{face.family}'; font-weight: {face.weight}; "
        f"font-style: {face.style}; src: url({face.url}); }}"
        for face in FACES
    )


def substitute(text: str) -> str:
    """Return the text with nothing in it that no font has. Markup passes through unchanged."""
    covered = _coverage()
    lacking = {character for character in set(text) if ord(character) not in covered}
    return text.translate({ord(character): _substitute(character, covered) for character in lacking})


def _substitute(character: str, covered: frozenset[int]) -> str:
    if character in "\t\n\r":
        return character
    if character in _OTHER_WORDS:
        return _OTHER_WORDS[character]
    if unicodedata.category(character) in _SHAPING:
        return ""
    if character.isspace():
        return "\u00a0"
    # Full-width letters, circled numbers, ligatures; never into what would be markup.
    plain = unicodedata.normalize("NFKC", character)
    if all(ord(part) in covered and part not in "<>&\"'" for part in plain):
        return plain
    return next(box for box in _BOXES if ord(box) in covered)


@functools.lru_cache(maxsize=1)
def _coverage() -> frozenset[int]:
    """Return the characters that the regular face of a family has."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    covered: set[int] = set()
    for face in FACES:
        if face.weight == 400 and face.style == "normal":
            with TTFont(files()[face.url], lazy=True) as font:
                covered |= font.getBestCmap().keys()
    return frozenset(covered)


def _folder(package: str) -> Path:
    # find_spec and not import: the package's files are all that is wanted of it.
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        name = package.replace("_", "-")
        raise LibraryMissing(f"the fonts of {name} are not installed", remedy=f"pip install {name}")
    return Path(spec.submodule_search_locations[0]) / "files"

"""Draws what a digest's message looks like: docs/digest-360-light.png and its kin, by headless Chromium.

usage: python scripts/digest_pictures.py DIGEST.toml

Needs Chromium (Debian: apt-get install chromium).
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from briefing.delivering import load_digest
from briefing.delivering.previewing import Nothing, preview

DOCS = Path(__file__).resolve().parent.parent / "docs"
# Width and height of the window: a narrow phone, and a mail program on a desk.
WINDOWS = ((360, 1180), (800, 860))
# Chromium's own names for what a page learns by prefers-color-scheme.
SCHEMES = {"dark": 0, "light": 1}
COLORS = 160
BROWSER = (
    *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def main() -> int:
    """Draw the message that a run of the digest would send now, in two widths, light and dark."""
    made = preview(load_digest(Path(sys.argv[1])))
    if isinstance(made, Nothing):
        sys.stderr.write("nothing is new in this digest, so there is no message to draw\n")
        return 1
    with tempfile.TemporaryDirectory() as name:
        page = Path(name) / "message.html"
        page.write_text(made.edition.html, encoding="utf-8")
        for width, height in WINDOWS:
            for scheme, number in SCHEMES.items():
                shot = Path(name) / "shot.png"
                options = (
                    *(f"--user-data-dir={name}/{width}{scheme}", f"--window-size={width},{height}"),
                    *(f"--blink-settings=preferredColorScheme={number}", f"--screenshot={shot}", page.as_uri()),
                )
                subprocess.run([*BROWSER, *options], check=True, capture_output=True)  # noqa: S603
                _write(shot, DOCS / f"digest-{width}-{scheme}.png")
    return 0


def _write(shot: Path, path: Path) -> None:
    """Write the picture with few colors, which is a third of its size."""
    content = io.BytesIO()
    with Image.open(shot) as picture:
        picture.convert("RGB").quantize(COLORS).save(content, "png", optimize=True)
    path.write_bytes(content.getvalue())


if __name__ == "__main__":
    sys.exit(main())

"""The memo as one HTML file that stands alone: for browsers, and, without its style sheet, for the PDF."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any

from briefing.rendering import markdown, templating

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.rendering.view import MemoView


def page(view: MemoView, folder: Path, style: str | None) -> str:
    """Return the whole page. ``style`` is inlined, and the page's policy allows that and nothing else."""
    from markupsafe import Markup

    policy = "default-src 'none'; base-uri 'none'; form-action 'none'"
    if style is not None:
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy += f"; style-src 'sha256-{digest}'"
    frame: dict[str, Any] = {"policy": policy, "style": Markup(style) if style is not None else None}  # noqa: S704 - a template's file
    if templating.is_markdown_alone(folder):
        body = markdown.to_html(templating.fill(folder, templating.MARKDOWN, memo=view))
        return templating.fill(folder, templating.PAGE, memo=view, body=Markup(body), **frame)  # noqa: S704 - escaped
    return templating.fill(folder, templating.HTML, memo=view, **frame)

"""Renders a memo as Markdown, HTML, PDF and JSON, from templates; knows nothing of how it was made.

``write`` makes files, the ``to_…`` functions make them in memory. The heavy libraries (Jinja, WeasyPrint)
are imported when they are first needed.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from briefing.errors import LibraryMissing
from briefing.rendering import html, templating, wording
from briefing.rendering.files import slug, write_files
from briefing.rendering.preparing import prepare
from briefing.rendering.system import require_libraries
from briefing.rendering.templating import template_names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefing.memo import Format, Memo
    from briefing.reasons import Reasons
    from briefing.rendering.view import MemoView

__all__ = [
    "explanation",
    "render",
    "slug",
    "template_names",
    "to_html",
    "to_markdown",
    "to_pdf",
    "write",
    "write_explanation",
    "write_files",
]

_ENDINGS: dict[Format, str] = {"md": ".md", "html": ".html", "pdf": ".pdf", "json": ".memo.json"}


def to_markdown(memo: Memo, template: str = templating.STANDARD) -> str:
    """Return the memo as Markdown. Raises ``TemplateError``."""
    return templating.fill(templating.folder_of(template), templating.MARKDOWN, memo=_view(memo))


def to_html(memo: Memo, template: str = templating.STANDARD) -> str:
    """Return the memo as one HTML page that needs nothing else. Raises ``TemplateError``."""
    folder = templating.folder_of(template)
    return html.page(_view(memo), folder, templating.style(folder))


def to_pdf(memo: Memo, template: str = templating.STANDARD) -> bytes:
    """Return the memo as PDF/UA-1 and PDF/A-2a.

    Raises ``TemplateError``, or ``LibraryMissing`` if the system lacks what a PDF needs.
    """
    folder = templating.folder_of(template)
    page, style = html.page(_view(memo), folder, style=None), templating.style(folder)
    require_libraries()
    from briefing.rendering import engine

    return engine.make_pdf(page, style, title=memo.header.subject)


def explanation(memo: Memo, reasons: Reasons) -> str:
    """Return as Markdown why each finding stands where it stands, and why the next best statements are none."""
    sections = [
        (
            wording.TITLES[section],
            [reason for reason in reasons.chosen if reason.section == section],
            [reason for reason in reasons.passed if reason.section == section],
        )
        for section in wording.TITLES
    ]
    folder = templating.folder_of(templating.STANDARD)
    return templating.fill(folder, templating.WHY, subject=memo.header.subject, sections=sections)


def write_explanation(memo: Memo, reasons: Reasons, output: Path) -> Path:
    """Write the explanation into the folder ``output``, as ``<date>-<subject>.why.md``. Raises ``OutputError``."""
    (path,) = write_files(output, {f"{_name(memo)}.why.md": explanation(memo, reasons).encode()})
    return path


def render(memo: Memo, format_: Format, template: str = templating.STANDARD) -> bytes:
    """Return the memo in one format, as the file holds it. Raises ``TemplateError`` or ``LibraryMissing``."""
    match format_:
        case "md":
            return to_markdown(memo, template).encode()
        case "html":
            return to_html(memo, template).encode()
        case "pdf":
            return to_pdf(memo, template)
        case "json":
            return memo.to_json().encode()


def write(
    memo: Memo,
    output: Path,
    formats: Sequence[Format] = ("md", "pdf", "json"),
    template: str = templating.STANDARD,
) -> list[Path]:
    """Write the memo into the folder ``output`` and return the files' paths, in the order of ``formats``.

    The files are called ``<date>-<subject>`` with the endings .md, .html, .pdf and .memo.json. Everything is
    rendered before the first one is written, and each appears whole or not at all. Raises ``TemplateError``
    or ``OutputError``, and then no file has changed; raises ``LibraryMissing`` if a PDF cannot be made on
    this machine, after the other formats were written.
    """
    contents: dict[str, bytes] = {}
    missing: LibraryMissing | None = None
    for format_ in formats:
        try:
            contents[_name(memo) + _ENDINGS[format_]] = render(memo, format_, template)
        except LibraryMissing as error:
            missing = error
    paths = write_files(output, contents)
    if missing is not None:
        raise missing
    return paths


def _view(memo: Memo) -> MemoView:
    return prepare(memo, _created(memo))


def _name(memo: Memo) -> str:
    return f"{memo.header.date.isoformat()}-{slug(memo.header.subject)}"


def _created(memo: Memo) -> dt.datetime:
    """Return the time stamp of everything rendered: the memo's own, in whole seconds of UTC."""
    created = memo.provenance.created
    return (created if created.tzinfo else created.replace(tzinfo=dt.UTC)).astimezone(dt.UTC).replace(microsecond=0)

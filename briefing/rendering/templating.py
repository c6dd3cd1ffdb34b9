"""Finds template folders and fills templates in; a mistake in one becomes one line with file and line.

A template folder holds any of ``memo.md.j2``, ``memo.html.j2``, ``page.html.j2`` and ``style.css``;
what it lacks comes from the standard one.
"""

from __future__ import annotations

import functools
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import TemplateError
from briefing.rendering import markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from markupsafe import Markup

STANDARD = "standard"
MARKDOWN = "memo.md.j2"
HTML = "memo.html.j2"
PAGE = "page.html.j2"
STYLE = "style.css"
WHY = "why.md.j2"
_FILES = (MARKDOWN, HTML, PAGE, STYLE)

_MARKDOWN_FORM = "md"
_PLAIN_FORM = "txt"
_HTML_FORM = "html"


def shipped() -> Path:
    """Return the folder of the program's own templates: in the wheel, or at the top of a checkout."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "templates", package.parent / "templates"):
        if (folder / STANDARD).is_dir():
            return folder
    raise TemplateError("the program's own templates are not there", where=str(package), remedy="install it again")


def template_names() -> tuple[str, ...]:
    """Return the names of the shipped templates."""
    return tuple(sorted(folder.name for folder in shipped().iterdir() if (folder / STYLE).is_file()))


def folder_of(template: str) -> Path:
    """Return the folder of a template: a shipped one by name, or one of the user's by path.

    Raises ``TemplateError`` if there is none, or none of a template's files in it.
    """
    if template in template_names():
        return shipped() / template
    folder = Path(template).expanduser()
    if not folder.is_dir():
        known = ", ".join(template_names())
        raise TemplateError("no such template", where=template, remedy=f"give a folder, or one of: {known}")
    if not any((folder / name).is_file() for name in _FILES):
        raise TemplateError("no template in this folder", where=template, remedy=f"put in one of: {', '.join(_FILES)}")
    return folder


def is_markdown_alone(folder: Path) -> bool:
    """Whether a folder has a template for Markdown and none for HTML, which is then made from the Markdown."""
    return (folder / MARKDOWN).is_file() and not (folder / HTML).is_file()


def style(folder: Path, name: str = STYLE, *, home: str = STANDARD) -> str:
    """Return the folder's style sheet, or that of the shipped folder ``home``."""
    path = folder / name
    if not path.is_file():
        path = shipped() / home / name
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"cannot be read ({error})", where=str(path)) from error
    if "</style" in text.lower():
        raise TemplateError("a style sheet cannot hold </style", where=str(path))
    return text


def fill(folder: Path, name: str, *, home: str = STANDARD, **values: object) -> str:
    """Fill the template ``name`` in. Every value is escaped for the format, unless it is ``Markup``.

    ``home`` is the shipped folder that has what ``folder`` lacks. The format goes by the name: ``.md.j2`` is Markdown,
    ``.txt.j2`` is plain text, and all else is HTML.
    """
    import jinja2

    form = next((form for form in (_MARKDOWN_FORM, _PLAIN_FORM) if name.endswith(f".{form}.j2")), _HTML_FORM)
    try:
        return _environment(folder, home, form).get_template(name).render(**values)
    except jinja2.TemplateSyntaxError as error:
        # Jinja names the template, or its file where it has one.
        where = error.filename or str(folder / (error.name or name))
        raise TemplateError(error.message or "syntax error", where=f"{where}, line {error.lineno}") from error
    except jinja2.TemplateNotFound as error:
        raise TemplateError(f"includes {error.name}, which is not there", where=str(folder / name)) from error
    except UnicodeDecodeError as error:
        raise TemplateError("is not UTF-8", where=str(folder / name)) from error
    except Exception as error:  # a template is a program, so anything can go wrong in it
        raise TemplateError(str(error) or type(error).__name__, where=_place(error, folder / name)) from error


def _place(error: BaseException, template: Path) -> str:
    """Return the template's file and line that an error came from: Jinja puts them into the traceback."""
    place = str(template)
    trace = error.__traceback__
    while trace is not None:
        if (file := trace.tb_frame.f_code.co_filename).endswith(".j2"):
            place = f"{file}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place


@functools.lru_cache(maxsize=16)
def _environment(folder: Path, home: str, form: str) -> Environment:
    from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    own = FileSystemLoader(shipped() / home)
    return ImmutableSandboxedEnvironment(
        # "standard/memo.html.j2" lets a folder's own memo.html.j2 extend the one it stands in for.
        loader=ChoiceLoader([FileSystemLoader(folder), own, PrefixLoader({home: own})]),
        # By name: Jinja's own selection goes by the ending and would leave .html.j2 and .md.j2 alone.
        autoescape=form != _PLAIN_FORM,
        finalize={_MARKDOWN_FORM: _markdown_value, _PLAIN_FORM: _plain_value, _HTML_FORM: _html_value}[form],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _markdown_value(value: object) -> object:
    # Autoescaping leaves Markup alone, so what is escaped for Markdown here is not escaped for HTML after.
    return _escaped(value, lambda text: _markup(markdown.escape(text)))


def _html_value(value: object) -> object:
    return _escaped(value, _visible)


def _plain_value(value: object) -> object:
    return "" if value is None else _visible(value) if isinstance(value, str) else value


def _escaped(value: object, escape: Callable[[str], str]) -> object:
    if value is None:
        return ""
    return escape(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _visible(text: str) -> str:
    """Without control characters and halves of characters, which HTML has no place for."""
    return "".join(c for c in text if c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cs"))


def _markup(text: str) -> Markup:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - what comes here is escaped

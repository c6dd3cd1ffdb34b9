"""Reads ``digest.toml``. An error names the file, the line, the key, and the nearest key that exists.

Paths in the file are relative to its folder, so that it does not matter where the program is started.
"""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from briefing.delivering.configuration import Digest, DigestMemo, Smtp
from briefing.errors import DigestInvalid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

Place = tuple[str | int, ...]

_MODELS: dict[str, type[BaseModel]] = {"": Digest, "memos": DigestMemo, "smtp": Smtp}
_TABLES = {"": "above all tables", "memos": "in [[memos]]", "smtp": "in [smtp]"}
# What people write where a secret does not belong; the value is not repeated in the error.
_SECRETS = {"password", "passwd", "username", "user", "login"}
# How near a key of another table has to be (as difflib counts, from 0 to 1) to be what was meant.
_SURELY = 0.8
_TWICE = "this key is there already"
_ADDRESS_STARTS = ("http://", "https://")


def load_digest(path: Path) -> Digest:
    """Read and check a ``digest.toml``. Raises ``DigestInvalid`` for the first thing that is wrong."""
    text = _read(path)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what = str(error).replace("Cannot overwrite a value", _TWICE)
        raise DigestInvalid(f"is no TOML: {what}", where=str(path), remedy="mend that line") from error
    try:
        digest = Digest.model_validate(content)
    except ValidationError as error:
        # Not chained: the original repeats values, and one may be a secret in the wrong place.
        raise _explained(error.errors(include_url=False), text, content, path) from None
    return _anchored(digest, path.resolve().parent)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DigestInvalid("is not UTF-8", where=str(path), remedy="save it as UTF-8") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise DigestInvalid(f"cannot be read ({reason})", where=str(path), remedy="check the path") from error


def _anchored(digest: Digest, folder: Path) -> Digest:
    """The digest with its paths made absolute."""

    def absolute(path: Path | None) -> Path | None:
        return folder / path.expanduser() if path is not None else None

    smtp = digest.smtp and digest.smtp.model_copy(
        update={"password_file": absolute(digest.smtp.password_file), "ca_file": absolute(digest.smtp.ca_file)}
    )
    memos = tuple(
        memo.model_copy(
            update={
                "sources": tuple(_located(source, folder) for source in memo.sources),
                # A template's name stays a name, unless there is such a folder beside the file.
                "template": str(folder / memo.template)
                if memo.template and (folder / memo.template).is_dir()
                else memo.template,
            }
        )
        for memo in digest.memos
    )
    paths = {"state": absolute(digest.state) or folder / f"{digest.name}.digest", "folder": absolute(digest.folder)}
    return digest.model_copy(update={"memos": memos, "smtp": smtp, "template": absolute(digest.template), **paths})


def _located(source: str, folder: Path) -> str:
    return source if source.lower().startswith(_ADDRESS_STARTS) else str(folder / Path(source).expanduser())


def _explained(errors: Sequence[ErrorDetails], text: str, content: dict[str, Any], path: Path) -> DigestInvalid:
    # A wrong key first: the missing one that it stands for is then clear as well.
    first = min(errors, key=lambda error: error["type"] != "extra_forbidden")
    place: Place = first["loc"]
    name, where = _named(place), f"{path}, line {_line(text, content, place)}"
    if first["type"] == "extra_forbidden":
        return DigestInvalid(f"there is no key {name}", where=where, remedy=_nearest(place))
    if first["type"] == "missing":
        return DigestInvalid(f"{name} is missing", where=where, remedy="add it; see docs/digests.md")
    what = _no_list(place) if first["type"] == "tuple_type" else first["msg"].removeprefix("Value error, ")
    return DigestInvalid(f"{name}: {what}" if name else what, where=where, remedy="see docs/digests.md")


def _named(place: Place) -> str:
    """Write ``smtp.port`` for a key, ``to 2`` for the second item of a list."""
    name = ""
    for part in place:
        name += f" {part + 1}" if isinstance(part, int) else f".{part}" if name else part
    return name


def _no_list(place: Place) -> str:
    if place == ("memos",):
        return "each memo is a table of its own; write [[memos]], in two brackets"
    return 'this is a list; write it in brackets, such as ["…"]'


def _nearest(place: Place) -> str:
    """What the user may have meant by a key that does not exist."""
    key = str(place[-1])
    table = str(place[0]) if len(place) > 1 else ""
    if key.lower() in _SECRETS:
        return "name and password come from the environment: set username_env, password_env or password_file"
    elsewhere = [other for other in _MODELS if other != table]
    for other in elsewhere:
        if key in _keys(other):
            return f"it belongs {_TABLES[other]}"
    if near := difflib.get_close_matches(key, _keys(table), n=1):
        return f"did you mean {near[0]}?"
    for other in elsewhere:
        if near := difflib.get_close_matches(key, _keys(other), n=1, cutoff=_SURELY):
            return f"did you mean {near[0]} {_TABLES[other]}?"
    return f"the keys here are {', '.join(sorted(_keys(table)))}"


def _keys(table: str) -> set[str]:
    return {field.alias or name for name, field in _MODELS[table].model_fields.items()}


def _line(text: str, content: dict[str, Any], place: Place) -> int:
    """Return the line, from 1, on which what stands at ``place`` begins.

    The parser tells no lines. So the file is parsed line by line until the place is there; a place that is
    nowhere (a missing key) is that of the table that lacks it.
    """
    while place and not _reaches(content, place):
        place = place[:-1]
    if not place:
        return 1
    lines = text.splitlines(keepends=True)
    whole = 0
    for end in range(1, len(lines) + 1):
        try:
            parsed = tomllib.loads("".join(lines[:end]))
        except tomllib.TOMLDecodeError:
            continue  # in the middle of a value of several lines
        if _reaches(parsed, place):
            return _first_line(lines, whole, end, content, place)
        whole = end
    return 1


def _first_line(lines: list[str], start: int, end: int, content: dict[str, Any], place: Place) -> int:
    """Of the lines of one value, the one with the item in question, or the first that is no comment."""
    value: Any = content
    for part in place:
        value = value[part]
    for number in range(start, end):
        if isinstance(place[-1], int) and isinstance(value, str) and value in lines[number]:
            return number + 1
    return next(number + 1 for number in range(start, end) if lines[number].strip().split("#")[0])


def _reaches(content: Any, place: Place) -> bool:  # noqa: ANN401 - whatever TOML holds
    for part in place:
        try:
            content = content[part]
        except (KeyError, IndexError, TypeError):
            return False
    return True

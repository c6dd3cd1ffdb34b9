"""Writes docs/cli.md from the command line itself, so that the two cannot drift apart.

usage: python scripts/cli_reference.py [--check]

With ``--check`` nothing is written; the exit status is 1 if docs/cli.md is out of date.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from briefing import cli
from briefing.delivering.configuration import Digest, DigestMemo, Smtp
from briefing.settings import FILE, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"

HEAD = """\
<!-- Written by scripts/cli_reference.py from the command line. Change that, then run the script again. -->

# The command line

Results go to stdout, talk goes to stderr. Progress is shown on a terminal only.
"""

VARIABLES = """\
These are read from the environment alone:

| variable | meaning |
| --- | --- |
| `BRIEFING_CACHE` | what can be made again: condensed sources, vectors, parses and converted models |
| `BRIEFING_OPENAI_KEY` | the key of the server that `--summarizer openai:…` names, where it wants one |
| `BRIEFING_DEBUG` | if set, an error shows where it arose, as with `--debug` |
| `SOURCE_DATE_EPOCH` | the moment that counts as now, in seconds since 1970; also the memo's date if none is given |
"""

DIGEST = """\
## digest.toml

What it is for, with an example: [digests.md](digests.md).
"""


def main() -> int:
    """Write the page, or compare it with what would be written."""
    text = reference()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    current = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    if current == text:
        return 0
    sys.stderr.write(f"{PAGE} is out of date; run: python scripts/cli_reference.py\n")
    return 1


def reference() -> str:
    """Return the page as it should be."""
    group: Any = typer.main.get_command(cli.app)
    parts = [HEAD, _exit_statuses(), "## briefing\n", "```\nbriefing [OPTIONS] COMMAND …\n```\n", f"{group.help}\n"]
    parts += [_options(group), "`--debug`, anywhere on the line, shows where an error arose.\n"]
    parts += [_command(name, command) for name, command in _commands(group)]
    parts += ["## Settings\n", _settings(group.commands["memo"]), VARIABLES]
    parts += [DIGEST, _keys(Digest), "### `[[memos]]`\n", _keys(DigestMemo), "### `[smtp]`\n", _keys(Smtp)]
    return "\n".join(parts)


def _exit_statuses() -> str:
    """The sentence of the module's docstring that lists them, as a table."""
    listed = " ".join(inspect.getdoc(cli).split()).partition("Exit status: ")[2]  # type: ignore[union-attr]
    rows = [re.split(r" ", one.strip().rstrip("."), maxsplit=1) for one in listed.split(";")]
    return "\n".join(["| exit status | meaning |", "| --- | --- |", *(f"| {n} | {what} |" for n, what in rows), ""])


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - see _command
    """Every command with its whole name; those of a group, such as ``digest run``, in the group's place."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def _command(name: str, command: Any) -> str:  # noqa: ANN401 - Typer's own classes are private
    arguments = [parameter for parameter in command.params if parameter.param_type_name == "argument"]
    options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
    usage = " ".join(["briefing", name, *(one.metavar for one in arguments), *(["[OPTIONS]"] if options else [])])
    parts = [f"## briefing {name}\n", f"```\n{usage}\n```\n", f"{command.help}\n"]
    parts += [f"`{one.metavar}`: {_sentence(one.help)}\n" for one in arguments]
    return "\n".join([*parts, *([_options(command)] if options else [])])


def _options(command: Any) -> str:  # noqa: ANN401 - see _command
    options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
    rows = [f"| {_flag(one)} | {_sentence(one.help)} | {_default(one)} |" for one in options]
    return "\n".join(["| option | meaning | default |", "| --- | --- | --- |", *rows, ""])


def _flag(option: Any) -> str:  # noqa: ANN401 - see _command
    value = "" if option.is_flag else f" {option.metavar or option.opts[-1].removeprefix('--').upper()}"
    return ", ".join(f"`{name}{value}`" for name in option.opts)


def _default(option: Any) -> str:  # noqa: ANN401 - see _command
    return f"`{option.show_default}`" if isinstance(option.show_default, str) else ""


def _sentence(text: str) -> str:
    return text.replace("|", "\\|")


def _settings(memo: Any) -> str:  # noqa: ANN401 - see _command
    """Every option of a memo in its three places: flag, variable, file."""
    flags = {parameter.name: parameter.opts[-1] for parameter in memo.params}
    intro = (
        f"An option of `briefing memo` may also stand in a variable, or in `{FILE}` in the folder where the command\n"
        "is run. A flag wins over a variable, and a variable over the file. Unknown names in the file are an error.\n"
        "`formats` is a list with commas everywhere (`md,pdf`); the file also takes a TOML list.\n"
    )
    rows = []
    for name, field in Settings.model_fields.items():
        flag = f"`{flags[name]}`" if name in flags else "`--fresh` sets it to false" if name == "reuse" else ""
        rows.append(f"| `{name}` | {flag} | `BRIEFING_{name.upper()}` | {_sentence(field.description or '')} |")
    table = ["| in the file | flag | variable | meaning |", "| --- | --- | --- | --- |", *rows]
    return "\n".join([intro, *table, ""])


def _keys(table: type[BaseModel]) -> str:
    """The keys of a table of digest.toml; the tables within it have sections of their own."""
    fields = {field.alias or name: field for name, field in table.model_fields.items() if name not in ("memos", "smtp")}
    rows = [f"| `{key}` | {_sentence(field.description or '')} | {_value(field)} |" for key, field in fields.items()]
    return "\n".join(["| key | meaning | default |", "| --- | --- | --- |", *rows, ""])


def _value(field: FieldInfo) -> str:
    """A default as TOML writes it."""
    if field.is_required():
        return "must be given"
    if field.default is None:
        return ""
    return f"`{json.dumps(field.default)}`"


if __name__ == "__main__":
    sys.exit(main())

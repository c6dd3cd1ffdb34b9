"""The command ``briefing``. Results go to stdout, talk to stderr; an error is one line and an exit status.

Exit status: 0 made; 1 made, but a source could not be read, or a digest did not reach everybody; 2 not made: wrong
usage, nothing readable, or no mail server; 3 not made: a model or a required part is missing.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing import digest_commands
from briefing.console import print_json, print_table, progress, say, table

if TYPE_CHECKING:
    from briefing.memo import Memo

app = typer.Typer(
    name="briefing",
    help="Memos from a folder of documents, every sentence traced to a passage in a source and checked against it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(digest_commands.app, name="digest")

_INTERRUPTED = 130

Paths = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Files, folders, URLs, feeds, or - for standard input.")
]
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private-addresses", help="Fetch also from addresses that are not public: loopback, private networks."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def _version(wanted: bool) -> None:
    if wanted:
        from briefing.version import VERSION

        typer.echo(VERSION)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Options before the command. ``--debug`` is taken out of the arguments by ``main``, wherever it stands."""


@app.command()
def memo(
    paths: Paths,
    output: Annotated[Path | None, typer.Option(help="The folder for the files.", show_default="outputs")] = None,
    formats: Annotated[
        str | None, typer.Option("--format", help="Which files: md, pdf, html, json.", show_default="md,pdf,json")
    ] = None,
    subject: Annotated[str | None, typer.Option(help="What the memo is about; what is near it ranks higher.")] = None,
    to: Annotated[str | None, typer.Option(help="Whom the memo is for.")] = None,
    sender: Annotated[str | None, typer.Option("--from", help="Whom the memo is from.")] = None,
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The memo's date.", show_default="today")
    ] = None,
    marking: Annotated[str | None, typer.Option(help="How it may be shared, such as TLP:AMBER.")] = None,
    template: Annotated[
        str | None, typer.Option(help="A template's name, or a folder of your own.", show_default="standard")
    ] = None,
    summarizer: Annotated[
        str | None, typer.Option(help="embedded, transformers:MODEL or openai:MODEL@URL.", show_default="embedded")
    ] = None,
    length: Annotated[str | None, typer.Option(help="short, standard or long.", show_default="standard")] = None,
    since: Annotated[
        Path | None, typer.Option(metavar="EARLIER.memo.json", help="An earlier memo; what changed since is marked.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Condense anew what was condensed before.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Write as well why each finding stands, and why the next best does not.")
    ] = False,
    allow_private_addresses: AllowPrivate = False,
    as_json: AsJson = False,
) -> None:
    """Make a memo of documents, and print the paths of its files."""
    from briefing.pipeline import explained
    from briefing.settings import load_settings

    settings = load_settings(
        output=output,
        formats=tuple(part.strip() for part in formats.split(",")) if formats is not None else None,
        subject=subject,
        to=to,
        sender=sender,
        date=_date(date),
        marking=marking,
        template=template,
        summarizer=summarizer,
        length=length,
        since=since,
        reuse=False if fresh else None,
        allow_private_addresses=allow_private_addresses or None,
    )
    from briefing.rendering import write, write_explanation

    with progress() as on_event:
        made, reasons = explained(paths, settings, on_event=on_event)
    files = write(made, settings.output, settings.formats, settings.template)
    if explain:
        files.append(write_explanation(made, reasons, settings.output))
    if as_json:
        unread = [one.model_dump() for one in made.unread]
        print_json({"id": made.id, "files": [str(file) for file in files], "unread": unread})
    else:
        for file in files:
            typer.echo(file)
    _say_unread(made)


@app.command()
def sources(paths: Paths, allow_private_addresses: AllowPrivate = False, as_json: AsJson = False) -> None:
    """Show what would be read: id, title, publisher, date, words, origin, problems."""
    from briefing.pipeline import read_dossier
    from briefing.settings import load_settings

    settings = load_settings(allow_private_addresses=allow_private_addresses or None)
    dossier = read_dossier(paths, allow_private_addresses=settings.allow_private_addresses)
    if as_json:
        print_json(
            {
                "sources": [source.model_dump(mode="json", exclude={"text"}) for source in dossier.sources],
                "unread": [one.model_dump() for one in dossier.unread],
            }
        )
    else:
        rows = table("id", "title", "publisher", "date", "words", "origin", "from")
        for source in dossier.sources:
            rows.add_row(
                source.id,
                source.title or "–",
                source.publisher or "–",
                str(source.published or "–"),
                str(source.words),
                source.origin,
                Path(source.location).name,
            )
        print_table(rows)
    for one in dossier.unread:
        say(f"{one.location}: {one.reason}")
    if dossier.unread:
        raise typer.Exit(1)


@app.command()
def models(as_json: AsJson = False) -> None:
    """Show the models, where they are, and whether their hashes hold."""
    from briefing.models.store import states

    found = states()
    if as_json:
        print_json([{**vars(state), "path": str(state.path) if state.path else None} for state in found])
    else:
        rows = table("model", "version", "for", "licence", "state", "path")
        for state in found:
            rows.add_row(state.name, state.version, state.purpose, state.licence, state.state, str(state.path or "–"))
        print_table(rows)
    problems = [state.problem for state in found if state.problem]
    for problem in problems:
        say(problem)
    if problems:
        raise typer.Exit(3)


@app.command()
def templates(as_json: AsJson = False) -> None:
    """Show the templates. To make your own, see docs/templates.md."""
    from briefing.rendering import template_names

    names = template_names()
    if as_json:
        print_json(list(names))
    else:
        for name in names:
            typer.echo(name)


@app.command()
def schema() -> None:
    """Print the JSON schema of memo.json."""
    from briefing.memo import json_schema

    print_json(json_schema())


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Show what is missing on this machine, and the remedy."""
    from briefing.doctor import diagnose

    found = diagnose()
    if as_json:
        print_json([vars(one) for one in found])
    else:
        for one in found:
            typer.echo(f"{'ok     ' if one.ok else 'MISSING'} {one.name}: {one.detail}")
            if one.remedy:
                typer.echo(f"        {one.remedy}")
    if not all(one.ok for one in found):
        raise typer.Exit(3)


def main() -> None:
    """Run the command line. Every error that a user can meet is one line on stderr, unless ``--debug`` is given."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    debug = len(arguments) < len(sys.argv) - 1 or bool(os.environ.get("BRIEFING_DEBUG"))
    os.environ.pop("BRIEFING_DEBUG", None)
    try:
        sys.exit(app(arguments, prog_name="briefing", standalone_mode=False) or 0)
    except KeyboardInterrupt:
        say("interrupted")
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has enough. Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if debug:
            import traceback

            traceback.print_exc()
        sys.exit(_reported(error))


def _reported(error: Exception) -> int:
    from typer.exceptions import TyperException

    from briefing.errors import BriefingError

    if isinstance(error, BriefingError):
        say(str(error))
        return error.exit_status
    if isinstance(error, TyperException):
        say(f"{error.format_message().rstrip('.')}; see briefing --help")
        return BriefingError.exit_status
    say(f"unexpected error, {type(error).__name__}: {' '.join(str(error).split())}; please report it with --debug")
    return BriefingError.exit_status


def _date(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        from briefing.errors import UsageError

        raise UsageError(f"{text!r} is not a date", where="--date", remedy="write YYYY-MM-DD") from error


def _say_unread(made: Memo) -> None:
    for one in made.unread:
        say(f"{one.location}: {one.reason}; the memo was made without it")
    if made.unread:
        raise typer.Exit(1)


if __name__ == "__main__":
    main()

"""The commands ``briefing digest``: run, preview, log. What they do is done by ``delivering``; here it is shown."""

from __future__ import annotations

import json
import signal
import threading
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefing.console import print_json, print_table, progress, say, table

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from briefing.delivering import Digest, Report
    from briefing.delivering.previewing import Preview
    from briefing.delivering.records import Delivery, Entry, State

app = typer.Typer(
    help="Memos attached to e-mail, on schedule, sent to each recipient once.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

File = Annotated[Path, typer.Argument(metavar="DIGEST.toml", help="What is sent to whom; see docs/digests.md.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


@app.command()
def run(
    file: File,
    loop: Annotated[bool, typer.Option("--loop", help="Follow the schedule until stopped.")] = False,
    resend: Annotated[
        bool, typer.Option("--resend", help="Send again to those of whom it is unknown whether they got it.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make the digest of the current period and send it to everybody who has not got it."""
    from briefing.delivering import load_digest

    digest = load_digest(file)
    if loop:
        _follow(digest, resend=resend, as_json=as_json)
        return
    with _terminable():
        report = _run(digest, None, resend=resend)
    _show(report, as_json=as_json)
    if report.problems:
        raise typer.Exit(1)


@app.command()
def preview(
    file: File,
    whole: Annotated[bool, typer.Option("--eml", help="Print the whole message, as it would travel.")] = False,
    html: Annotated[bool, typer.Option("--html", help="Print the HTML.")] = False,
    opened: Annotated[bool, typer.Option("--open", help="Open the HTML in the browser.")] = False,
    to_folder: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write every recipient's message there as an .eml file.")
    ] = None,
) -> None:
    """Show what a run would send now. Nothing is sent, and nothing recorded."""
    from briefing.delivering import load_digest
    from briefing.delivering.previewing import Nothing
    from briefing.delivering.previewing import preview as make_preview

    digest = load_digest(file)
    with progress() as on_event:
        made = make_preview(digest, on_event=on_event)
    if isinstance(made, Nothing):
        say("nothing is new, so nothing would be sent")
    elif to_folder is not None:
        _write(made, digest, to_folder)
    elif whole:
        typer.echo(bytes(made.message(digest.recipients[0])), nl=False)
    elif html:
        typer.echo(made.html(digest.recipients[0]))
    elif opened:
        _open(made, digest)
    else:
        _print(made, digest)
    for problem in made.problems:
        say(problem)
    if made.problems:
        raise typer.Exit(1)


@app.command()
def log(
    file: File,
    everybody: Annotated[bool, typer.Option("--all", help="List also those who got it.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what was sent to whom: a line for each period, and one for each recipient who has not surely got it."""
    from briefing.delivering import load_digest
    from briefing.delivering.ledger import Ledger
    from briefing.delivering.locking import LEDGER, state_of

    path = state_of(load_digest(file)) / LEDGER
    if not path.is_file():
        say("it has not been run yet")
        if as_json:
            print_json([])
        return
    with closing(Ledger(path, read_only=True)) as ledger:
        periods = [(entry, ledger.deliveries(entry.period)) for entry in ledger.entries()]
    if as_json:
        print_json([_told(entry, deliveries) for entry, deliveries in periods])
        return
    rows = table("period", "recipient", "state", "when", "attempts", "detail")
    for entry, deliveries in periods:
        rows.add_row(entry.period, "", _counts(deliveries) or entry.note, entry.made, "", "")
        for one in deliveries:
            if everybody or one.state != "sent":
                who = str(one.mailbox) + (" (owner)" if one.audience == "owner" else "")
                rows.add_row("", who, one.state, one.changed, str(one.attempts), one.detail)
    print_table(rows)


def _run(digest: Digest, now: dt.datetime | None, *, resend: bool) -> Report:
    from briefing.delivering import run as run_digest

    with progress() as on_event:
        return run_digest(digest, now=now, resend=resend, on_event=on_event)


def _follow(digest: Digest, *, resend: bool, as_json: bool) -> None:
    from briefing.delivering.locking import LEDGER, LOOP, alone
    from briefing.delivering.loop import follow
    from briefing.errors import BriefingError

    asked = iter([resend])  # what is unknown later needs to be asked for again

    def run_once(now: dt.datetime) -> bool:
        try:
            report = _run(digest, now, resend=next(asked, False))
        except BriefingError as error:
            say(str(error))
            return False
        except Exception as error:  # what goes wrong today must not keep tomorrow's digest from being sent
            say(f"unexpected error, {type(error).__name__}: {error}")
            return False
        _show(report, as_json=as_json)
        states = [report.states, *report.earlier.values()]
        return not any(one.keys() & {"pending", "deferred"} for one in states)

    with alone(digest, LOOP) as folder, _terminable():
        try:
            # A digest that never ran waits for its first time; one that did may have missed one.
            follow(digest, run_once, threading.Event(), overdue=(folder / LEDGER).is_file())
        except KeyboardInterrupt:
            say("stopped")


@contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM, by which service managers stop a program, do what Ctrl-C does: end what is under way, then stop."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _show(report: Report, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(asdict(report), ensure_ascii=False))
    else:
        for period, states in report.earlier.items():
            typer.echo(f"{period}, which some still waited for: {_listed(states)}")
        outcome = f"{report.sent} sent by this run; in all: {_listed(report.states)}" if report.states else report.note
        typer.echo(f"{report.period}: {outcome}")
    for problem in report.problems:
        say(problem)


def _print(made: Preview, digest: Digest) -> None:
    for name, value in (("From", digest.sender), ("To", digest.recipients[0]), ("Subject", made.edition.subject)):
        typer.echo(f"{name}: {value}")
    for attachment in made.edition.attachments:
        typer.echo(f"Attachment: {attachment.name}")
    typer.echo(f"\n{made.text(digest.recipients[0])}", nl=False)


def _open(made: Preview, digest: Digest) -> None:
    import tempfile
    import webbrowser

    from briefing.rendering import write_files

    folder = Path(tempfile.mkdtemp(prefix="briefing-"))
    (path,) = write_files(folder, {f"{digest.name}.html": made.html(digest.recipients[0]).encode()})
    typer.echo(path)
    webbrowser.open(path.as_uri())


def _write(made: Preview, digest: Digest, folder: Path) -> None:
    from briefing.delivering.transports.folder import FolderTransport

    transport = FolderTransport(folder)
    for recipient in digest.recipients:
        typer.echo(transport.deliver(made.message(recipient), lambda: None))


def _counts(deliveries: list[Delivery]) -> str:
    from collections import Counter

    return _listed(Counter(one.state for one in deliveries if one.audience == "reader"))


def _listed(states: Mapping[State, int]) -> str:
    return ", ".join(f"{number} {state}" for state, number in sorted(states.items()))


def _told(entry: Entry, deliveries: list[Delivery]) -> dict[str, Any]:
    return {
        "period": entry.period,
        "made": entry.made,
        "note": entry.note,
        "deliveries": [
            {
                "recipient": one.mailbox.address,
                "audience": one.audience,
                "state": one.state,
                "when": one.changed,
                "attempts": one.attempts,
                "detail": one.detail,
                "message_id": one.message_id,
            }
            for one in deliveries
        ],
    }

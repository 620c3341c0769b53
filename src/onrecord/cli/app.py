"""The command line: which commands there are."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from onrecord.cli import find_command, identity_commands, read_commands, record_commands, show_command

_READING = "Reading pages, without a record"
_KEEPING = "Keeping a record"

app = typer.Typer(
    name="onrecord",
    help="Reads news pages and keeps the record of who said what, every line of it traceable to the "
    "exact characters of a stored page.",
    epilog="Data goes to standard output, words to standard error. Exit codes: 0 done, 1 failed, 2 usage, "
    "3 done but some inputs had problems, 4 verify found a mismatch.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command(rich_help_panel=_READING)(read_commands.quotes)
app.command(rich_help_panel=_READING)(read_commands.articles)
app.command(rich_help_panel=_KEEPING)(record_commands.add)
app.command(rich_help_panel=_KEEPING)(find_command.find)
app.command(rich_help_panel=_KEEPING)(show_command.show)
app.command(rich_help_panel=_KEEPING)(identity_commands.merge)
app.command(rich_help_panel=_KEEPING)(identity_commands.part)
app.command(rich_help_panel=_KEEPING)(record_commands.export)
app.command(rich_help_panel=_KEEPING)(record_commands.verify)


def _tell_version(wanted: bool) -> None:  # noqa: FBT001 - called by the library
    if wanted:
        typer.echo(f"onrecord {version('onrecord')}")
        raise typer.Exit


@app.callback()
def root(
    *,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Reads news pages and keeps the record of who said what."""

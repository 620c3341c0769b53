"""The commands that decide who is who: merge and part."""

from __future__ import annotations

from getpass import getuser
from typing import Annotated, TypeAlias

import typer

from onrecord.cli import options
from onrecord.cli.desk import DONE, FAILED, Desk, clean, command, fail
from onrecord.cli.record_commands import opened
from onrecord.record import Profile

Left: TypeAlias = Annotated[
    str,
    typer.Argument(metavar="ID", help="An actor's id, or enough of its beginning.", show_default=False),
]
Right: TypeAlias = Annotated[
    str, typer.Argument(metavar="OTHER", help="Another actor's id.", show_default=False)
]
Why: TypeAlias = Annotated[
    str,
    typer.Option("--why", metavar="TEXT", help="The reason, for those who come after.", show_default=False),
]
Who: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--who", metavar="NAME", help="Who decides; without it the account's name.", show_default=False
    ),
]


@command
def merge(
    *,
    left: Left,
    right: Right,
    why: Why,
    who: Who = None,
    db: options.Db = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Decide that two actors are one: what either said is found under both.

    The decision is kept with who made it, when and why, and stands until `part` undoes it.
    """
    desk = Desk(quiet, verbose)
    reason, person = _told(why, who)
    with opened(db) as record:
        against = record.merge(left, right, why=reason, who=person)
        if against is not None:
            told = clean(against.reason).rstrip(".")
            fail(f"Nothing was decided: {told}. Decide first on {against.left} and {against.right}.")
            return FAILED
        desk.say(_said(record.profile(left)))
    return DONE


@command
def part(
    *,
    left: Left,
    right: Right,
    why: Why,
    who: Who = None,
    db: options.Db = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Decide that two actors are two, whatever their names say.

    The decision is kept with who made it, when and why, and stands until `merge` undoes it.
    """
    desk = Desk(quiet, verbose)
    reason, person = _told(why, who)
    with opened(db) as record:
        record.part(left, right, why=reason, who=person)
        for actor_id in (left, right):
            desk.say(_said(record.profile(actor_id)))
    return DONE


def _told(why: str, who: str | None) -> tuple[str, str]:
    """Return the reason and who decides, on one line each."""
    reason = clean(why)
    if not reason:
        raise typer.BadParameter("--why is empty: say why, for those who come after.")
    try:
        person = clean(getuser() if who is None else who)
    except (OSError, KeyError):  # an account without a name, as in many containers
        person = ""
    if not person:
        raise typer.BadParameter("This account has no name: say with --who who decides.")
    return reason, person


def _said(profile: Profile | None) -> str:
    assert profile is not None, "who was decided on is in the record"
    return f"{clean(profile.actor.name)} is now {' '.join(profile.members)}."

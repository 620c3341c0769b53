"""The command find: what the record holds that answers a question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from onrecord.cli import options
from onrecord.cli.desk import DONE, Desk, command, number
from onrecord.cli.record_commands import opened
from onrecord.cli.sheet import Quote, Sheet, quote_on
from onrecord.exports import statement_row
from onrecord.record import Query
from onrecord.schema import ActLabel, Page

if TYPE_CHECKING:
    from onrecord.record import Record


@command
def find(
    *,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORDS",
            help='Words that all stand in the statement; "several words" in quotation marks as a '
            "phrase, a last * for any ending.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="NAME",
            help='Who said it; "Russian officials" is Russia, its bodies and who holds office there.',
            show_default=False,
        ),
    ] = None,
    country: Annotated[
        str | None,
        typer.Option(
            "--country",
            metavar="COUNTRY",
            help="The speaker's country: RUS, Russia or Russian.",
            show_default=False,
        ),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option(
            "--about", metavar="NAME", help="Whom it is aimed at, or what it speaks of.", show_default=False
        ),
    ] = None,
    act: Annotated[
        list[str] | None,
        typer.Option(
            "--act",
            metavar="ACT",
            help=f"The act: {', '.join(get_args(ActLabel))}. Given again, any of them.",
            show_default=False,
        ),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option("--outlet", metavar="NAME", help="Who published it.", show_default=False)
    ] = None,
    via: Annotated[
        str | None,
        typer.Option(
            "--via",
            metavar="NAME",
            help="Through whom it came: an agency, another outlet, X, reporters.",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help="First date said, or else published: 2024, 2024-01 or 2024-01-31.",
            show_default=False,
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="Last date, all of it.", show_default=False),
    ] = None,
    anonymous: Annotated[bool, typer.Option("--anonymous", help="Only speakers without a name.")] = False,
    by_rank: Annotated[
        bool, typer.Option("--by-rank", help="The best match of WORDS first, not the newest.")
    ] = False,
    db: options.Db = None,
    as_json: options.Json = False,
    listing: options.Listing = False,
    limit: options.Limit = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Search the record: a listing on a terminal, else JSON Lines, the newest first.

    All that is given must hold. Without anything given, every statement is found.
    """
    desk = Desk(quiet, verbose)
    if as_json and listing:
        raise typer.BadParameter("--json does not go with --listing.")
    _refuse_empty(
        {"WORDS": words, "--by": by, "--country": country, "--about": about, "--outlet": outlet, "--via": via}
    )
    query = Query(
        words=" ".join(words) if words else None,
        by=by,
        country=country,
        about=about,
        act=_acts(act),
        outlet=outlet,
        via=via,
        since=since,
        until=until,
        anonymous=True if anonymous else None,
        order="rank" if by_rank else "newest",
        limit=limit,
    )
    count = 0
    listed = listing or (desk.on_terminal and not as_json)
    with opened(db) as record:
        if listed:
            count = _list(Sheet(desk.out, ids=True), record, query)
        else:
            for found in record.find(query):
                desk.rows([statement_row(found.page, found.article, found.statement, found.byte_range)])
                count += 1
        older = record.pages_without_acts() if query.act or query.via or query.about else 0
    told = f"{number(count, 'statement')} found" if count else "Nothing found."
    desk.say(f"\n{told}" if listed and count else told)
    if older:
        desk.say(
            f"{number(older, 'page')} in it {'was' if older == 1 else 'were'} read by an older onrecord, "
            "without acts, targets, days and carriers: adding them to a new record reads them anew."
        )
    return DONE


def _refuse_empty(asked: Mapping[str, str | list[str] | None]) -> None:
    """Refuse what asks for nothing: a name or words without a letter or digit."""
    for option, value in asked.items():
        told = " ".join(value) if isinstance(value, list) else value
        if told is not None and not any(map(str.isalnum, told)) and value != []:
            raise typer.BadParameter(f"{option} has no word in it: {told!r}.")


def _acts(given: list[str] | None) -> tuple[ActLabel, ...] | None:
    """Return the acts that were asked for, one by one or with commas."""
    if not given:
        return None
    labels: dict[str, ActLabel] = {label: label for label in get_args(ActLabel)}
    asked = [part.strip().lower() for text in given for part in text.split(",")]
    unknown = [part for part in asked if part not in labels]
    if unknown:
        raise typer.BadParameter(f"There is no act {unknown[0]!r}; there are {', '.join(labels)}.")
    return tuple(labels[part] for part in asked)


def _list(sheet: Sheet, record: Record, query: Query) -> int:
    """List what is found, those in a row from one article under one heading."""
    count = 0
    page: Page | None = None
    own: list[Quote] = []

    def put() -> None:
        if own:
            sheet.heading(own[0].article, own[0].uri)
            sheet.quotes(sorted(own, key=lambda quote: quote.statement.content.spans))

    for found in record.find(query):
        count += 1
        if page is None or page.id != found.page.id:
            page = record.page(found.page.id)
        if own and own[-1].article.id != found.article.id:
            put()
            own.clear()
        if page is not None:
            own.append(quote_on(page, found.article, found.statement))
    put()
    return count

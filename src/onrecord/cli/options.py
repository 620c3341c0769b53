"""The options that several commands share, each with one help text."""

from __future__ import annotations

import sys
from typing import Annotated, TypeAlias

import typer

Paths: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Files, folders or web addresses of pages, archives of pages, feeds or sitemaps. `-` is "
        "standard input.",
        show_default=False,
    ),
]
Whole: TypeAlias = Annotated[
    bool, typer.Option("--whole", help="Take each page as one clean article, as it stands.")
]
Follow: TypeAlias = Annotated[
    bool,
    typer.Option("--follow", help="Fetch what feeds, sitemaps and lists of addresses on disk only name."),
]
Pause: TypeAlias = Annotated[
    float,
    typer.Option(
        "--pause",
        min=0,
        max=3600,
        metavar="SECONDS",
        help="Wait that long between two requests to one web server, or longer where it asks for it.",
    ),
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
Listing: TypeAlias = Annotated[
    bool, typer.Option("--listing", help="Print the readable listing even where the output is no terminal.")
]
Limit: TypeAlias = Annotated[
    int | None,
    typer.Option("--limit", min=0, max=sys.maxsize, metavar="N", help="Print at most N.", show_default=False),
]
Jobs: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        min=1,
        metavar="N",
        help="How many processes read: one a core, unless ONRECORD_JOBS says otherwise.",
        show_default=False,
    ),
]
Db: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="RECORD",
        help="The record: a file. Without it ONRECORD_DB, or else onrecord.db.",
        show_default=False,
    ),
]
Quiet: TypeAlias = Annotated[
    bool, typer.Option("--quiet", "-q", help="Say nothing but the reason of a failure.")
]
Verbose: TypeAlias = Annotated[bool, typer.Option("--verbose", "-v", help="Say more.")]

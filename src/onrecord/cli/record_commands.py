"""The commands on a record: add, find, export and verify."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from onrecord import exports
from onrecord.cli import options
from onrecord.cli.arrivals import arriving
from onrecord.cli.desk import DONE, MISMATCH, Desk, clean, command, number
from onrecord.cli.sheet import Quote, Sheet, quote_on
from onrecord.exports import FORMATS, ExportError, statement_row
from onrecord.pages import Place, Reach, Source, list_places
from onrecord.record import Added, DamagedRecordError, Mismatch, Query
from onrecord.run import Step, add_all, statement_reader
from onrecord.schema import ActLabel, Outcome, Page
from onrecord.settings import load_settings

if TYPE_CHECKING:
    from onrecord.record import Record


def opened(db: str | None, *, create: bool = False) -> Record:
    """Open the record that the options and the environment name."""
    from onrecord.record import open_record  # noqa: PLC0415 - slow to import, and not every command needs it

    settings = load_settings(db=db)
    return open_record(settings.db, create=create, wait=settings.wait)


@command
def add(
    *,
    paths: options.Paths,
    whole: options.Whole = False,
    db: options.Db = None,
    as_json: options.Json = False,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            min=0,
            max=sys.maxsize,
            metavar="N",
            help="Take at most N of the pages.",
            show_default=False,
        ),
    ] = None,
    follow: options.Follow = False,
    pause: options.Pause = 1.0,
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Read pages into the record. Interrupted, the same command goes on; a second run adds nothing."""
    desk = Desk(quiet, verbose)
    settings = load_settings(db=db, jobs=jobs)
    with opened(db, create=True) as record, desk.progress() as progress:
        if record.upgraded_from is not None:
            desk.say(
                f"The record was of an older onrecord (schema {record.upgraded_from}); it is upgraded now."
            )
        own = record.files
        places = [place for place in list_places(paths) if not _is_one_of(own, place)]
        blobs = arriving(desk, progress, places, Reach(follow, limit, pause), "Adding")

        def tell(step: Step) -> None:
            desk.detail(f"{number(step.added.pages, 'page')} more in the record")
            for problem in step.problems:
                desk.problem(problem)
            if step.unfit:
                desk.problems += step.unfit
                desk.say(f"{number(step.unfit, 'page')} could not be added; the record holds the reasons.")

        try:
            with closing(blobs):
                added = add_all(record, blobs, statement_reader(whole=whole), jobs=settings.jobs, tell=tell)
        except KeyboardInterrupt:
            desk.say("What was read so far is in the record; the same command goes on from there.")
            raise
    _say_added(desk, added, as_json=as_json)
    return desk.status


def _is_one_of(own: tuple[Path, ...], place: Outcome[Place]) -> bool:
    """Tell the files of the record itself, which may lie in a folder that is added to it."""
    if not isinstance(place, Source) or place.path is None:
        return False
    return any(place.path.name == file.name and place.path.resolve() == file for file in own)


def _say_added(desk: Desk, added: Added, *, as_json: bool) -> None:
    counts = {name: getattr(added, name) for name in ("pages", "articles", "statements", "known", "versions")}
    if as_json:
        desk.rows([{**counts, "problems": desk.problems}])
    words = [number(added.pages, "page"), number(added.articles, "article")]
    known = f"; {number(added.known, 'page')} known already" if added.known else ""
    problems = f"; {number(desk.problems, 'problem')}" if desk.problems else ""
    versions = f"; {number(added.versions, 'page')} in a new version" if added.versions else ""
    statements = number(added.statements, "statement")
    desk.say(f"Added {', '.join(words)} and {statements}{versions}{known}{problems}.")


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
        str | None, typer.Option("--by", metavar="NAME", help="Who said it.", show_default=False)
    ] = None,
    about: Annotated[
        str | None,
        typer.Option("--about", metavar="NAME", help="Who or what it is about.", show_default=False),
    ] = None,
    act: Annotated[
        ActLabel | None,
        typer.Option(
            "--act",
            metavar="ACT",
            help=f"The act: {', '.join(get_args(ActLabel))}.",
            show_default=False,
        ),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option("--outlet", metavar="NAME", help="Who published it.", show_default=False)
    ] = None,
    via: Annotated[
        str | None,
        typer.Option("--via", metavar="NAME", help="Through whom it was reported.", show_default=False),
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
    query = Query(
        words=" ".join(words) if words else None,
        by=by,
        about=about,
        act=act,
        outlet=outlet,
        via=via,
        since=since,
        until=until,
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
    told = f"{number(count, 'statement')} found" if count else "Nothing found."
    if not count and (act or via):
        told += " This version does not yet tell acts, nor through whom a statement was reported."
    desk.say(f"\n{told}" if listed and count else told)
    return DONE


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


@command
def export(
    *,
    to: Annotated[
        str, typer.Option("--to", metavar="FORMAT", help=f"One of: {', '.join(FORMATS)}.")
    ] = "jsonl",
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to a file, which is whole or not there; without it to standard output.",
            show_default=False,
        ),
    ] = None,
    db: options.Db = None,
    limit: options.Limit = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Write the whole record in a format for other programs."""
    desk = Desk(quiet, verbose)
    if to not in FORMATS:
        raise typer.BadParameter(f"There is no format {to!r}; there are {', '.join(FORMATS)}.")
    if output == "":
        raise typer.BadParameter("The name of the file is empty.")
    with opened(db) as record:
        if output is not None and Path(output).resolve() in record.files:
            raise typer.BadParameter(f"{output} is the record itself.")
        with _output(output) as write:
            done = exports.export(record, to, write, limit=limit)
    desk.say(f"Wrote {done.written:,} of {number(done.total, 'row')}.")
    return DONE


@contextmanager
def _output(name: str | None) -> Iterator[Any]:
    """Open what an export goes to; a file takes its name only when it is whole."""
    if name is None or name == "-":
        yield sys.stdout
        return
    try:
        with _file(Path(name).resolve()) as stream:
            yield stream
    except BrokenPipeError:  # a named pipe, whose reader has read enough
        raise
    except OSError as fault:
        raise ExportError(f"{name} cannot be written: {fault.strerror}.") from fault


@contextmanager
def _file(path: Path) -> Iterator[Any]:
    if path.exists() and not path.is_file():
        # A pipe or a device cannot be replaced; a folder fails here with a clear word.
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("x", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@command
def verify(
    *,
    head: Annotated[
        str | None,
        typer.Option(
            "--head",
            metavar="HEAD",
            help="The head that an earlier verify named: check that nothing that was in then is gone.",
            show_default=False,
        ),
    ] = None,
    db: options.Db = None,
    as_json: options.Json = False,
    limit: options.Limit = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Check that the record is what came in: every page is hashed, every span cut out again.

    What is not is printed, and the exit code is 4. Where all is, the head of the record is
    named: noted elsewhere, it later proves that all that was in then still is.
    """
    if head is not None and not head.strip():
        raise typer.BadParameter("The head is empty; it is the one that an earlier verify named.")
    desk = Desk(quiet, verbose)
    found = 0
    for mismatch in _mismatches(db, head):
        found += 1
        if limit is not None and found > limit:
            continue
        if as_json:
            desk.rows([{"kind": mismatch.kind, "id": mismatch.id, "message": mismatch.message}])
        else:
            where = f"{mismatch.kind} {mismatch.id}".rstrip()
            desk.out.print(clean(f"{where}: {mismatch.message}"), soft_wrap=True)
    if found:
        desk.say("1 mismatch found." if found == 1 else f"{found:,} mismatches found.")
        return MISMATCH
    with opened(db) as record:
        held, last = record.counts(), record.head()
    parts = (number(held.pages, "page"), number(held.articles, "article"))
    desk.say(f"{', '.join(parts)} and {number(held.statements, 'statement')}: all is as it came in.")
    desk.say(f"The head is {last or 'none yet'}.")
    return DONE


def _mismatches(db: str | None, head: str | None) -> Iterator[Mismatch]:
    """Yield what is not as it came in; a record too damaged to be opened is one mismatch."""
    try:
        with opened(db) as record:
            yield from record.verify()
            if head is not None and not record.had(head):
                yield Mismatch("sighting", "", f"the record never had the head {head}, or was written anew")
    except DamagedRecordError as fault:
        yield Mismatch("database", "", str(fault))

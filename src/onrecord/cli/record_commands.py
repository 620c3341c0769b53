"""The commands on a record: add, export and verify."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord import exports
from onrecord.cli import options
from onrecord.cli.arrivals import arriving
from onrecord.cli.desk import DONE, MISMATCH, Desk, clean, command, number
from onrecord.exports import FORMATS, ExportError
from onrecord.pages import Place, Reach, Source, list_places
from onrecord.record import Added, DamagedRecordError, Mismatch
from onrecord.run import Step, add_all, statement_reader
from onrecord.schema import Outcome
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

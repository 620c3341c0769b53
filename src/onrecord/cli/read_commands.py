"""The commands that need no record: quotes and articles."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Annotated

import typer

from onrecord.cli import options
from onrecord.cli.arrivals import arriving
from onrecord.cli.circumstances import chain, common_chain
from onrecord.cli.desk import Desk, clean, command, number
from onrecord.cli.sheet import Quote, Sheet, quote_on
from onrecord.exports import article_row
from onrecord.pages import Reach, list_places
from onrecord.run import (
    Reader,
    article_reader,
    beside_neighbours,
    read_all,
    statement_reader,
    statement_rows,
)
from onrecord.schema import PageReading, Problem
from onrecord.settings import load_settings

BySpeaker = Annotated[
    bool, typer.Option("--by-speaker", help="List the statements by speaker, who said most first.")
]
WithText = Annotated[bool, typer.Option("--text", help="List each article with its body.")]


@command
def quotes(
    *,
    paths: options.Paths,
    whole: options.Whole = False,
    as_json: options.Json = False,
    listing: options.Listing = False,
    by_speaker: BySpeaker = False,
    limit: options.Limit = None,
    follow: options.Follow = False,
    pause: options.Pause = 1.0,
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Print who said what on pages: a listing on a terminal, else JSON Lines.

    Needs no record and keeps nothing.
    """
    desk = Desk(quiet, verbose)
    if as_json and (listing or by_speaker):
        raise typer.BadParameter("--json goes with neither --listing nor --by-speaker.")
    listed = listing or by_speaker or (desk.on_terminal and not as_json)
    tally = _Tally()
    sheet = Sheet(desk.out)
    said: list[Quote] = []
    bar = by_speaker or not desk.on_terminal
    work = _readings(desk, paths, Reach(follow, pause=pause), statement_reader(whole=whole), jobs, bar=bar)
    for reading in work:
        cut = reading
        if limit is not None:
            cut = replace(reading, statements=reading.statements[: limit - tally.statements])
        tally.count(cut)
        if not listed:
            desk.rows(statement_rows(cut))
        elif by_speaker:
            said += _quotes(cut)
        else:
            _list(sheet, cut)
        if limit is not None and tally.statements >= limit:
            work.close()
    if by_speaker:
        sheet.speakers(said)
    tally.say(desk, after_listing=listed)
    return desk.status


@command
def articles(
    *,
    paths: options.Paths,
    whole: options.Whole = False,
    as_json: options.Json = False,
    listing: options.Listing = False,
    text: WithText = False,
    limit: options.Limit = None,
    follow: options.Follow = False,
    pause: options.Pause = 1.0,
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Print the articles on pages: a listing on a terminal, else JSON Lines.

    Needs no record and keeps nothing.
    """
    desk = Desk(quiet, verbose)
    if as_json and (listing or text):
        raise typer.BadParameter("--json goes with neither --listing nor --text.")
    listed = listing or text or (desk.on_terminal and not as_json)
    tally = _Tally()
    sheet = Sheet(desk.out)
    bar = not desk.on_terminal
    work = _readings(desk, paths, Reach(follow, pause=pause), article_reader(whole=whole), jobs, bar=bar)
    for reading in work:
        left = None if limit is None else limit - tally.articles
        cut = replace(reading, articles=reading.articles[:left])
        tally.count(cut)
        if listed:
            for article in cut.articles:
                sheet.article(article, cut.page, text=text)
        else:
            desk.rows(article_row(cut.page, article, cut.page.text) for article in cut.articles)
        if limit is not None and tally.articles >= limit:
            work.close()
    tally.say(desk, after_listing=listed, statements=False)
    return desk.status


@dataclass(slots=True)
class _Tally:
    """What was printed."""

    pages: int = 0
    articles: int = 0
    statements: int = 0

    def count(self, reading: PageReading) -> None:
        self.pages += 1
        self.articles += len(reading.articles)
        self.statements += len(reading.statements)

    def say(self, desk: Desk, *, after_listing: bool, statements: bool = True) -> None:
        words = number(self.articles, "article") + " on " + number(self.pages, "page")
        if statements:
            words = number(self.statements, "statement") + " in " + words
        if desk.problems:
            words += "; " + number(desk.problems, "problem")
        desk.say(f"\n{words}" if after_listing else words)


def _readings(
    desk: Desk, paths: list[str], reach: Reach, reader: Reader, jobs: int | None, *, bar: bool
) -> Generator[PageReading, None, None]:
    """Yield the readings of all pages, telling the problems."""
    settings = load_settings(jobs=jobs)
    places = list_places(paths)
    with (
        desk.progress(shown=bar) as progress,
        closing(arriving(desk, progress, places, reach, "Reading")) as blobs,
        closing(read_all(beside_neighbours(blobs), reader, jobs=settings.jobs)) as outcomes,
    ):
        for outcome in outcomes:
            if isinstance(outcome, Problem):
                desk.problem(outcome)
                continue
            for problem in outcome.problems:
                desk.problem(problem)
            read = number(len(outcome.articles), "article")
            if reader.attribute is not None:
                read += ", " + number(len(outcome.statements), "statement")
            desk.detail(f"{clean(outcome.page.uri)}: {read}")
            yield outcome


def _list(sheet: Sheet, reading: PageReading) -> None:
    quotes = _quotes(reading)
    for article in reading.articles:
        own = [quote for quote in quotes if quote.article.id == article.id]
        shared = common_chain([quote.statement for quote in own])
        carried = (f"all via {chain(shared)}",) if shared else ()
        sheet.heading(article, reading.page.uri, number(len(own), "statement"), *carried)
        sheet.quotes(own, len(shared))


def _quotes(reading: PageReading) -> list[Quote]:
    articles = {article.id: article for article in reading.articles}
    return [quote_on(reading.page, articles[item.article_id], item) for item in reading.statements]

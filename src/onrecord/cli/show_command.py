"""The command show: one entry of the record with what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from onrecord.cli import options
from onrecord.cli.actor_sheet import ActorSheet, actor_row
from onrecord.cli.changes_sheet import ChangesSheet, changes_row, seen, short, spoken, versions_row
from onrecord.cli.circumstances import chain, common_chain, evident
from onrecord.cli.desk import DONE, FAILED, Desk, clean, command, fail, number, safe
from onrecord.cli.record_commands import opened
from onrecord.cli.sheet import Sheet, evidence_cells, place_on, quote_on, shortened, speaker_line
from onrecord.exports import article_row, statement_row
from onrecord.pages import ARROW
from onrecord.record import (
    PageChanges,
    Profile,
    Query,
    Sighting,
    StoredArticle,
    StoredStatement,
    Told,
    Version,
    compare,
)
from onrecord.schema import Article, Excerpt, Page, PageReading, Problem, Spans, Statement, excerpt

if TYPE_CHECKING:
    from onrecord.record import Record

_FACT = 10  # columns that the names of facts take
_LATEST = 10  # statements of an actor
_MOST_VERSIONS = 50  # that a statement is looked for in
_STYLES = {"content": "bold", "cue": "yellow", "source": "cyan"}


@command
def show(
    *,
    entry: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A statement's, article's, actor's or page's id, or enough of its beginning.",
            show_default=False,
        ),
    ],
    diff: Annotated[
        str | None,
        typer.Option(
            "--diff",
            metavar="PAGE",
            help="Of a page: what changed between it and that page; without it, since the version before.",
            show_default=False,
        ),
    ] = None,
    db: options.Db = None,
    as_json: options.Json = False,
    limit: options.Limit = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Show one statement, article, actor or page with its text, its hash and where it came from.

    Of a page that stood at its address in several versions, all are listed, with what changed
    since the one before. Of a statement it is said which versions do not have it.
    """
    desk = Desk(quiet, verbose)
    kind = entry[: entry.find("_") + 1]
    if diff is not None and kind in {"st_", "ar_", "ac_"}:
        raise typer.BadParameter("--diff goes with the id of a page.")
    with opened(db) as record:
        shown = _Shown(desk, record, as_json=as_json, limit=limit)
        if kind == "st_":
            found = shown.statement(record.statement(entry))
        elif kind == "ar_":
            found = shown.article(record.article(entry))
        elif kind == "ac_":
            found = shown.actor(record.profile(entry))
        else:
            other = None if diff is None else record.page(diff)
            if diff is not None and other is None:
                fail(f"The record holds no page with the id {diff}.")
                return FAILED
            found = shown.page(record.page(entry), other)
    if not found:
        fail(f"The record holds nothing with the id {entry}.")
        return FAILED
    return DONE


class _Shown:
    """Prints entries as JSON or for people; each method tells whether there was one."""

    def __init__(self, desk: Desk, record: Record, *, as_json: bool, limit: int | None) -> None:
        self.desk = desk
        self.record = record
        self.as_json = as_json
        self.limit = limit
        self.sheet = Sheet(desk.out, ids=True)

    def statement(self, found: StoredStatement | None) -> bool:
        if found is None:
            return False
        page = self.record.page(found.page.id)
        assert page is not None, "a statement's page is in the record"
        statement, article = found.statement, found.article
        versions = self._others(page, statement)
        if self.as_json:
            row = statement_row(found.page, article, statement, found.byte_range)
            held = [{**versions_row([version])[0], "has": has} for version, has in versions]
            self.desk.rows([{**row, "versions": held}])
            return True
        self.sheet.put(speaker_line(statement))
        self.sheet.gap()
        self._context(page, found)
        self.sheet.gap()
        quote = quote_on(page, article, statement)
        self._fact("content", _spans(statement.content, words=False))
        self._fact("source", _spans(statement.source))
        self._fact("cue", _spans(statement.cue))
        self._fact("mode", statement.mode)
        for name, value, spans in evident(statement):
            self._fact(name, f"{value}{_standing(page, spans)}")
        self._fact("article", f"{article.id}  {article.title or ''}")
        self._origin(page)
        self._fact("place", quote.place)
        if found.byte_range is not None:
            self._fact("bytes", f"{found.byte_range[0]} to {found.byte_range[1]}")
        for version, has in versions:
            self._fact("also in" if has else "not in", f"{short(version.page.id)}  {seen(version)}")
        self._fact("score", f"{statement.score}, review: {statement.review}")
        self._fact("made by", statement.made_by)
        self._fact("id", statement.id)
        return True

    def article(self, found: StoredArticle | None) -> bool:
        if found is None:
            return False
        page = self.record.page(found.page.id)
        assert page is not None, "an article's page is in the record"
        article = found.article
        if self.as_json:
            self.desk.rows([article_row(found.page, article, found.page_text)])
            return True
        self.sheet.article(article, page, text=False)
        self.sheet.gap()
        self._fact("updated", article.updated)
        self._fact("url", article.url)
        self._fact("language", article.language)
        self._fact("tags", ", ".join(article.tags))
        self._origin(page)
        versions = len(self.record.versions(page.id))
        self._fact("versions", f"{versions} of the page" if versions > 1 else None)
        self._problems(self.record.problems(page.id))
        self._fact("id", article.id)
        self._evidence(page, article)
        stored = [item.statement for item in self.record.statements_of(article_id=article.id)]
        shared = common_chain(stored)
        self._fact("all via", chain(shared))
        quotes = [quote_on(page, article, statement) for statement in stored[: self.limit]]
        self.sheet.quotes(quotes, len(shared))
        return True

    def actor(self, found: Profile | None) -> bool:
        if found is None:
            return False
        limit = _LATEST if self.limit is None else self.limit
        latest = list(self.record.find(Query(by=found.actor.id, limit=limit)))
        if self.as_json:
            self.desk.rows([actor_row(found, [item.statement.id for item in latest])])
            return True
        ActorSheet(self.sheet).put(found)
        for item in latest:
            page = self.record.page(item.page.id)
            if page is not None:
                self.sheet.gap()
                quote = quote_on(page, item.article, item.statement)
                published = item.article.published
                self.sheet.quote(quote, quote.full_place, None if published is None else published[:10])
        return True

    def page(self, found: Page | None, other: Page | None) -> bool:
        """Show a page, and what changed against `other`, or else since the version before."""
        reading = None if found is None else self.record.reading(found.id)
        if found is None or reading is None:
            return False
        versions = self.record.versions(found.id)
        changes = self._changes(reading, versions, other)
        if self.as_json:
            self.desk.rows([_page_row(reading, self.record.sightings(found.id), versions, changes)])
            return True
        self.sheet.gap()
        self._origin(found)
        self._fact("given", _given(found))
        self._fact("kind", f"{found.kind}, {found.encoding}")
        self._fact("size", f"{number(len(found.data), 'byte')}, {number(len(found.text), 'character')}")
        self._problems(reading.problems)
        self.sheet.begin()
        for article in reading.articles:
            count = sum(statement.article_id == article.id for statement in reading.statements)
            self.sheet.heading(article, found.uri, article.id, number(count, "statement"))
        sheet = ChangesSheet(self.sheet)
        if len(versions) > 1:
            sheet.versions(versions, found.id, self.limit)
        if changes is not None:
            sheet.changes(changes)
        return True

    def _changes(
        self, reading: PageReading, versions: Sequence[Version], other: Page | None
    ) -> PageChanges | None:
        """Compare a page with another, the older one first; None where there is no other."""
        ids = [version.page.id for version in versions]
        place = ids.index(reading.page.id)
        if other is not None:
            wanted = other.id
        elif len(ids) > 1:
            wanted = ids[place - 1] if place else ids[1]
        else:
            return None
        against = self.record.reading(wanted)
        assert against is not None, "a version is in the record"
        later = wanted in ids and ids.index(wanted) > place
        return compare(reading, against) if later else compare(against, reading)

    def _others(self, page: Page, statement: Statement) -> list[tuple[Version, bool]]:
        """Return the other versions of a page, the latest, and of each whether it has a statement."""
        others = [version for version in self.record.versions(page.id) if version.page.id != page.id]
        found = []
        for version in others[-_MOST_VERSIONS:]:
            reading = self.record.reading(version.page.id)
            assert reading is not None, "a version is in the record"
            found.append((version, Told(reading).has(statement)))
        return found

    def _origin(self, page: Page) -> None:
        self._fact("page", page.id)
        met = self.record.sightings(page.id)
        for place in dict.fromkeys(_place(item) for item in met):
            self._fact("from", place)
        self._fact("fetched", spoken(page.fetched))
        if len(met) > 1:
            times = sorted(spoken(item.fetched or item.added) for item in met)
            self._fact("seen", f"{number(len(met), 'time')}, first {times[0]}, last {times[-1]}")
        if met and met[0].added is not None:
            self._fact("added", spoken(met[0].added))

    def _problems(self, problems: Iterable[Problem]) -> None:
        for item in problems:
            self._fact("problem", f"{item.message} ({item.code})")

    def _evidence(self, page: Page, article: Article) -> None:
        """Print a line for each value: the value, where it stands, how sure, the words that say so."""
        rows = [evidence_cells(page, article, item) for item in article.evidence]
        if not rows:
            return
        self.sheet.gap()
        width = self.desk.out.width
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        widths[1] = min(widths[1], width // 2)
        for row in rows:
            line = Text()
            for cell, most, style in zip(row, widths, ("dim", "", "dim", "dim"), strict=False):
                line.append(shortened(cell, most).ljust(most), style=style).append("  ")
            line.append(shortened(row[4], max(width - len(line), 20)), style="italic dim")
            line.rstrip()
            self.desk.out.print(line, soft_wrap=True)

    def _fact(self, name: str, value: str | None) -> None:
        """Print a fact unless it is unknown; a long one goes on below itself."""
        if value and value.strip():
            text = Text(clean(value))
            # A hash is copied whole or not at all.
            lines = self.sheet.wrapped(text, _FACT) if " " in text.plain else [text]
            for position, line in enumerate(lines):
                label = (name if position == 0 else "").ljust(_FACT)
                self.desk.out.print(Text.assemble((label, "dim"), line), soft_wrap=True)

    def _context(self, page: Page, found: StoredStatement) -> None:
        """Print the paragraphs around a statement with its parts marked."""
        parts = _parts(found.statement)
        first = min(start for _, spans in parts for start, _ in spans)
        last = max(end for _, spans in parts for _, end in spans)
        body = found.article.body
        held = [at for at, (start, end) in enumerate(body) if start < last and first < end]
        around = body[max(0, held[0] - 1) : held[-1] + 2] if held else ((first, last),)
        for position, (start, end) in enumerate(around):
            if position:
                self.sheet.gap()
            within = start < last and first < end
            text = Text(safe(page.text[start:end]), style="" if within else "dim")
            for name, spans in parts:
                for left, right in spans:
                    text.stylize(_STYLES[name], max(left - start, 0), max(right - start, 0))
            if self.desk.out.color_system is None:
                text = _bracketed(text, start, found.statement.content.spans)
            self.sheet.put(text, 2)


def _parts(statement: Statement) -> list[tuple[str, Spans]]:
    found = (("content", statement.content), ("cue", statement.cue), ("source", statement.source))
    return [(name, excerpt.spans) for name, excerpt in found if excerpt is not None]


def _spans(excerpt: Excerpt | None, *, words: bool = True) -> str | None:
    """Return an excerpt's words and where they stand in the page text."""
    if excerpt is None:
        return None
    places = ", ".join(f"{start} to {end}" for start, end in excerpt.spans)
    return f"{excerpt.text}  (characters {places})" if words else f"characters {places}"


def _standing(page: Page, spans: Spans) -> str:
    """Return the page's words that a value was taken from, and where they stand."""
    if not spans:
        return ""
    return f"  “{excerpt(page.text, spans).text}” ({place_on(page, spans[0][0])})"


def _bracketed(text: Text, offset: int, spans: Spans) -> Text:
    """Mark the content where there is no colour to mark it."""
    marked = text.copy()
    for start, end in reversed(spans):
        left, right = max(start - offset, 0), min(end - offset, len(text))
        if left < right:
            marked = Text.assemble(marked[:left], "⟦", marked[left:right], "⟧", marked[right:])
    return marked


def _given(page: Page) -> str | None:
    """Return what came with a page on one line."""
    if page.given is None:
        return None
    facts = {name: value for name, value in asdict(page.given).items() if value}
    return " · ".join(
        f"{name}: {', '.join(value) if isinstance(value, tuple) else value}" for name, value in facts.items()
    )


def _page_row(
    reading: PageReading,
    met: Sequence[Sighting],
    versions: Sequence[Version],
    changes: PageChanges | None,
) -> dict[str, Any]:
    page = reading.page
    given = None if page.given is None else asdict(page.given)
    return {
        "schema": "onrecord.page/1",
        "id": page.id,
        "uris": list(dict.fromkeys(item.uri for item in met)),
        "fetched": _time(page.fetched),
        "archive": page.archive,
        "given": given,
        "seen": [
            {
                "uri": item.uri,
                "fetched": _time(item.fetched),
                "archive": item.archive,
                "added": _time(item.added),
            }
            for item in met
        ],
        "kind": page.kind,
        "encoding": page.encoding,
        "bytes": len(page.data),
        "characters": len(page.text),
        "articles": [article.id for article in reading.articles],
        "problems": [{"code": item.code, "message": item.message} for item in reading.problems],
        "versions": versions_row(versions),
        "changes": None if changes is None else changes_row(changes),
    }


def _place(met: Sighting) -> str:
    if met.archive is None:
        return met.uri
    # Either what the page was packed in, or the redirects by which it was reached.
    return f"{met.uri} ({'by' if ARROW in met.archive else 'in'} {met.archive})"


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()

"""The command show: one entry of the record with what belongs to it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from onrecord.cli import options
from onrecord.cli.desk import DONE, FAILED, Desk, clean, command, fail, number, safe
from onrecord.cli.record_commands import opened
from onrecord.cli.sheet import Sheet, described, quote_on, speaker_line
from onrecord.exports import article_row, statement_row
from onrecord.record import StoredArticle, StoredStatement
from onrecord.schema import Actor, Article, Excerpt, Page, Problem, Spans, Statement

if TYPE_CHECKING:
    from onrecord.record import Record

_FACT = 10  # columns that the names of facts take
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
    db: options.Db = None,
    as_json: options.Json = False,
    limit: options.Limit = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> int:
    """Show one statement, article, actor or page with its text, its hash and where it came from."""
    desk = Desk(quiet, verbose)
    with opened(db) as record:
        shown = _Shown(desk, record, as_json=as_json, limit=limit)
        if entry.startswith("st_"):
            found = shown.statement(record.statement(entry))
        elif entry.startswith("ar_"):
            found = shown.article(record.article(entry))
        elif entry.startswith("ac_"):
            found = shown.actor(record.actor(entry))
        else:
            found = shown.page(record.page(entry))
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
        if self.as_json:
            self.desk.rows([statement_row(found.page, article, statement, found.byte_range)])
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
        self._fact("act", f"{statement.act.label} ({statement.act.score})" if statement.act else None)
        self._fact("targets", ", ".join(actor.name for actor in statement.targets or ()))
        self._fact("via", " ← ".join(relay.name for relay in statement.via or ()))
        if statement.said is not None:
            self._fact("said", f"{statement.said.date or ''} {statement.said.text or ''}")
        if statement.speaker is not None:
            self._fact("speaker", f"{statement.speaker.id}  {statement.speaker.name}")
        self._fact("article", f"{article.id}  {article.title or ''}")
        self._origin(page)
        self._fact("place", quote.place)
        if found.byte_range is not None:
            self._fact("bytes", f"{found.byte_range[0]} to {found.byte_range[1]}")
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
        self._fact("id", article.id)
        stored = self.record.statements_of(article_id=article.id)
        self.sheet.quotes([quote_on(page, article, item.statement) for item in islice(stored, self.limit)])
        return True

    def actor(self, found: Actor | None) -> bool:
        if found is None:
            return False
        stored = list(self.record.statements_of(actor_id=found.id))
        if self.as_json:
            self.desk.rows([_actor_row(found, len(stored))])
            return True
        self.sheet.put(Text(clean(found.name), style="bold"))
        self.sheet.gap()
        self._fact("kind", found.kind)
        self._fact("known as", ", ".join(found.aliases))
        self._fact("facts", described(found))
        self._fact("said", number(len(stored), "statement"))
        self._fact("id", found.id)
        for item in islice(stored, self.limit):
            page = self.record.page(item.page.id)
            if page is not None:
                self.sheet.gap()
                quote = quote_on(page, item.article, item.statement)
                self.sheet.quote(quote, quote.full_place)
        return True

    def page(self, found: Page | None) -> bool:
        if found is None:
            return False
        articles = [stored.article for stored in self.record.articles(found.id)]
        problems = [item for item in self.record.problems() if item.page_id == found.id]
        if self.as_json:
            self.desk.rows([_page_row(found, self.record, articles, problems)])
            return True
        self.sheet.gap()
        self._origin(found)
        self._fact("kind", f"{found.kind}, {found.encoding}")
        self._fact("size", f"{number(len(found.data), 'byte')}, {number(len(found.text), 'character')}")
        for item in problems:
            self._fact("problem", f"{item.message} ({item.code})")
        for article in articles:
            count = sum(1 for _ in self.record.statements_of(article_id=article.id))
            self.sheet.heading(article, found.uri, article.id, number(count, "statement"))
        return True

    def _origin(self, page: Page) -> None:
        self._fact("page", page.id)
        for sighting in self.record.sightings(page.id):
            self._fact("from", sighting.uri)
        self._fact("fetched", "unknown" if page.fetched is None else page.fetched.isoformat())

    def _fact(self, name: str, value: str | None) -> None:
        """Print a fact unless it is unknown; a long one goes on below itself."""
        if value and value.strip():
            text = Text(clean(value))
            # A hash is copied whole or not at all.
            lines = self.sheet.wrapped(text, _FACT) if " " in text.plain else [text]
            for position, line in enumerate(lines):
                label = Text((name if position == 0 else "").ljust(_FACT), style="dim")
                self.desk.out.print(label + line, soft_wrap=True)

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


def _bracketed(text: Text, offset: int, spans: Spans) -> Text:
    """Mark the content where there is no colour to mark it."""
    marked = text.copy()
    for start, end in reversed(spans):
        left, right = max(start - offset, 0), min(end - offset, len(text))
        if left < right:
            marked = Text.assemble(marked[:left], "⟦", marked[left:right], "⟧", marked[right:])
    return marked


def _actor_row(actor: Actor, statements: int) -> dict[str, Any]:
    return {
        "schema": "onrecord.actor/1",
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "role": actor.role,
        "country": actor.country,
        "anonymous": actor.anonymous,
        "aliases": list(actor.aliases),
        "statements": statements,
    }


def _page_row(page: Page, record: Record, articles: list[Article], problems: list[Problem]) -> dict[str, Any]:
    return {
        "schema": "onrecord.page/1",
        "id": page.id,
        "uris": [sighting.uri for sighting in record.sightings(page.id)],
        "fetched": None if page.fetched is None else page.fetched.isoformat(),
        "kind": page.kind,
        "encoding": page.encoding,
        "bytes": len(page.data),
        "characters": len(page.text),
        "articles": [article.id for article in articles],
        "problems": [{"code": item.code, "message": item.message} for item in problems],
    }

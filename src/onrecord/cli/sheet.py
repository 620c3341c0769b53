"""How articles and statements look when people read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from rich.console import Console
from rich.text import Text

from onrecord.cli.circumstances import circumstances
from onrecord.cli.desk import clean, number
from onrecord.schema import GAP, Actor, Article, Evidence, Page, Statement

UNNAMED: Final = "unnamed"
_LONGEST_CUE: Final = 90
_SHORT_ID: Final = 11  # eight digits: among 10,000 statements, one id in 400,000 needs more


def moment(date: str) -> str:
    """Return an ISO 8601 date for a reader: to the minute, its time zone as an offset or UTC."""
    day, _, clock = date.partition("T")
    found = re.fullmatch(r"(\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?", clock)
    if found is None:
        return date.replace("T", " ")
    zone = {None: "", "Z": " UTC", "+00:00": " UTC"}.get(found[2], f" {found[2]}")
    return f"{day} {found[1]}{zone}"


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement with what a listing says of where it stands.

    `uri` is the page's; `line` the line of the page text where the content begins,
    or None where the page text is a rendering and has no lines that a reader sees;
    `paragraph` the article's paragraph, both counted from 1.
    """

    statement: Statement
    article: Article
    uri: str
    line: int | None
    paragraph: int | None

    @property
    def place(self) -> str:
        """Where on its page it stands."""
        if self.line is not None:
            return f"line {self.line}"
        return "" if self.paragraph is None else f"paragraph {self.paragraph}"

    @property
    def full_place(self) -> str:
        """Where it stands, the page named."""
        return f"{self.uri}:{self.line}" if self.line is not None else f"{self.uri}, {self.place}"


def quote_on(page: Page, article: Article, statement: Statement) -> Quote:
    """Find where a statement stands on its page."""
    start = statement.content.spans[0][0]
    found = (number for number, (_, end) in enumerate(article.body, 1) if start < end)
    line = _line_at(page.text, start) if page.kind == "text" else None
    return Quote(statement, article, page.uri, line, next(found, None))


def place_on(page: Page, start: int) -> str:
    """Say where on a page a character stands: the line of a text, else its number in the page text."""
    return f"line {_line_at(page.text, start)}" if page.kind == "text" else f"character {start}"


def evidence_cells(page: Page, article: Article, item: Evidence) -> tuple[str, str, str, str, str]:
    """Return what is known of one value: its field, itself, where it stands, how sure, the words there."""
    known = getattr(article, item.field)
    value = ", ".join(known) if isinstance(known, tuple) else known or ""
    if isinstance(known, tuple) and item.text in known:
        value = item.text
    words = "" if item.text == value else f"“{clean(item.text)}”"
    place = "" if item.span is None else f", {place_on(page, item.span[0])}"
    return item.field, clean(value), f"{item.basis}{place}", f"{item.score:.2f}", words


def shortened(words: str, most: int) -> str:
    """Return words cut to `most` characters, with an ellipsis where they are longer."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _line_at(text: str, place: int) -> int:
    """Count as editors do: the lines of old Macs end in a carriage return alone."""
    feeds, returns, both = (text.count(end, 0, place) for end in ("\n", "\r", "\r\n"))
    return feeds + returns - both + 1


class Sheet:
    """Prints onto a console; a long line goes on below its own beginning.

    Args:
        console: where to.
        ids: name each statement by enough of its id to show it.
    """

    def __init__(self, console: Console, *, ids: bool = False) -> None:
        self.console = console
        self._ids = ids
        self._begun = False

    def put(self, text: Text, indent: int = 0) -> None:
        """Print a text wrapped, every line indented."""
        for line in self.wrapped(text, indent):
            self.console.print(Text(" " * indent) + line, soft_wrap=True)
        self._begun = True

    @property
    def width(self) -> int:
        """How many columns a line has."""
        return self.console.width

    def line(self, text: Text) -> None:
        """Print a text as it is on one line."""
        self.console.print(text, soft_wrap=True)
        self._begun = True

    def wrapped(self, text: Text, indent: int) -> Iterator[Text]:
        """Cut a text into lines that leave room for an indent."""
        for line in text.wrap(self.console, max(self.console.width - indent, 20)):
            line.rstrip()
            yield line

    def begin(self) -> None:
        """Take for begun what another printed on the console, so that a gap follows it."""
        self._begun = True

    def gap(self) -> None:
        """Print an empty line, but not as the first one."""
        if self._begun:
            self.console.print()

    def heading(self, article: Article, uri: str, *more: str) -> None:
        """Print an article's title, and where it is from."""
        self.gap()
        title = clean(article.title) if article.title else "Untitled"
        self.put(Text(title, style="bold" if article.title else "bold italic"))
        origin = [clean(article.outlet)] if article.outlet else []
        if article.byline and article.byline != (article.outlet,):
            origin.append("by " + clean(", ".join(article.byline)))
        origin += [moment(article.published)] if article.published else []
        known, place = " · ".join((*origin, *more)), clean(uri)
        if known and len(known) + len(place) + 3 > self.console.width:
            self.put(Text(known, style="dim"))
            self.put(Text(place, style="dim"))
        else:
            self.put(Text(" · ".join(filter(None, (known, place))), style="dim"))

    def quotes(self, quotes: list[Quote], shared: int = 0) -> None:
        """Print an article's statements, those in a row by one speaker under one name.

        Args:
            quotes: the statements.
            shared: how many links of their chains the article's heading has told already.
        """
        before: tuple[str, ...] | None = None
        for quote in quotes:
            who = _identity(quote.statement)
            if who != before or who == (UNNAMED,):
                self.gap()
                self.put(speaker_line(quote.statement), 2)
            before = who
            self.quote(quote, quote.place, shared=shared)

    def quote(self, quote: Quote, place: str, day: str | None = None, *, shared: int = 0) -> None:
        """Print a statement's words, below how the page leads them in, and what else is known of it."""
        statement = quote.statement
        self.put(Text(clean(statement.content.text)), 4)
        parts = [(words, "italic dim")] if (words := lead(statement)) else []
        parts += [(clean(part), "dim") for part in (day, place) if part]
        if self._ids:
            parts.append((statement.id[:_SHORT_ID], "dim"))
        self._facts(parts, "      — ")
        self._facts(circumstances(statement, shared), "        ")

    def _facts(self, parts: list[tuple[str, str]], before: str) -> None:
        """Print parts with dots between them, on as many lines as they need; a part is cut only by itself."""
        room = max(self.console.width - len(before), 20)
        lines: list[Text] = []
        for words, style in parts:
            if lines and len(lines[-1]) + len(words) + 3 <= room:
                lines[-1].append(" · ", style="dim").append(words, style=style)
            else:
                lines.append(Text().append(words, style=style))
        for line in (piece for whole in lines for piece in self.wrapped(whole, len(before))):
            self.console.print(Text.assemble((before, "dim"), line), soft_wrap=True)
            before = " " * len(before)
        self._begun = True

    def speakers(self, quotes: list[Quote]) -> None:
        """Print statements by speaker, who said most first."""
        above = _folder_above(quotes)
        groups: dict[tuple[str, ...], list[Quote]] = {}
        for quote in quotes:
            groups.setdefault(_identity(quote.statement), []).append(quote)
        for _, own in sorted(groups.items(), key=lambda item: (item[0] == (UNNAMED,), -len(item[1]))):
            self.gap()
            articles = len({quote.article.id for quote in own})
            line = speaker_line(_best_described(own).statement)
            count = number(len(own), "statement") + (f", {articles} articles" if articles > 1 else "")
            self.put(line.append(f" · {count}", style="dim"))
            for quote in own:
                self.quote(quote, quote.place if above is None else quote.full_place.removeprefix(above))

    def article(self, article: Article, page: Page, *, text: bool) -> None:
        """Print an article with the size of its body, or with the body itself."""
        words = sum(len(page.text[start:end].split()) for start, end in article.body)
        size = (number(len(article.body), "paragraph"), number(words, "word"))
        self.heading(article, page.uri, *size)
        if text:
            for start, end in article.body:
                self.gap()
                self.put(Text(clean(page.text[start:end])), 2)


def speaker_line(statement: Statement) -> Text:
    """Return the speaker's name with what is known of them."""
    speaker = statement.speaker
    if speaker is None:
        words = clean(statement.source.text) if statement.source else UNNAMED
        line = Text().append(words, style="bold italic" if statement.source else "italic dim")
        return line.append(" (not identified)", style="dim") if statement.source else line
    line = Text().append(clean(speaker.name), style="bold italic" if speaker.anonymous else "bold cyan")
    facts = described(speaker)
    return line.append(f"  {facts}", style="dim") if facts else line


def described(actor: Actor) -> str:
    """Return role, country and anonymity of an actor on one line."""
    name, role = clean(actor.name), clean(actor.role or "")
    facts = (
        "" if role.casefold() in name.casefold() else role,
        actor.country,
        "anonymous" if actor.anonymous and not name.startswith("anonymous") else None,
    )
    return " · ".join(fact for fact in facts if fact)


def lead(statement: Statement) -> str:
    """Return source and cue as they stand on the page, in its order."""
    pieces: list[tuple[int, int, str]] = []
    for excerpt in (statement.source, statement.cue):
        if excerpt is not None:
            # The text of an excerpt is that of its spans, joined: it is cut by their lengths.
            rest = excerpt.text
            for start, end in excerpt.spans:
                pieces.append((start, end, rest[: end - start]))
                rest = rest[end - start + len(GAP) :]
    words, last = "", 0
    for start, end, piece in sorted(pieces):
        words += ("" if not words else " " if start - last <= 1 else GAP) + piece
        last = end
    words = clean(words)
    return words if len(words) <= _LONGEST_CUE else words[: _LONGEST_CUE - 1].rsplit(" ", 1)[0] + " …"


def _identity(statement: Statement) -> tuple[str, ...]:
    if statement.speaker is not None:
        return ("actor", statement.speaker.id)
    return (UNNAMED,) if statement.source is None else ("words", clean(statement.source.text).casefold())


def _best_described(quotes: list[Quote]) -> Quote:
    """Articles know a speaker in several forms: show the one that says most."""
    return max(
        quotes, key=lambda quote: len(described(quote.statement.speaker)) if quote.statement.speaker else 0
    )


def _folder_above(quotes: list[Quote]) -> str | None:
    """Return the folder that all pages are in; None where there is no second page."""
    uris = {quote.uri for quote in quotes}
    first, last = min(uris, default=""), max(uris, default="")
    if first == last:
        return None
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False)))
    return first[: first.rfind("/", 0, same) + 1]

"""How the versions of a page, and what changed between two of them, look to people and to programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from rich.text import Text

from onrecord.cli.desk import clean, number
from onrecord.cli.sheet import UNNAMED, Sheet
from onrecord.record import (
    ArticleChanges,
    FieldChange,
    PageChanges,
    ParagraphChange,
    StatementChange,
    Version,
)
from onrecord.record.alignment import Piece, marked
from onrecord.schema import Statement

LABEL: Final = 14
"""Columns that the names of facts and changes take."""

_SHORT_ID: Final = 15  # ``sha256:`` and eight digits
_LISTED: Final = 20
"""How many versions are listed where no limit is asked for."""
_AROUND: Final = 60
"""Characters of unchanged words that stay on either side of a changed one."""
_STYLES: Final = {"same": "", "gone": "red strike", "new": "green"}
_BRACKETS: Final = {"gone": ("[-", "-]"), "new": ("{+", "+}")}


def versions_row(versions: Sequence[Version]) -> list[dict[str, Any]]:
    """Return versions for JSON."""
    return [
        {
            "page": version.page.id,
            "first": None if version.first is None else version.first.isoformat(),
            "last": None if version.last is None else version.last.isoformat(),
            "seen": version.seen,
        }
        for version in versions
    ]


def changes_row(changes: PageChanges) -> dict[str, Any]:
    """Return what changed for JSON; the spans are those of each side's page text."""
    return {
        "old": changes.old,
        "new": changes.new,
        "same_text": changes.same_text,
        "articles": [
            {
                "old": None if article.old is None else article.old.id,
                "new": None if article.new is None else article.new.id,
                "same": article.same,
                "fields": [
                    {"field": item.field, "old": item.old, "new": item.new} for item in article.fields
                ],
                "paragraphs": [
                    {
                        "kind": item.kind,
                        "old": None if item.old is None else list(item.old),
                        "new": None if item.new is None else list(item.new),
                        "pieces": [list(piece) for piece in item.pieces],
                    }
                    for item in article.paragraphs
                ],
                "statements": [
                    {
                        "kind": item.kind,
                        "old": None if item.old is None else item.old.id,
                        "new": None if item.new is None else item.new.id,
                    }
                    for item in article.statements
                ],
            }
            for article in changes.articles
        ],
    }


def short(page_id: str) -> str:
    """Return enough of a page's id to show it."""
    return page_id[:_SHORT_ID]


def spoken(moment: datetime | None) -> str:
    """Return a point in time as people read it."""
    return "unknown" if moment is None else moment.isoformat(" ", "seconds")


def seen(version: Version) -> str:
    """Return when a version was seen, and how often."""
    how = "added " if version.page.fetched is None else ""
    if version.seen == 1:
        return how + spoken(version.first)
    return f"{how}{spoken(version.first)} to {spoken(version.last)}, seen {version.seen} times"


class ChangesSheet:
    """Prints versions and changes onto a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._coloured = sheet.console.color_system is not None

    def versions(self, versions: Sequence[Version], own: str, limit: int | None) -> None:
        """List the versions of page `own`, the latest `limit` of them."""
        limit = _LISTED if limit is None else limit
        shown = versions[max(len(versions) - limit, 0) :]
        self.sheet.gap()
        heading = Text(number(len(versions), "version"), style="bold")
        if len(shown) < len(versions):
            heading.append(f", the latest {len(shown)}:")
        self.sheet.put(heading)
        for version in shown:
            this = " · this one" if version.page.id == own else ""
            line = Text(f"{short(version.page.id)}  {seen(version)}", style="" if this else "dim")
            self.sheet.put(line.append(this, style="bold"), 2)

    def changes(self, changes: PageChanges) -> None:
        """Print what changed, by article."""
        self.sheet.gap()
        heading = f"From {short(changes.old)} to {short(changes.new)}"
        self.sheet.put(Text(heading, style="bold"))
        if not changes.changed:
            self.sheet.put(
                Text(
                    "Only bytes differ that no reader sees."
                    if changes.same_text
                    else "No article changed, only something around them."
                    if changes.articles
                    else "Neither has an article; their texts differ."
                ),
                2,
            )
        for article in changes.articles:
            if article.changed:
                self._article(article, alone=len(changes.articles) == 1)

    def _article(self, article: ArticleChanges, *, alone: bool) -> None:
        shown = article.new or article.old
        assert shown is not None, "an article is in one version at least"
        if not alone or article.old is None or article.new is None:
            kind = "new article" if article.old is None else "gone article" if article.new is None else "in"
            self.sheet.gap()
            self._line(kind, Text(clean(shown.title or "Untitled"), style="bold"))
        for field in article.fields:
            self._line(field.field, self._field(field))
        for paragraph in article.paragraphs:
            self._line(paragraph.kind, self._paragraph(paragraph))
        if article.paragraphs:
            self._line("the same", Text(number(article.same, "paragraph"), style="dim"))
        for statement in article.statements:
            self._statement(statement)

    def _field(self, change: FieldChange) -> Text:
        if change.old and change.new and change.field == "title":
            return self._pieces(marked(change.old, change.new))
        sides: tuple[Piece, ...] = (("gone", change.old or "unknown"), ("new", change.new or "unknown"))
        return Text(" ").join(self._pieces((side,)) for side in sides)

    def _paragraph(self, change: ParagraphChange) -> Text:
        if change.kind == "moved":
            return Text(_shortened(change.pieces[0][1], first=True, last=True), style="dim")
        return self._pieces(change.pieces)

    def _pieces(self, pieces: Sequence[Piece]) -> Text:
        text = Text()
        for position, (mark, piece) in enumerate(pieces):
            words = clean(piece)
            if mark == "same":
                words = _shortened(words, first=position == 0, last=position == len(pieces) - 1)
            elif not self._coloured:
                words = f"{_BRACKETS[mark][0]}{words}{_BRACKETS[mark][1]}"
            text.append(" " if piece.startswith(" ") else "").append(words, style=_STYLES[mark])
        return text

    def _statement(self, change: StatementChange) -> None:
        statement = change.new or change.old
        assert statement is not None, "a statement is in one version at least"
        line = Text().append(f"{_speaker(statement)}: ", style="cyan")
        if change.kind == "reattributed" and change.old is not None:
            line = self._pieces((("gone", _speaker(change.old)), ("new", f" {_speaker(statement)}")))
            line.append(": ", style="cyan")
        words = Text(clean(statement.content.text))
        if change.kind == "reworded" and change.old is not None:
            words = self._pieces(marked(change.old.content.text, statement.content.text))
        kind = change.kind if change.kind in {"reworded", "reattributed"} else f"{change.kind} quote"
        self._line(kind, line.append_text(words).append(f" · {statement.id[:11]}", style="dim"))

    def _line(self, name: str, text: Text) -> None:
        for position, line in enumerate(self.sheet.wrapped(text, LABEL)):
            label = (name if position == 0 else "").ljust(LABEL)
            self.sheet.console.print(Text.assemble((label, "dim"), line), soft_wrap=True)


def _speaker(statement: Statement) -> str:
    if statement.speaker is not None:
        return clean(statement.speaker.name)
    return clean(statement.source.text) if statement.source else UNNAMED


def _shortened(words: str, *, first: bool, last: bool) -> str:
    """Leave out what is far from any change in words that did not change."""
    if first and last:
        return words if len(words) <= 2 * _AROUND else _head(words) + " …"
    if first:
        return words if len(words) <= _AROUND else "… " + _tail(words)
    if last:
        return words if len(words) <= _AROUND else _head(words) + " …"
    return words if len(words) <= 2 * _AROUND else f"{_head(words)} … {_tail(words)}"


def _head(words: str) -> str:
    return words[:_AROUND].rsplit(" ", 1)[0]


def _tail(words: str) -> str:
    return words[-_AROUND:].split(" ", 1)[-1]

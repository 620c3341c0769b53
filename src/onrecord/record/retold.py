"""The statements of two versions of a page: which are gone, new, reworded, given to another speaker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from onrecord.record.alignment import alike
from onrecord.record.names import plain
from onrecord.schema import GAP, Article, PageReading, Statement, body_text

StatementKind: TypeAlias = Literal["reworded", "reattributed", "gone", "new"]


@dataclass(frozen=True, slots=True)
class StatementChange:
    """A statement that only one version has, or both with other words or another source.

    `gone`: its words stand in no article of the newer version; `new`: in none of the older.
    """

    kind: StatementKind
    old: Statement | None
    new: Statement | None


class Told:
    """What a version of a page tells: its statements, and the words of its articles.

    Case, accents and punctuation make no difference.
    """

    def __init__(self, reading: PageReading) -> None:
        text = reading.page.text
        bodies = [body_text(text, article) for article in reading.articles] or [text]
        self._words = plain("\n".join(bodies))
        self._contents = {plain(statement.content.text) for statement in reading.statements}
        self._statements = reading.statements
        self._text = text

    def of(self, article: Article | None) -> list[Statement]:
        """Return the statements of an article."""
        return [item for item in self._statements if article is not None and item.article_id == article.id]

    def has(self, statement: Statement) -> bool:
        """Tell whether it has a statement of another version: as one, or its words in an article."""
        if plain(statement.content.text) in self._contents:
            return True
        return all(self.stands(plain(part)) for part in _parts(statement))

    def stretch(self, statement: Statement) -> str:
        """Return the words from where a statement begins to where it ends, its source and cue among them."""
        excerpts = filter(None, (statement.content, statement.cue, statement.source))
        spans = [span for excerpt in excerpts for span in excerpt.spans]
        return plain(self._text[min(start for start, _ in spans) : max(end for _, end in spans)])

    def stands(self, words: str) -> bool:
        """Tell whether plain words stand in an article."""
        return words in self._words


def statement_changes(
    old: Told, new: Told, pair: tuple[Article | None, Article | None]
) -> Iterator[StatementChange]:
    """Yield what changed of the statements of an article that both versions have, or one of them."""
    before, after = old.of(pair[0]), new.of(pair[1])
    kept: dict[str, list[Statement]] = {}
    for statement in before:
        kept.setdefault(plain(statement.content.text), []).append(statement)
    for statement in after:
        origins = kept.get(plain(statement.content.text))
        if not origins or not _speakers_differ(origin := origins.pop(0), statement):
            continue
        # The same words read in another way are no change of the page.
        if not new.stands(old.stretch(origin)) or not old.stands(new.stretch(statement)):
            yield StatementChange("reattributed", origin, statement)
    gone = [statement for statement in before if not new.has(statement)]
    come = [statement for statement in after if not old.has(statement)]
    became = alike(
        [statement.content.text for statement in gone],
        [statement.content.text for statement in come],
        lambda left, right: not _speakers_differ(gone[left], come[right]),
    )
    for left, statement in enumerate(gone):
        if left in became:
            yield StatementChange("reworded", statement, come[became[left]])
        else:
            yield StatementChange("gone", statement, None)
    taken = set(became.values())
    for right, statement in enumerate(come):
        if right not in taken:
            yield StatementChange("new", None, statement)


def _speakers_differ(old: Statement, new: Statement) -> bool:
    """Tell whether both the words that name the source and the speaker they stand for are others."""
    if old.source is None or new.source is None:
        return False
    words = plain(old.source.text) != plain(new.source.text)
    if old.speaker is None or new.speaker is None:
        return words
    return words and plain(old.speaker.name) != plain(new.speaker.name)


def _parts(statement: Statement) -> list[str]:
    """Return the text of each span of a statement's content."""
    rest, parts = statement.content.text, []
    for start, end in statement.content.spans:
        parts.append(rest[: end - start])
        rest = rest[end - start + len(GAP) :]
    return parts

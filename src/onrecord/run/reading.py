"""One call for notebooks and other programs: a source in, its reading out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from onrecord.exports import statement_row
from onrecord.pages import byte_range, gather, list_places
from onrecord.run.crew import read_all
from onrecord.run.neighbours import beside_neighbours
from onrecord.run.reader import Reader, statement_reader
from onrecord.schema import Article, Blob, Outcome, PageReading, Problem, Statement

Source: TypeAlias = str | bytes | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from a source.

    `pages` are the pages with their articles and statements, in reading order;
    `problems` all that could not be done, those of single pages included.
    """

    pages: tuple[PageReading, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles of all pages."""
        return tuple(article for page in self.pages for article in page.articles)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of all pages."""
        return tuple(statement for page in self.pages for statement in page.statements)

    def rows(self) -> list[dict[str, Any]]:
        """Return the statements in the public format `onrecord.statement/1`, see docs/format.md."""
        return [row for page in self.pages for row in statement_rows(page)]


def statement_rows(reading: PageReading) -> Iterator[dict[str, Any]]:
    """Yield a page's statements in the public format."""
    page = reading.page
    articles = {article.id: article for article in reading.articles}
    for statement in reading.statements:
        spans = statement.content.spans
        taken = byte_range(page, (spans[0][0], spans[-1][1]))
        yield statement_row(page, articles[statement.article_id], statement, taken)


def read(source: Source | Sequence[Source], *, whole: bool = False) -> Reading:
    """Read news pages: which articles they hold, and who said what in them.

    Args:
        source: what to read, or several of these as one sequence, read in batches.
            A `pathlib.Path` is a file, or a folder with all files below it; bytes are
            one page: text, HTML or PDF. A `str` in one line that names a file
            or folder that is there is that path; any other `str` is the text of a page.
        whole: take each page as one clean article, as it stands.

    Returns:
        the pages, articles and statements. What cannot be read is among its problems
        and raises nothing.

    Raises:
        TypeError: a source of another type.
    """
    return read_with(statement_reader(whole=whole), source)


def read_with(reader: Reader, source: Source | Sequence[Source]) -> Reading:
    """Read a source with a reader, see `read`."""
    pages: list[PageReading] = []
    problems: list[Problem] = []
    for outcome in read_all(beside_neighbours(_blobs(source)), reader):
        if isinstance(outcome, Problem):
            problems.append(outcome)
        else:
            pages.append(outcome)
            problems += outcome.problems
    return Reading(tuple(pages), tuple(problems))


def _blobs(source: Source | Iterable[Source]) -> Iterator[Outcome[Blob]]:
    if isinstance(source, bytes):
        yield Blob("bytes", source)
    elif isinstance(source, str) and not _is_path(source):
        yield Blob("text", source.encode("utf-8", "surrogatepass"))
    elif isinstance(source, str | os.PathLike):
        yield from gather(list_places([Path(source)]))
    elif isinstance(source, Iterable):
        for one in source:
            if not isinstance(one, str | bytes | os.PathLike):
                raise TypeError(f"a source is a path, bytes or text, not {type(one).__name__}")
            yield from _blobs(one)
    else:
        raise TypeError(f"a source is a path, bytes or text, not {type(source).__name__}")


def _is_path(text: str) -> bool:
    if not text.strip() or "\n" in text or "\0" in text:
        return False
    try:
        return Path(text).exists()
    except OSError:  # longer than a name can be
        return False

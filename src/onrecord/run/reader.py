"""The stages in a row: bytes in, page readings out."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeAlias, TypeVar

from onrecord.schema import Article, Blob, Outcome, Page, PageReading, Problem, Statement

Attributed: TypeAlias = tuple[Page, Article, tuple[Statement, ...]]
Decode: TypeAlias = Callable[[Sequence[Blob]], Sequence[Outcome[Page]]]
Extract: TypeAlias = Callable[[Sequence[Page]], Sequence[Outcome[tuple[Article, ...]]]]
Attribute: TypeAlias = Callable[[Sequence[tuple[Page, Article]]], Sequence[Outcome[tuple[Statement, ...]]]]
Describe: TypeAlias = Callable[[Sequence[Attributed]], Sequence[Outcome[tuple[Statement, ...]]]]
Resolve: TypeAlias = Callable[[Sequence[Attributed]], Sequence[Outcome[tuple[Statement, ...]]]]
Doubts: TypeAlias = Callable[[Page], Sequence[Problem]]

In = TypeVar("In")
Out = TypeVar("Out")
Thing = TypeVar("Thing")

CRASHED: Final = "page.crashed"

UNTOLD: Final = frozenset({"article.language"})
"""Doubts of an article from which no statements are read."""


class BrokenInstallError(Exception):
    """A stage could not be imported: no page can be read until onrecord is installed anew."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads pages with the stages it is given. It is picklable when its stages are.

    Args:
        decode: bytes to pages.
        extract: pages to articles.
        attribute: articles to statements; None reads articles only.
        describe: statements to statements with act, date and relays; None leaves these open.
        resolve: statements to statements with speakers; None leaves the speakers open.
        doubts: what is uncertain of a page that was decoded; None asks nothing.
    """

    decode: Decode
    extract: Extract
    attribute: Attribute | None = None
    describe: Describe | None = None
    resolve: Resolve | None = None
    doubts: Doubts | None = None

    def read(self, batch: Sequence[Outcome[Blob]]) -> list[Outcome[PageReading]]:
        """Read a batch; one page is a batch of one.

        The list has the batch's length and order. A problem in the batch, or a page that
        cannot be decoded, stands in its place; what was not understood of a page that can is
        among its reading's problems, the doubts of its articles too. A page on which a stage
        crashes becomes the problem `page.crashed`, with the name of the exception. From an
        article in another language than English no statements are read.

        Raises:
            BrokenInstallError: a stage, or something that it needs, cannot be imported.
        """
        pages = [
            _placed(outcome, item.uri) for outcome, item in zip(_each(self.decode, batch), batch, strict=True)
        ]
        articles = _each(self.extract, pages)
        pairs = [
            (page, article)
            for page, found in zip(pages, articles, strict=True)
            if not isinstance(page, Problem) and not isinstance(found, Problem)
            for article in found
            if _is_told(article)
        ]
        statements = iter(self._statements(pairs))
        return [
            page if isinstance(page, Problem) else self._doubted(_reading(page, found, statements))
            for page, found in zip(pages, articles, strict=True)
        ]

    def _doubted(self, reading: Outcome[PageReading]) -> Outcome[PageReading]:
        if self.doubts is None or isinstance(reading, Problem):
            return reading
        doubts = self.doubts(reading.page)
        return replace(reading, problems=(*doubts, *reading.problems)) if doubts else reading

    def _statements(self, pairs: list[tuple[Page, Article]]) -> list[Outcome[tuple[Statement, ...]]]:
        if self.attribute is None:
            return [()] * len(pairs)
        told = _each(self.attribute, pairs)
        for stage in (self.describe, self.resolve):
            if stage is not None:
                told = _each(stage, _attributed(pairs, told))
        return told


def _attributed(
    pairs: Sequence[tuple[Page, Article]], told: Sequence[Outcome[tuple[Statement, ...]]]
) -> list[Outcome[Attributed]]:
    """Put articles and their statements together."""
    return [
        found if isinstance(found, Problem) else (*pair, found)
        for pair, found in zip(pairs, told, strict=True)
    ]


def article_reader(*, whole: bool = False) -> Reader:
    """Return the reader of articles without statements.

    Args:
        whole: take each page as one clean article, as it stands.
    """
    return Reader(_decode, partial(_extract, whole=whole), doubts=_doubts)


def statement_reader(*, whole: bool = False) -> Reader:
    """Return the reader of articles and statements, see `article_reader`."""
    return replace(article_reader(whole=whole), attribute=_attribute, describe=_describe, resolve=_resolve)


# The stages are imported when the first page comes: who hands the pages to a crew never needs them.
def _decode(blobs: Sequence[Blob]) -> Sequence[Outcome[Page]]:
    from onrecord.pages import decode  # noqa: PLC0415

    return decode(blobs)


def _doubts(page: Page) -> Sequence[Problem]:
    from onrecord.pages import doubts  # noqa: PLC0415

    return doubts(page)


def _extract(pages: Sequence[Page], *, whole: bool) -> Sequence[Outcome[tuple[Article, ...]]]:
    from onrecord.articles import extract  # noqa: PLC0415

    return extract(pages, whole=whole)


def _attribute(pairs: Sequence[tuple[Page, Article]]) -> Sequence[Outcome[tuple[Statement, ...]]]:
    from onrecord.statements import Attributor  # noqa: PLC0415

    return Attributor().attribute(pairs)


def _describe(attributed: Sequence[Attributed]) -> Sequence[Outcome[tuple[Statement, ...]]]:
    from onrecord.statements import Describer  # noqa: PLC0415

    return Describer().describe(attributed)


def _resolve(attributed: Sequence[Attributed]) -> Sequence[Outcome[tuple[Statement, ...]]]:
    from onrecord.actors import Resolver  # noqa: PLC0415

    return Resolver().resolve(attributed)


def _each(
    stage: Callable[[Sequence[In]], Sequence[Outcome[Out]]], items: Sequence[Outcome[In]]
) -> list[Outcome[Out]]:
    """Run a stage over the items that are no problems; these stay where they stand."""
    done = iter(_guarded(stage, [item for item in items if not isinstance(item, Problem)]))
    return [item if isinstance(item, Problem) else next(done) for item in items]


def _guarded(
    stage: Callable[[Sequence[In]], Sequence[Outcome[Out]]], items: Sequence[In]
) -> list[Outcome[Out]]:
    """Run a stage; when it crashes, once more item by item, so that one item spoils no other."""
    if not items:
        return []
    try:
        done = list(stage(items))
        assert len(done) == len(items), "a stage gives one outcome an item"
    except ImportError as fault:
        raise BrokenInstallError(_missing(fault)) from fault
    except Exception as fault:  # noqa: BLE001 - the one broad except: a bug must not cost the other pages
        if len(items) == 1:
            return [_crash(fault)]
        return [outcome for item in items for outcome in _guarded(stage, [item])]
    return done


def _missing(fault: ImportError) -> str:
    what = f"{fault.name} cannot be imported" if fault.name else str(fault)
    return f"onrecord is not installed whole: {what}. Install it anew."


def _is_told(article: Article) -> bool:
    return not any(doubt.code in UNTOLD for doubt in article.doubts)


def _crash(fault: Exception) -> Problem:
    frames = traceback.extract_tb(fault.__traceback__)
    place = f"{frames[-1].filename.replace(chr(92), '/').rpartition('/')[2]}, line {frames[-1].lineno}"
    return Problem(
        CRASHED,
        f"Reading it failed with {type(fault).__name__} ({place}): a fault of onrecord, please report it.",
    )


def _reading(
    page: Page,
    found: Outcome[tuple[Article, ...]],
    statements: Iterator[Outcome[tuple[Statement, ...]]],
) -> Outcome[PageReading]:
    """Put a page together; it takes as many of `statements` as it has articles in English."""
    if isinstance(found, Problem):
        problem = _placed(found, page.uri, page.id)
        return problem if found.code == CRASHED else PageReading(page, (), (), (problem,))
    said = [next(statements) for article in found if _is_told(article)]
    doubts = [doubt for article in found for doubt in article.doubts]
    told = [*doubts, *(item for item in said if isinstance(item, Problem))]
    # Several articles may have the same doubt; it is said once a page.
    problems = tuple(dict.fromkeys(_placed(problem, page.uri, page.id) for problem in told))
    for problem in problems:
        # Without some of its statements the page would count as read.
        if problem.code == CRASHED:
            return problem
    whole = tuple(statement for item in said if not isinstance(item, Problem) for statement in item)
    sure = tuple(replace(article, doubts=()) if article.doubts else article for article in found)
    return PageReading(page, sure, whole, problems)


def _placed(outcome: Thing, uri: str | None, page_id: str | None = None) -> Thing:
    """Say of a problem where it arose, unless it says so itself."""
    if not isinstance(outcome, Problem):
        return outcome
    return replace(outcome, uri=outcome.uri or uri, page_id=outcome.page_id or page_id)

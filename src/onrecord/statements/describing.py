"""Statements to described statements: which act each is, when it was said, and through whom it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.schema import Article, Outcome, Page, Problem, Statement
from onrecord.statements.acts import ActReader
from onrecord.statements.relays import read_relays
from onrecord.statements.said import read_said


class Describer:
    """Fills in act, date and relays of statements, article by article. It holds no state between articles."""

    def describe(
        self, batch: Sequence[tuple[Page, Article, tuple[Statement, ...]]]
    ) -> list[Outcome[tuple[Statement, ...]]]:
        """Return each article's statements with `act`, `said` and `via` filled, in the order they came.

        What else is in the batch changes nothing. Statements with spans that leave the page
        are a Problem ``statements.span``.
        """
        return [_described(page, article, statements) for page, article, statements in batch]


def _described(
    page: Page, article: Article, statements: tuple[Statement, ...]
) -> Outcome[tuple[Statement, ...]]:
    if not all(_is_inside(statement, len(page.text)) for statement in statements):
        message = "A statement lies outside its page; was the page's text changed?"
        return Problem("statements.span", message, page.uri, page.id)
    if not statements:
        return ()
    acts = ActReader().read(page, article, statements)
    dates = read_said(page, article, statements)
    chains = read_relays(page, article, statements)
    return tuple(
        replace(statement, act=act, said=said, via=via)
        for statement, act, said, via in zip(statements, acts, dates, chains, strict=True)
    )


def _is_inside(statement: Statement, length: int) -> bool:
    parts = (statement.content, statement.cue, statement.source)
    return all(0 <= start <= end <= length for part in parts if part for start, end in part.spans)

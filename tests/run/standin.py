"""The commands with a light stand-in for the tagger: ``python tests/run/standin.py quotes …``.

It knows one form of statement, ``"…," Name said``, and needs no weights. With
STANDIN_SECONDS each page takes that long. Words in a page make it misbehave:
``CRASH`` raises, ``DIE`` ends the process, ``MISSING`` imports what is not there.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence

from onrecord.pages import decode
from onrecord.run import Reader
from onrecord.schema import (
    Actor,
    Article,
    Blob,
    Outcome,
    Page,
    Problem,
    Span,
    Statement,
    content_id,
    excerpt,
)

_QUOTED = re.compile(r"([\"“][^\"”]+[,.][\"”]) ([A-Z]\w+(?: [A-Z]\w+)*) (said|warned|asserted)")
_PARAGRAPH = re.compile(r"\S.*(?:\n.+)*")
MADE_BY = "onrecord test, stand-in"


def extract(pages: Sequence[Page]) -> list[Outcome[tuple[Article, ...]]]:
    """Take the first paragraph as the title and the others as the body of one article."""
    return [_article(page) for page in pages]


def _article(page: Page) -> Outcome[tuple[Article, ...]]:
    found: list[Span] = [match.span() for match in _PARAGRAPH.finditer(page.text)]
    if len(found) < 2:
        return Problem("article.none", "No article was found on the page.")
    start, end = found[0]
    title = page.text[start:end]
    return (Article(content_id("ar", page.id), page.id, tuple(found[1:]), title, (start, end)),)


def attribute(batch: Sequence[tuple[Page, Article]]) -> list[Outcome[tuple[Statement, ...]]]:
    """Find every ``"…," Name said``."""
    time.sleep(float(os.environ.get("STANDIN_SECONDS", "0")) * len(batch))
    for page, _ in batch:
        if "DIE" in page.text:
            os._exit(9)
        if "CRASH" in page.text:
            raise ZeroDivisionError
        if "MISSING" in page.text:
            raise ModuleNotFoundError(name="tokenizers")
    return [_statements(page, article) for page, article in batch]


def _statements(page: Page, article: Article) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            content_id("st", page.id, match.span()),
            page.id,
            article.id,
            content=excerpt(page.text, (match.span(1),)),
            cue=excerpt(page.text, (match.span(3),)),
            source=excerpt(page.text, (match.span(2),)),
            mode="direct",
            score=0.9,
            made_by=MADE_BY,
            speaker=Actor(content_id("ac", match[2]), match[2], "person"),
        )
        for match in _QUOTED.finditer(page.text, article.body[0][0])
    )


def reader(*, whole: bool = False) -> Reader:
    """Return a reader with the stand-ins."""
    assert whole in {True, False}
    return Reader(decode, extract, attribute)


def articles_reader(*, whole: bool = False) -> Reader:
    """Return a reader of articles with the stand-ins."""
    assert whole in {True, False}
    return Reader(decode, extract)


def page(name: str, *said: str) -> bytes:
    """Return the bytes of a page that the stand-ins read: a title and a paragraph a statement."""
    return "\n\n".join([f"News of {name}", *said]).encode()


def blob(name: str, *said: str) -> Blob:
    """Return such a page as a blob."""
    return Blob(name, page(name, *said))


def main() -> None:
    """Run a command with the stand-ins."""
    from onrecord.cli import read_commands, record_commands  # noqa: PLC0415 - not in every process of a crew
    from onrecord.cli.app import app  # noqa: PLC0415

    # As monkeypatch does: the commands ask their own module for the reader.
    vars(read_commands).update(statement_reader=reader, article_reader=articles_reader)
    vars(record_commands).update(statement_reader=reader)
    app(prog_name="onrecord")


if __name__ == "__main__":
    main()

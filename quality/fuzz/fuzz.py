"""Spoiled pages through the reader: no crash, no hang, every span verbatim.

    python quality/fuzz/fuzz.py --pages 20000 --jobs 2       # articles
    python quality/fuzz/fuzz.py --pages 500 --statements     # statements and speakers too
    python quality/fuzz/fuzz.py --again 4711                 # one of them, with its faults

The pages are those of `quality/pages/corpus.py`, as HTML and rendered to text, and the example
pages, each spoiled by one to four mutations. Number N is always the same page.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "pages"))

import corpus
import html_text
import lxml.html
from mutations import spoil

from onrecord.pages import byte_range
from onrecord.run import CRASHED, article_reader, statement_reader
from onrecord.schema import Article, Blob, Page, PageReading, Problem, Spans, excerpt

SLOWEST: Final = 5.0
"""CPU-seconds a page may take."""

PATIENCE: Final = 60.0
"""Seconds after which a page counts as hung."""


class Trial(NamedTuple):
    """What came of one spoiled page."""

    number: int
    seconds: float
    size: int
    articles: int
    codes: tuple[str, ...]
    faults: tuple[str, ...]


@cache
def originals() -> tuple[bytes, ...]:
    """Return the pages before they are spoiled: HTML, text made of it, and the example pages."""
    pages = [known.html for known in corpus.load()]
    texts = [_text(page) for page in pages[::2]]
    examples = sorted((corpus.ROOT / "examples/pages").glob("*.txt"))
    return (*pages, *filter(None, texts), *(path.read_bytes() for path in examples))


def _text(page: bytes) -> bytes:
    tree = lxml.html.document_fromstring(page, parser=lxml.html.HTMLParser(encoding="utf-8"))
    return str(html_text.extract_text(tree)).encode("utf-8", "replace")


def spoiled(number: int) -> bytes:
    """Return the page with that number."""
    rng = random.Random(number)
    return spoil(rng.choice(originals()), rng)


def attempt(number: int, *, statements: bool = False) -> Trial:
    """Read one spoiled page and look at all that comes of it."""
    data = spoiled(number)
    reader = statement_reader() if statements else article_reader()
    signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    start = time.process_time()
    try:
        reading = reader.read([Blob(f"page {number}", data)])[0]
        seconds = time.process_time() - start
        faults = tuple(_faults(reading))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    problems = (reading,) if isinstance(reading, Problem) else reading.problems
    if seconds > SLOWEST:
        faults = (*faults, f"{seconds:.1f} CPU-seconds")
    articles = 0 if isinstance(reading, Problem) else len(reading.articles)
    return Trial(number, seconds, len(data), articles, tuple(problem.code for problem in problems), faults)


def _too_long(*_: object) -> None:
    raise TimeoutError


def _faults(reading: PageReading | Problem) -> Iterator[str]:
    if isinstance(reading, Problem):
        if reading.code == CRASHED:
            yield reading.message
        return
    for article in reading.articles:
        yield from _article_faults(reading.page, article)
    for statement in reading.statements:
        for role in (statement.content, statement.cue, statement.source):
            if role is not None and excerpt(reading.page.text, role.spans) != role:
                yield f"statement {statement.id} is not verbatim"
            if role is not None:
                yield from _span_faults(reading.page.text, role.spans, f"statement {statement.id}")
        first, last = statement.content.spans[0][0], statement.content.spans[-1][1]
        yield from _byte_faults(reading.page, (first, last))


def _article_faults(page: Page, article: Article) -> Iterator[str]:
    yield from _span_faults(page.text, article.body, "body")
    if not article.body:
        yield "a body without a paragraph"
    if article.title_span is not None:
        yield from _span_faults(page.text, (article.title_span,), "title")
    for item in article.evidence:
        if item.span is not None and page.text[slice(*item.span)] != item.text:
            yield f"evidence of {item.field} is not verbatim"
    for span in article.body[:20]:
        yield from _byte_faults(page, span)


def _span_faults(text: str, spans: Spans, what: str) -> Iterator[str]:
    if any(not 0 <= start < end <= len(text) for start, end in spans):
        yield f"{what}: a span outside of the text or without length"
    if any(left[1] > right[0] for left, right in pairwise(spans)):
        yield f"{what}: spans overlap"
    if any(not text[start:end].strip() for start, end in spans):
        yield f"{what}: a span of white space"


def _byte_faults(page: Page, span: tuple[int, int]) -> Iterator[str]:
    """A text file's bytes must decode to the text; of HTML the range must at least lie in the page."""
    taken = byte_range(page, span)
    if taken is None:
        return
    if not 0 <= taken[0] < taken[1] <= len(page.data):
        yield f"bytes {taken} outside of the page"
    elif page.kind == "text":
        found = page.data[slice(*taken)].decode(page.encoding, "replace")
        if found != page.text[slice(*span)]:
            yield f"bytes {taken} are not the text"


def main() -> None:
    """Read the command line, spoil, read, and count."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--pages", type=int, default=1000)
    options.add_argument("--first", type=int, default=0, help="the first page's number")
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--statements", action="store_true")
    options.add_argument("--again", type=int, help="this page alone")
    chosen = options.parse_args()
    if chosen.again is not None:
        print(attempt(chosen.again, statements=chosen.statements))
        return
    numbers = range(chosen.first, chosen.first + chosen.pages)
    with ProcessPoolExecutor(chosen.jobs) as crew:
        work = crew.map(_Attempt(statements=chosen.statements), numbers, chunksize=20)
        report(list(_told(work)))


class _Attempt:
    """`attempt` with its option, picklable."""

    def __init__(self, *, statements: bool) -> None:
        self.statements = statements

    def __call__(self, number: int) -> Trial:
        return attempt(number, statements=self.statements)


def _told(work: Iterator[Trial]) -> Iterator[Trial]:
    for trial in work:
        if trial.faults:
            print(f"page {trial.number} ({trial.size:,} bytes): {'; '.join(trial.faults[:3])}", flush=True)
        yield trial


def report(trials: list[Trial]) -> None:
    """Print what came of all."""
    spent = sorted(trial.seconds for trial in trials)
    faulty = sum(bool(trial.faults) for trial in trials)
    print(
        f"{len(trials):,} pages, {sum(trial.size for trial in trials) / 2**20:,.0f} MB, {faulty} with faults"
    )
    print(f"{sum(trial.articles > 0 for trial in trials):,} with an article")
    print(f"CPU-seconds a page: median {spent[len(spent) // 2]:.3f}, slowest {spent[-1]:.2f}")
    for code, times in Counter(code for trial in trials for code in set(trial.codes)).most_common():
        print(f"{times:7,} {code}")
    if faulty:
        sys.exit(1)


if __name__ == "__main__":
    main()

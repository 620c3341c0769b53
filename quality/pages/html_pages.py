"""How well articles are read out of HTML pages, and how fast, beside other extractors.

    python quality/pages/html_pages.py                # onrecord, on both halves
    python quality/pages/html_pages.py --peers        # and the others that are installed
    python quality/pages/html_pages.py --worst 10     # the tuning half's worst bodies
    python quality/pages/html_pages.py --faults date  # what was wrong, of the tuning half

The others are trafilatura in its modes and, where they are installed, readability-lxml, resiliparse
and newspaper4k (the dependency group `readers`).

Body: F1, precision and recall of the sets of 4-word shingles, per page, then averaged; a page where nothing
is found counts 0. All articles of a page count together; of a live blog, whose known body is at times the
head alone and at times has the entries, the head alone counts where that fits better. `evaluation` are the
fundus-evaluation pages with bodies by people, `silver` those of fundus, with bodies, titles, authors and
dates as parsers made for each site read them. Of the silver pages, for the first article: title: the same
but for white space and the kind of quotes, case kept. byline: the same set of names; wrong: another set,
where one was found. date: the same day in the known date's time zone; right and wrong as a share of the
dates that were found, none of all pages with a known date. instant: dates with a time zone, and how many
are the known one to the minute. pages/s: pages per second of processor time in one process, decoding
included.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.util import find_spec
from typing import Any, Final

import trafilatura
from corpus import Known, load
from shingles import Scores, scores

from onrecord.run import article_reader
from onrecord.schema import Blob, PageReading, body_text

QUOTES: Final = str.maketrans("‘’‚‛“”„‟´`", "''''\"\"\"\"''")
TO_THE_DAY: Final = len("2024-01-27")


@dataclass(frozen=True, slots=True)
class Read:
    """What an extractor found on a page; a field is None where it is not asked of it."""

    body: str = ""
    head: str = ""
    title: str | None = None
    byline: tuple[str, ...] | None = None
    published: str | None = None
    articles: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one page."""

    known: Known
    read: Read
    body: Scores
    seconds: float


Extractor = Callable[[Known], Read]


def onrecord_reader() -> Extractor:
    """Return our own reading of a page, from bytes to articles."""
    reader = article_reader()

    def read(known: Known) -> Read:
        [reading] = reader.read([Blob(known.url or known.name, known.html)])
        if not isinstance(reading, PageReading):
            return Read(note=reading.message, articles=0)
        note = "; ".join(problem.code for problem in reading.problems)
        if not reading.articles:
            return Read(note=note, articles=0)
        first = reading.articles[0]
        body = "\n\n".join(body_text(reading.page.text, article) for article in reading.articles)
        head = body_text(reading.page.text, first)
        return Read(body, head, first.title, first.byline, first.published, len(reading.articles), note)

    return read


def _trafilatura(known: Known, **options: Any) -> Read:
    found = trafilatura.bare_extraction(known.html, include_comments=False, **options)
    return Read(found.text or "" if found is not None and not isinstance(found, dict) else "")


def _readability(known: Known) -> Read:
    from lxml import html  # noqa: PLC0415 - only where it is installed
    from readability import Document  # type: ignore[import-not-found] # noqa: PLC0415

    found = Document(known.html.decode("utf-8", "replace"))
    summary = html.fromstring(found.summary())
    return Read("\n".join(summary.itertext()), title=found.short_title())


def _resiliparse(known: Known) -> Read:
    from resiliparse.extract.html2text import (  # type: ignore[import-not-found] # noqa: PLC0415
        extract_plain_text,
    )

    return Read(extract_plain_text(known.html.decode("utf-8", "replace"), main_content=True))


def _newspaper(known: Known) -> Read:
    import newspaper  # type: ignore[import-not-found] # noqa: PLC0415

    found = newspaper.article(
        known.url or "http://localhost/", input_html=known.html.decode("utf-8", "replace")
    )
    date = found.publish_date.isoformat() if found.publish_date else None
    return Read(found.text, "", found.title, tuple(found.authors), date)


def extractors(*, peers: bool) -> dict[str, Extractor]:
    """Return what is measured, by name."""
    found: dict[str, Extractor] = {"onrecord": onrecord_reader()}
    if not peers:
        return found
    modes: dict[str, dict[str, Any]] = {
        "trafilatura": {},
        "  precision": {"favor_precision": True},
        "  fast": {"fast": True},
        "  fast prec.": {"fast": True, "favor_precision": True},
        "  recall": {"favor_recall": True},
    }
    found |= {name: partial(_trafilatura, **options) for name, options in modes.items()}
    others: dict[str, Extractor] = {
        "readability": _readability, "resiliparse": _resiliparse, "newspaper": _newspaper
    }  # fmt: skip
    found |= {name: extractor for name, extractor in others.items() if find_spec(name) is not None}
    return found


def measure(extractor: Extractor, pages: Sequence[Known]) -> Iterator[Row]:
    """Read all pages with an extractor; one page before them loads what is loaded once."""
    extractor(pages[0])
    for known in pages:
        start = time.process_time()
        read = extractor(known)
        seconds = time.process_time() - start
        given = "\n\n".join(known.body)
        body = max(scores(read.body, given), scores(read.head if read.articles > 1 else "", given))
        yield Row(known, read, body, seconds)


def same_title(row: Row) -> bool | None:
    """Say whether the title is the known one; None where it is not known."""
    if row.known.title is None:
        return None
    left, right = (
        " ".join((title or "").translate(QUOTES).split()) for title in (row.read.title, row.known.title)
    )
    return left == right


def same_byline(row: Row) -> bool | None:
    """Say whether the byline is the known set of names; None where it is not known."""
    if row.known.authors is None:
        return None
    left, right = (
        {" ".join(name.split()).casefold() for name in names}
        for names in (row.read.byline or (), row.known.authors)
    )
    return left == right


def same_day(row: Row) -> bool | None:
    """Say whether the date is the known day; None where it is not known or none was found."""
    if row.known.published is None or row.read.published is None:
        return None
    known, read = _instant(row.known.published), row.read.published
    if len(read) <= TO_THE_DAY:
        return known.isoformat().startswith(read)
    found = datetime.fromisoformat(read)
    return (found.astimezone(known.tzinfo) if found.tzinfo else found).date() == known.date()


def same_instant(row: Row) -> bool | None:
    """Say whether a date with a time zone is the known one to the minute; None where it has none."""
    if same_day(row) is None or len(row.read.published or "") <= TO_THE_DAY:
        return None
    found = datetime.fromisoformat(row.read.published or "")
    if found.tzinfo is None:
        return None
    return abs(found - _instant(row.known.published or "")) < timedelta(minutes=1)


def _instant(known: str) -> datetime:
    date = datetime.fromisoformat(known)
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def report(name: str, part: str, rows: Sequence[Row]) -> None:
    """Print one line of figures."""
    body = [sum(values) / len(rows) for values in zip(*(row.body for row in rows), strict=True)]
    titles = [same for row in rows if (same := same_title(row)) is not None]
    bylines = [(same, bool(row.read.byline)) for row in rows if (same := same_byline(row)) is not None]
    dated = [row for row in rows if row.known.published is not None]
    days = [same for row in dated if (same := same_day(row)) is not None]
    instants = [same for row in dated if (same := same_instant(row)) is not None]
    figures = [
        f"{name:12} {part:18} {len(rows):5}  {body[0]:5.3f}  {body[1]:5.3f}  {body[2]:5.3f}",
        _share(titles),
        _share([same for same, _ in bylines]),
        _share([found and not same for same, found in bylines]),
        _share(days),
        _share([not same for same in days]),
        _share([row.read.published is None for row in dated]),
        f"{sum(instants):3}/{len(instants):<3}",
        f"{len(rows) / sum(row.seconds for row in rows):8.1f}",
    ]
    print("  ".join(figures))


def _share(values: Sequence[bool]) -> str:
    return f"{sum(values) / len(values):5.3f}" if values else "    –"


def worst(rows: Sequence[Row], most: int) -> None:
    """Print the worst bodies of the tuning half."""
    for row in sorted(rows, key=lambda row: row.body.f1)[:most]:
        print(
            f"    {row.body.f1:.3f} p {row.body.precision:.2f} r {row.body.recall:.2f} "
            f"{row.read.articles} {row.known.name} {row.read.note[:80]}"
        )


def faults(rows: Sequence[Row], field: str) -> None:
    """Print where a field of the tuning half's articles is not as it is known."""
    verdicts: dict[str, Callable[[Row], bool | None]] = {
        "title": same_title, "byline": same_byline, "date": same_instant
    }  # fmt: skip
    for row in rows:
        read, known = {
            "title": (row.read.title, row.known.title),
            "byline": (row.read.byline, row.known.authors),
            "date": (row.read.published, row.known.published),
        }[field]
        if verdicts[field](row) is False or (field == "date" and known and verdicts[field](row) is None):
            print(f"    {row.known.name[:44]:44} {read!r}  KNOWN {known!r}")


def main() -> None:
    """Print a line for each extractor, collection and half."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--peers", action="store_true", help="measure the other extractors too")
    options.add_argument(
        "--worst", type=int, default=0, help="list so many of the tuning half's worst bodies"
    )
    options.add_argument("--faults", choices=("title", "byline", "date"), help="list them, tuning half")
    options.add_argument("--half", choices=("tuning", "test"), help="one half")
    chosen = options.parse_args()
    pages = [known for known in load() if chosen.half in (None, known.half)]
    print(
        f"{'extractor':12} {'pages of':18} pages     F1  prec.    rec.  title byline  wrong   date  wrong"
        "   none  instant pages/s"
    )
    for name, extractor in extractors(peers=chosen.peers).items():
        rows = list(measure(extractor, pages))
        for collection in ("evaluation", "silver"):
            for half in ("tuning", "test"):
                part = [row for row in rows if (row.known.collection, row.known.half) == (collection, half)]
                if part:
                    report(name, f"{collection} {half}", part)
        if name == "onrecord":
            tuning = [row for row in rows if row.known.half == "tuning"]
            worst(tuning, chosen.worst)
            if chosen.faults:
                faults(tuning, chosen.faults)


if __name__ == "__main__":
    main()

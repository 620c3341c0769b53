"""How well title, byline, outlet and dates are read out of text dumps.

    pip install inscriptis html-text
    python quality/pages/metadata.py                  # figures on both halves
    python quality/pages/metadata.py --faults date    # what went wrong, of the tuning half alone
    python quality/pages/metadata.py --gate           # exit 1 where more dates are wrong than may be

Pages: the silver ones, whose title, authors and date a parser of their site read, and
those of fundus-evaluation with what their own markup says of title and date; each in five renderings.
A page in which no article is found counts as none in all columns; of several articles the first counts.

title: the same but for white space and the kind of quotes; alike: one of the two holds the other. byline:
the same set of names, capitals aside; wrong: another set, where one was found. outlet: the one that the
markup names, "The" and ".com" aside. date: the share of pages whose date is right, wrong, and not found. A
date with a time zone is right when it is the known instant to the minute; one without when its day is the
known one's. local: of the right ones, those that are the known instant only by the clock or the calendar of
another time zone than the known date has, from Honolulu's to Auckland's: pages print their own. instant: how
many dates had a zone, and how many of them were right.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from corpus import ROOT, Known, load
from lxml import html as lxml_html
from renderings import RENDERINGS

from onrecord.articles.dump import find_articles
from onrecord.articles.html_metadata import read_metadata
from onrecord.schema import Article, Page, Problem

EXAMPLES: Final = ROOT / "examples" / "pages"
QUOTES: Final = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")
WESTMOST, EASTMOST = timedelta(hours=-10), timedelta(hours=13)
QUARTER: Final = 15
MOST_WRONG: Final = 0.02
TO_THE_DAY: Final = len("2024-01-27")


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What came of one page: `title` exact, alike, wrong, none; the others right, wrong, none or unknown."""

    title: str
    byline: str
    published: str
    outlet: str
    zoned: bool
    basis: str = ""


def page_of(text: str, url: str | None) -> Page:
    """Return a dump as a page."""
    data = text.encode("utf-8", "replace")
    return Page("sha256:" + hashlib.sha256(data).hexdigest(), url or "page.txt", data, text, "text", "utf-8")


def first_article(text: str, url: str | None = None) -> Article | None:
    """Return the first article of a dump."""
    outcome = find_articles(page_of(text, url))
    return None if isinstance(outcome, Problem) else outcome[0]


def same_title(found: str | None, known: str | None) -> str:
    """Compare two titles: exact, alike (one holds the other), wrong, none."""
    if known is None:
        return "unknown"
    if found is None:
        return "none"
    left, right = (" ".join(title.translate(QUOTES).split()).casefold() for title in (found, known))
    if left == right:
        return "exact"
    return "alike" if left in right or right in left else "wrong"


def same_byline(found: Sequence[str], known: Sequence[str] | None) -> str:
    """Compare two bylines as sets of names."""
    if known is None:
        return "unknown"
    left, right = ({" ".join(name.split()).casefold() for name in names} for names in (found, known))
    if left == right:
        return "right"
    return "wrong" if left else "none"


def same_date(found: str | None, known: str | None) -> str:
    """Compare a date that was read with the known one, see the module's docstring."""
    if known is None or found is None:
        return "unknown" if known is None else "none"
    gold = datetime.fromisoformat(known)
    if len(found) < TO_THE_DAY:
        return "right" if known.startswith(found) else "wrong"
    read = datetime.fromisoformat(found)
    if read.tzinfo is not None:
        gold = gold if gold.tzinfo else gold.replace(tzinfo=UTC)
        return "right" if abs(gold - read) < timedelta(minutes=1) else "wrong"
    if read.date() == gold.date() or gold.tzinfo is None:
        return "right" if read.date() == gold.date() else "wrong"
    if "T" in found:
        apart = abs(read - gold.replace(tzinfo=None, second=0, microsecond=0))
        return "local" if apart <= EASTMOST and apart.seconds // 60 % QUARTER == 0 else "wrong"
    instant = gold.astimezone(UTC)
    local = {(instant + hours).date() for hours in (WESTMOST, EASTMOST)}
    return "local" if read.date() in local else "wrong"


def same_outlet(found: str | None, known: str | None) -> str:
    """Compare two names of an outlet by their letters, "The" and a top-level domain aside."""
    if known is None:
        return "unknown"
    if found is None:
        return "none"
    left, right = (re.sub(r"\W+|^the\s|\.\w+$", "", name.casefold()) for name in (found, known))
    return "right" if left == right else "wrong"


def pages() -> Iterator[tuple[Known, str | None]]:
    """Yield the pages with the outlet that their markup names.

    Those of fundus-evaluation with the date in their markup, and the title in it that is also a heading.
    """
    parser = lxml_html.HTMLParser(encoding="utf-8")
    for known in load():
        tree = lxml_html.document_fromstring(known.html, parser=parser)
        said = read_metadata(tree)
        if known.collection == "silver":
            yield known, said.outlet
            continue
        published = said.published if said.published and len(said.published) > TO_THE_DAY else None
        headings = {" ".join(heading.text_content().split()) for heading in tree.iter("h1")}
        title = next((title for title in said.titles if title in headings), None)
        yield replace(known, title=title, authors=None, published=published), said.outlet


def judge(known: Known, article: Article | None, outlet: str | None) -> Verdicts:
    """Compare what was read with what is known."""
    if article is None:
        return Verdicts("none", "none", "none", "none", zoned=False)
    published = article.published or ""
    basis = next((item.basis for item in article.evidence if item.field == "published"), "")
    return Verdicts(
        same_title(article.title, known.title),
        same_byline(article.byline, known.authors),
        same_date(article.published, known.published),
        same_outlet(article.outlet, outlet),
        basis=basis,
        zoned=re.search(r"T.*(?:Z|[+-]\d\d:\d\d)$", published) is not None,
    )


def share(counted: Counter[str], *labels: str) -> str:
    """Return the share of labels among those that are known."""
    total = counted.total() - counted["unknown"]
    return f"{sum(counted[label] for label in labels) / total:6.3f}" if total else "     –"


def report(name: str, part: str, rows: Sequence[Verdicts]) -> None:
    """Print one line of figures."""
    titles, bylines, dates, outlets = (
        Counter(getattr(row, field) for row in rows) for field in ("title", "byline", "published", "outlet")
    )
    bases = Counter((row.basis, row.published) for row in rows if row.basis)
    zoned = [row for row in rows if row.zoned and row.published != "unknown"]
    print(
        f"{name:12} {part:8} {len(rows):5} {share(titles, 'exact')} {share(titles, 'exact', 'alike')}  "
        f"{share(bylines, 'right')} {share(bylines, 'wrong')}   {share(dates, 'right', 'local')} "
        f"{share(dates, 'wrong')} {share(dates, 'none')} {share(dates, 'local')}  "
        f"{sum(row.published == 'right' for row in zoned)}/{len(zoned):<5} "
        f"{share(outlets, 'right')} {share(outlets, 'wrong')}   "
        + " ".join(f"{basis}/{verdict} {count}" for (basis, verdict), count in sorted(bases.items()))
    )


def faults(field: str, known: Known, rendering: str, article: Article | None, outlet: str | None) -> None:
    """Print what was wrong or missing on a page of the tuning half."""
    if known.half != "tuning":
        return
    verdict = getattr(judge(known, article, outlet), "published" if field == "date" else field)
    if verdict in {"exact", "right", "local", "unknown"}:
        return
    found = (
        article
        and {
            "title": article.title,
            "byline": article.byline,
            "date": article.published,
            "outlet": article.outlet,
        }[field]
    )
    truth = {"title": known.title, "byline": known.authors, "date": known.published, "outlet": outlet}[field]
    print(f"    {verdict:6} {known.name[:40]:40} {rendering:11} {found!r}  KNOWN {truth!r}")


def stories() -> None:
    """Print how the dates of the stories' texts come out; most texts name none."""
    folder = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared")) / "data/stories"
    for name in ("libya", "egypt"):
        counted: Counter[str] = Counter()
        for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines():
            story = json.loads(line)
            article = first_article(story["text"])
            found = article.published if article else None
            near = found and abs(date.fromisoformat(found[:10]) - date.fromisoformat(story["published"]))
            counted["none" if near is None else "right" if near <= timedelta(days=1) else "wrong"] += 1
            if near is not None and near > timedelta(days=1):
                print(f"    {story['id']} {found} KNOWN {story['published']}")
        print(f"{name:12} dates {dict(counted)}")


def examples() -> None:
    """Print what is read differently from the gold of the example pages."""
    gold = json.loads((ROOT / "quality/gold/articles.json").read_text("utf-8"))
    wrong = 0
    for name in sorted({row["page"] for row in gold}):
        outcome = find_articles(page_of((EXAMPLES / name).read_bytes().decode(), None))
        articles = () if isinstance(outcome, Problem) else outcome
        for row in (row for row in gold if row["page"] == name):
            article = next(
                (item for item in articles if same_title(item.title, row["title"]) == "exact"), None
            )
            found = article and {
                "outlet": article.outlet,
                "byline": list(article.byline),
                "published": (article.published or "")[:TO_THE_DAY] or None,
            }
            known = {key: row[key] for key in ("outlet", "byline", "published")}
            if found != known:
                wrong += 1
                print(f"    {name}: {row['title'][:40]!r} {found} KNOWN {known}")
    print(f"examples     {len(gold) - wrong} of {len(gold)} articles as the gold has them")


def main() -> None:
    """Print a line for each rendering and half."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--faults", choices=("title", "byline", "date", "outlet"), help="list them, tuning half"
    )
    options.add_argument("--only", choices=tuple(RENDERINGS), help="one rendering")
    options.add_argument("--half", choices=("tuning", "test"), help="one half")
    options.add_argument("--gate", action="store_true", help="fail where too many dates are wrong")
    options.add_argument("--stories", action="store_true", help="the dates of the stories' texts")
    chosen = options.parse_args()
    examples()
    if chosen.stories:
        stories()
        return
    known_pages = [(known, outlet) for known, outlet in pages() if chosen.half in (None, known.half)]
    print(
        f"{'rendering':12} {'half':8} pages  title  alike  byline  wrong    date  wrong   none  local"
        "  instant  outlet  wrong   dates by basis"
    )
    for name, render in RENDERINGS.items():
        if chosen.only not in (None, name):
            continue
        rows: dict[str, list[Verdicts]] = {"tuning": [], "test": []}
        for known, outlet in known_pages:
            article = first_article(render(known.html.decode("utf-8", "replace")), known.url)
            rows[known.half].append(judge(known, article, outlet))
            if chosen.faults:
                faults(chosen.faults, known, name, article, outlet)
        for part, verdicts in rows.items():
            if verdicts:
                report(name, part, verdicts)
            wrong = sum(row.published == "wrong" for row in verdicts)
            if chosen.gate and wrong > MOST_WRONG * len(verdicts):
                sys.exit(f"{wrong} of {len(verdicts)} dates are wrong, {name}, {part}")


if __name__ == "__main__":
    main()

"""How well article bodies are read out of text dumps.

Renders the HTML pages of the fundus-evaluation set (16 publishers, 5 pages each,
body given by paragraph) as text dumps in five ways and compares what
`onrecord.articles.dump.find_articles` finds with the given body.

    pip install inscriptis html-text
    python quality/pages/measure.py            # all; --worst 5 lists the worst pages

Precision, recall and F1 are of the sets of 4-word shingles, per page, then
averaged. A page where no article is found counts 0. Bodies of all articles
found on a page are taken together. `tuned` are the publishers whose pages were
read while the rules were written, `unseen` the others. The data is looked for
in the folder that ONRECORD_DATA names, ../shared by default.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import html_text
import inscriptis  # type: ignore[import-untyped]  # it ships no types
import lxml.html

from onrecord.articles.dump import find_articles
from onrecord.schema import Page, Problem, body_text

ROOT = Path(__file__).parents[2]
TUNED = frozenset(
    {"Reuters", "TheGatewayPundit", "TheIndependent"}
    | {"APNews", "CNBC", "FoxNews", "FreeBeacon", "LATimes", "OccupyDemocrats", "TheGuardian", "TheTelegraph"}
)
HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe", "select", "object"})
BLOCKS = frozenset(
    [
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "button",
            "caption",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
        ),
        *(
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
        ),
        *(
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
        ),
        *("tr", "ul", "br"),
    ]
)
SPACED = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"])
WORD = re.compile(r"\w+")
SHINGLE = 4


def copied(html: str) -> str:
    """Return a page as a browser's copy gives it: a block a line, "•" before list items."""
    tree = lxml.html.document_fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    return "\n".join(_tidy("".join(_flow(tree))))


def _flow(element: lxml.html.HtmlElement, depth: int = 0) -> Iterator[str]:
    tag = element.tag
    if isinstance(tag, str) and tag not in HIDDEN:
        edge = "\n\n" if tag in SPACED else "\n" if tag in BLOCKS else ""
        yield edge
        if tag == "li":
            yield "\v" * (depth + 1)
        yield " ".join((" " + (element.text or "") + " ").split(" ")).replace("\n", " ")
        for child in element:
            yield from _flow(child, depth + (tag == "li"))
        yield "\n\f" if tag == "li" else ""
        yield edge
    yield (element.tail or "").replace("\n", " ")


def _tidy(text: str) -> Iterator[str]:
    blank = True
    bullet = ""
    for raw in text.split("\n"):
        depth = raw.count("\v")
        bullet = "" if "\f" in raw else bullet
        line = " ".join(raw.split())
        if depth:
            bullet = "  " * depth + "• "
        if line:
            yield bullet + line
            bullet, blank = "", False
        elif not blank and not bullet:
            yield ""
            blank = True


def wrapped(html: str, width: int = 80) -> str:
    """Return the copied page with its lines wrapped at `width` columns."""
    return "\n".join(
        "\n".join(textwrap.wrap(line, width, break_long_words=False)) for line in copied(html).split("\n")
    )


RENDERINGS: dict[str, Callable[[str], str]] = {
    "copied": copied,
    "inscriptis": inscriptis.get_text,
    "html-text": html_text.extract_text,
    "wrapped 80": wrapped,
    "wrapped 72": lambda html: wrapped(html, 72),
}


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return the runs of four words of a text, in lower case."""
    words = WORD.findall(text.lower())
    return set(zip(*(words[at:] for at in range(SHINGLE)), strict=False)) or {tuple(words)}


def scores(found: str, given: str) -> tuple[float, float, float]:
    """Return F1, precision and recall of a found body."""
    left, right = shingles(found), shingles(given)
    both = len(left & right) if found else 0
    precision, recall = both / len(left), both / len(right)
    return (2 * precision * recall / (precision + recall) if both else 0.0), precision, recall


class Row(NamedTuple):
    """What came of one page."""

    file: str
    f1: float
    precision: float
    recall: float
    seconds: float
    title: str
    right_title: bool
    articles: int


def read(text: str) -> tuple[str, str, float, int]:
    """Return the body found in a dump, its title, the seconds it took, and how many articles there were."""
    data = text.encode("utf-8", "replace")
    page = Page("sha256:" + hashlib.sha256(data).hexdigest(), "page", data, text, "text", "utf-8")
    start = time.process_time()
    outcome = find_articles(page)
    seconds = time.process_time() - start
    if isinstance(outcome, Problem):
        return "", "", seconds, 0
    bodies = "\n\n".join(body_text(text, article) for article in outcome)
    return bodies, outcome[0].title or "", seconds, len(outcome)


def headline(html: str) -> set[str]:
    """Return the page's own titles, folded: its h1 and what it tells other sites."""
    tree = lxml.html.document_fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    told = [meta.get("content") or "" for meta in tree.iterfind(".//meta[@property='og:title']")]
    told.extend("".join(map(str, heading.itertext())) for heading in tree.iter("h1"))
    return {folded for title in told if (folded := " ".join(WORD.findall(title.lower())))}


def is_title(note: str, html: str) -> bool:
    """Say whether the title found is one of the page's own, a site's name after it aside."""
    found = " ".join(WORD.findall(note.lower()))
    return bool(found) and any(title.startswith(found) or found.startswith(title) for title in headline(html))


def main() -> None:
    """Print a line for each rendering."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--worst", type=int, default=0, help="list so many of the worst tuned pages")
    options.add_argument("--only", choices=tuple(RENDERINGS), help="one rendering")
    options.add_argument("--dumps", type=Path, help="write the dumps into this folder")
    chosen = options.parse_args()
    folder = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared")) / "data/pages/fundus_evaluation"
    if not folder.is_dir():
        sys.exit(f"{folder} is not there: set ONRECORD_DATA")
    truth = json.loads((folder / "ground_truth.json").read_text(encoding="utf-8"))
    print(f"{'rendering':12} {'publishers':10} pages    F1  prec.   rec.  title  none  several  pages/s")
    read("The first page loads the language model, which is no page's own time.")
    for name, render in RENDERINGS.items():
        if chosen.only not in (None, name):
            continue
        rows: list[Row] = []
        for file, entry in sorted(truth.items()):
            html = gzip.decompress((folder / "html" / file).read_bytes()).decode("utf-8", "replace")
            text = render(html)
            if chosen.dumps:
                chosen.dumps.mkdir(parents=True, exist_ok=True)
                (chosen.dumps / f"{file.split('.')[0]}.{name.replace(' ', '')}.txt").write_text(
                    text, encoding="utf-8"
                )
            found, title, seconds, count = read(text)
            body = scores(found, "\n\n".join(entry["body"]))
            rows.append(Row(file, *body, seconds, title, is_title(title, html), count))
        report(name, rows, chosen.worst)


def report(name: str, rows: list[Row], worst: int) -> None:
    """Print the averages over the tuned, the unseen and all publishers."""
    for part in ("tuned", "unseen", "all"):
        chosen = [row for row in rows if part == "all" or is_tuned(row) == (part == "tuned")]
        f1, precision, recall, title = (
            sum(values) / len(chosen)
            for values in zip(
                *((row.f1, row.precision, row.recall, row.right_title) for row in chosen), strict=True
            )
        )
        none, several = sum(row.articles == 0 for row in chosen), sum(row.articles > 1 for row in chosen)
        rate = len(chosen) / sum(row.seconds for row in chosen)
        print(
            f"{name:12} {part:10} {len(chosen):5} {f1:5.3f}  {precision:5.3f}  {recall:5.3f}  {title:5.3f} "
            f"{none:5} {several:8} {rate:8.0f}"
        )
    for row in sorted(filter(is_tuned, rows), key=lambda row: row.f1)[:worst]:
        print(
            f"    {row.file} {row.f1:.2f} precision {row.precision:.2f} recall {row.recall:.2f} {row.title!r}"
        )


def is_tuned(row: Row) -> bool:
    """Say whether the rules were written with a page's publisher in sight."""
    return row.file.split("_")[0] in TUNED


if __name__ == "__main__":
    main()

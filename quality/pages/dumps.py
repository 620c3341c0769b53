"""How well article bodies, and where one begins, are read out of text dumps.

    pip install inscriptis html-text resiliparse
    python quality/pages/dumps.py              # all; --only bodies, joined or fronts; --worst 5

Renders the pages of `corpus` in eight ways and compares what `onrecord.articles.dump` finds with
the known bodies: precision, recall and F1 of the sets of 4-word shingles, per page, then averaged
(a page where nothing is found counts 0; all articles found on a page are taken together), alone
and beside up to four sister pages of the same site. `joined` puts two to four pages, or two to four
articles with title and credits and nothing else, into one text. A boundary lies between the last
line of one article's body and the first of the next one's; it is found where one between two found
articles shares room with it, each counted once. An article is `whole` when its first and its last line
are within one line of the known ones. `fronts` are lists of headlines
with a site's menus: nothing must be found. Left out are pages whose body is not English.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import textwrap
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import inscriptis  # type: ignore[import-untyped]  # it ships no types
import lxml.html
from corpus import Known, load
from renderings import RENDERINGS, copied
from resiliparse.extract.html2text import extract_plain_text
from shingles import scores

from onrecord.articles.dump import find_articles
from onrecord.articles.language import ENGLISH, identify
from onrecord.articles.lines import Block, read_blocks
from onrecord.articles.sisters import read_lines, share_lines
from onrecord.schema import Article, Page, Problem, body_text

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))
from lines.align import body_blocks

JOINS = 40
FRONTS = 40
NEAR = 1


def wrapped(text: str, width: int) -> str:
    """Return a text with its lines wrapped at `width` columns."""
    return "\n".join(
        "\n".join(textwrap.wrap(line, width, break_long_words=False)) for line in text.split("\n")
    )


FORMS: dict[str, Callable[[str], str]] = {
    **RENDERINGS,
    "resiliparse": extract_plain_text,
    "inscr. 80": lambda html: wrapped(inscriptis.get_text(html), 80),
    "inscr. 72": lambda html: wrapped(inscriptis.get_text(html), 72),
}


@dataclass(slots=True)
class Mean:
    """Values of one kind, by column."""

    rows: list[tuple[float, ...]] = field(default_factory=list)

    def row(self) -> str:
        """Return the means of all columns."""
        return "  ".join(f"{sum(column) / len(self.rows):6.3f}" for column in zip(*self.rows, strict=True))


def read(text: str, shared: tuple[int, ...] = ()) -> tuple[tuple[Article, ...], float]:
    """Return the articles found in a dump, and the CPU-seconds it took."""
    data = text.encode("utf-8", "replace")
    name = "sha256:" + hashlib.sha256(data).hexdigest()
    page = Page(name, "page.txt", data, text, "text", "utf-8", shared=shared)
    start = time.process_time()
    found = find_articles(page)
    return (() if isinstance(found, Problem) else found), time.process_time() - start


def bodies(pages: Sequence[Known], forms: Sequence[str], worst: int) -> None:
    """Print body F1, precision and recall by half, collection and form, alone and beside sisters."""
    print("half    collection  form          pages      F1   prec.  recall    none several  pages/s")
    read("The first page loads the weights, which is no page's own time.")
    for form in forms:
        texts = {page.name: FORMS[form](page.html.decode("utf-8", "replace")) for page in pages}
        lines = {name: read_lines(text) for name, text in texts.items()}
        means: dict[tuple[str, ...], Mean] = defaultdict(Mean)
        low: list[tuple[float, str]] = []
        for page in pages:
            near = [
                lines[other.name] for other in pages if other.site == page.site and other.name != page.name
            ]
            for shared in {(), share_lines(lines[page.name], near)}:
                found, seconds = read(texts[page.name], shared)
                told = "\n\n".join(body_text(texts[page.name], article) for article in found)
                score = scores(told, "\n\n".join(page.body))
                row = (*score, not found, len(found) > 1, seconds)
                means[page.half, page.collection, form + (" +sisters" if shared else "")].rows.append(row)
                if page.half == "tuning" and not shared:
                    low.append((score.f1, page.name))
        for key, mean in sorted(means.items()):
            speed = len(mean.rows) / sum(row[-1] for row in mean.rows)
            figures = mean.row().rpartition("  ")[0]
            print(f"{key[0]:7} {key[1]:11} {key[2]:20} {len(mean.rows):4} {figures} {speed:8.0f}")
        for f1, name in sorted(low)[:worst]:
            print(f"    {f1:.2f} {name}")


@dataclass(frozen=True, slots=True)
class Joined:
    """Several articles in one text, each with where it lies and its known body."""

    text: str
    parts: tuple[tuple[int, int, tuple[str, ...]], ...]


def join(named: Sequence[tuple[str, tuple[str, ...]]], between: str) -> Joined:
    """Put texts with their known bodies into one."""
    text = ""
    parts = []
    for own, body in named:
        start = len(text)
        text += own.rstrip("\n") + between
        parts.append((start, len(text), body))
    return Joined(text, tuple(parts))


def known_edges(joined: Joined, blocks: Sequence[Block]) -> list[tuple[range, range]]:
    """Return where each known body may begin and end: what people marked as optional may be there or not."""
    edges = []
    for start, end, body in joined.parts:
        own = [index for index, block in enumerate(blocks) if start <= block.start < end]
        texts = [blocks[index].text for index in own]
        all_of_it, needed = (
            [index for index, is_body in zip(own, body_blocks(texts, part), strict=True) if is_body]
            for part in (body, [paragraph for paragraph in body if not is_optional(paragraph)])
        )
        if all_of_it:
            needed = needed or all_of_it
            edges.append((range(all_of_it[0], needed[0] + 1), range(needed[-1], all_of_it[-1] + 1)))
    return edges


def is_optional(paragraph: str) -> bool:
    """Say whether the people who marked the bodies left it open if a paragraph belongs to one."""
    return paragraph.startswith("[") and paragraph.endswith("]")


def boundaries(texts: Sequence[Joined]) -> str:
    """Return precision, recall and F1 of the boundaries, and of the articles that are whole."""
    cuts, whole = Tally(), Tally()
    for joined in texts:
        blocks = read_blocks(joined.text)
        place = {block.start: index for index, block in enumerate(blocks)}
        edges = known_edges(joined, blocks)
        articles, _ = read(joined.text)
        told = [(place[article.body[0][0]], place[article.body[-1][0]]) for article in articles]
        whole.add(len(edges), len(told), sum(any(_is_whole(one, edge) for one in told) for edge in edges))
        gaps = [(left[1].start, right[0].stop - 1) for left, right in pairwise(edges)]
        found = [(left[1], right[0]) for left, right in pairwise(told)]
        cuts.add(len(gaps), len(found), count_met(gaps, found))
    return f"{cuts.row()}   {whole.row()}"


def count_met(gaps: Sequence[tuple[int, int]], found: Sequence[tuple[int, int]]) -> int:
    """Return how many known gaps share room with a found one, each with another: both are in order."""
    met = at = 0
    for first, last in found:
        while at < len(gaps) and gaps[at][1] <= first:
            at += 1
        if at < len(gaps) and gaps[at][0] < last:
            met, at = met + 1, at + 1
    return met


@dataclass(slots=True)
class Tally:
    """How many there are, how many were found, how many of these are right."""

    known: int = 0
    found: int = 0
    right: int = 0

    def add(self, known: int, found: int, right: int) -> None:
        """Count one text."""
        self.known, self.found, self.right = self.known + known, self.found + found, self.right + right

    def row(self) -> str:
        """Return how many are known, F1, precision and recall."""
        precision, recall = self.right / max(self.found, 1), self.right / max(self.known, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return f"{self.known:5} {f1:6.3f} {precision:6.3f} {recall:6.3f}"


def _is_whole(told: tuple[int, int], edge: tuple[range, range]) -> bool:
    return _is_near(told[0], edge[0]) and _is_near(told[1], edge[1])


def _is_near(index: int, edge: range) -> bool:
    return edge.start - NEAR <= index < edge.stop + NEAR


def joins(pages: Sequence[Known]) -> None:
    """Print how well the articles of joined pages are told apart."""
    print(f"{'':36}boundaries F1  prec. recall    articles whole, the same")
    for half in ("tuning", "test"):
        chance = random.Random(7)
        own = [page for page in pages if page.half == half]
        texts = {page.name: copied(page.html.decode("utf-8", "replace")) for page in own}
        single = [join([(texts[page.name], page.body)], "\n") for page in own]
        print(f"{half:7} {'one page':28} {boundaries(single)}")
        for same in (False, True):
            drawn = [draw(own, chance, same=same) for _ in range(JOINS)]
            joined = [join([(texts[page.name], page.body) for page in some], "\n") for some in drawn]
            print(f"{half:7} {'pages of ' + ('one site' if same else 'several'):28} {boundaries(joined)}")
        for end in ("\n", "\n\n"):
            clean = [list(articles(draw(own, chance, same=False), end)) for _ in range(JOINS)]
            form = "articles, a line each" if end == "\n" else "articles, blank lines"
            print(f"{half:7} {form:28} {boundaries([join(some, end) for some in clean])}")
            if end == "\n\n":
                folded = [join([(wrapped(text, 80), body) for text, body in some], end) for some in clean]
                print(f"{half:7} {'articles, wrapped at 80':28} {boundaries(folded)}")


def draw(pages: Sequence[Known], chance: random.Random, *, same: bool) -> list[Known]:
    """Draw two to four pages: of one site, or each of another."""
    wanted = chance.choice((2, 3, 4))
    if same:
        sites = sorted(
            {page.site for page in pages if sum(other.site == page.site for other in pages) >= wanted}
        )
        site = chance.choice(sites)
        return chance.sample([page for page in pages if page.site == site], wanted)
    chosen: dict[str, Known] = {}
    for page in chance.sample(list(pages), len(pages)):
        if len(chosen) < wanted:
            chosen.setdefault(page.site, page)
    return list(chosen.values())


def articles(pages: Sequence[Known], end: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each page's article alone: title and, where they are known, byline and date, then the body."""
    for page in pages:
        title = [page.title or headline(page)]
        byline = ["By " + " and ".join(page.authors)] if page.authors else []
        date = [page.published[:10]] if page.published else []
        body = [paragraph.strip("[]") if is_optional(paragraph) else paragraph for paragraph in page.body]
        yield end.join([*title, *byline, *date, *body]), page.body


def headline(page: Known) -> str:
    """Return the title that a page gives to other sites, or its heading."""
    source = lxml.html.HTMLParser(encoding="utf-8")
    tree = lxml.html.document_fromstring(page.html, parser=source)
    told = [meta.get("content") or "" for meta in tree.iterfind(".//meta[@property='og:title']")]
    told.extend(" ".join("".join(map(str, heading.itertext())).split()) for heading in tree.iter("h1"))
    return next(filter(None, told), "")


def fronts(pages: Sequence[Known]) -> None:
    """Print in how many lists of headlines with menus nothing is found."""
    for half in ("tuning", "test"):
        chance = random.Random(11)
        own = [page for page in pages if page.half == half]
        titles = sorted({page.title for page in own if page.title})
        for dated in (False, True):
            none = 0
            for _ in range(FRONTS):
                page = chance.choice(own)
                text = copied(page.html.decode("utf-8", "replace"))
                menu = [line for line in text.split("\n") if len(line.split()) <= 4][:60]
                listed = chance.sample(titles, min(len(titles), chance.randint(8, 30)))
                lines = [
                    line for title in listed for line in (title, *(["3 hours ago"] if dated else []), "")
                ]
                none += not read("\n".join([*menu, "", *lines]))[0]
            form = "headlines with times" if dated else "headlines"
            print(f"{half:7} {form:28} {none} of {FRONTS} without an article")


def main() -> None:
    """Print the tables that are asked for."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--only", choices=("bodies", "joined", "fronts"))
    options.add_argument("--form", choices=tuple(FORMS), help="of bodies: one form")
    options.add_argument("--worst", type=int, default=0, help="list so many of the worst tuning pages a form")
    chosen = options.parse_args()
    pages = [page for page in load() if identify(" ".join(page.body)[:600]) == ENGLISH]
    if chosen.only in (None, "joined"):
        joins(pages)
    if chosen.only in (None, "fronts"):
        fronts(pages)
    if chosen.only in (None, "bodies"):
        bodies(pages, [chosen.form] if chosen.form else list(FORMS), chosen.worst)


if __name__ == "__main__":
    main()

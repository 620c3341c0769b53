"""The pages the line model learns from: rendered, marked by what is known of their bodies.

Pages of the tuning half only. Each is rendered in several ways; some are disturbed (other
bullets, no blank lines, lower-cased headings), some joined to one text. Clean articles, alone
and joined, keep the model from taking menus for granted.
"""

from __future__ import annotations

import json
import random
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import html_text
import inscriptis
from corpus import Known
from renderings import copied
from resiliparse.extract.html2text import extract_plain_text

from lines.align import body_blocks
from onrecord.articles.bodies import mark_echoes, mark_refrains
from onrecord.articles.kinds import Kind, kind_of
from onrecord.articles.lines import Block, read_blocks
from onrecord.articles.sisters import read_lines, share_lines, shared_by_block

RENDERERS: dict[str, Callable[[str], str]] = {
    "copied": copied,
    "inscriptis": inscriptis.get_text,
    "html-text": html_text.extract_text,
    "resiliparse": extract_plain_text,
}
WIDTHS = (72, 80)
MOST_SISTERS = 4
TITLED = 0.85
FIRST_NAMES, LAST_NAMES = ("Jane", "Omar", "Li", "Ana", "Piotr"), ("Roe", "Haddad", "Wen", "Duarte")
MONTHS = ("January", "May", "Sept.", "Nov")
_BULLETS = ("*", "-", "o", "·", "")


@dataclass(frozen=True, slots=True)
class Part:
    """One page's stretch of a text: where it lies, and its known body."""

    start: int
    end: int
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as blocks; of each: what it is, whether it belongs to a body, 2 where a body begins."""

    name: str
    sites: frozenset[str]
    text: str
    blocks: list[Block]
    kinds: list[Kind]
    marks: list[int]
    shared: list[float] | None
    parts: tuple[Part, ...]


def wrapped(text: str, width: int) -> str:
    """Return a text with its lines wrapped at `width` columns, as a mail program does it."""
    return "\n".join(
        "\n".join(textwrap.wrap(line, width, break_long_words=False)) for line in text.split("\n")
    )


def rendered(pages: Sequence[Known]) -> dict[str, dict[str, str]]:
    """Return for each rendering the text of each page, by name."""
    texts: dict[str, dict[str, str]] = {}
    sources = {page.name: page.html.decode("utf-8", "replace") for page in pages}
    for name, render in RENDERERS.items():
        texts[name] = {page: render(html) for page, html in sources.items()}
    for width in WIDTHS:
        for name in ("copied", "inscriptis"):
            texts[f"{name} {width}"] = {page: wrapped(text, width) for page, text in texts[name].items()}
    return texts


def disturbed(text: str, chance: random.Random) -> str:
    """Return a text as other programs and people hand it on: other bullets, spaces, blank lines, cases."""
    bullet, blank = chance.choice(_BULLETS), chance.choice(("", "\n", "\n\n"))
    lines = []
    for line in re.sub(r"\n{2,}", "\n" + (blank or "\n"), text).split("\n"):
        bare = line.lstrip("•*+- ") if line.lstrip().startswith(("•", "* ", "+ ")) else None
        changed = line if bare is None else f"{bullet} {bare}".strip()
        if len(changed) < 90 and chance.random() < 0.1:
            changed = chance.choice((changed.lower(), changed.upper()))
        lines.append(" " * chance.choice((0, 0, 0, 1, 3)) + changed)
    return "\n".join(lines if blank else [line for line in lines if line.strip()])


def mark(
    name: str, sites: frozenset[str], text: str, parts: Sequence[Part], sisters: Sequence[str]
) -> Marked:
    """Mark the blocks of a text; `sisters` are the texts of its sister pages."""
    blocks = read_blocks(text)
    kinds = [kind_of(block) for block in blocks]
    mark_echoes(blocks, kinds)
    mark_refrains(blocks, kinds)
    marks = [0] * len(blocks)
    for part in parts:
        own = [index for index, block in enumerate(blocks) if part.start <= block.start < part.end]
        belongs = body_blocks([blocks[index].text for index in own], part.body)
        chosen = [index for index, is_body in zip(own, belongs, strict=True) if is_body]
        for index in chosen:
            marks[index] = 1
        for index in chosen[:1]:
            marks[index] = 2
    shared = None
    if sisters:
        counts = share_lines(read_lines(text), [read_lines(sister) for sister in sisters])
        shared = shared_by_block(text, blocks, counts) if counts else None
    return Marked(name, sites, text, blocks, kinds, marks, shared, tuple(parts))


def single(
    pages: Sequence[Known], texts: dict[str, dict[str, str]], chance: random.Random
) -> Iterator[Marked]:
    """Yield each page in each rendering, and once disturbed."""
    for page in pages:
        near = [other.name for other in pages if other.site == page.site and other.name != page.name]
        near.sort(key=lambda name: (name.count("-"), name))
        for rendering, by_name in texts.items():
            text = by_name[page.name]
            sisters = [by_name[name] for name in near[:MOST_SISTERS]]
            yield mark(page.name, frozenset({page.site}), text, [Part(0, len(text), page.body)], sisters)
            if rendering == "copied":
                text = disturbed(text, chance)
                yield mark(page.name, frozenset({page.site}), text, [Part(0, len(text), page.body)], [])


def joined(
    pages: Sequence[Known], texts: dict[str, dict[str, str]], count: int, chance: random.Random
) -> Iterator[Marked]:
    """Yield `count` texts a rendering of two to four pages: of different sites, every third of one site."""
    for by_name in texts.values():
        for number in range(count):
            yield join([(page, by_name[page.name]) for page in draw(pages, number, chance)], chance)


def draw(pages: Sequence[Known], number: int, chance: random.Random) -> list[Known]:
    """Draw two to four pages to be joined."""
    wanted = chance.choice((2, 3, 4))
    if number % 3 == 0:
        several = [page for page in pages if sum(other.site == page.site for other in pages) >= 2]
        site = chance.choice(several).site
        same = [page for page in pages if page.site == site]
        return chance.sample(same, min(wanted, len(same)))
    chosen: list[Known] = []
    for page in chance.sample(list(pages), len(pages)):
        if len(chosen) < wanted and page.site not in {other.site for other in chosen}:
            chosen.append(page)
    return chosen


def join(drawn: Sequence[tuple[Known, str]], chance: random.Random) -> Marked:
    """Join pages to one text."""
    text, parts = "", []
    for page, own in drawn:
        start = len(text)
        text += own.rstrip("\n") + "\n"
        parts.append(Part(start, len(text), page.body))
        text += chance.choice(("", "\n"))
    sites = frozenset(page.site for page, _ in drawn)
    return mark("+".join(page.name for page, _ in drawn), sites, text, parts, [])


def articles_of(file: Path) -> list[tuple[str, ...]]:
    """Return a corpus's articles by line: first the title, without the full stop that it has there."""
    with file.open(encoding="utf-8") as lines:
        told = [json.loads(line)["text"] for line in lines]
    found: list[tuple[str, ...]] = []
    for text in told:
        title, *body = [line.strip() for line in text.split("\n") if line.strip()]
        found.append((title.removesuffix("."), *body))
    return [article for article in found if len(article) > 1]


def clean(articles: Sequence[tuple[str, ...]], count: int, chance: random.Random) -> Iterator[Marked]:
    """Yield articles without anything around them, one to four a text, with made-up credits or without."""
    for number in range(count):
        text, parts = "", []
        apart = chance.choice(("\n", "\n\n"))
        width = chance.choice((0, 0, 72, 80)) if apart == "\n\n" else 0
        for title, *body in chance.sample(articles, chance.choice((1, 1, 2, 3, 4))):
            start = len(text)
            head = [title, *_credits(chance)] if chance.random() < TITLED else []
            whole = apart.join([*head, *body]) + apart
            text += (wrapped(whole, width) if width else whole) + chance.choice(("", "\n"))
            parts.append(Part(start, len(text), tuple(body)))
        yield mark(f"clean {number}", frozenset(), text, parts, [])


def _credits(chance: random.Random) -> list[str]:
    """Return made-up lines as they stand between a title and its article."""
    name = f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}"
    date = f"{chance.randint(1, 28)} {chance.choice(MONTHS)} {chance.randint(2009, 2026)}"
    kinds = (
        [],
        [],
        [f"By {name}"],
        [date],
        [f"By {name}", date],
        [date, f"By {name}"],
        [f"By {name} | {date}"],
    )
    return list(chance.choice(kinds))

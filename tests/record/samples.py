"""Readings made by hand for tests of the record: pages that look like pages, without a tagger."""

from __future__ import annotations

import hashlib
import random
from datetime import UTC, datetime

from onrecord.schema import (
    Act,
    ActLabel,
    Actor,
    Article,
    Excerpt,
    Page,
    PageReading,
    Problem,
    Relay,
    Said,
    Span,
    Statement,
    Target,
    content_id,
    excerpt,
)

PEOPLE = (
    Actor("ac_zak", "Maria Zakharova", "person", "spokesperson", "RUS", aliases=("Мария Захарова",)),
    Actor("ac_zak", "Maria Zakharova", "person", None, "RUS", aliases=("Zakharova",)),
    Actor("ac_muller", "Jörg Müller", "person", "minister", "DEU"),
    Actor("ac_usa", "United States", "country", None, "USA", aliases=("US", "Washington")),
    Actor("ac_rus", "Russia", "country", None, "RUS", aliases=("Moscow", "Kremlin")),
    Actor(
        *("ac_anon", "a defense official", "person", "defense official", "PRK"),
        anonymous=True,
        type="official",
        organization="Ministry of Defense",
        reason="who was not authorized to speak",
    ),
)
ACTS: tuple[ActLabel, ...] = ("accuse", "deny", "demand", "state")
OUTLETS = ("The Örtlich Post", "Daily Example", None)
WORDS = (
    *("peace", "talks", "sanctions", "missile", "élan", "vital", "grain", "corridor", "ceasefire", "border"),
    *("troops", "aid", "treaty", "summit", "energy", "crisis", "embassy", "和平", "переговоры", "verdict"),
)


def page_of(text: str, uri: str, fetched: datetime | None = None, encoding: str = "utf-8") -> Page:
    """Make a text page of a text."""
    data = text.encode(encoding)
    return Page("sha256:" + hashlib.sha256(data).hexdigest(), uri, data, text, "text", encoding, fetched)


def cut(text: str, piece: str, after: int = 0) -> Excerpt:
    """Cut the first `piece` after a place out of a text."""
    start = text.index(piece, after)
    return excerpt(text, ((start, start + len(piece)),))


def reading(number: int, statements: int = 5) -> PageReading:
    """Make the reading of page `number`: always the same for the same numbers."""
    dice = random.Random(number)  # noqa: S311 - the same pages every time, nothing secret
    title = f"Report {number}: {' '.join(dice.choices(WORDS, k=4))}"
    text, told = f"{title}\n\n", []
    for place in range(statements):
        content = " ".join(dice.choices(WORDS, k=dice.randint(4, 14)))
        text += f"In paragraph {place} "
        start = len(text)
        text += f"“{content}”, said the minister.\n\n"
        told.append((start, len(content) + 2))
    page = page_of(text, f"pages/{number:05}.txt", datetime(2024, 1, 1, tzinfo=UTC) if number % 3 else None)
    article = Article(
        id=content_id("ar", page.id, 0),
        page_id=page.id,
        body=tuple(_paragraphs(text)),
        title=title,
        title_span=(0, len(title)),
        outlet=OUTLETS[number % len(OUTLETS)],
        byline=("Jane Doe",) if number % 2 else (),
        published=f"202{number % 5}-0{1 + number % 9}-1{number % 10}" if number % 7 else None,
        language="en",
        tags=("Diplomacy", "World")[: number % 3],
    )
    said = tuple(
        _statement(page, article, (start, start + length), number + place)
        for place, (start, length) in enumerate(told)
    )
    problem = Problem("date.ambiguous", "The page has two dates.", page.uri, page.id)
    return PageReading(page, (article,), said, (problem,) if number % 11 == 0 else ())


def readings(count: int, statements: int = 5) -> list[PageReading | Problem]:
    """Make pages, and among them an input that never became one."""
    made: list[PageReading | Problem] = [reading(number, statements) for number in range(count)]
    made.insert(count // 2, Problem("page.empty", "The file holds no bytes.", "pages/empty.txt"))
    return made


def _paragraphs(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n\n"):
        if line:
            spans.append((start, start + len(line)))
        start += len(line) + 2
    return spans[1:]


def _statement(page: Page, article: Article, content: Span, number: int) -> Statement:
    speaker = PEOPLE[number % len(PEOPLE)]
    source = cut(page.text, "the minister", content[1])
    cue = cut(page.text, "said", content[1])
    aimed_at = Target(PEOPLE[(number + 3) % len(PEOPLE)], cut(page.text, "paragraph").spans)
    return Statement(
        id=content_id("st", page.id, content),
        page_id=page.id,
        article_id=article.id,
        content=excerpt(page.text, (content,)),
        cue=cue,
        source=source if number % 5 else None,
        mode="direct",
        score=0.5 + (number % 50) / 100,
        made_by="onrecord 0.1.0, tagger 3c1a",
        speaker=speaker if number % 9 else None,
        via=(Relay("Yonhap", "agency", source.spans),)
        if number % 4 == 0
        else ()
        if number % 4 == 1
        else None,
        act=Act(ACTS[number % len(ACTS)], 0.75, cue.spans) if number % 3 else None,
        targets=(aimed_at,) if number % 2 else None,
        said=_said(page, number),
        named=source.spans if number % 5 else (),
    )


def _said(page: Page, number: int) -> Said | None:
    if number % 6 == 0:
        return Said(f"2023-12-{10 + number % 20}", "On Friday", "relative")
    if number % 6 == 1:
        where = cut(page.text, "In paragraph")
        return Said(None, where.text, "relative", "2023-11-01", "2023-11-30", where.spans)
    return Said(None, None, "none", None, "2024-01-01") if number % 6 == 2 else None

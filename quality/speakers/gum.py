"""GUM's Wikinews articles as pages with gold sources: subjects of speech verbs and their coreference.

GUM: https://gucorpling.org/gum/, annotations CC BY 4.0; text of Wikinews, CC BY 2.5.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.schema import Article, Page, Statement, content_id, excerpt

SPEECH = """
say tell add state claim argue warn note announce deny accuse insist explain write reply respond
acknowledge stress emphasize reiterate urge declare suggest admit confirm reveal report conclude
remark comment vow promise pledge criticize condemn believe testify recall predict describe complain
allege tweet assert observe quote think hope call ask estimate speculate characterize quip joke
maintain contend inform
"""
SAY = frozenset(SPEECH.split())
CLAUSES = ("ccomp", "parataxis", "xcomp", "obj")


@dataclass(slots=True)
class Word:
    """A word of the dependency parse with its place in the page text."""

    number: int
    form: str
    lemma: str
    tag: str
    head: int
    relation: str
    start: int
    end: int
    entity: str


@dataclass(slots=True)
class GoldMention:
    """One mention of a gold entity: its number, its span, and whether its head is a name or a pronoun."""

    entity: str
    start: int
    end: int
    text: str
    kind: str


@dataclass(slots=True)
class Sample:
    """One article, its statements by gold sources, and each source's gold mention."""

    name: str
    page: Page
    article: Article
    statements: tuple[Statement, ...] = ()
    gold: list[GoldMention] = field(default_factory=list)
    entities: dict[str, list[GoldMention]] = field(default_factory=dict)


def _sentences(path: Path) -> Iterator[tuple[bool, list[list[str]]]]:
    rows: list[list[str]] = []
    opens = False
    joined, close = 0, ""
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# newpar"):
            opens = True
        elif line and not line.startswith("#"):
            cells = line.split("\t")
            if "-" in cells[0]:
                joined = int(cells[0].split("-")[1])
                close = cells[9]
            elif cells[0].isdigit():
                # The parts of a contraction stand together; its own line tells what follows.
                inside = int(cells[0]) < joined
                if inside or (int(cells[0]) == joined and "SpaceAfter=No" in close):
                    cells[9] += "|SpaceAfter=No"
                rows.append(cells)
        elif not line and rows:
            yield opens, rows
            rows, opens, joined = [], False, 0


def _kind(words: list[Word]) -> str:
    inside = {word.number for word in words}
    heads = [word for word in words if word.head not in inside] or words
    tag = heads[0].tag
    if tag in {"PRP", "PRP$", "WP", "WDT", "DT"} and len(words) == 1:
        return "pronoun"
    return "name" if tag.startswith("NNP") else "nominal"


def _mentions(words: list[Word], text: str) -> Iterator[GoldMention]:
    open_at: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        for bracket, ident, closing in re.findall(r"(\()?(\d+)(?:-[^()]*)?(\))?", word.entity):
            if bracket:
                open_at.setdefault(ident, []).append(index)
            if closing and open_at.get(ident):
                first = open_at[ident].pop()
                span = words[first : index + 1]
                start, end = span[0].start, span[-1].end
                yield GoldMention(ident, start, end, text[start:end], _kind(span))


def _subtree(words: list[Word], top: int) -> list[Word]:
    inside = {top}
    grown = True
    while grown:
        more = {word.number for word in words if word.head in inside} - inside
        inside |= more
        grown = bool(more)
    return [word for word in words if word.number in inside]


def _lay_out(path: Path) -> tuple[str, list[tuple[int, int]], list[list[Word]]]:
    """Write the sentences out as page text and return it with paragraphs and parsed words."""
    text, paragraphs, parsed = "", [], []
    for opens, rows in _sentences(path):
        if opens or not paragraphs:
            text += "\n\n" if text else ""
            paragraphs.append((len(text), len(text)))
        elif not text.endswith(" "):
            text += " "
        words = []
        for cells in rows:
            misc = dict(part.split("=", 1) for part in cells[9].split("|") if "=" in part)
            start = len(text)
            text += cells[1]
            words.append(
                Word(
                    int(cells[0]),
                    cells[1],
                    cells[2],
                    cells[4],
                    int(cells[6]),
                    cells[7],
                    start,
                    len(text),
                    misc.get("Entity", ""),
                )
            )
            text += "" if misc.get("SpaceAfter") == "No" else " "
        paragraphs[-1] = (paragraphs[-1][0], words[-1].end)
        parsed.append(words)
    return text, paragraphs, parsed


def read_sample(path: Path) -> Sample:
    """Read one article; its first paragraph is the title."""
    text, paragraphs, parsed = _lay_out(path)
    data = text.encode()
    page = Page("sha256:" + hashlib.sha256(data).hexdigest(), path.name, data, text, "text", "utf-8")
    article = Article(
        content_id("ar", path.stem),
        page.id,
        tuple(paragraphs[1:]),
        text[slice(*paragraphs[0])],
        paragraphs[0],
    )
    sample = Sample(path.stem, page, article)
    statements = []
    for words in parsed:
        mentions = list(_mentions(words, text))
        for mention in mentions:
            sample.entities.setdefault(mention.entity, []).append(mention)
        for statement, gold in _statements(sample, words, mentions):
            statements.append(statement)
            sample.gold.append(gold)
    sample.statements = tuple(statements)
    return sample


def _statements(
    sample: Sample, words: list[Word], mentions: list[GoldMention]
) -> Iterator[tuple[Statement, GoldMention]]:
    text = sample.page.text
    for verb in words:
        if verb.lemma not in SAY or not verb.tag.startswith("V"):
            continue
        subject = next((w for w in words if w.head == verb.number and w.relation == "nsubj"), None)
        clause = next((w for w in words if w.head == verb.number and w.relation in CLAUSES), None)
        if subject is None or clause is None:
            continue
        holding = [m for m in mentions if m.start <= subject.start and subject.end <= m.end]
        phrase = _subtree(words, subject.number)
        exact = [m for m in holding if m.start >= phrase[0].start and m.end <= phrase[-1].end]
        if not exact:
            continue
        gold = max(exact, key=lambda m: m.end - m.start)
        said = _subtree(words, clause.number)
        content = excerpt(text, ((said[0].start, said[-1].end),))
        source = excerpt(text, ((gold.start, gold.end),))
        ident = content_id("st", sample.article.id, gold.start, verb.start)
        cue = excerpt(text, ((verb.start, verb.end),))
        yield (
            Statement(
                ident, sample.page.id, sample.article.id, content, cue, source, "indirect", 1.0, "gold"
            ),
            gold,
        )

"""Statements with the act that a reader marked, as scenes: from `quality/gold` and `marks.jsonl`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.schema import ActLabel, Excerpt, Spans, Statement, excerpt
from onrecord.statements.acts_model import LABELS
from onrecord.statements.acts_scene import Scene, scene_of
from onrecord.statements.quotation import mode_of, quoted_spans

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Marked:
    """A statement with the acts that it may be.

    `group` is the article it stands in, `origin` the file, `draw` how it was drawn where that is told.
    """

    group: str
    origin: str
    scene: Scene
    acts: frozenset[ActLabel]
    draw: str = ""


def read_pages(half: str) -> Iterator[Marked]:
    """Yield one half of the statements of the example pages and the Wikinews articles."""
    for name in ("pages.jsonl", "wikinews.jsonl"):
        for line in (ROOT / "quality" / "gold" / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["half"] != half:
                continue
            text = row.get("text") or (ROOT / "examples" / "pages" / row["page"]).read_bytes().decode()
            for one in row["annotations"][0]:
                yield Marked(row["title"], name, scene(text, one), frozenset((one["act"],)))


def scene(text: str, marked: dict[str, Any]) -> Scene:
    """Return the scene of a relation as the gold files have it."""
    return scene_of(text, statement(text, marked))


def statement(text: str, marked: dict[str, Any]) -> Statement:
    """Return a relation of a gold file as the tagger would have found it."""
    parts = {
        role: tuple((start, end) for start, end in marked[role]) for role in ("source", "cue", "content")
    }
    content = parts["content"] or parts["cue"]
    mode = mode_of(text, content, quoted_spans(text))
    return Statement(
        "",
        "",
        "",
        excerpt(text, content),
        _part(text, parts["cue"]),
        _part(text, parts["source"]),
        mode,
        1.0,
        "",
    )


def _part(text: str, spans: Spans) -> Excerpt | None:
    return excerpt(text, spans) if spans else None


def digest(text: str) -> str:
    """Return a text's SHA-256, by which marks know it."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_marks(path: Path, data: Path, half: str | None = None) -> Iterator[Marked]:
    """Yield statements marked in articles of the corpora in `data`; of a gold file one half.

    Raises:
        ValueError: an article's text is not the one that was read.
    """
    texts = texts_of(data)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if half is not None and row["half"] != half:
            continue
        text = texts[row["id"]]
        if digest(text) != row["sha256"]:
            raise ValueError(f"{row['id']}: the text is not the one that was read")
        for one in row["statements"]:
            acts = frozenset(one.get("acts") or (one["act"],))
            yield Marked(row["id"], path.name, scene(text, one), acts, one.get("draw", ""))


@cache
def texts_of(data: Path) -> dict[str, str]:
    """Return the articles that marks stand on, by id."""
    names = ("polnear/train.jsonl", "stories/egypt.jsonl", "stories/libya.jsonl")
    rows = (json.loads(line) for name in names for line in (data / name).read_text("utf-8").splitlines())
    return {row["id"]: row["text"] for row in rows}


def read_made() -> Iterator[Marked]:
    """Yield the invented statements of `made.txt`, each a group of its own."""
    for line in Path(__file__).with_name("made.txt").read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        act, *parts = (part.strip() for part in line.split("|"))
        text, spans = "", []
        for part in parts:
            spans.append([[len(text), len(text) + len(part)]])
            text += part + " "
        relation = dict(zip(("source", "cue", "content"), spans, strict=True))
        assert act in LABELS, line
        yield Marked(line, "made.txt", scene(text, relation), frozenset((act,)))

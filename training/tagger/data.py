"""Articles in the PolNeAR form to labelled windows."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.statements.pieces import WINDOW, Pieces, cut, windows
from onrecord.statements.pointers import classes

IGNORED = -100
MARGIN = 32  # more context than reading takes: a word is seen at more places of a window
ROLES = ("source", "cue", "content")
CLS, SEP, PAD = 101, 102, 0

_CURLY_TO_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_DOUBLE_TO_SINGLE = str.maketrans("“”", "‘’")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One window: pieces with special pieces around, and the targets at word starts.

    `soft` (n, 7) are the probabilities of the tags, those of an annotator or of a teacher.
    `links` points from a source or content word to the first piece of its cue,
    `source_starts` and `source_ends` from a cue's first piece to the first and the
    last word of its source, to 0 where it has none; `IGNORED` elsewhere.
    """

    ids: list[int]
    features: Any
    tags: Any
    soft: Any
    links: Any
    source_starts: Any
    source_ends: Any

    def __len__(self) -> int:
        return len(self.ids)


def load(path: Path) -> list[dict[str, Any]]:
    """Read a PolNeAR file, an article a line, and the teacher's probabilities if they stand beside it."""
    with path.open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    if path.with_suffix(".npz").exists():
        with np.load(path.with_suffix(".npz")) as soft:
            for article in articles:
                article["soft"] = soft[article["id"]]
    return articles


def vary(text: str, rng: random.Random) -> str:
    """Return the text as another site might have it: other marks, breaks and cases. Offsets stay."""
    dice = rng.random()
    if dice < 0.15:
        text = text.translate(_CURLY_TO_STRAIGHT)
    elif dice < 0.22:
        text = text.translate(_DOUBLE_TO_SINGLE)
    elif dice < 0.30:
        text = re.sub(r'(?<![\w.,!?])"(?=\w)', "“", re.sub(r'(?<=\S)"(?!\w)', "”", text))
    dice = rng.random()
    if dice < 0.06:
        text = re.sub(r"(?<=\S)\n(?=\S)|\n(?=\n)", " ", text)
    elif dice < 0.12:
        text = re.sub(r"(?<=[a-z][.!?”\"]) (?=[A-Z“\"])", "\n", text)
    elif dice < 0.16:
        text = _wrapped(text, rng.randint(60, 90))
    if rng.random() < 0.10:
        headline, line, rest = text.partition("\n")
        changed = rng.choice((str.upper, str.lower, str.title))(headline)
        text = (changed if len(changed) == len(headline) else headline) + line + rest
    return text


def _wrapped(text: str, width: int) -> str:
    """Break lines at `width`, each break in the place of a space."""
    out: list[str] = []
    column = 0
    for word in re.findall(r"\S+|\s", text):
        taken = "\n" if word == " " and column >= width else word
        column = 0 if taken == "\n" else column + len(taken)
        out.append(taken)
    return "".join(out)


def epoch(articles: list[dict[str, Any]], tokenizer: Tokenizer, seed: int) -> list[Labelled]:
    """Label all articles anew: other annotators, marks and window cuts in each epoch."""
    rng = random.Random(seed)
    found: list[Labelled] = []
    for article in articles:
        text = vary(article["text"], rng)
        relations = rng.choice(article["annotations"])
        pieces = cut(tokenizer, [text])[0]
        first_core = rng.randint(40, WINDOW - 2 * MARGIN)
        found.extend(label(pieces, relations, first_core, article.get("soft")))
    rng.shuffle(found)
    return found


def label(
    pieces: Pieces, relations: list[dict[str, Any]], first_core: int, soft: Any = None
) -> Iterator[Labelled]:
    """Label one text and cut it into windows.

    `soft` (pieces, 7), a teacher's probabilities, stand in for the tags of the relations
    in the tag loss, if they fit: another quotation mark may be cut into other pieces.
    """
    tags = np.where(pieces.first, 0, IGNORED)
    links = np.full(len(pieces), IGNORED)
    source_starts, source_ends = links.copy(), links.copy()
    words = np.flatnonzero(pieces.first)
    for relation in relations:
        at = {
            role: [w for w in (_words(pieces, words, span) for span in relation[role]) if len(w)]
            for role in ROLES
        }
        for number, role in enumerate(ROLES):
            for span in at[role]:
                tags[span] = 2 * number + 2
                tags[span[0]] = 2 * number + 1
        if not at["cue"]:
            continue
        cue = at["cue"][0][0]
        source_starts[cue] = at["source"][0][0] if at["source"] else -1
        source_ends[cue] = at["source"][0][-1] if at["source"] else -1
        for span in at["source"] + at["content"]:
            links[span] = cue
    if soft is None or len(soft) != len(pieces):
        soft = np.eye(2 * len(ROLES) + 1, dtype=np.float32)[np.maximum(tags, 0)]
    for window in windows(pieces, MARGIN, first_core):
        part = slice(window.start, window.end)
        yield Labelled(
            ids=[CLS, *pieces.ids[part].tolist(), SEP],
            features=_framed(pieces.features[part], 0),
            tags=_framed(tags[part], IGNORED),
            soft=_framed(soft[part], 0),
            links=_framed(_moved(links[part], window.start, window.end), IGNORED),
            source_starts=_framed(_moved(source_starts[part], window.start, window.end), IGNORED),
            source_ends=_framed(_moved(source_ends[part], window.start, window.end), IGNORED),
        )


def _words(pieces: Pieces, words: Any, span: list[int]) -> Any:
    starts = pieces.starts[words]
    return words[(starts >= span[0]) & (starts < span[1])]


def _framed(values: Any, outside: int) -> Any:
    width = [(1, 1)] + [(0, 0)] * (values.ndim - 1)
    return np.pad(values, width, constant_values=outside)


def _moved(targets: Any, start: int, end: int) -> Any:
    """Make targets relative to a window; 0 stays for none, what lies outside is ignored."""
    moved = np.where(targets == -1, 0, targets - start + 1)
    inside = (targets == -1) | ((targets >= start) & (targets < end))
    return np.where(inside, moved, IGNORED)


def batches(items: list[Labelled], size: int) -> Iterator[dict[str, Tensor]]:
    """Yield padded batches of windows of like length, in a shuffled order."""
    chunk = size * 16
    for begin in range(0, len(items), chunk):
        near = sorted(items[begin : begin + chunk], key=len)
        groups = [near[i : i + size] for i in range(0, len(near), size)]
        random.Random(begin).shuffle(groups)
        yield from map(collate, groups)


def collate(group: list[Labelled]) -> dict[str, Tensor]:
    """Pad a group of windows to one length."""
    longest = max(map(len, group))

    def padded(name: str, value: int) -> Tensor:
        rows = [np.asarray(getattr(item, name)) for item in group]
        widths = [[(0, longest - len(row))] + [(0, 0)] * (row.ndim - 1) for row in rows]
        filled = [np.pad(row, w, constant_values=value) for row, w in zip(rows, widths, strict=True)]
        return torch.as_tensor(np.stack(filled), dtype=torch.float32 if name == "soft" else torch.long)

    batch = {"ids": padded("ids", PAD), "features": padded("features", 0)}
    batch["mask"] = torch.as_tensor([[1] * len(item) + [0] * (longest - len(item)) for item in group])
    for name in ("tags", "links", "source_starts", "source_ends"):
        batch[name] = padded(name, IGNORED)
    batch["soft"] = padded("soft", 0)
    places = np.arange(longest)
    paragraphs = np.cumsum(batch["features"][..., 2].numpy(), axis=1)
    near = [classes(places, places, row, row) for row in paragraphs]
    batch["near"] = torch.as_tensor(np.stack(near))
    return batch

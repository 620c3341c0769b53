"""How many spans of real HTML pages lead back to their bytes, and what finding them costs.

    python quality/pages/places.py

Every word, sentence and line of every page, and stretches drawn by chance, are asked for.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from onrecord.pages import byte_range, decode, parse, render
from onrecord.pages.damage import decoded
from onrecord.schema import Blob, Page, Span
from pages.corpus import load

STRETCHES = 50


def spans(text: str, chance: random.Random) -> Iterator[Span]:
    """Yield the spans to ask for, each with something in it that can be seen."""
    for pattern in (r"\S+", r"\S[^\n.!?]*[.!?]*", r"[^\n]+"):
        yield from (found.span() for found in re.finditer(pattern, text))
    for _ in range(STRETCHES):
        start = chance.randrange(len(text))
        span = start, min(len(text), start + chance.choice([3, 50, 500, 5000]))
        if text[slice(*span)].strip():
            yield span


def main() -> None:
    """Print a line for each half, and one for the time."""
    chance = random.Random(0)
    asked = {"tuning": 0, "test": 0}
    missing = {"tuning": 0, "test": 0}
    reading = finding = asking = 0.0
    pages = load()
    for known in pages:
        [page] = decode([Blob(f"{known.name}.html", known.html)])
        assert isinstance(page, Page), page
        source, started = decoded(page), time.process_time()
        tree = parse(source)
        assert tree is not None
        render(tree)
        reading += time.process_time() - started
        started = time.process_time()
        byte_range(page, (0, 1))
        finding += time.process_time() - started
        started = time.process_time()
        for span in spans(page.text, chance):
            asked[known.half] += 1
            missing[known.half] += byte_range(page, span) is None
        asking += time.process_time() - started
    for half, count in asked.items():
        print(f"{half:8}{count:9,} spans, {missing[half]} without bytes")
    print(
        f"a page: {reading / len(pages) * 1000:.1f} ms to parse and render, "
        f"{finding / len(pages) * 1000:.1f} ms to trace; a span: {asking / sum(asked.values()) * 1e6:.0f} µs"
    )


if __name__ == "__main__":
    main()

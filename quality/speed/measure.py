"""Speed and memory, in one run: `python quality/speed/measure.py [--articles N] [--json]`.

Articles of the stories under `ONRECORD_DATA` that have 500 to 700 words, as they
stand, in the order of the files, are read in one process as `onrecord.read(…, whole=True)`
reads them, in batches. Given are CPU-seconds, so that other work on the machine counts
little; what it does to the caches counts still, so compare the ratios of one run. Beside
the reading stands the encoder alone: on the same windows, and on windows filled to their
end. Start-up and memory are those of the installed command: the time from its start to the
first byte of the first statement on a pipe, the median of several runs, and the peak
resident set over all the articles.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from speed.stages import Course, take_apart

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "examples" / "pages"
FEWEST_WORDS, MOST_WORDS = 500, 700
STARTS = 7
PROBLEMS = {0, 3}


def stories(folder: Path) -> Iterator[str]:
    """Yield the texts of all stories, a JSON object with `text` on each line."""
    for story in sorted(folder.glob("*.jsonl")):
        for line in story.read_text(encoding="utf-8").split("\n"):
            if line:
                yield json.loads(line)["text"]


def chosen(texts: Iterator[str], limit: int) -> list[str]:
    """Take the first texts of about 600 words."""
    fitting = (text for text in texts if FEWEST_WORDS <= len(text.split()) <= MOST_WORDS)
    return [text for text, _ in zip(fitting, range(limit), strict=False)]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command: seconds to the first byte and to the end, CPU-seconds, peak megabytes."""

    first: float
    wall: float
    cpu: float
    peak: float


def run(arguments: Sequence[str]) -> Run:
    """Run onrecord with its output on a pipe."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "onrecord", *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None, "the output is a pipe"
    process.stdout.read(1)
    first = time.perf_counter() - started
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode not in PROBLEMS:
        raise SystemExit(f"onrecord {' '.join(arguments)} ended with {process.returncode}")
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    cpu = usage.ru_utime + usage.ru_stime
    return Run(first, time.perf_counter() - started, cpu, kilobytes / 1024)


def start_up(pages: Sequence[Path]) -> dict[str, float]:
    """Return the medians of several starts."""
    runs = [run(["quotes", "--json", *map(str, pages)]) for _ in range(STARTS)]
    return {
        "first_statement_s": statistics.median(one.first for one in runs),
        "end_s": statistics.median(one.wall for one in runs),
        "cpu_s": statistics.median(one.cpu for one in runs),
    }


def peak_memory(texts: Sequence[str]) -> float:
    """Return the peak resident megabytes of one process that reads all texts."""
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            Path(folder, f"{number:05}.txt").write_text(text, encoding="utf-8")
        return run(["quotes", "--json", "--whole", "--jobs", "1", folder]).peak


def figures(course: Course) -> dict[str, Any]:
    """Return what a course says, by name."""
    reading = course.spent["reading"]
    limits = course.limits()
    return {
        "articles": course.articles,
        "words": course.words,
        "statements": course.statements,
        "articles_per_cpu_s": course.articles / reading,
        "words_per_cpu_s": course.words / reading,
        "cpu_s": course.shares(),
        "limit_articles_per_cpu_s": limits,
        "of_limit": {name: limits["reading"] / limit for name, limit in limits.items()},
    }


def table(found: Mapping[str, Any]) -> str:
    """Lay the figures out for reading."""
    lines = [
        f"{found['articles']} articles, {found['words']:,} words, {found['statements']:,} statements",
        "",
    ]
    total = sum(found["cpu_s"].values())
    lines.append(f"{'':22}{'CPU-s':>9}{'share':>8}{'ms an article':>15}")
    for name, spent in found["cpu_s"].items():
        lines.append(f"{name:22}{spent:9.3f}{spent / total:8.1%}{1000 * spent / found['articles']:15.2f}")
    lines += ["", f"{'a CPU-second':22}{'articles':>9}{'words':>8}{'reading is':>15}"]
    words = found["words"] / found["articles"]
    for name, rate in found["limit_articles_per_cpu_s"].items():
        label = name if name == "reading" else f"encoder, {name}"
        lines.append(f"{label:22}{rate:9.1f}{rate * words:8.0f}{found['of_limit'][name]:15.2f}")
    lines += ["", f"{'start-up':22}{'first s':>9}{'end s':>8}{'CPU-s in all':>15}"]
    for name, start in found["start_up"].items():
        lines.append(f"{name:22}{start['first_statement_s']:9.2f}{start['end_s']:8.2f}{start['cpu_s']:15.2f}")
    lines += ["", f"{'peak memory':22}{found['peak_mb']:9.0f} MB"]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    data = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared"))
    parser.add_argument(
        "--stories", type=Path, default=data / "data" / "stories", help="folder of the stories"
    )
    parser.add_argument("--articles", type=int, default=60, help="how many articles")
    parser.add_argument("--batch", type=int, default=16, help="articles that are read together")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    texts = chosen(stories(arguments.stories), arguments.articles)
    if not texts:
        raise SystemExit(f"No articles of {FEWEST_WORDS} to {MOST_WORDS} words in {arguments.stories}.")
    pages = sorted(PAGES.glob("*.txt"))
    found = {
        **figures(take_apart(texts, arguments.batch)),
        "start_up": {"one page": start_up(pages[:1]), f"{len(pages)} pages": start_up(pages)},
        "peak_mb": peak_memory(texts),
    }
    print(json.dumps(found, indent=2) if arguments.json else table(found))


if __name__ == "__main__":
    main()

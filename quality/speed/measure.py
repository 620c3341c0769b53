"""Speed and memory of `onrecord quotes`: `python quality/speed/measure.py STORY [--articles N]`.

STORY is a JSON Lines file with `id` and `text`. Its articles are written out as
text files and read by the installed command in one process, as a user would.
Start-up is measured apart on a single short article. Times are CPU-seconds of
the process, so that other work on the machine counts little; memory is the peak
resident set. The encoder's own share is measured in the same run.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from onrecord.statements import tagger
from onrecord.statements.pieces import stretches


def write_out(story: Path, folder: Path, limit: int | None) -> list[str]:
    """Write each article as one text file; return the texts."""
    texts = [json.loads(line)["text"] for line in story.read_text(encoding="utf-8").split("\n") if line]
    for number, text in enumerate(texts[:limit]):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    return texts[:limit]


def run(arguments: list[str]) -> tuple[float, float, int, int]:
    """Run onrecord; return CPU-seconds, wall seconds, peak kilobytes and lines printed."""
    command = [sys.executable, "-m", "onrecord", *arguments]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(command, check=False, capture_output=True)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in {0, 3}:
        raise SystemExit(done.stderr.decode())
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, wall, after.ru_maxrss, done.stdout.count(b"\n")


def encoder_share(texts: list[str]) -> float:
    """Return the CPU-seconds that cutting and encoding alone take."""
    weights = tagger.load()
    started = time.process_time()
    for text in texts:
        for stretch in stretches(weights.cut([text])[0]):
            weights.score(stretch)
    return time.process_time() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("story", type=Path)
    parser.add_argument("--articles", type=int)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = write_out(arguments.story, folder, arguments.articles)
        one = folder / "00000.txt"
        start_cpu, start_wall, _, _ = run(["quotes", "--json", "--jobs", "1", str(one)])
        cpu, wall, peak, lines = run(["quotes", "--json", "--jobs", "1", str(folder)])
    words = sum(len(text.split()) for text in texts)
    encoder = encoder_share(texts)
    work = cpu - start_cpu
    print(f"{len(texts)} articles, {words} words, {lines} statements")
    print(f"start-up       {start_cpu:8.2f} CPU-s  {start_wall:8.2f} s to the end of one article")
    print(f"all            {cpu:8.2f} CPU-s  {wall:8.2f} s wall")
    print(f"a core         {len(texts) / work:8.1f} articles/s  {words / work:8.0f} words/s")
    print(f"encoder alone  {len(texts) / encoder:8.1f} articles/s  ({encoder / work:.0%} of the work)")
    print(f"peak memory    {peak / 1024:8.0f} MB")


if __name__ == "__main__":
    main()

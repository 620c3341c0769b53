"""One peer in a process of its own: `python worker.py PEER TEXTS OUT CORE`.

TEXTS is a JSON list of texts. OUT gets what was found and what it took. The process is held on
one core; libraries are told to use one thread by the environment that `run.py` sets. Start-up
is everything from the start of the interpreter until a first short text has been read.
"""

from __future__ import annotations

import json
import os
import sys
import time
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from peers.contract import Card, NotHere, Read

FIRST_TEXT = "The harbour office opens at nine, the harbour master said. “Come early,” she added."


def versions(card: Card) -> str:
    """Return the installed versions of a peer's packages."""
    found = []
    for package in card.packages:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"{package}: none")
    return ", ".join(found)


def spent() -> float:
    """Return the CPU-seconds of this process and of those it started and waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def peak() -> int:
    """Return the peak resident memory of this process in kilobytes.

    From /proc, because getrusage counts what the parent had at the moment of the fork.
    """
    for line in Path("/proc/self/status").read_text(encoding="ascii").split("\n"):
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    raise SystemExit("no VmHWM in /proc/self/status")


def measured(read: Read, texts: list[str]) -> dict[str, Any]:
    """Read one short text, then all; return what was found and what it took."""
    read([FIRST_TEXT])
    start_cpu = spent()
    started = time.perf_counter()
    found = read(texts)
    return {
        "start_cpu": start_cpu,
        "cpu": spent() - start_cpu,
        "wall": time.perf_counter() - started,
        "peak": peak(),
        "found": found,
    }


def main() -> None:
    """Run one peer and write what came of it."""
    name, texts, out, core = sys.argv[1:]
    os.sched_setaffinity(0, {int(core)})
    module = import_module(f"peers.{name}")
    card: Card = module.CARD
    try:
        result = measured(module.load(), json.loads(Path(texts).read_text(encoding="utf-8")))
    except (NotHere, ImportError) as reason:
        result = {"missing": f"{reason}; install: {card.install}"}
    Path(out).write_text(json.dumps(result | {"versions": versions(card)}), encoding="utf-8")


if __name__ == "__main__":
    main()

"""A process killed at any moment leaves whole batches, and the next run goes on from there."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from record.samples import readings

from onrecord.record import open_record

PAGES, BATCH = 200, 10
ADDER = """
import sys
sys.path.insert(0, sys.argv[2])
from record.samples import readings
from onrecord.record import open_record
batch = readings({pages})
print("ready", flush=True)
sys.stdin.readline()
with open_record(sys.argv[1]) as record:
    for start in range(0, len(batch), {batch}):
        record.add(batch[start : start + {batch}])
        print(start, flush=True)
"""


def _start(path: Path) -> subprocess.Popen[str]:
    script = ADDER.format(pages=PAGES, batch=BATCH)
    tests = str(Path(__file__).parent.parent)
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path), tests],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def _go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL on this system")
def test_a_record_killed_again_and_again_equals_an_undisturbed_one(tmp_path: Path) -> None:
    batch = readings(PAGES)
    with open_record(str(tmp_path / "undisturbed.db")) as record:
        started = time.monotonic()
        for start in range(0, len(batch), BATCH):
            record.add(batch[start : start + BATCH])
        took = time.monotonic() - started
        expected = list(record.dump())

    dice = random.Random(7)  # noqa: S311 - moments, nothing secret
    path = tmp_path / "killed.db"
    left = []
    for _ in range(12):
        process = _start(path)
        _go(process)
        time.sleep(dice.uniform(0, took / 2))
        process.kill()
        process.communicate()
        if not path.exists():
            continue
        with open_record(str(path)) as record:
            pages = record.counts().pages
            assert list(record.verify()) == []
        # The input that is no page stands in the middle, so its batch has a page less.
        assert pages == PAGES or pages % BATCH in {0, BATCH - 1}
        if process.returncode == -signal.SIGKILL:
            left.append(pages)
        if pages == PAGES:
            path.unlink()
    assert any(0 < pages < PAGES for pages in left), "no run was killed on its way"
    process = _start(path)
    process.communicate("\n")
    assert process.returncode == 0
    with open_record(str(path)) as record:
        assert list(record.dump()) == expected
        assert list(record.verify()) == []


def test_several_processes_that_add_the_same_at_once_make_one_record(tmp_path: Path) -> None:
    batch = readings(PAGES)
    with open_record(str(tmp_path / "alone.db")) as record:
        record.add(batch)
        expected = record.digest()
    processes = [_start(tmp_path / "shared.db") for _ in range(3)]
    for process in processes:
        _go(process)
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    with open_record(str(tmp_path / "shared.db")) as record:
        assert record.digest() == expected
        assert list(record.verify()) == []

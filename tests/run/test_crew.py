"""Many pages over one process or several: order, memory, processes that die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from run import standin

from onrecord.run import CRASHED, crew, read_all
from onrecord.run.crew import BATCH_BYTES, FEW, FIRST_BATCH, LARGEST_BATCH, batches
from onrecord.schema import Blob, Outcome, Page, PageReading, Problem

READER = standin.reader()


def _pages(count: int) -> list[Outcome[Blob]]:
    return [standin.blob(f"p{number}", f'"Word {number}," Ann Lee said.') for number in range(count)]


def _names(outcomes: list[Outcome[PageReading]]) -> list[str | None]:
    return [item.uri if isinstance(item, Problem) else item.page.uri for item in outcomes]


def test_batches_begin_small_and_keep_the_order() -> None:
    pages = _pages(200)
    cut = list(batches(pages))
    assert [len(batch) for batch in cut[:7]] == [FIRST_BATCH, 2, 4, 8, 16, LARGEST_BATCH, LARGEST_BATCH]
    assert [page for batch in cut for page in batch] == pages


def test_a_batch_ends_with_the_page_that_fills_it() -> None:
    large = Blob("large", b"x" * BATCH_BYTES)
    assert [len(batch) for batch in batches([large, large, large])] == [1, 1, 1]


def test_pages_that_come_slowly_do_not_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "PATIENCE", 0.1)
    taken: list[str] = []

    def stream() -> Iterator[Outcome[Blob]]:
        for page in _pages(6):
            time.sleep(0.15)
            taken.append("page")
            yield page

    assert [len(batch) for batch in batches(stream())] == [1] * 6
    taken.clear()
    readings = read_all(stream(), READER, jobs=2)
    next(readings)
    assert len(taken) == 1
    assert len(list(readings)) == 5


def test_no_more_is_taken_from_the_stream_than_the_first_batch_needs() -> None:
    taken = 0

    def stream() -> Iterator[Outcome[Blob]]:
        nonlocal taken
        for page in _pages(100):
            taken += 1
            yield page

    next(read_all(stream(), READER))
    assert taken == FIRST_BATCH


def test_several_processes_read_what_one_reads() -> None:
    pages: list[Outcome[Blob]] = [*_pages(FEW + 60), Blob("empty", b""), *_pages(3)]
    assert list(read_all(pages, READER, jobs=2)) == list(read_all(pages, READER))


def test_few_pages_are_read_in_this_process() -> None:
    pages = [standin.blob("own", f'"I am {os.getpid()}," Ann Lee said.')]
    assert len(list(read_all(pages, READER, jobs=64))) == 1


def test_a_page_that_ends_its_process_is_a_problem_and_the_rest_is_read() -> None:
    pages = _pages(FEW + 20)
    pages[7] = standin.blob("deadly", "DIE")
    pages[30] = standin.blob("deadly too", "DIE")
    outcomes = list(read_all(pages, READER, jobs=2))
    problems = [item for item in outcomes if isinstance(item, Problem)]
    assert [(item.code, item.uri) for item in problems] == [(CRASHED, "deadly"), (CRASHED, "deadly too")]
    assert len(outcomes) == len(pages)
    assert _names(outcomes) == [page.uri for page in pages]


def test_a_reader_who_stops_early_does_not_wait_for_the_crew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANDIN_SECONDS", "4")
    stream = read_all(_pages(400), READER, jobs=2)
    next(stream)
    begun = time.monotonic()
    stream.close()
    # The batches in hand would take another 32 and 64 seconds.
    assert time.monotonic() - begun < 25


def _large(blobs: Sequence[Blob]) -> list[Outcome[Page]]:
    return [Page(blob.uri, blob.uri, b"", "x" * 1_000_000, "text", "utf-8") for blob in blobs]


def test_who_stops_while_results_are_handed_over_is_not_left_waiting() -> None:
    program = (
        "from run import standin, test_crew\n"
        "from onrecord.run import Reader, read_all\n"
        "if __name__ == '__main__':\n"
        "    for _ in range(3):\n"
        "        reader = Reader(test_crew._large, standin.extract)\n"
        "        stream = read_all(test_crew._pages(999), reader, jobs=2)\n"
        "        next(stream)\n"
        "        stream.close()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    subprocess.run([sys.executable, "-c", program], env=environment, timeout=120, check=True)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
def test_the_crew_ends_with_the_process_that_is_killed() -> None:
    program = (
        "from run import standin, test_crew\n"
        "from onrecord.run import read_all\n"
        "if __name__ == '__main__':\n"
        "    stream = read_all(test_crew._pages(999), standin.reader(), jobs=2)\n"
        "    print(next(stream), flush=True)\n"
        "    input()\n"
    )
    folder = Path(__file__).parent.parent
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    script = [sys.executable, "-c", program]
    with subprocess.Popen(script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        crew = _below(process.pid)
        assert len(crew) == 3, "two readers and the tracker of their semaphores"
        process.send_signal(signal.SIGKILL)
        process.wait()
    deadline = time.monotonic() + 60
    while any(_alive(pid) for pid in crew) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in crew if _alive(pid)]


def _below(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in children.read_text().split()]


def _alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False

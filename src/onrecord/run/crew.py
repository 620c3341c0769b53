"""Many pages: batches in order, in this process or over a crew of processes."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import monotonic
from typing import Final, Self, TypeAlias

from onrecord.run.reader import CRASHED, Reader
from onrecord.schema import Blob, Outcome, PageReading, Problem

Batch: TypeAlias = list[Outcome[Blob]]
Readings: TypeAlias = list[Outcome[PageReading]]

FIRST_BATCH: Final = 1
"""Pages in the first batch: one, so that the first result is soon there."""

LARGEST_BATCH: Final = 32
BATCH_BYTES: Final = 8 * 1024 * 1024

PATIENCE: Final = 2.0
"""Seconds that pages which are there wait for others: those from the web come one by one."""

FEW: Final = 24
"""Up to so many pages are read in this process: a crew takes longer to come than to read them."""


def batches(blobs: Iterable[Outcome[Blob]]) -> Iterator[Batch]:
    """Cut a stream into batches: the first is small, then each is twice the last one.

    A batch has at most `LARGEST_BATCH` pages, and ends with the page that takes it to
    `BATCH_BYTES`, or that comes after `PATIENCE` is over.
    """
    batch: Batch = []
    size, most = 0, FIRST_BATCH
    end = monotonic() + PATIENCE
    for blob in blobs:
        batch.append(blob)
        size += 0 if isinstance(blob, Problem) else len(blob.data)
        if len(batch) >= most or size >= BATCH_BYTES or monotonic() > end:
            yield batch
            end = monotonic() + PATIENCE
            batch, size, most = [], 0, min(2 * most, LARGEST_BATCH)
    if batch:
        yield batch


def read_all(
    blobs: Iterable[Outcome[Blob]], reader: Reader, *, jobs: int = 1
) -> Generator[Outcome[PageReading], None, None]:
    """Yield what `reader` makes of each page, in order, a few batches in memory at a time.

    A page whose reading ends its process (out of memory, a crash in native code)
    becomes the problem `page.crashed`, and the rest is read.

    Args:
        blobs: pages and problems; a problem comes out as it went in.
        reader: what reads them; with several jobs it must be picklable.
        jobs: how many processes read. With one, with `FEW` pages, and as long as pages come slowly,
            it is this process.
            A script that asks for several needs ``if __name__ == "__main__":``.
    """
    stream = iter(blobs)
    if jobs > 1:
        while head := _head(stream):
            if len(head) > FEW:
                yield from _read_in_crew(batches(chain(head, stream)), reader, jobs)
                return
            for batch in batches(head):
                yield from reader.read(batch)
    for batch in batches(stream):
        yield from reader.read(batch)


def _head(stream: Iterator[Outcome[Blob]]) -> Batch:
    """Take what shows whether a crew is worth it: more than a few pages, or what came of them in time."""
    head: Batch = []
    end = monotonic() + PATIENCE
    for blob in islice(stream, FEW + 1):
        head.append(blob)
        if monotonic() > end:
            break
    return head


def _read_in_crew(work: Iterator[Batch], reader: Reader, jobs: int) -> Iterator[Outcome[PageReading]]:
    with _Crew(reader, jobs) as crew:
        for batch in work:
            crew.give(batch)
            if crew.busy:
                yield from crew.take()
        while crew.waiting:
            yield from crew.take()


class _Crew:
    """Processes that read batches; the results come back in the order of giving."""

    def __init__(self, reader: Reader, jobs: int) -> None:
        self.reader = reader
        self.jobs = jobs
        self.waiting: deque[tuple[Batch, Future[Readings] | None]] = deque()
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.dismiss()

    @property
    def busy(self) -> bool:
        """Two batches a process: one in hand, one at hand."""
        return len(self.waiting) >= 2 * self.jobs

    def give(self, batch: Batch) -> None:
        self.waiting.append((batch, self.submit(batch)))

    def take(self) -> Readings:
        """Return the readings of the batch that waits longest."""
        batch, future = self.waiting.popleft()
        try:
            if future is not None:
                return future.result()
        except BrokenProcessPool:
            pass
        # Which of the batches in hand ended its process cannot be known: this one is
        # read page by page, each on its own, and the others anew.
        self.dismiss()
        readings = _read_singly(batch, self.reader)
        self._start()
        self.waiting = deque(
            (other, kept if kept is not None and _is_done(kept) else self.submit(other))
            for other, kept in self.waiting
        )
        return readings

    def submit(self, batch: Batch) -> Future[Readings] | None:
        try:
            with _no_interrupt():
                return self._pool.submit(_read, batch)
        except BrokenProcessPool:
            return None

    def _start(self) -> None:
        context = get_context("spawn")
        # The processes hold the other ends of these pipes. They end when the lifeline
        # closes, which it does even when this process is killed; and when the leave
        # closes, as soon as they are not handing over what they read.
        held, self._lifeline = context.Pipe(duplex=False)
        shown, self._leave = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(self.jobs, context, _enlist, (self.reader, held, shown))
        self._held = (held, shown)

    def dismiss(self) -> None:
        self._leave.close()
        self._pool.shutdown(cancel_futures=True)
        self._lifeline.close()
        for end in self._held:
            end.close()


def _is_done(future: Future[Readings]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _read_singly(batch: Batch, reader: Reader) -> Readings:
    """Read each page in a process that may end of it."""
    readings: Readings = []
    crew: _Crew | None = None
    try:
        for item in batch:
            crew = crew or _Crew(reader, 1)
            future = crew.submit([item])
            try:
                readings += [_ended(item)] if future is None else future.result()
            except BrokenProcessPool:
                readings.append(_ended(item))
                crew.dismiss()
                crew = None
    finally:
        if crew is not None:
            crew.dismiss()
    return readings


def _ended(item: Outcome[Blob]) -> Problem:
    if isinstance(item, Problem):
        return item
    message = "Reading it ended the process that read it: most likely the memory ran out."
    return Problem(CRASHED, message, item.uri)


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Start processes so that Ctrl-C at the terminal reaches this process alone."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_enlisted: list[Reader] = []
_handing_over = threading.Lock()
"""Held but while a batch is read: who ends with half a result sent leaves its taker waiting for ever."""


def _enlist(reader: Reader, lifeline: Connection, leave: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _enlisted[:] = [reader]
    _handing_over.acquire()
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    threading.Thread(target=_end_with, args=(leave, _handing_over), daemon=True).start()


def _end_with(pipe: Connection, lock: threading.Lock | None = None) -> None:
    """End this process when `pipe` closes, but not while another thread holds `lock`."""
    try:
        pipe.recv_bytes()
    except (EOFError, OSError):
        if lock is not None:
            lock.acquire()
        os._exit(0)


def _read(batch: Batch) -> Readings:
    _handing_over.release()
    try:
        return _enlisted[0].read(batch)
    finally:
        _handing_over.acquire()

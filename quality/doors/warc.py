"""How a long WARC.gz streams: peak memory and records a second, of a small file and a large one.

The pages of the corpora are repeated, each time with other words put into them, until the file has
the size asked for. Then a stretch in the middle of the large one is overwritten, and it is read again.
Memory is the largest resident set of a process of its own that reads the file through `open_blobs`.

    python quality/doors/warc.py [--small MB] [--large MB] [--folder FOLDER]
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

sys.path.insert(0, str(Path(__file__).parents[1]))

from onrecord.pages import open_blobs
from onrecord.schema import Blob, Problem
from pages.corpus import load

CHANGES = 20
OVERWRITTEN = 500
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def write(path: Path, size: int) -> int:
    """Write pages into a WARC.gz until it has `size` bytes; return how many."""
    chance = random.Random(7)
    pages = [known.html for known in load()]
    count = 0
    with path.open("wb") as file:
        while file.tell() < size:
            record = WarcRecord()
            record.init_headers(WarcRecordType.response)
            record.headers["WARC-Target-URI"] = f"https://news.example/{count}"
            record.headers["Content-Type"] = "application/http; msgtype=response"
            record.set_bytes_content(HEAD + _changed(pages[count % len(pages)], chance))
            record.is_http = True
            writer = GzipWriter(file, compression_level=1)
            record.write(writer, checksum_data=True)
            writer.finish()
            count += 1
    return count


def _changed(page: bytes, chance: random.Random) -> bytes:
    places = [0, *sorted(chance.randrange(len(page)) for _ in range(CHANGES)), len(page)]
    parts = [page[start:end] for start, end in pairwise(places)]
    return b"".join(b"%s %08x " % (part, chance.randrange(1 << 32)) for part in parts)


def read(path: Path) -> dict[str, float]:
    """Stream a file; return pages, problems, seconds of CPU, bytes unpacked and peak memory in MiB."""
    started = time.process_time()
    pages = problems = size = 0
    for item in open_blobs([path]):
        if isinstance(item, Blob):
            pages += 1
            size += len(item.data)
        elif isinstance(item, Problem):
            problems += 1
            print(item.code, item.uri, file=sys.stderr)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "pages": pages,
        "problems": problems,
        "bytes": size,
        "seconds": time.process_time() - started,
        "peak": peak,
    }


def _read_apart(name: str, path: Path, count: int) -> None:
    output = subprocess.run([sys.executable, __file__, "--read", path], check=True, capture_output=True)
    found = json.loads(output.stdout)
    pace, flow = (found[what] / found["seconds"] for what in ("pages", "bytes"))
    print(
        f"{name}: {path.stat().st_size / 1e6:,.0f} MB packed, {found['bytes'] / 1e6:,.0f} MB of pages; "
        f"{found['pages']:,} of {count:,} pages, {found['problems']} problems; "
        f"{pace:,.0f} pages and {flow / 1e6:,.0f} MB a CPU-second; peak {found['peak']:.0f} MiB"
    )


def main() -> None:
    """Write the files, read each in a process of its own, print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=50)
    parser.add_argument("--large", type=int, default=1000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        print(json.dumps(read(options.read)))
        return
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for name, megabytes in (("small", options.small), ("large", options.large)):
            path = Path(folder) / f"{name}.warc.gz"
            count = write(path, megabytes * 1_000_000)
            _read_apart(name, path, count)
        with path.open("r+b") as file:
            file.seek(path.stat().st_size // 2)
            file.write(bytes(OVERWRITTEN))
        _read_apart("damaged", path, count)


if __name__ == "__main__":
    main()

"""Kill `onrecord add` at random moments, run it again, and compare with an undisturbed run.

Usage: python quality/crash/kill.py [--articles 300] [--kills 6] [--seed 1] [--onrecord PATH]

Takes the articles of the stories in ONRECORD_DATA (the folder ../shared
beside the checkout), writes each as a text file, and adds them with the installed
command: once undisturbed, once killed (SIGKILL to the command alone) at random moments
and then run to its end. Both records must hold the same, and `verify` must find both
whole. Exits 1 when not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from onrecord.record import open_record

ROOT = Path(__file__).resolve().parents[2]


def stories() -> Path:
    """Return the folder of the stories."""
    data = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared"))
    for folder in (data / "stories", data / "data" / "stories"):
        if folder.is_dir():
            return folder
    raise SystemExit(f"no stories below {data}: set ONRECORD_DATA")


def write_pages(folder: Path, count: int) -> None:
    """Write the first articles as text files, their order in the names."""
    written = 0
    for file in sorted(stories().glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if written == count:
                return
            article = json.loads(line)
            (folder / f"{file.stem}-{written:04}.txt").write_text(article["text"], encoding="utf-8")
            written += 1


def main() -> None:
    """Run both ways and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--onrecord", default=shutil.which("onrecord") or str(Path(sys.executable).with_name("onrecord"))
    )
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as temporary:
        pages = Path(temporary) / "pages"
        pages.mkdir()
        write_pages(pages, asked.articles)
        add = [asked.onrecord, "add", "--whole", "-q", str(pages), "--db"]
        whole, cut = Path(temporary) / "whole.db", Path(temporary) / "cut.db"
        begun = time.monotonic()
        status = subprocess.run([*add, str(whole)], check=False).returncode
        seconds = time.monotonic() - begun
        print(f"undisturbed: {seconds:.1f} s, exit {status}", flush=True)
        kills = 0
        for _ in range(asked.kills):
            with subprocess.Popen([*add, str(cut)]) as process:
                time.sleep(dice.uniform(0.3, max(0.6, 0.5 * seconds)))
                if process.poll() is None:
                    process.kill()
                    kills += 1
            held = open_record(str(cut)).counts().pages if cut.exists() else 0
            print(f"killed {kills} times: {held} pages", flush=True)
        again = subprocess.run([*add, str(cut)], check=False).returncode
        digests = []
        for path in (whole, cut):
            verified = subprocess.run([asked.onrecord, "verify", "--db", str(path)], check=False).returncode
            with open_record(str(path)) as record:
                digests.append((record.digest(), record.counts(), verified))
        print(digests[0][1])
        same = digests[0] == digests[1] and not digests[0][2] and again == status
        print(f"after {kills} kills: {'the same record' if same else f'ANOTHER RECORD {digests}'}")
        if not same or not kills:
            raise SystemExit(1)


if __name__ == "__main__":
    main()

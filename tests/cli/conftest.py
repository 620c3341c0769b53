"""The installed command with the light stand-in for the tagger, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from run import standin

TESTS = Path(__file__).parent.parent

# A shell that starts the tests in the background has them ignore Ctrl-C, and their children too.
signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


def environment(**more: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("ONRECORD_", "COLUMNS"))
    }
    return {**kept, "PYTHONPATH": str(TESTS), **more}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "run.standin", *arguments]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(*arguments: str, given: bytes = b"", **more: str) -> Done:
        done = subprocess.run(
            command(*arguments),
            input=given,
            capture_output=True,
            cwd=tmp_path,
            env=environment(**more),
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Two pages in a folder, with three statements by two speakers."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_bytes(
        standin.page("Áland", '"It is so," Ann Lee said.', '"We – go," Bo Ek warned.')
    )
    (folder / "b.txt").write_bytes(standin.page("Bern", "Nothing.", '"It is not," Ann Lee asserted.'))
    return folder

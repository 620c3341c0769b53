"""Where a command speaks: data to standard output, words to standard error."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Final, ParamSpec, TextIO

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from onrecord.exports import ExportError, to_jsonl
from onrecord.record import QueryError, RecordError
from onrecord.run import BrokenInstallError
from onrecord.schema import Problem
from onrecord.settings import SettingsError

DONE: Final = 0
FAILED: Final = 1
USAGE: Final = 2
SOME_PROBLEMS: Final = 3
MISMATCH: Final = 4
INTERRUPTED: Final = 130
CLOSED: Final = 141

_WIDEST: Final = 108
"""Columns of a listing at most: longer lines of prose are hard to read."""

# What a page could use to write over the terminal or turn its lines around.
_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")

P = ParamSpec("P")


def safe(text: str) -> str:
    """Return text from a page of the same length, without what would play with a terminal."""
    return _UNSAFE.sub(" ", text)


def clean(text: str) -> str:
    """Return text from a page as one safe line with single spaces."""
    return " ".join(safe(text).split())


def number(count: int, thing: str) -> str:
    """Return a count with its noun: ``1 page``, ``1,200 pages``."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


class _Console(Console):
    """A console that leaves a closed pipe to the command."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


@dataclass(slots=True)
class Desk:
    """Speaks for one command and remembers how many problems were told.

    Args:
        quiet: no words but the reason of a failure.
        verbose: more words.
    """

    quiet: bool = False
    verbose: bool = False
    problems: int = 0
    out: Console = field(default_factory=lambda: _console(sys.stdout))
    err: Console = field(default_factory=lambda: _console(sys.stderr))

    @property
    def on_terminal(self) -> bool:
        """Tell whether data goes to a terminal."""
        return sys.stdout.isatty()

    @property
    def status(self) -> int:
        """The exit code of a command that is done."""
        return SOME_PROBLEMS if self.problems else DONE

    def rows(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write rows as JSON Lines, and let them go at once."""
        sys.stdout.writelines(to_jsonl(rows))
        sys.stdout.flush()

    def say(self, words: str) -> None:
        """Say a sentence unless told to be quiet."""
        if not self.quiet:
            self._word(words)

    def detail(self, words: str) -> None:
        """Say what only a verbose run says."""
        if self.verbose and not self.quiet:
            self._word(words)

    def problem(self, problem: Problem) -> None:
        """Count a problem and say it."""
        self.problems += 1
        where = f"{clean(problem.uri)}: " if problem.uri else ""
        self.say(f"{where}{clean(problem.message)} ({problem.code})")

    def progress(self, *, shown: bool = True) -> Progress:
        """Return a progress bar on standard error; it shows only on a terminal."""
        return Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=self.err,
            transient=True,
            disable=not shown or self.quiet or not self.err.is_terminal,
        )

    def _word(self, words: str) -> None:
        self.err.print(words, markup=False, highlight=False, soft_wrap=True)


def _console(stream: TextIO) -> Console:
    console = _Console(file=stream, highlight=False, markup=False, emoji=False)
    console.width = min(console.width, _WIDEST)
    return console


def command(function: Callable[P, int]) -> Callable[P, None]:
    """Make a function that returns an exit code a command: what stops it becomes a code and a sentence."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            _open_closed_streams()
            for stream in (sys.stdout, sys.stderr):
                if hasattr(stream, "reconfigure"):
                    # JSON is UTF-8 whatever the terminal's language; a replaced letter beats no line.
                    stream.reconfigure(encoding="utf-8", errors="backslashreplace")
            status = function(*args, **kwargs)
            sys.stdout.flush()
        except BrokenPipeError:
            # Who reads has read enough. The rest goes nowhere, so that closing says nothing.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            status = CLOSED
        except KeyboardInterrupt:
            fail("Stopped.")
            status = INTERRUPTED
        except (QueryError, SettingsError) as fault:
            fail(str(fault))
            status = USAGE
        except (RecordError, ExportError, BrokenInstallError) as fault:
            fail(str(fault))
            status = FAILED
        except OSError as fault:
            where = f" {fault.filename}" if fault.filename else ""
            fail(f"Reading or writing{where} failed: {fault.strerror}.")
            status = FAILED
        raise typer.Exit(status)

    return run


def _open_closed_streams() -> None:
    """Let what a caller has closed lead nowhere, so that no file of ours takes its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))


def fail(words: str) -> None:
    """Say why a command failed."""
    sys.stderr.write(f"onrecord: {clean(words)}\n")

"""The only reader of the environment."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Final

MOST_JOBS: Final = 256
"""All processes of a crew start at once: a slip of the finger must not start thousands."""

LONGEST_WAIT: Final = 1_000_000
"""Seconds. The database counts milliseconds in 31 bits."""

_PREFIX = "ONRECORD_"


class SettingsError(ValueError):
    """A setting that cannot be used; its text is a sentence for the user."""


def _cores() -> int:
    """Return how many cores this process may use: a container's share, not the machine's."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may choose once for every command.

    Args:
        db: path or URL of the record.
        jobs: how many processes read pages, from 1 to `MOST_JOBS`; one a core unless told.
        wait: seconds to wait for another writer of the same record, up to `LONGEST_WAIT`.
    """

    db: str = "onrecord.db"
    jobs: int = field(default_factory=_cores)
    wait: float = 30.0

    def __post_init__(self) -> None:
        if not self.db.strip():
            raise SettingsError("The record needs a name: give --db or ONRECORD_DB a path.")
        if not 1 <= self.jobs <= MOST_JOBS:
            raise SettingsError(f"The number of jobs must be from 1 to {MOST_JOBS}, not {self.jobs}.")
        if not 0 <= self.wait <= LONGEST_WAIT:
            raise SettingsError(f"The seconds to wait must be from 0 to {LONGEST_WAIT:,}, not {self.wait}.")


def load_settings(environ: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """Return the settings: `overrides` first, then ONRECORD_… variables, then the defaults.

    Args:
        environ: the variables to read; the process' own when None.
        **overrides: fields of `Settings`; None means "not given".

    Raises:
        SettingsError: a value is not of its type or out of its range.
        TypeError: an override that is no setting.
    """
    variables = os.environ if environ is None else environ
    known = {item.name for item in fields(Settings)}
    if strange := sorted(set(overrides) - known):
        raise TypeError(f"no such setting: {', '.join(strange)}")

    def given(name: str) -> object:
        value = overrides.get(name)
        return (variables.get(_PREFIX + name.upper()) or None) if value is None else value

    settings = Settings()
    if (db := given("db")) is not None:
        settings = replace(settings, db=str(db))
    if (jobs := given("jobs")) is not None:
        settings = replace(settings, jobs=int(_number("jobs", jobs, whole=True)))
    if (wait := given("wait")) is not None:
        settings = replace(settings, wait=_number("wait", wait))
    return settings


def _number(name: str, value: object, *, whole: bool = False) -> float:
    try:
        number = float(str(value))
    except ValueError:
        number = float("nan")
    if math.isnan(number) or (whole and not number.is_integer()):
        kind = "a whole number" if whole else "a number"
        raise SettingsError(f"{_PREFIX}{name.upper()} or its option must be {kind}, not {value!r}.")
    return number

"""onrecord reads news pages and keeps the record of who said what.

`read` reads pages from paths, bytes or text; `open_record` opens a record that
`onrecord add` or `Record.add` has filled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.record import Record, open_record
    from onrecord.run import Reading, read

__all__ = ["Reading", "Record", "open_record", "read"]

_ROOMS = {
    "Reading": "onrecord.run",
    "Record": "onrecord.record",
    "open_record": "onrecord.record",
    "read": "onrecord.run",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: reading HTML alone takes half a second to import."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - with the rest, only when it is needed

    return getattr(import_module(_ROOMS[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)

"""Rows as JSON Lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

# Ends of lines for many readers though not for JSON, and halves of characters, which
# UTF-8 cannot hold. All else below a space is escaped by JSON itself.
_UNSAFE = re.compile("[\x7f\x85\u2028\u2029\ud800-\udfff]")


def to_jsonl(rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    r"""Yield each row as one line of JSON with its ``\n``, ready for UTF-8.

    Letters stand as themselves; only what would end a line early is escaped.

    Raises:
        ValueError: a number that JSON does not have (NaN, infinity).
    """
    for row in rows:
        line = json.dumps(row, ensure_ascii=False, allow_nan=False)
        yield _UNSAFE.sub(_escaped, line) + "\n"


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"

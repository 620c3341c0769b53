"""Make the list of who carries what others say: `python training/carriers/build.py`.

Reads `names.txt` beside it and writes src/onrecord/statements/data/carriers.jsonl: a line a carrier,
with `name`, `kind` (agency, outlet, platform), `country` (ISO 3166-1 alpha-3), `aliases`, and `plain`,
those of its names that are words or people's names too. A name that two carriers bear is an error.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "src" / "onrecord" / "statements" / "data" / "carriers.jsonl"
KINDS = frozenset({"agency", "outlet", "platform"})
_MARK = "?"


def read(lines: list[str]) -> list[dict[str, Any]]:
    """Return the carriers of the list's lines, sorted by kind and name; a faulty line is a ValueError."""
    found: list[dict[str, Any]] = []
    bearers: dict[str, str] = {}
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        kind, country, name, others = line.split("|")
        if kind not in KINDS or not re.fullmatch("[A-Z]{3}", country):
            raise ValueError(f"not a kind and a country: {line}")
        names = [name, *filter(None, others.split(";"))]
        plain = [one[1:] for one in names if one.startswith(_MARK)]
        bare = [one.removeprefix(_MARK) for one in names]
        for one in dict.fromkeys(bare):
            if bearers.setdefault(one, bare[0]) != bare[0]:
                raise ValueError(f"{one} is both {bearers[one]} and {bare[0]}")
        row = {"name": bare[0], "kind": kind, "country": country, "aliases": bare[1:], "plain": plain}
        found.append({key: value for key, value in row.items() if value})
    return sorted(found, key=lambda row: (row["kind"], row["name"]))


def main() -> None:
    """Write the file and say how much is in it."""
    rows = read((HERE / "names.txt").read_text(encoding="utf-8").splitlines())
    TARGET.parent.mkdir(exist_ok=True)
    text = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    names = sum(1 + len(row.get("aliases", ())) for row in rows)
    sys.stdout.write(f"{TARGET.name}: {len(rows)} carriers, {names} names\n")


if __name__ == "__main__":
    main()

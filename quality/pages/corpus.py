"""The pages with a known body, title, byline and date, in two halves by site.

Rules and weights are made with the `tuning` half in sight; of the `test` half nobody reads
a page. The data is looked for in the folder that ONRECORD_DATA names, ../shared by default.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

Half: TypeAlias = Literal["tuning", "test"]
Collection: TypeAlias = Literal["evaluation", "silver"]

ROOT = Path(__file__).parents[2]
READ = frozenset(
    {"APNews", "CNBC", "FoxNews", "FreeBeacon", "LATimes", "OccupyDemocrats", "Reuters"}
    | {"TheGatewayPundit", "TheGuardian", "TheIndependent", "TheTelegraph"}
)
"""Sites whose pages were read before the halves were drawn."""

UNREAD = frozenset({"TheIntercept", "TheNation", "TheNewYorker", "WashingtonTimes", "iNews"})


@dataclass(frozen=True, slots=True)
class Known:
    """A saved page with what is known of its article; None is not known, a date is ISO 8601."""

    name: str
    site: str
    half: Half
    collection: Collection
    html: bytes
    body: tuple[str, ...]
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] | None = None
    published: str | None = None


def half_of(site: str) -> Half:
    """Return the half a site belongs to, in both collections: by what was read, else by its name's hash."""
    if site in READ or site in UNREAD:
        return "tuning" if site in READ else "test"
    return "tuning" if hashlib.sha256(site.encode()).digest()[0] % 2 else "test"


def load() -> list[Known]:
    """Return all pages, those of `evaluation` (bodies by people) before the `silver` ones (by parsers)."""
    folder = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared")) / "data/pages"
    if not folder.is_dir():
        sys.exit(f"{folder} is not there: set ONRECORD_DATA")
    return [*_evaluation(folder / "fundus_evaluation"), *_silver(folder / "fundus")]


def _evaluation(folder: Path) -> Iterator[Known]:
    truth = json.loads((folder / "ground_truth.json").read_text(encoding="utf-8"))
    for name, entry in sorted(truth.items()):
        site = name.split("_")[0]
        html = gzip.decompress((folder / "html" / name).read_bytes())
        yield Known(name, site, half_of(site), "evaluation", html, tuple(entry["body"]), entry["url"])


def _silver(folder: Path) -> Iterator[Known]:
    for path in sorted(folder.glob("*/*.json")):
        addresses = json.loads((path.parent / "meta.info").read_text(encoding="utf-8"))
        versions: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        files = sorted(path.parent.glob(f"{path.stem}_*.html.gz"))
        for file, known in _paired(files, versions):
            yield Known(
                file.name,
                path.stem,
                half_of(path.stem),
                "silver",
                gzip.decompress(file.read_bytes()),
                tuple(_paragraphs(known["body"])),
                addresses.get(file.name, {}).get("url"),
                known.get("title"),
                tuple(known["authors"]) if "authors" in known else None,
                known.get("publishing_date"),
            )


def _paired(files: list[Path], versions: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    # The parsers' versions are named in the order in which the files were saved.
    assert len(files) == len(versions), "a file for each version"
    for file, name in zip(files, sorted(versions), strict=True):
        yield file, versions[name]


def _paragraphs(body: dict[str, Any]) -> Iterator[str]:
    yield from body["summary"]
    for section in body["sections"]:
        yield from section["headline"]
        yield from section["paragraphs"]

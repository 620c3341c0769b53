"""What an HTML page says in JSON-LD (schema.org): its objects, and the one that is its article."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

Json = dict[str, object]

LONGEST_SCRIPT: Final = 4_000_000
"""Characters; a longer script is passed over."""

_ARTICLE_TYPE: Final = re.compile(r"(?:^|/)(?:\w*Article|\w*BlogPosting|Report)$")
_LIVE_TYPE: Final = re.compile(r"(?:^|/)LiveBlogPosting$")
_TAG: Final = re.compile(r"</?[a-z]\w*(?:\s[^<>]*)?>", re.IGNORECASE)


def read_objects(tree: etree._Element) -> list[Json]:
    """Return the JSON-LD objects at the top of each script, those of a graph and main entities."""
    return list(_objects(tree))


def _objects(tree: etree._Element) -> Iterator[Json]:
    for script in tree.iter("script"):
        written = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or len(written) > LONGEST_SCRIPT:
            continue
        try:
            pending: list[object] = [json.loads(written.strip().rstrip(";"), strict=False)]
        except (ValueError, RecursionError):  # broken or absurdly nested: as if it were not there
            continue
        while pending:
            item = pending.pop()
            if isinstance(item, list):
                pending += reversed(item)
            elif isinstance(item, dict):
                yield item
                inner = [item.get(key) for key in ("mainEntity", "@graph")]
                pending += [value for value in inner if isinstance(value, list | dict)]


def choose_article(objects: list[Json], titles: list[str]) -> Json:
    """Return the object of the page's article: the one whose headline the page's titles bear out."""
    articles = [item for item in objects if is_article(item)]
    if not articles:
        return {}
    return max(
        articles, key=lambda item: max((likeness(clean(item.get("headline")), t) for t in titles), default=0)
    )


def is_article(item: Json) -> bool:
    """Tell an object of a type of article."""
    return any(_ARTICLE_TYPE.search(kind) for kind in strings(item.get("@type")))


def is_live(item: Json) -> bool:
    """Tell an object that is a live blog."""
    return any(_LIVE_TYPE.search(kind) for kind in strings(item.get("@type")))


def likeness(left: str, right: str) -> float:
    """Return the share of words that two titles have in common, from 0 to 1."""
    one, other = (set(re.findall(r"\w+", title.lower())) for title in (left, right))
    return len(one & other) / max(1, min(len(one), len(other))) if one and other else 0.0


def each(value: object) -> list[object]:
    """Return a value that may be a list as a list."""
    return value if isinstance(value, list) else [value]


def strings(value: object) -> list[str]:
    """Return the strings among a value that may be a list."""
    return [item for item in each(value) if isinstance(item, str)]


def clean(value: object) -> str:
    """Return a string without entities, tags or runs of white space; anything else as empty."""
    if not isinstance(value, str):
        return ""
    return " ".join(_TAG.sub("", html.unescape(value)).split())


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """Return the values, each once, the first writing of each; capitals make no difference."""
    return tuple({value.casefold(): value for value in reversed(list(values))}.values())[::-1]

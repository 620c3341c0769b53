"""What an HTML page says about its article: JSON-LD (schema.org), then meta elements.

Dates are taken as they are given and only from where they stand for this
article; nothing is guessed from the text. Nothing is fetched.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

LONGEST_TITLE: Final = 500
"""Characters; what is longer is no title but a text in the wrong place."""

Json = dict[str, object]

_ARTICLE_TYPE: Final = re.compile(r"(?:^|/)(?:\w*Article|\w*BlogPosting|Report)$")
_ISO: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?) ?(Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
_NO_NAME: Final = re.compile(r"https?:|@|^\W*$|^\d+$", re.IGNORECASE)
_NOBODY: Final = re.compile(
    r"\b(?:staff|reporters?|newsroom|editors?|admin|author|contributors?)\b", re.IGNORECASE
)
_LIST_OF_NAMES: Final = re.compile(r"\s*(?:[,;|]|\s&\s|\band\b)\s*")
_CODE: Final = re.compile(r".*:\s*\S|[0-9a-f]{8}-[0-9a-f-]{20,}$|.{60,}", re.DOTALL)

_PUBLISHED: Final = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "publish-date", "publish_date",
    "pubdate", "publishdate", "publication_date", "cxenseparse:publishtime",
)  # fmt: skip
_UPDATED: Final = ("article:modified_time", "og:article:modified_time", "datemodified", "dcterms.modified")
_AUTHORS: Final = (
    "article:author_name", "article:author", "author", "parsely-author", "sailthru.author", "byl", "byline",
    "dc.creator",
)  # fmt: skip
_SITES: Final = ("og:site_name", "application-name", "twitter:app:name:iphone")
_TAGS: Final = ("article:tag", "news_keywords", "parsely-tags", "keywords")
_TITLES: Final = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about its article. `titles` are candidates, the most trusted first."""

    titles: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()


def read_metadata(tree: etree._Element) -> Metadata:
    """Read what the head and the JSON-LD of an HTML tree say about the article."""
    metas = _metas(tree)
    objects = list(_objects(tree))
    by_id = {str(item["@id"]): item for item in objects if "@id" in item and len(item) > 1}
    head_titles = _firsts(metas, _TITLES) + _page_title(tree)
    article = _choose(objects, head_titles)
    outlet = _outlet(article, objects, by_id) or next(iter(_firsts(metas, _SITES)), None)
    published = _first_date([article.get("datePublished"), *_firsts(metas, _PUBLISHED)])
    updated = _first_date([article.get("dateModified"), *_firsts(metas, _UPDATED)])
    titles = [_clean(article.get("headline")), *head_titles, _clean(article.get("name"))]
    return Metadata(
        titles=_distinct(
            without_site(title, outlet) for title in titles if title and len(title) <= LONGEST_TITLE
        ),
        byline=_byline(article, by_id, _firsts(metas, _AUTHORS)),
        outlet=outlet,
        published=published,
        updated=updated if updated != published else None,
        url=_url(tree, metas, article),
        tags=_tags(metas, article),
    )


def iso_date(value: object) -> str | None:
    """Return `value` as ISO 8601 with the precision and the time zone it was given, or None."""
    found = _ISO.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    day, time, zone = found[1], found[2], found[3]
    if zone and zone not in "Zz":
        zone = f"{zone[:3]}:{zone[3:].lstrip(':') or '00'}"
    written = day if time is None else f"{day}T{time.replace(',', '.')}{(zone or '').upper()}"
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return None
    return written


def without_site(title: str, outlet: str | None) -> str:
    """Return a title without the name of the site that is hung on to its end."""
    if not outlet:
        return title
    name = re.escape(re.sub(r"^the\s+", "", outlet, flags=re.IGNORECASE))
    shorter = re.sub(rf"\s+[|*·•»–—-]+\s+(?:the\s+)?{name}(?:\.\w+)?\s*$", "", title, flags=re.IGNORECASE)
    return shorter.strip() or title


def _metas(tree: etree._Element) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = _clean(element.get("content"))
        if name and content:
            metas.setdefault(name.strip().lower(), []).append(content)
    return metas


def _firsts(metas: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return [metas[name][0] for name in names if name in metas]


def _page_title(tree: etree._Element) -> list[str]:
    title = next(tree.iter("title"), None)
    text = _clean(title.text) if title is not None else ""
    return [text] if text else []


def _objects(tree: etree._Element) -> Iterator[Json]:
    """Yield the JSON-LD objects at the top of each script, those of a graph and main entities."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            pending: list[object] = [json.loads((script.text or "").strip().rstrip(";"), strict=False)]
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


def _choose(objects: list[Json], titles: list[str]) -> Json:
    """Return the JSON-LD object of the page's article: the one whose headline the page's title bears out."""
    articles = [
        item for item in objects if any(_ARTICLE_TYPE.search(kind) for kind in _strings(item.get("@type")))
    ]
    if not articles:
        return {}
    return max(
        articles, key=lambda item: max((likeness(_clean(item.get("headline")), t) for t in titles), default=0)
    )


def likeness(left: str, right: str) -> float:
    """Return the share of words that two titles have in common, from 0 to 1."""
    one, other = (set(re.findall(r"\w+", title.lower())) for title in (left, right))
    return len(one & other) / max(1, min(len(one), len(other))) if one and other else 0.0


def _outlet(article: Json, objects: list[Json], by_id: dict[str, Json]) -> str | None:
    for value in (article.get("publisher"), *(item.get("publisher") for item in objects)):
        for name in _names(value, by_id):
            return name
    return None


def _byline(article: Json, by_id: dict[str, Json], said_in_meta: list[str]) -> tuple[str, ...]:
    names = personal_names(_names(article.get("author"), by_id) or _names(article.get("creator"), by_id))
    if names and not all(_NOBODY.search(name) for name in names):
        return names
    for value in said_in_meta:
        better = personal_names([value])
        if better and not all(_NOBODY.search(name) for name in better):
            return better
    return names


def _names(value: object, by_id: dict[str, Json]) -> list[str]:
    names = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            known = item if "name" in item else by_id.get(str(item.get("@id")), item)
            names += _strings(known.get("name"))
        elif isinstance(item, str):
            names.append(item)
    return [name for name in map(_clean, names) if name and not _NO_NAME.search(name)]


def personal_names(values: list[str]) -> tuple[str, ...]:
    """Return the names in `values`, each once: lists are taken apart, a leading "By" is dropped."""
    cleaned = (re.sub(r"^by\s+", "", _clean(value), flags=re.IGNORECASE) for value in values)
    names = (name for value in cleaned for name in _LIST_OF_NAMES.split(value))
    return _distinct(name for name in names if name and not _NO_NAME.search(name))


def _strings(value: object) -> list[str]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]


def _first_date(values: list[object]) -> str | None:
    return next((date for date in map(iso_date, values) if date), None)


def _url(tree: etree._Element, metas: dict[str, list[str]], article: Json) -> str | None:
    links = [
        link.get("href")
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    entity = article.get("mainEntityOfPage")
    own = entity.get("@id") if isinstance(entity, dict) else entity
    for value in [*links, *metas.get("og:url", []), own, article.get("url")]:
        if isinstance(value, str) and _is_address(value.strip()):
            return value.strip()
    return None


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    # The bare host is the site's address, never the article's.
    return (
        parts.scheme in {"http", "https"}
        and bool(parts.netloc)
        and bool(parts.path.strip("/") or parts.query)
    )


def _tags(metas: dict[str, list[str]], article: Json) -> tuple[str, ...]:
    said = next((metas[name] for name in _TAGS if name in metas), None) or _strings(article.get("keywords"))
    tags = (_clean(tag) for value in said for tag in value.split(","))
    return _distinct(tag for tag in tags if tag and not _CODE.match(tag))


def _clean(value: object) -> str:
    """Return a string without entities, tags or runs of white space; anything else as empty."""
    if not isinstance(value, str):
        return ""
    return " ".join(re.sub(r"</?[a-z]\w*(?:\s[^<>]*)?>", "", html.unescape(value)).split())


def _distinct(values: Iterator[str] | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple({value.casefold(): value for value in reversed(list(values))}.values())[::-1]

"""What an HTML page says about its article: JSON-LD (schema.org), then meta elements.

Dates are taken as they are given and only from where they stand for this
article; nothing is guessed from the text. Nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from onrecord.articles.bylines import is_role
from onrecord.articles.html_jsonld import (
    Json,
    choose_article,
    clean,
    distinct,
    each,
    is_live,
    likeness,
    read_objects,
    strings,
)
from onrecord.articles.outlets import host_label, squash

__all__ = ["LONGEST_TITLE", "Metadata", "Update", "iso_date", "likeness", "personal_names", "read_metadata"]

LONGEST_TITLE: Final = 500
"""Characters; what is longer is no title but a text in the wrong place."""

MOST_UPDATES: Final = 2000
LONGEST_BYLINE: Final = 1000

_ISO: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?) ?(Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
_NO_NAME: Final = re.compile(r"https?:|@|^\W*$|^\d+$", re.IGNORECASE)
_NOBODY: Final = re.compile(
    r"\b(?:staff|reporters?|newsroom|editors?|admin|author|contributors?)\b", re.IGNORECASE
)
_STAFF: Final = re.compile(
    r"(?:(?:the|our|web|news|online|digital)\s+)*"
    r"(?:staff|newsroom|admin(?:istrator)?|editor(?:s|ial)?|desk|team|authors?|contributors?|reporters?|writers?)"
    r"(?:\s+(?:staff|reporters?|writers?|desk|team|report|board))*",
    re.IGNORECASE,
)
_LIST_OF_NAMES: Final = re.compile(r"\s*(?:[,;|]|\s&\s|\band\b|\bwith\b)\s*")
_PLACE: Final = re.compile(r"\s+in\s+[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3}$")
_CODE: Final = re.compile(r".*:\s*\S|[0-9a-f]{8}-[0-9a-f-]{20,}$|.{60,}", re.DOTALL)
_SUFFIX: Final = re.compile(r"\s+[|*·•»–—-]+\s+")

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
_SUMMARIES: Final = ("og:description", "description", "twitter:description")
_TITLES: Final = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")


@dataclass(frozen=True, slots=True)
class Update:
    """An entry of a live blog as JSON-LD tells of it."""

    headline: str | None
    text: str | None
    published: str | None
    updated: str | None
    byline: tuple[str, ...]
    url: str | None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about its article. `titles` are candidates, the most trusted first.

    `named` is the first of them that JSON-LD or a meta element gives: others name the window.
    `told` says that the page itself calls what it holds an article, `kind` what it calls itself
    in ``og:type``; `text` is the body as JSON-LD has it, `summary` the description. `free` is False
    where the page says that it is not to be read without paying, `walled` the classes and ids of what
    is not; `words` is how many words the whole article has. `live` says that it is a live blog, of which
    `updates` are the entries.
    """

    titles: tuple[str, ...] = ()
    named: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    told: bool = False
    kind: str | None = None
    text: str = ""
    summary: str = ""
    free: bool = True
    walled: tuple[str, ...] = ()
    words: int | None = None
    live: bool = False
    updates: tuple[Update, ...] = ()


def read_metadata(tree: etree._Element) -> Metadata:
    """Read what the head and the JSON-LD of an HTML tree say about the article."""
    metas = _metas(tree)
    objects = read_objects(tree)
    by_id = {str(item["@id"]): item for item in objects if "@id" in item and len(item) > 1}
    meta_titles = _firsts(metas, _TITLES)
    head_titles = meta_titles + _page_title(tree)
    article = choose_article(objects, head_titles)
    url = _url(tree, metas, article)
    publishers = [name for item in (article, *objects) for name in _names(item.get("publisher"), by_id)]
    outlet = _outlet(publishers, _firsts(metas, _SITES), url)
    published = _first_date([article.get("datePublished"), *_firsts(metas, _PUBLISHED)])
    updated = _first_date([article.get("dateModified"), *_firsts(metas, _UPDATED)])
    headline = clean(article.get("headline"))
    sites = [name for name in (outlet, *publishers, *_firsts(metas, _SITES)) if name]
    return Metadata(
        titles=_titles([headline, *head_titles, clean(article.get("name"))], sites),
        named=next(iter(_titles([headline, *meta_titles], sites)), None),
        byline=_byline(article, by_id, _firsts(metas, _AUTHORS)),
        outlet=outlet,
        published=published,
        updated=updated if updated != published else None,
        url=url,
        tags=_tags(metas, article),
        told=bool(article),
        kind=next(iter(metas.get("og:type", [])), None),
        text=next(iter(strings(article.get("articleBody"))), ""),
        summary=next(iter([*_firsts(metas, _SUMMARIES), clean(article.get("description"))]), ""),
        free=not any(_is_false(item.get("isAccessibleForFree")) for item in (article, *_parts(article))),
        walled=_walled(article),
        words=_number(article.get("wordCount")),
        live=any(map(is_live, objects)),
        updates=_updates(objects, by_id),
    )


def _titles(candidates: Iterable[str | None], sites: Sequence[str]) -> tuple[str, ...]:
    fit = (title for title in candidates if title and len(title) <= LONGEST_TITLE)
    return distinct(without_site(title, sites) for title in fit)


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


def without_site(title: str, sites: Iterable[str]) -> str:
    """Return a title without the name of the site that is hung on to its end, or to its beginning."""
    parts = _SUFFIX.split(title)
    names = {_folded(site) for site in sites}
    if len(parts) > 1 and _folded(parts[-1]) in names:
        return title[: title.rindex(parts[-1])].rstrip(" |*·•»–—-") or title
    if len(parts) > 1 and _folded(parts[0]) in names:
        return title[len(parts[0]) :].lstrip(" |*·•»–—-") or title
    return title


def _folded(name: str) -> str:
    """Return a site's name as it is compared: "The Herald" and "herald.com" are one."""
    short = re.sub(r"^the\s+|\.(?:\w{2,4}\.)?\w{2,4}$", "", name.strip().casefold())
    return re.sub(r"[\W_]+", "", short)


def _metas(tree: etree._Element) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = clean(element.get("content"))
        if name and content:
            metas.setdefault(name.strip().lower(), []).append(content)
    return metas


def _firsts(metas: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return [metas[name][0] for name in names if name in metas]


def _page_title(tree: etree._Element) -> list[str]:
    title = next(tree.iter("title"), None)
    text = clean(title.text) if title is not None else ""
    return [text] if text else []


def _outlet(publishers: list[str], sites: list[str], url: str | None) -> str | None:
    """Return the outlet as people call it, not the company that owns it.

    That is the name that the site's address spells; else the publisher's, or the part of it
    that is the site's own name: "Voice of America" of "Voice of America (VOA News)".
    """
    names = [*publishers, *sites]
    label = (host_label(url) or "").removeprefix("the")
    spelled = next((name for name in names if label and squash(name).removeprefix("the") == label), None)
    if spelled is not None or not names:
        return spelled
    return next((site for site in sites if publishers and f"{site} " in publishers[0]), names[0])


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
    for item in each(value):
        if isinstance(item, dict):
            known = item if "name" in item else by_id.get(str(item.get("@id")), item)
            names += strings(known.get("name"))
        elif isinstance(item, str):
            names.append(item)
    return [name for name in map(clean, names) if name and not _NO_NAME.search(name)]


def personal_names(values: list[str]) -> tuple[str, ...]:
    """Return the names in `values`, each once.

    Lists are taken apart; "By", "in Paris" and what a journalist is ("Political Editor") go, and so do
    names that are nobody's ("Staff"). An agency that signs is a name.
    """
    cleaned = (re.sub(r"^by\s+", "", clean(value)[:LONGEST_BYLINE], flags=re.IGNORECASE) for value in values)
    names = (_PLACE.sub("", name) for value in cleaned for name in _LIST_OF_NAMES.split(value))
    return distinct(
        name
        for name in names
        if name and not _NO_NAME.search(name) and not _STAFF.fullmatch(name) and not is_role(name)
    )


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
    said = next((metas[name] for name in _TAGS if name in metas), None) or strings(article.get("keywords"))
    tags = (clean(tag) for value in said for tag in value.split(","))
    return distinct(tag for tag in tags if tag and not _CODE.match(tag))


def _parts(article: Json) -> list[Json]:
    return [part for part in each(article.get("hasPart")) if isinstance(part, dict)]


def _walled(article: Json) -> tuple[str, ...]:
    """Return the classes and ids of the parts that are not free."""
    closed = [part for part in _parts(article) if _is_false(part.get("isAccessibleForFree"))]
    selectors = [selector for part in closed for selector in strings(part.get("cssSelector"))]
    return tuple(name for selector in selectors for name in re.findall(r"[.#]([\w-]+)", selector))


def _is_false(value: object) -> bool:
    return value is False or (isinstance(value, str) and value.strip().lower() in {"false", "no"})


def _number(value: object) -> int | None:
    if isinstance(value, str) and re.fullmatch(r"\d{1,7}", value.strip()):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _updates(objects: list[Json], by_id: dict[str, Json]) -> tuple[Update, ...]:
    said = [
        update
        for item in objects
        if is_live(item)
        for update in each(item.get("liveBlogUpdate"))
        if isinstance(update, dict)
    ]
    return tuple(
        Update(
            headline=clean(update.get("headline")) or None,
            text=clean(update.get("articleBody")) or None,
            published=_first_date([update.get("datePublished")]),
            updated=_first_date([update.get("dateModified")]),
            byline=personal_names(_names(update.get("author"), by_id)),
            url=next(iter(filter(_is_address, strings(update.get("url")))), None),
        )
        for update in said[:MOST_UPDATES]
    )

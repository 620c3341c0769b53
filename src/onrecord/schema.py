"""Every type that travels between rooms.

Offsets are Unicode code points into the page text, start inclusive, end
exclusive. All types are frozen: a stage makes new values, it never changes one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias, TypeVar

Span: TypeAlias = tuple[int, int]
Spans: TypeAlias = tuple[Span, ...]

PageKind: TypeAlias = Literal["text", "html", "pdf"]
Mode: TypeAlias = Literal["direct", "indirect", "mixed"]
ActorKind: TypeAlias = Literal["person", "organization", "country", "group", "document", "unknown"]
ActLabel: TypeAlias = Literal[
    "accuse", "criticise", "deny", "reject", "warn", "demand", "promise", "support", "admit", "state"
]
RelayKind: TypeAlias = Literal["agency", "outlet", "platform", "press", "document", "source"]
SaidBasis: TypeAlias = Literal["explicit", "relative", "none"]
Review: TypeAlias = Literal["machine", "accepted", "edited", "rejected"]
Field: TypeAlias = Literal["title", "outlet", "byline", "published", "updated", "language"]
Basis: TypeAlias = Literal["markup", "text", "site", "given"]

GAP = " … "
"""What joins the pieces of a discontinuous excerpt when it is shown as one text."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be done: a stable code, a sentence the user can act on, and where."""

    code: str
    message: str
    uri: str | None = None
    page_id: str | None = None


T = TypeVar("T")
Outcome: TypeAlias = T | Problem


@dataclass(frozen=True, slots=True)
class Given:
    """What came with a page beside its bytes: from the list, feed, archive, mail or server that carried it.

    `media_type` is as it was sent, ``text/html; charset=utf-8``. The rest is about the page's
    article, in the form that `Article` has it; where it is set it goes before what the page says.
    """

    media_type: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blob:
    """The bytes of one page as they came in, unpacked but not decoded.

    `uri` is the page's own address: its URL where it is known, else its path. `archive` says
    in what file and where in it the page was packed, ``crawl.warc.gz@18233``, or by which
    redirects it was reached, ``https://asked → https://uri``, or is None.
    """

    uri: str
    data: bytes
    fetched: datetime | None = None
    archive: str | None = None
    given: Given | None = None
    shared: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A stored page: its bytes, and the page text that every span indexes into.

    `id` is ``sha256:`` and the hex digest of `data`. For a text file `text` is
    the decoded file itself, line ends included; for HTML and PDF it is the rendering.
    The few bytes of `data` that may not be valid in `encoding` stand in it as U+FFFD.
    `shared` says of each line of a text file how many sister pages, pages of the same
    site, have it too; it is empty where no sister is known.
    """

    id: str
    uri: str
    data: bytes
    text: str
    kind: PageKind
    encoding: str
    fetched: datetime | None = None
    archive: str | None = None
    given: Given | None = None
    shared: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of a page: one or more spans and, joined by `GAP`, the text they cover."""

    text: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value that an article has for one of its fields was taken from.

    `basis`: ``markup`` (JSON-LD, meta and time elements), ``text`` (the page text), ``site``
    (what the site is known by), ``given`` (came with the page). `text` are the words as they
    stand there, `span` their place in the page text, None where they stand only elsewhere.
    `score` in [0, 1] says how sure it is.
    """

    field: Field
    basis: Basis
    text: str
    span: Span | None
    score: float


@dataclass(frozen=True, slots=True)
class Article:
    """One news item on a page.

    `body` holds the paragraphs as spans in reading order. `title_span` is where the page
    text has the title, or the heading that readers see where metadata words it otherwise
    (`evidence` then has both); None where it stands only in metadata.
    Dates are ISO 8601, as precise as the page says, with the time zone where it
    says one; None is unknown. `evidence` tells for each field that is set where
    its value stands. `doubts` are problems of the article that did not prevent
    it from being read; a reading has them among its problems instead.
    """

    id: str
    page_id: str
    body: Spans
    title: str | None = None
    title_span: Span | None = None
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who speaks or is aimed at. `country` is an ISO 3166-1 alpha-3 code.

    The last three are of anonymous actors: what the page calls them (``official``, ``diplomat``,
    ``source``, ``witness`` …), whom they work or stand for, and the page's words on why they
    are not named.
    """

    id: str
    name: str
    kind: ActorKind
    role: str | None = None
    country: str | None = None
    anonymous: bool = False
    aliases: tuple[str, ...] = ()
    type: str | None = None
    organization: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """An actor that a statement is aimed at, and the words of the page that name it."""

    actor: Actor
    spans: Spans


@dataclass(frozen=True, slots=True)
class Relay:
    """One link of the chain that carried a statement to the page, and the words that name it."""

    name: str
    kind: RelayKind
    spans: Spans


@dataclass(frozen=True, slots=True)
class Act:
    """The speech act of a statement: its label, how sure in [0, 1], the words that tell."""

    label: ActLabel
    score: float
    spans: Spans = ()


@dataclass(frozen=True, slots=True)
class Said:
    """When it was said: an ISO 8601 date, the words it came from, how it was found.

    Where the words give no single day, `date` is None, and it was said between `earliest` and
    `latest`, ISO 8601 dates, both inclusive and either of them None where it is open. Where
    nothing is said of the day, `latest` is the day of publication. `spans` are the words' place.
    """

    date: str | None
    text: str | None
    basis: SaidBasis
    earliest: str | None = None
    latest: str | None = None
    spans: Spans = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution relation: who (source), how (cue), what (content), all verbatim.

    `source` or `cue` may be missing. `score` is the tagger's confidence in [0, 1].
    `made_by` names the version and the weights that made it. `named` is where the page names
    the speaker whom `source` stands for: the source itself, or the earlier words that a pronoun
    or title refers to. `via` goes from the link nearest to the article's outlet to the one
    nearest to the speaker. What None is has not been asked; an empty tuple is none.
    """

    id: str
    page_id: str
    article_id: str
    content: Excerpt
    cue: Excerpt | None
    source: Excerpt | None
    mode: Mode
    score: float
    made_by: str
    speaker: Actor | None = None
    via: tuple[Relay, ...] | None = None
    act: Act | None = None
    targets: tuple[Target, ...] | None = None
    said: Said | None = None
    review: Review = "machine"
    named: Spans = ()


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page with all that was read from it. `problems` are those of this page."""

    page: Page
    articles: tuple[Article, ...]
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...] = ()


def content_id(prefix: str, *parts: object) -> str:
    """Return a stable id: `prefix`, ``_`` and 16 hex digits of the parts' SHA-256.

    The same parts give the same id in every run and on every machine. Sixteen
    digits keep the chance of a clash among ten million ids below 1 in 300,000.
    """
    digest = hashlib.sha256("\x1f".join(repr(part) for part in parts).encode("utf-8", "surrogatepass"))
    return f"{prefix}_{digest.hexdigest()[:16]}"


def excerpt(text: str, spans: Spans) -> Excerpt:
    """Cut `spans` out of the page text."""
    return Excerpt(GAP.join(text[start:end] for start, end in spans), spans)


def body_text(text: str, article: Article) -> str:
    """Return an article's body: its paragraphs joined by a blank line."""
    return "\n\n".join(text[start:end] for start, end in article.body)

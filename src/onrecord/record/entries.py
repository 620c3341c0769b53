"""What goes into and comes out of the record, besides the types of the schema."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from onrecord.schema import ActLabel, Actor, Article, PageKind, Span, Statement, body_text

Order: TypeAlias = Literal["newest", "rank"]


class RecordError(Exception):
    """The record cannot do what was asked; its text is a sentence for the user."""


class NoRecordError(RecordError):
    """There is no record at that place, or what is there is no record."""


class SchemaMismatchError(RecordError):
    """The record was written by another version of onrecord."""


class DamagedRecordError(RecordError):
    """The database is damaged, or altered so that it cannot be read back."""


class RecordBusyError(RecordError):
    """Another process was writing to the record for longer than we wait."""


class QueryError(RecordError):
    """A question that has no meaning, such as a date that is none."""


class AmbiguousIdError(RecordError):
    """The beginning of an id that more than one entry has."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the record; what is None is not asked. All that is asked must hold.

    Args:
        words: all must stand in the content, whatever their case and accents;
            "several words" in quotation marks as a phrase, a last ``*`` for any ending.
        by: words of the speaker's name or of an alias; or ``Russian officials``: whoever
            speaks for that state, itself, its bodies, and who holds office in them; or an
            actor's id. All that is the same actor is found with it.
        country: the speaker's, by its name, its people's or ISO 3166-1 alpha-3 code.
        about: words of the content, or the name of an actor it is aimed at.
        act: the act's label, or several of which any may hold.
        outlet: words of the outlet's name.
        via: words of a name in the chain that carried the statement.
        since: first date, ISO 8601 as precise as wanted. A statement has the date it was
            said, or else the date its article was published; without both it has none. One
            that was said within a range of days is found by any of them.
        until: last date, all of it: ``2024`` ends with December.
        anonymous: only speakers without (True) or with (False) a name.
        order: the newest first, or the best match of `words` first.
        limit: how many at most.
    """

    words: str | None = None
    by: str | None = None
    country: str | None = None
    about: str | None = None
    act: ActLabel | tuple[ActLabel, ...] | None = None
    outlet: str | None = None
    via: str | None = None
    since: str | None = None
    until: str | None = None
    anonymous: bool | None = None
    order: Order = "newest"
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A stored page without its bytes and text."""

    id: str
    uri: str
    kind: PageKind
    encoding: str
    fetched: datetime | None = None
    archive: str | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where and when the bytes of a page were met.

    `added` is when the record came to know it, in UTC; None where the record did not
    keep that yet.
    """

    uri: str
    fetched: datetime | None = None
    archive: str | None = None
    added: datetime | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One of the pages that stood at one address, each with other bytes.

    `first` and `last` are when it was seen there, `seen` how often: by fetch times, or
    where one is not known by when the record came to know it.
    """

    page: PageEntry
    first: datetime | None
    last: datetime | None
    seen: int


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement with its article and page.

    `byte_range` is where the content stands in the page's bytes, from its first
    start to its last end, or None where the page text is a rendering.
    """

    statement: Statement
    article: Article
    page: PageEntry
    byte_range: Span | None = None

    @property
    def uri(self) -> str:
        """Where the page came from."""
        return self.page.uri

    @property
    def fetched(self) -> datetime | None:
        """When the page was fetched, where that is known."""
        return self.page.fetched


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with its page and the page text that its spans index into."""

    article: Article
    page: PageEntry
    page_text: str

    @property
    def body(self) -> str:
        """The paragraphs, joined by a blank line."""
        return body_text(self.page_text, self.article)


@dataclass(frozen=True, slots=True)
class Tally:
    """A name, role or label, and how many statements have it."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class RoleMet:
    """A role that an actor was met in, and the first and last date of statements made in it."""

    role: str
    first: str | None
    last: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Merge:
    """What two ids were judged to be to each other, ``same`` or ``different``, how sure, why, by whom.

    `made` is when, ISO 8601 in UTC. What a person decided has a score of 1, and stands until
    they or another decide otherwise.
    """

    left_id: str
    left: str
    right_id: str
    right: str
    verdict: Literal["same", "different"]
    score: float
    reason: str
    made_by: str
    made: str
    by_person: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """What the record tells of an actor.

    `actor` has its usual name and id, the role it was met in last, and all its aliases;
    `members` are all ids that are the same actor. `names` are the words by which pages name it,
    `acts` the labels of its statements, `targets` whom they are aimed at, `vias` who carried
    them: the most frequent first, ten at most. `roles` go from the one met first.
    """

    actor: Actor
    members: tuple[str, ...]
    statements: int
    names: tuple[Tally, ...]
    roles: tuple[RoleMet, ...]
    acts: tuple[Tally, ...]
    targets: tuple[Tally, ...]
    vias: tuple[Tally, ...]
    merges: tuple[Merge, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """How many of each a batch brought into the record.

    `known` counts pages that were in already, `sightings` other places and fetch times
    at which known pages were met, `versions` those of the new pages that stood where
    another page had been met.
    """

    pages: int = 0
    articles: int = 0
    statements: int = 0
    problems: int = 0
    known: int = 0
    sightings: int = 0
    versions: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(
            self.pages + other.pages,
            self.articles + other.articles,
            self.statements + other.statements,
            self.problems + other.problems,
            self.known + other.known,
            self.sightings + other.sightings,
            self.versions + other.versions,
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each the record holds."""

    pages: int
    articles: int
    statements: int
    actors: int
    problems: int


@dataclass(frozen=True, slots=True)
class Mismatch:
    """An entry that is not what it was when it came in.

    `kind` is page, sighting, article, statement, actor, judgement, decision, problem, search or
    database.
    """

    kind: str
    id: str
    message: str

"""Values to cells of a row and back.

Reading back raises one of `UNREADABLE` where a cell holds what `add` never wrote;
only a damaged database, or one altered by hand, has such cells.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence

from onrecord.pages import byte_range
from onrecord.record import tables
from onrecord.record.entries import PageEntry
from onrecord.record.names import plain
from onrecord.record.provenance import (
    SEAL_DIGITS,
    Cells,
    Row,
    evidence_cell,
    evidence_of,
    given_cell,
    given_of,
    later_spans_cell,
    later_spans_of,
    legible,
    packed,
    span_of,
    spans_cell,
    spans_of,
    time_cell,
    time_of,
)
from onrecord.schema import (
    Act,
    Actor,
    Article,
    Excerpt,
    Page,
    Problem,
    Relay,
    Said,
    Statement,
    Target,
)

UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)

_UNSEALED = frozenset({"seal", "data", "text"})
# What an older version of the tables did not have counts only where it is set: its seals still hold.
_LATER = {
    "page": ("archive", "given"),
    "article": ("evidence",),
    "actor": ("type", "organization", "reason"),
    "statement": ("act_spans", "said_earliest", "said_latest", "said_spans", "named", "moment_last"),
}
_SEALED = {
    table.name: tuple(
        column.name
        for column in table.columns
        if column.name not in (*_UNSEALED, *_LATER.get(table.name, ()), "key")
        and not column.name.endswith("_key")
    )
    for table in (
        tables.page,
        tables.article,
        tables.actor,
        tables.judgement,
        tables.statement,
        tables.problem,
    )
}


def seal(table: str, row: Row, *hanging: object) -> str:
    """Return the hash of a row's content, without its keys, and of what hangs on it."""
    content = [table, [row[name] for name in _SEALED[table]], hanging]
    later = {name: row[name] for name in _LATER.get(table, ()) if row[name] is not None}
    written = json.dumps([*content, later] if later else content, separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).hexdigest()[:SEAL_DIGITS]


def text_hash(text: str) -> str:
    """Return the SHA-256 of a page text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def page_cells(page: Page) -> Cells:
    """Return the row of a page, without key and seal."""
    return {
        "id": page.id,
        "uri": page.uri,
        "kind": page.kind,
        "encoding": page.encoding,
        "fetched": time_cell(page.fetched),
        "data": zlib.compress(page.data),
        "text": zlib.compress(page.text.encode("utf-8")),
        "text_hash": text_hash(page.text),
        "archive": page.archive,
        "given": given_cell(page.given),
    }


def page_of(row: Row) -> Page:
    """Return the page of a whole row."""
    entry = page_entry_of(row)
    return Page(
        id=entry.id,
        uri=entry.uri,
        data=unpacked(row["data"]),
        text=unpacked(row["text"]).decode("utf-8"),
        kind=entry.kind,
        encoding=entry.encoding,
        fetched=entry.fetched,
        archive=entry.archive,
        given=given_of(row["given"]),
    )


def page_entry_of(row: Row, prefix: str = "") -> PageEntry:
    """Return a page's entry from a row whose columns carry `prefix`."""
    return PageEntry(
        id=row[prefix + "id"],
        uri=row[prefix + "uri"],
        kind=row[prefix + "kind"],
        encoding=row[prefix + "encoding"],
        fetched=time_of(row[prefix + "fetched"]),
        archive=row[prefix + "archive"],
    )


def unpacked(packed: bytes) -> bytes:
    """Return the bytes behind a compressed cell; ValueError where they are damaged."""
    try:
        return zlib.decompress(packed)
    except zlib.error as fault:
        raise ValueError(str(fault)) from fault


def refuse_bytes(row: Row) -> None:
    """Raise TypeError where a row of texts and numbers holds bytes, which no column type forbids."""
    if bytes in map(type, row.values()):
        raise TypeError("bytes in the place of a text")


def article_cells(article: Article) -> Cells:
    """Return the row of an article, without keys, ordinal and seal."""
    return {
        "id": article.id,
        "body": spans_cell(article.body),
        "title": article.title,
        "title_span": None if article.title_span is None else packed(article.title_span),
        "outlet": article.outlet,
        "outlet_plain": None if article.outlet is None else plain(article.outlet),
        "byline": packed(article.byline),
        "published": article.published,
        "updated": article.updated,
        "url": article.url,
        "language": article.language,
        "tags": packed(article.tags),
        "evidence": evidence_cell(article.evidence),
    }


def article_of(row: Row, prefix: str = "", page_id: str | None = None) -> Article:
    """Return an article from a row whose columns carry `prefix`."""
    title_span = row[prefix + "title_span"]
    return Article(
        id=row[prefix + "id"],
        page_id=row["page_id"] if page_id is None else page_id,
        body=spans_of(row[prefix + "body"]),
        title=row[prefix + "title"],
        title_span=None if title_span is None else span_of(json.loads(title_span)),
        outlet=row[prefix + "outlet"],
        byline=_strings_of(row[prefix + "byline"]),
        published=row[prefix + "published"],
        updated=row[prefix + "updated"],
        url=row[prefix + "url"],
        language=row[prefix + "language"],
        tags=_strings_of(row[prefix + "tags"]),
        evidence=evidence_of(row[prefix + "evidence"]),
    )


def actor_cells(actor: Actor) -> Cells:
    """Return the row of an actor's form, with its seal, without key."""
    cells: Cells = {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "role": actor.role,
        "country": actor.country,
        "anonymous": bool(actor.anonymous),
        "aliases": packed(actor.aliases),
        "type": actor.type,
        "organization": actor.organization,
        "reason": actor.reason,
    }
    cells["seal"] = seal("actor", cells)
    return cells


def actor_of(row: Row, prefix: str = "") -> Actor:
    """Return an actor's form from a row whose columns carry `prefix`."""
    return Actor(
        id=row[prefix + "id"],
        name=row[prefix + "name"],
        kind=row[prefix + "kind"],
        role=row[prefix + "role"],
        country=row[prefix + "country"],
        anonymous=row[prefix + "anonymous"],
        aliases=_strings_of(row[prefix + "aliases"]),
        type=row[prefix + "type"],
        organization=row[prefix + "organization"],
        reason=row[prefix + "reason"],
    )


def statement_cells(statement: Statement, article: Article, page: Page) -> Cells:
    """Return the row of a statement, without keys, ordinal and seal."""
    content = statement.content.spans
    bytes_taken = byte_range(page, (content[0][0], content[-1][1]))
    act = statement.act
    return {
        "id": statement.id,
        **_excerpt_cells("content", statement.content),
        **_excerpt_cells("cue", statement.cue),
        **_excerpt_cells("source", statement.source),
        "mode": statement.mode,
        "score": float(statement.score),
        "made_by": statement.made_by,
        "relay_count": None if statement.via is None else len(statement.via),
        "act": None if act is None else act.label,
        "act_score": None if act is None else float(act.score),
        "act_spans": None if act is None else later_spans_cell(act.spans),
        "target_count": None if statement.targets is None else len(statement.targets),
        **_said_cells(statement.said, article.published),
        "named": later_spans_cell(statement.named),
        "review": statement.review,
        "byte_start": None if bytes_taken is None else bytes_taken[0],
        "byte_end": None if bytes_taken is None else bytes_taken[1],
    }


def statement_of(
    row: Row, speaker: Actor | None, relays: Sequence[Relay], targets: Sequence[Target]
) -> Statement:
    """Return a statement from its row (with page_id and article_id) and what hangs on it."""
    content = _excerpt_of(row, "content")
    if content is None:
        raise ValueError("a statement without content")
    return Statement(
        id=row["id"],
        page_id=row["page_id"],
        article_id=row["article_id"],
        content=content,
        cue=_excerpt_of(row, "cue"),
        source=_excerpt_of(row, "source"),
        mode=row["mode"],
        score=row["score"],
        made_by=row["made_by"],
        speaker=speaker,
        via=None if row["relay_count"] is None else tuple(relays),
        act=None
        if row["act"] is None
        else Act(row["act"], row["act_score"], later_spans_of(row["act_spans"])),
        targets=None if row["target_count"] is None else tuple(targets),
        said=_said_of(row),
        review=row["review"],
        named=later_spans_of(row["named"]),
    )


def relay_cells(relay: Relay) -> Cells:
    """Return the row of a relay, without statement and ordinal."""
    return {
        "name": relay.name,
        "plain": plain(relay.name),
        "kind": relay.kind,
        "spans": spans_cell(relay.spans),
    }


def relay_of(row: Row) -> Relay:
    """Return a relay from its row."""
    return Relay(row["name"], row["kind"], spans_of(row["spans"]))


def target_cells(target: Target, actor_seal: str) -> Cells:
    """Return the row of a target, without statement and ordinal, with the seal of its actor's form."""
    return {"seal": actor_seal, "spans": later_spans_cell(target.spans)}


def target_of(row: Row) -> Target:
    """Return a target from its row joined with that of its actor's form."""
    return Target(actor_of(row), later_spans_of(row["spans"]))


def statement_seal(row: Row, ids: Sequence[str], hanging: Sequence[object]) -> str:
    """Return the seal of a statement's row.

    Args:
        row: its cells.
        ids: of its page and article.
        hanging: the speaker's seal or None, what counts of the relays, and of the targets.
    """
    return seal("statement", row, *ids, *hanging)


def relays_sealed(relays: Iterable[Row]) -> list[list[object]]:
    """Return what a statement's seal covers of its relays, in order."""
    return [[row["name"], row["plain"], row["kind"], row["spans"]] for row in relays]


def targets_sealed(rows: Iterable[Row]) -> list[object]:
    """Return what a statement's seal covers of its targets, in order."""
    return [row["seal"] if row["spans"] is None else [row["seal"], row["spans"]] for row in rows]


def problem_cells(problem: Problem) -> Cells:
    """Return the row of a problem, with its seal, without key.

    Half characters, which UTF-8 cannot hold, are written as escapes.
    """
    cells: Cells = {
        "code": problem.code,
        "message": legible(problem.message),
        "uri": None if problem.uri is None else legible(problem.uri),
        "page_id": problem.page_id,
    }
    cells["seal"] = seal("problem", cells)
    return cells


def problem_of(row: Row) -> Problem:
    """Return a problem from its row."""
    return Problem(row["code"], row["message"], row["uri"], row["page_id"])


def actor_names(actor: Actor) -> set[str]:
    """Return under which names a search finds an actor."""
    return {plain(name) for name in (actor.name, *actor.aliases)}


def _said_cells(said: Said | None, published: str | None) -> Cells:
    """Return the cells of when it was said, and of the time in which a search looks for it."""
    if said is None:
        names = ("said_date", "said_text", "said_basis", "said_earliest", "said_latest", "said_spans")
        return {**dict.fromkeys(names), "moment": published, "moment_last": None}
    known = said.date or said.earliest or (said.latest if said.basis != "none" else None)
    last = (said.latest or published) if said.earliest and not said.date else None
    return {
        "said_date": said.date,
        "said_text": said.text,
        "said_basis": said.basis,
        "said_earliest": said.earliest,
        "said_latest": said.latest,
        "said_spans": later_spans_cell(said.spans),
        "moment": known or published or said.latest,
        "moment_last": last,
    }


def _said_of(row: Row) -> Said | None:
    basis = row["said_basis"]
    if basis is None:
        return None
    spans = later_spans_of(row["said_spans"])
    return Said(row["said_date"], row["said_text"], basis, row["said_earliest"], row["said_latest"], spans)


def _excerpt_cells(name: str, excerpt: Excerpt | None) -> Cells:
    if excerpt is None:
        return {f"{name}_text": None, f"{name}_spans": None}
    return {f"{name}_text": excerpt.text, f"{name}_spans": spans_cell(excerpt.spans)}


def _excerpt_of(row: Row, name: str) -> Excerpt | None:
    text, spans = row[f"{name}_text"], row[f"{name}_spans"]
    if text is None and spans is None:
        return None
    return Excerpt(text, spans_of(spans))


def _strings_of(cell: str) -> tuple[str, ...]:
    return tuple(json.loads(cell))

"""The tables of the record.

Keys are numbers that live in one database only; ids are hashes of content and
are the same everywhere. A `seal` is the hash of a row's content with all that
hangs on it: who alters a row by hand breaks its seal. Spans are JSON arrays.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

SCHEMA_VERSION = 3

metadata = MetaData()

meta = Table(
    "onrecord",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

page = Table(
    "page",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("uri", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("encoding", String, nullable=False),
    Column("fetched", String),
    Column("data", LargeBinary, nullable=False),  # zlib
    Column("text", LargeBinary, nullable=False),  # zlib over UTF-8
    Column("text_hash", String, nullable=False),
    Column("seal", String, nullable=False),
    Column("archive", Text),  # since version 2
    Column("given", Text),  # since version 2
)

# Each time that the bytes of a page were met somewhere, first of all where they came from.
# The rows are a chain: the seal of each covers that of the row before, and the last one is
# the record's `head`. A row stays when its page is deleted, and tells that it was there.
sighting = Table(
    "sighting",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("page_id", String, nullable=False),
    Column("uri", Text, nullable=False),
    Column("fetched", String),
    Column("archive", Text),
    Column("added", String),  # UTC; NULL where a record of version 1 was upgraded
    Column("address", Text, nullable=False),  # what versions of a page share
    Column("site", Text, nullable=False),
    Column("seal", String, nullable=False),
    Index("sighting_page", "page_id", "key"),
    Index("sighting_address", "address", "key"),
    Index("sighting_site", "site", "key"),
)

article = Table(
    "article",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("page_key", ForeignKey("page.key", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("title", Text),
    Column("title_span", Text),
    Column("outlet", Text),
    Column("outlet_plain", Text),
    Column("byline", Text, nullable=False),
    Column("published", String),
    Column("updated", String),
    Column("url", Text),
    Column("language", String),
    Column("tags", Text, nullable=False),
    Column("seal", String, nullable=False),
    Column("evidence", Text),  # since version 2
    UniqueConstraint("page_key", "ordinal"),
    Index("article_outlet", "outlet_plain"),
)

# The same actor is met with another role or other aliases in another article: each
# form is kept, so that a statement comes out exactly as it went in.
actor = Table(
    "actor",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("role", Text),
    Column("country", String),
    Column("anonymous", Boolean, nullable=False),
    Column("aliases", Text, nullable=False),
    Column("seal", String, nullable=False, unique=True),
    Column("type", Text),  # since version 3, with the two below
    Column("organization", Text),
    Column("reason", Text),
    Index("actor_country", "country"),
)

actor_name = Table(
    "actor_name",
    metadata,
    Column("actor_key", ForeignKey("actor.key", ondelete="CASCADE"), nullable=False),
    Column("plain", Text, nullable=False),
    UniqueConstraint("plain", "actor_key"),
    Index("actor_name_actor", "actor_key"),
)

# What is known of an actor from all articles, and the group of ids that are the same actor,
# named by its first. This follows from the actors, judgements and decisions, as do the keys
# by which two that may be one are found.
portrait = Table(
    "portrait",
    metadata,
    Column("actor_id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("role", Text),
    Column("country", String),
    Column("lesser", Boolean, nullable=False),  # a name that asks for a fuller one
    Column("cluster", String, nullable=False),
    Index("portrait_cluster", "cluster"),
)

portrait_key = Table(
    "portrait_key",
    metadata,
    Column("value", Text, primary_key=True),
    Column("actor_id", ForeignKey("portrait.actor_id"), primary_key=True),
    Index("portrait_key_actor", "actor_id"),
)

# What two actors are to each other by their names, `left_id` the smaller.
judgement = Table(
    "judgement",
    metadata,
    Column("left_id", String, primary_key=True),
    Column("right_id", String, primary_key=True),
    Column("verdict", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made", String, nullable=False),  # UTC
    Column("seal", String, nullable=False),
    Index("judgement_right", "right_id"),
)

# What persons decided, each sealed together with the one before; the last one on a pair stands.
decision = Table(
    "decision",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("left_id", String, nullable=False),
    Column("right_id", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made", String, nullable=False),  # UTC
    Column("seal", String, nullable=False),
    Index("decision_left", "left_id"),
    Index("decision_right", "right_id"),
)

statement = Table(
    "statement",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("page_key", ForeignKey("page.key", ondelete="CASCADE"), nullable=False),
    Column("article_key", ForeignKey("article.key", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("content_text", Text, nullable=False),
    Column("content_spans", Text, nullable=False),
    Column("cue_text", Text),
    Column("cue_spans", Text),
    Column("source_text", Text),
    Column("source_spans", Text),
    Column("mode", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("speaker_key", ForeignKey("actor.key")),
    Column("relay_count", Integer),  # NULL is unknown, 0 is none
    Column("act", String),
    Column("act_score", Float),
    Column("target_count", Integer),
    Column("said_date", String),
    Column("said_text", Text),
    Column("said_basis", String),
    Column("review", String, nullable=False),
    Column("byte_start", Integer),
    Column("byte_end", Integer),
    Column("moment", String),  # said, else published: what a search by date looks at
    Column("seal", String, nullable=False),
    Column("act_spans", Text),  # since version 3, with all below
    Column("said_earliest", String),
    Column("said_latest", String),
    Column("said_spans", Text),
    Column("named", Text),
    Column("moment_last", String),  # the end of the range that `moment` begins, where it is one
    UniqueConstraint("page_key", "ordinal"),
    CheckConstraint("(byte_start IS NULL) = (byte_end IS NULL)"),
    Index("statement_moment", "moment", "key"),
    Index("statement_speaker", "speaker_key", "moment", "key"),
    Index("statement_act", "act", "moment", "key"),
    Index("statement_article", "article_key"),
    Index("statement_moment_last", "moment_last", sqlite_where=text("moment_last IS NOT NULL")),
)

relay = Table(
    "relay",
    metadata,
    Column("statement_key", ForeignKey("statement.key", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("plain", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("spans", Text, nullable=False),
    Index("relay_name", "plain", "statement_key"),
)

target = Table(
    "target",
    metadata,
    Column("statement_key", ForeignKey("statement.key", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("actor_key", ForeignKey("actor.key"), nullable=False),
    Column("spans", Text),  # since version 3
    Index("target_actor", "actor_key", "statement_key"),
)

problem = Table(
    "problem",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("code", String, nullable=False),
    Column("message", Text, nullable=False),
    Column("uri", Text),
    Column("page_id", String, index=True),
    Column("seal", String, nullable=False, unique=True),
)

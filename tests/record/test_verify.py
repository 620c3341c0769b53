"""Whatever is altered by hand in the database is found."""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from record.samples import cut, page_of, reading, readings
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from onrecord.pages import decode
from onrecord.record import DamagedRecordError, Mismatch, Query, open_record
from onrecord.record.sqlite import index_faults
from onrecord.record.tables import metadata
from onrecord.schema import Actor, Article, Blob, Page, PageReading, Statement

UNSEALED = {"onrecord"}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("verify") / "r.db"
    with open_record(str(path)) as record:
        record.add(readings(12, 3))
        record.add([_alike()])
        for why in ("one ministry", "one after all"):
            assert record.merge("ac_joer0", "ac_muller", why=why, who="ann") is None
        assert list(record.verify()) == []
    return path


def _alike() -> PageReading:
    """Make a page of speakers who are judged to be those of other pages."""
    names = ("Joerg Mueller", "Jorg Muller", "Marija Zakharova")
    made = reading(40, len(names))
    speakers = (Actor(f"ac_{name[:4].lower()}{place}", name, "person") for place, name in enumerate(names))
    told = zip(made.statements, speakers, strict=True)
    return replace(made, statements=tuple(replace(one, speaker=speaker, targets=()) for one, speaker in told))


def _after(untouched: Path, tmp_path: Path, *commands: str) -> list[Mismatch]:
    """Alter a copy of the record by hand, as the owner of the file can, and verify it."""
    path = tmp_path / "r.db"
    shutil.copy(untouched, path)
    raw = sqlite3.connect(path)
    raw.create_function("zip", 1, lambda text: zlib.compress(text.encode()))
    for command in commands:
        raw.execute(command)
    raw.commit()
    raw.close()
    with open_record(str(path)) as record:
        found = list(record.verify())
        assert list(record.verify()) == found
    return found


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("UPDATE page SET data = zip('other bytes') WHERE key = 3", "page"),
        ("UPDATE page SET data = x'00' WHERE key = 3", "page"),
        ("UPDATE page SET data = 'text' WHERE key = 3", "page"),
        ("UPDATE page SET text = zip('other text') WHERE key = 3", "page"),
        ("UPDATE page SET text = zip('x'), text_hash = '0' WHERE key = 3", "page"),
        ("UPDATE page SET encoding = 'utf-16' WHERE key = 3", "page"),
        ("UPDATE page SET encoding = 'nonsense' WHERE key = 3", "page"),
        ("UPDATE page SET uri = 'elsewhere.txt' WHERE key = 3", "page"),
        ("UPDATE page SET fetched = 'yesterday' WHERE key = 3", "page"),
        ("UPDATE page SET kind = 'html' WHERE key = 3", "page"),
        ("UPDATE page SET id = 'sha256:00' WHERE key = 3", "page"),
        ("UPDATE statement SET content_text = content_text || '!' WHERE key = 5", "statement"),
        ("UPDATE statement SET content_spans = '[[0,5]]' WHERE key = 5", "statement"),
        ("UPDATE statement SET content_spans = '[[-5,-1]]' WHERE key = 5", "statement"),
        ("UPDATE statement SET content_spans = '[]', content_text = '' WHERE key = 5", "statement"),
        ("UPDATE statement SET content_spans = 'no list' WHERE key = 5", "statement"),
        ('UPDATE statement SET content_spans = \'[["a","b"]]\' WHERE key = 5', "statement"),
        ("UPDATE statement SET content_text = CAST(x'ff' AS TEXT) WHERE key = 5", "page"),
        ("UPDATE statement SET content_text = x'ff' WHERE key = 5", "statement"),
        ("UPDATE statement SET cue_text = 'denied' WHERE key = 5", "statement"),
        ("UPDATE statement SET cue_text = NULL, cue_spans = NULL WHERE key = 5", "statement"),
        ("UPDATE statement SET source_spans = '[[0,3]]' WHERE key = 4", "statement"),
        ("UPDATE statement SET article_key = 7 WHERE key = 5", "statement"),
        ("UPDATE statement SET speaker_key = 1 WHERE key = 5", "statement"),
        ("UPDATE relay SET name = 'Reuters' WHERE statement_key = 1", "statement"),
        ("DELETE FROM relay WHERE statement_key = 1", "statement"),
        ("DELETE FROM target", "statement"),
        ("DELETE FROM statement WHERE key = 5", "page"),
        ("DELETE FROM article WHERE key = 5", "page"),
        ("UPDATE article SET title = 'Another' WHERE key = 5", "article"),
        ("UPDATE article SET title_span = '[0,2]' WHERE key = 5", "article"),
        ("UPDATE article SET title_span = '[0,99999]' WHERE key = 5", "article"),
        ("UPDATE article SET body = '[[0,3]]' WHERE key = 5", "article"),
        ("UPDATE article SET body = '[[0,99999]]' WHERE key = 5", "article"),
        ("UPDATE actor SET name = 'Someone Else' WHERE key = 2", "actor"),
        ("UPDATE actor SET aliases = '5' WHERE key = 2", "actor"),
        ("DELETE FROM actor_name WHERE actor_key = 2", "search"),
        ("UPDATE page SET archive = 'crawl.warc.gz@0' WHERE key = 3", "page"),
        ("UPDATE page SET given = '{}' WHERE key = 3", "page"),
        ("UPDATE page SET given = '{\"urls\":1}' WHERE key = 3", "page"),
        ("UPDATE article SET evidence = '[]' WHERE key = 5", "article"),
        ('UPDATE article SET evidence = \'[["title","text","No",[0,2],1]]\' WHERE key = 5', "article"),
        ("UPDATE sighting SET added = NULL WHERE key = 5", "sighting"),
        ("UPDATE sighting SET uri = x'00' WHERE key = 5", "sighting"),
        ("DELETE FROM sighting WHERE key = 5", "sighting"),
        ("DELETE FROM sighting WHERE key = 12", "sighting"),
        ("DELETE FROM sighting WHERE key > 6", "page"),
        ("UPDATE sighting SET key = 100 - key", "sighting"),
        ("UPDATE onrecord SET value = '0' WHERE name = 'head'", "sighting"),
        ("DELETE FROM onrecord WHERE name = 'head'", "sighting"),
        ("UPDATE problem SET message = 'All is well.'", "problem"),
        ("INSERT INTO statement_words(statement_words) VALUES ('delete-all')", "search"),
        ("INSERT INTO statement_words(rowid, content_text) VALUES (999, 'never said')", "search"),
        ("PRAGMA writable_schema = ON", ""),
    ],
)
def test_an_alteration_is_found(untouched: Path, tmp_path: Path, command: str, kind: str) -> None:
    found = _after(untouched, tmp_path, command)
    assert (kind in {mismatch.kind for mismatch in found}) if kind else not found


def test_any_altered_column_of_any_sealed_table_is_found(untouched: Path, tmp_path: Path) -> None:
    for name, table in metadata.tables.items():
        if name in UNSEALED:
            continue
        for column in table.columns:
            # Nothing but their order counts, and that of one is always the same; nothing
            # refers to a problem's key.
            if (name, column.name) in {("relay", "ordinal"), ("target", "ordinal"), ("problem", "key")}:
                continue
            if (name, column.name) in {("sighting", "key"), ("decision", "key")}:  # order, see above
                continue
            change = f"UPDATE {name} SET {column.name} = '7{column.name}' WHERE rowid = 2"  # noqa: S608 - our own names
            off = "PRAGMA foreign_keys = OFF"
            if column.name == "key":
                change = f"UPDATE {name} SET key = 777777 WHERE key = 2"  # noqa: S608 - our own names
            commands = (off, "PRAGMA ignore_check_constraints = ON", change)
            assert _after(untouched, tmp_path, *commands), f"{name}.{column.name}"


def test_an_alteration_names_the_entry_and_spares_the_others(untouched: Path, tmp_path: Path) -> None:
    changed = "UPDATE statement SET source_text = 'the mayor' WHERE key = 5"
    with sqlite3.connect(untouched) as raw:
        (statement_id,) = raw.execute("SELECT id FROM statement WHERE key = 5").fetchone()
    raw.close()
    found = _after(untouched, tmp_path, changed)
    assert {(item.kind, item.id) for item in found} == {("statement", statement_id)}
    assert found[0].message == "the source is not what its spans hold"


WITH_ALL_THAT_HANGS_ON_IT = (
    "PRAGMA foreign_keys = ON",
    "DELETE FROM page WHERE key = {}",
)


@pytest.mark.parametrize("key", [1, 5, 12])
def test_a_page_deleted_with_all_that_hangs_on_it_is_missed(
    untouched: Path, tmp_path: Path, key: int
) -> None:
    with sqlite3.connect(untouched) as raw:
        (page_id,) = raw.execute("SELECT id FROM page WHERE key = ?", (key,)).fetchone()
    raw.close()
    deleted = [command.format(key) for command in WITH_ALL_THAT_HANGS_ON_IT]
    (found,) = _after(untouched, tmp_path, *deleted)
    assert (found.kind, found.id) == ("page", page_id)
    assert "pages/" in found.message
    with open_record(str(tmp_path / "r.db")) as record:
        record.add(readings(12, 3))
        assert list(record.verify()) == []
    link = f"DELETE FROM sighting WHERE page_id = '{page_id}'"  # noqa: S608 - our own id
    assert {item.kind for item in _after(untouched, tmp_path, *deleted, link)} == {"sighting"}


def test_a_head_noted_elsewhere_finds_a_chain_written_anew(untouched: Path, tmp_path: Path) -> None:
    with open_record(str(untouched)) as record:
        noted = record.head()
        assert record.had(noted)
        assert not record.had("0" * 32)
    path = tmp_path / "r.db"
    with open_record(str(path)) as forged:
        forged.add(readings(11, 3))
        assert list(forged.verify()) == []
        assert not forged.had(noted)
    shutil.copy(untouched, path)
    with open_record(str(path)) as grown:
        grown.add(readings(14, 3))
        assert grown.had(noted)
        assert grown.head() != noted


def test_a_damaged_file_is_found(untouched: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    damaged = bytearray(untouched.read_bytes())
    for place in range(len(damaged) - 4 * 4096, len(damaged) - 4096, 4096):
        damaged[place : place + 64] = b"\xff" * 64
    path.write_bytes(damaged)
    with open_record(str(path)) as record:
        assert list(record.verify())


def test_a_damaged_index_is_found(untouched: Path, tmp_path: Path) -> None:
    hidden = "UPDATE sqlite_schema SET sql = 'CREATE INDEX statement_act ON statement (mode, moment, key)' "
    found = _after(
        untouched, tmp_path, "PRAGMA writable_schema = ON", hidden + "WHERE name = 'statement_act'"
    )
    assert {mismatch.kind for mismatch in found} == {"database"}


@pytest.mark.parametrize(
    "command",
    [
        "UPDATE statement SET content_spans = 'no list'",
        "UPDATE article SET body = '[[' || hex(zeroblob(100)) || ',\"a\"]]'",
        "UPDATE page SET text = x'00', fetched = 'yesterday'",
        "UPDATE article SET title = x'ff'",
    ],
)
def test_a_record_that_cannot_be_read_back_says_so(untouched: Path, tmp_path: Path, command: str) -> None:
    assert _after(untouched, tmp_path, command)
    with open_record(str(tmp_path / "r.db")) as record:
        with pytest.raises(DamagedRecordError, match="onrecord verify"):
            _ = [*record.find(Query()), *record.articles()]
        assert record.counts().pages == 13


def test_pages_in_other_encodings_verify(tmp_path: Path) -> None:
    with open_record(str(tmp_path / "r.db")) as record:
        for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-8"):
            page = page_of("Élan “vital”\r\n", f"{encoding}.txt", encoding=encoding)
            assert record.add([PageReading(page, (), ())]).pages == 1
        assert list(record.verify()) == []


def test_the_bytes_named_for_a_statement_of_an_html_page_are_tried_again(tmp_path: Path) -> None:
    markup = '<html><body><p>“We &amp; they <b>go</b>,” said <a href="/m">the minister</a>.</p></body></html>'
    blob = Blob("a.html", markup.encode())
    (page,) = decode([blob])
    assert isinstance(page, Page)
    content, source = cut(page.text, "“We & they go,”"), cut(page.text, "the minister")
    article = Article("ar_1", page.id, ((0, len(page.text)),))
    statement = Statement("st_1", page.id, "ar_1", content, None, source, "direct", 0.9, "made by hand")
    path = tmp_path / "r.db"
    with open_record(str(path)) as record:
        assert record.add([PageReading(page, (article,), (statement,))]).pages == 1
        (found,) = record.statements()
        assert found.byte_range is not None
        assert page.data[slice(*found.byte_range)].decode() == "“We &amp; they <b>go</b>,”"
        assert list(record.verify()) == []
    (tmp_path / "moved").mkdir()
    moved = _after(path, tmp_path / "moved", "UPDATE statement SET byte_start = byte_start + 1")
    assert "the bytes named for the content do not read as the page text there" in {
        mismatch.message for mismatch in moved
    }


def test_a_database_that_may_not_be_written_is_no_altered_one(untouched: Path) -> None:
    engine = create_engine(f"sqlite:///{untouched}")
    with engine.connect() as connection:
        connection.execute(text("PRAGMA query_only = ON"))
        with pytest.raises(OperationalError, match="readonly"):
            list(index_faults(connection))
    engine.dispose()

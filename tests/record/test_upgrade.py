"""A record of version 1 of the tables becomes one of this version, with all that was in it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from record.older import build, known_then
from record.samples import reading, readings

from onrecord.record import SchemaMismatchError, open_record
from onrecord.schema import Evidence, Given, PageReading


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return build(tmp_path / "old.db")


def _then(number: int) -> PageReading:
    item = known_then(reading(number, 2))
    assert isinstance(item, PageReading)
    return item


def test_a_record_of_version_1_is_upgraded_when_it_is_opened_for_writing(old: Path, tmp_path: Path) -> None:
    with open_record(str(old)) as record:
        assert record.upgraded_from == 1
        assert list(record.verify()) == []
        item = reading(1, 2)
        assert record.page(item.page.id) == item.page
        assert [found.article for found in record.articles(item.page.id)] == list(item.articles)
        met = record.sightings(item.page.id)
        assert [sighting.uri for sighting in met] == [item.page.uri, "mirror/00001.txt"]
        assert {sighting.added for sighting in met} == {None}
        upgraded = record.digest()
    with open_record(str(old)) as record:
        assert record.upgraded_from is None
        assert record.digest() == upgraded
    with open_record(str(tmp_path / "new.db")) as fresh:
        again = _then(1)
        fresh.add([known_then(item) for item in readings(4, 2)])
        mirror = replace(again.page, uri="mirror/00001.txt", fetched=met[1].fetched)
        fresh.add([replace(again, page=mirror)])
        assert fresh.digest() == upgraded


def test_a_record_of_version_2_is_upgraded_when_it_is_opened_for_writing(tmp_path: Path) -> None:
    path = build(tmp_path / "old.db", 2)
    with open_record(str(path)) as record:
        assert record.upgraded_from == 2
        assert list(record.verify()) == []
        head = record.head()
        assert record.had(head)
        upgraded = record.digest()
        mirrored = record.sightings(_then(1).page.id)[1]
        stored = [item.statement for item in record.statements_of(page_id=_then(2).page.id)]
        assert stored == list(_then(2).statements)
    with open_record(str(tmp_path / "new.db")) as fresh:
        fresh.add([known_then(item) for item in readings(4, 2)])
        mirror = replace(_then(1).page, uri=mirrored.uri, fetched=mirrored.fetched)
        fresh.add([replace(_then(1), page=mirror)])
        last = _then(5)
        packed = replace(last.page, archive="crawl.warc.gz@18233", given=Given("text/html", title="Given"))
        titled = replace(last.articles[0], evidence=(Evidence("title", "text", "Report", (0, 6), 0.5),))
        fresh.add([replace(last, page=packed, articles=(titled,))])
        assert fresh.digest() == upgraded


@pytest.mark.parametrize("version", [1, 2])
def test_an_upgraded_record_keeps_what_only_this_version_knows(tmp_path: Path, version: int) -> None:
    with open_record(str(build(tmp_path / "old.db", version))) as record:
        item = reading(8)
        assert record.add([item]).statements == 5
        assert [found.statement for found in record.statements_of(page_id=item.page.id)] == list(
            item.statements
        )
        assert list(record.verify()) == []


def test_an_upgraded_record_takes_more_pages(old: Path) -> None:
    with open_record(str(old)) as record:
        assert record.add(readings(6, 2)).pages == 2
        assert list(record.verify()) == []
        assert [version.page.id for version in record.versions(reading(5, 2).page.id)] == [
            reading(5, 2).page.id
        ]


def test_reading_alone_upgrades_nothing_and_says_what_does(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(SchemaMismatchError, match="the next `onrecord add` upgrades it"):
        open_record(str(old), create=False)
    assert old.read_bytes() == before


@pytest.mark.parametrize("version", [1, 2])
def test_what_was_altered_by_hand_is_still_found_after_the_upgrade(tmp_path: Path, version: int) -> None:
    old = build(tmp_path / "old.db", version)
    with sqlite3.connect(old) as raw:
        raw.execute("UPDATE statement SET act = 'admit' WHERE key = 2")
        raw.execute("UPDATE page SET fetched = NULL WHERE key = 3")
    raw.close()
    with open_record(str(old)) as record:
        assert {found.kind for found in record.verify()} == {"statement", "page"}


def test_an_upgrade_that_fails_leaves_the_record_as_it_was(old: Path) -> None:
    with sqlite3.connect(old) as raw:
        raw.execute("CREATE INDEX sighting_page ON problem (uri)")
    raw.close()
    for _ in range(2):
        with pytest.raises(Exception, match="sighting_page"):
            open_record(str(old))
    with sqlite3.connect(old) as raw:
        raw.execute("DROP INDEX sighting_page")
    raw.close()
    with open_record(str(old)) as record:
        assert list(record.verify()) == []

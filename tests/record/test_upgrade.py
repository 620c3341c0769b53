"""A record of version 1 of the tables becomes one of this version, with all that was in it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from record.samples import reading, readings
from record.version1 import build

from onrecord.record import SchemaMismatchError, open_record


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return build(tmp_path / "old.db")


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
        again = reading(1, 2)
        fresh.add(readings(4, 2))
        mirror = replace(again.page, uri="mirror/00001.txt", fetched=met[1].fetched)
        fresh.add([replace(again, page=mirror)])
        assert fresh.digest() == upgraded


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


def test_what_was_altered_by_hand_is_still_found_after_the_upgrade(old: Path) -> None:
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

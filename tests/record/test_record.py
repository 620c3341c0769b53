"""What goes into the record comes out of it."""

from __future__ import annotations

import os
import sqlite3
import string
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record.samples import page_of, reading, readings

from onrecord.record import (
    Added,
    AmbiguousIdError,
    DamagedRecordError,
    NoRecordError,
    Record,
    RecordBusyError,
    RecordError,
    SchemaMismatchError,
    open_record,
)
from onrecord.schema import (
    Act,
    ActLabel,
    Actor,
    Article,
    Basis,
    Evidence,
    Excerpt,
    Field,
    Given,
    PageReading,
    Problem,
    Relay,
    RelayKind,
    Said,
    SaidBasis,
    Statement,
    Target,
    excerpt,
)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(str(tmp_path / "r.db")) as opened:
        yield opened


def test_what_goes_in_comes_out(record: Record) -> None:
    batch = readings(20)
    pages = [item for item in batch if isinstance(item, PageReading)]
    assert record.add(batch) == Added(pages=20, articles=20, statements=100, problems=3)
    stored = {item.statement.id: item for item in record.statements()}
    for item in pages:
        assert record.page(item.page.id) == item.page
        assert [found.article for found in record.articles(item.page.id)] == list(item.articles)
        for statement in item.statements:
            found = stored.pop(statement.id)
            assert found.statement == statement
            assert found.article == item.articles[0]
            assert (found.uri, found.fetched) == (item.page.uri, item.page.fetched)
            assert found.byte_range is not None
            start, end = found.byte_range
            assert item.page.data[start:end].decode() == statement.content.text
    assert not stored
    assert set(record.problems()) == {
        problem for item in batch for problem in ([item] if isinstance(item, Problem) else item.problems)
    }
    assert list(record.verify()) == []


def test_a_second_run_adds_nothing(record: Record) -> None:
    record.add(readings(20))
    before = record.digest()
    assert record.add(readings(20)) == Added(known=20)
    assert record.digest() == before
    assert record.known(["sha256:none", reading(3).page.id]) == {reading(3).page.id}


def test_the_same_bytes_elsewhere_are_kept_as_a_sighting_once(record: Record) -> None:
    first = reading(1)
    page = first.page
    when = datetime(2025, 5, 5, tzinfo=UTC)
    second = replace(first, page=replace(page, uri="copy.txt", fetched=when))
    assert record.add([first, second, second]) == Added(
        pages=1, articles=1, statements=5, known=2, sightings=1
    )
    assert record.add([second, first]) == Added(known=2)
    met = [(item.uri, item.fetched) for item in record.sightings(page.id)]
    assert met == [(page.uri, page.fetched), ("copy.txt", when)]


def test_a_record_does_not_depend_on_batches_and_order(tmp_path: Path) -> None:
    batch = readings(30)
    with open_record(str(tmp_path / "a.db")) as one, open_record(str(tmp_path / "b.db")) as other:
        one.add(batch)
        for item in reversed(batch):
            other.add([item])
        assert list(one.dump()) == list(other.dump())
        assert [item.statement.id for item in one.statements()] == [
            item.statement.id for item in other.statements()
        ]


def test_a_reading_that_is_not_verbatim_stays_out_and_leaves_a_problem(record: Record) -> None:
    good = reading(1)
    wrong = replace(good.statements[0], content=replace(good.statements[0].content, text="never said"))
    halves = replace(good.articles[0], title="\ud83d", title_span=None)
    for bad in (
        replace(good, statements=(wrong,)),
        replace(good, page=replace(good.page, id="sha256:0")),
        replace(good, articles=(halves,)),
        replace(good, articles=good.articles * 2),
        replace(good, articles=(replace(good.articles[0], body=((0, 10**6),)),)),
    ):
        assert record.add([bad]) == Added(problems=1)
    assert {problem.code for problem in record.problems()} == {"record.unfit"}
    assert record.add([good]).pages == 1


def test_a_batch_is_in_as_a_whole_or_not_at_all(record: Record) -> None:
    taken = reading(1)
    clash = reading(2)
    # Ids hash the page, so this cannot come from a reader: it is a bug, and must not half arrive.
    clash = replace(clash, articles=(replace(clash.articles[0], id=taken.articles[0].id),), statements=())
    record.add([taken])
    before = record.digest()
    with pytest.raises(RecordError):
        record.add([reading(3), clash])
    assert record.digest() == before


def test_an_entry_is_found_by_the_beginning_of_its_id(record: Record) -> None:
    record.add(readings(5))
    item = reading(3)
    statement, article, page = item.statements[2], item.articles[0], item.page
    found = record.statement(statement.id[:10])
    assert found is not None
    assert found.statement == statement
    stored = record.article(article.id[:10])
    assert stored is not None
    assert stored.article == article
    assert stored.body.startswith("In paragraph 0")
    assert record.page(page.id[:20]) == page == record.page(page.id.removeprefix("sha256:")[:12])
    with pytest.raises(AmbiguousIdError, match="More than one"):
        record.statement("st_")
    for odd in ("", "st_zzz", "ünknown", "\udcff", "\0"):
        assert record.statement(odd) is None
        assert record.page(odd) is None


def test_an_actor_in_several_forms_is_one_actor(record: Record) -> None:
    record.add(readings(20))
    actor = record.actor("ac_zak")
    assert actor is not None
    assert (actor.name, actor.role, set(actor.aliases)) == (
        "Maria Zakharova",
        "spokesperson",
        {"Мария Захарова", "Zakharova"},
    )
    by_actor = list(record.statements_of(actor_id="ac_zak"))
    assert by_actor
    assert all(item.statement.speaker and item.statement.speaker.id == "ac_zak" for item in by_actor)
    assert record.counts().actors == 5


def test_a_place_that_is_no_record_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoRecordError, match="There is no record at"):
        open_record(str(tmp_path / "none.db"), create=False)
    with pytest.raises(NoRecordError, match="The folder"):
        open_record(str(tmp_path / "none" / "r.db"))
    (tmp_path / "text.db").write_text("no database at all")
    with pytest.raises(NoRecordError, match="is no record"):
        open_record(str(tmp_path / "text.db"))
    with pytest.raises(NoRecordError, match="is no record"):
        open_record(str(tmp_path))
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE other (a)")
    other.close()
    with pytest.raises(NoRecordError, match="no record of onrecord"):
        open_record(str(tmp_path / "other.db"))
    (tmp_path / "empty.db").touch()
    with pytest.raises(NoRecordError, match="There is no record at"):
        open_record(str(tmp_path / "empty.db"), create=False)
    assert not (tmp_path / "empty.db").stat().st_size
    (tmp_path / "broken.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with pytest.raises(DamagedRecordError, match="is damaged"):
        open_record(str(tmp_path / "broken.db"))
    for url in ("postgresql://host/db", "", " ", ":memory:", "sqlite:///"):
        with pytest.raises(RecordError):
            open_record(url)


def test_a_place_that_may_not_be_written_says_what_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_record(str(tmp_path / "r.db")).close()
    tmp_path.chmod(0o555)
    (tmp_path / "r.db").chmod(0o444)
    monkeypatch.chdir(tmp_path)
    user = os.geteuid()
    if user == 0:  # root may write everywhere
        os.seteuid(65534)
    try:
        for name in ("r.db", "new.db"):
            with pytest.raises(RecordError, match="must be writable"):
                open_record(name)
    finally:
        os.seteuid(user)
        tmp_path.chmod(0o755)


def test_a_record_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    open_record(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE onrecord SET value = '99' WHERE name = 'schema'")
    raw.close()
    with pytest.raises(SchemaMismatchError, match="schema 99"):
        open_record(str(path))


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    (tmp_path / "r.db").touch()
    with open_record(str(tmp_path / "r.db")) as record:
        assert record.add(readings(1)).pages == 1


def test_a_second_writer_waits_and_then_says_so_while_readers_go_on(tmp_path: Path) -> None:
    path = str(tmp_path / "r.db")
    with open_record(path) as record, open_record(path, wait=0.1) as other:
        record.add(readings(2))
        raw = sqlite3.connect(path, isolation_level=None)
        raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordBusyError, match="Another process is writing"):
            other.add([reading(7)])
        assert other.counts().pages == 2
        raw.execute("ROLLBACK")
        raw.close()
        assert other.add([reading(7)]).pages == 1


def test_reading_is_of_one_moment(record: Record) -> None:
    record.add(readings(3))
    stream = record.statements()
    next(stream)
    record.add([reading(9)])
    assert sum(1 for _ in stream) == 14


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
_NAMES = _TEXTS | st.just("")
_MAYBE = st.none() | _NAMES
_SCORES = st.floats(0, 1)
_IDS = st.text(string.ascii_lowercase, min_size=1, max_size=8)
_ACTORS = st.builds(
    Actor,
    id=_IDS.map("ac_".__add__),
    name=_NAMES,
    kind=st.sampled_from(("person", "organization", "country", "group", "document", "unknown")),
    role=_MAYBE,
    country=st.none() | st.sampled_from(("RUS", "USA")),
    anonymous=st.booleans(),
    aliases=st.lists(_NAMES, max_size=3).map(tuple),
    type=_MAYBE,
    organization=_MAYBE,
    reason=_MAYBE,
)
_KINDS = st.sampled_from(get_args(RelayKind))
_ZONES = st.sampled_from((None, UTC, timezone(timedelta(hours=9))))

_LISTED = st.lists(_NAMES, max_size=2).map(tuple)
_GIVEN = st.builds(
    Given,
    *(_MAYBE, st.none() | st.just("http://a.example/b"), _MAYBE, _MAYBE),
    *(_LISTED, _MAYBE, _MAYBE, _MAYBE, _LISTED),
)


@st.composite
def _readings(draw: st.DrawFn) -> PageReading:
    """Draw a page with anything on it that the types allow."""
    page = page_of(draw(_TEXTS), draw(_TEXTS), draw(st.none() | st.datetimes(timezones=_ZONES)))
    page = replace(page, archive=draw(_MAYBE), given=draw(st.none() | _GIVEN))

    def spans() -> tuple[tuple[int, int], ...]:
        size = len(page.text)
        pair = st.integers(0, size - 1).flatmap(
            lambda start: st.tuples(st.just(start), st.integers(start + 1, size))
        )
        return tuple(draw(st.lists(pair, min_size=1, max_size=3)))

    def places() -> tuple[tuple[int, int], ...]:
        return spans() if draw(st.integers(0, 1)) else ()

    def said() -> Said:
        where = places()
        words = excerpt(page.text, where).text if where else draw(_MAYBE)
        basis: SaidBasis = draw(st.sampled_from(get_args(SaidBasis)))
        return Said(draw(_MAYBE), words, basis, draw(_MAYBE), draw(_MAYBE), where)

    def piece() -> Excerpt | None:
        return excerpt(page.text, spans()) if draw(st.booleans()) else None

    def standing() -> Evidence:
        span = spans()[0] if draw(st.booleans()) else None
        text = draw(_NAMES) if span is None else page.text[slice(*span)]
        field = draw(st.sampled_from(get_args(Field)))
        return Evidence(field, draw(st.sampled_from(get_args(Basis))), text, span, draw(_SCORES))

    article = Article(
        id="ar_1",
        page_id=page.id,
        body=spans() if draw(st.booleans()) else (),
        title=draw(_MAYBE),
        outlet=draw(_MAYBE),
        byline=tuple(draw(st.lists(_NAMES, max_size=2))),
        published=draw(_MAYBE),
        updated=draw(_MAYBE),
        url=draw(_MAYBE),
        language=draw(_MAYBE),
        tags=tuple(draw(st.lists(_NAMES, max_size=2))),
        evidence=tuple(standing() for _ in range(draw(st.integers(0, 2)))),
    )
    statements = tuple(
        Statement(
            id=f"st_{number}",
            page_id=page.id,
            article_id=article.id,
            content=excerpt(page.text, spans()),
            cue=piece(),
            source=piece(),
            mode=draw(st.sampled_from(("direct", "indirect", "mixed"))),
            score=draw(_SCORES),
            made_by=draw(_NAMES),
            speaker=draw(st.none() | _ACTORS),
            via=draw(
                st.none()
                | st.lists(st.builds(Relay, _NAMES, _KINDS, st.builds(places)), max_size=2).map(tuple)
            ),
            act=draw(
                st.none() | st.builds(Act, st.sampled_from(get_args(ActLabel)), _SCORES, st.builds(places))
            ),
            targets=draw(
                st.none() | st.lists(st.builds(Target, _ACTORS, st.builds(places)), max_size=2).map(tuple)
            ),
            said=draw(st.none() | st.builds(said)),
            review=draw(st.sampled_from(("machine", "edited"))),
            named=places(),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    problems = draw(st.lists(st.builds(Problem, _NAMES, _NAMES, _MAYBE, st.just(page.id)), max_size=2))
    return PageReading(page, (article,), statements, tuple(problems))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(_readings())
def test_anything_the_types_allow_comes_out_as_it_went_in(
    tmp_path_factory: pytest.TempPathFactory, drawn: PageReading
) -> None:
    with open_record(str(tmp_path_factory.mktemp("any") / "r.db")) as record:
        assert record.add([drawn]).pages == 1
        assert record.page(drawn.page.id) == drawn.page
        assert [item.statement for item in record.statements()] == list(drawn.statements)
        assert [item.article for item in record.articles()] == list(drawn.articles)
        assert set(record.problems()) == set(drawn.problems)
        assert list(record.verify()) == []
        before = record.digest()
        record.add([drawn])
        assert record.digest() == before

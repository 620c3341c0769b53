"""What a search finds, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record.samples import cut, page_of, readings

from onrecord.record import Query, QueryError, Record, open_record
from onrecord.schema import Act, ActLabel, Actor, Article, PageReading, Relay, Said, Statement, Target

TEXT = (
    "Élan vital, he said. The talks have failed, she said. US troops left Belarus, it said. "
    "Sanctions on Müller's bank end the peace talks, they said. We deny all of it, an official said."
)
ARTICLE = Article(
    "ar_1", "", ((0, len(TEXT)),), outlet="The Örtlich Post", published="2024-03-05T10:00:00+01:00"
)
ZAKHAROVA = Actor("ac_1", "Maria Zakharova", "person", "spokeswoman", "RUS", aliases=("Мария Захарова",))
USA = Actor("ac_2", "United States", "country", aliases=("US", "U.S."))
RUSSIA = Actor("ac_3", "Russia", "country", None, "RUS")
MULLER = Actor("ac_4", "Jörg Müller", "person")
NATO = Actor("ac_6", "NATO", "organization")
STOLTENBERG = Actor("ac_7", "Jens Stoltenberg", "person", "NATO Secretary General", "NOR")
PERHAPS = Actor(
    "ac_8", "a diplomat", "person", None, None, anonymous=True, type="diplomat", organization="NATO"
)
OFFICIAL = Actor("ac_5", "a defense official", "person", None, "RUS", anonymous=True)


def _statement(number: int, content: str, speaker: Actor | None) -> Statement:
    page_id = page_of(TEXT, "a.txt").id
    excerpt = cut(TEXT, content)
    return Statement(
        f"st_{number}", page_id, "ar_1", excerpt, None, None, "indirect", 0.9, "test", speaker=speaker
    )


STATEMENTS = (
    replace(_statement(1, "Élan vital", ZAKHAROVA), said=Said("2024-01-26", "Friday", "relative")),
    replace(
        _statement(2, "The talks have failed", USA), act=Act("accuse", 0.8), targets=(Target(RUSSIA, ()),)
    ),
    replace(_statement(3, "US troops left Belarus", RUSSIA), said=Said("2023", None, "explicit"), targets=()),
    replace(
        _statement(4, "Sanctions on Müller's bank end the peace talks", MULLER),
        via=(Relay("Korean Central News Agency", "agency", ((0, 1),)),),
        said=Said(None, None, "explicit", "2024-02-05", "2024-02-11"),
    ),
    replace(_statement(5, "We deny all of it", OFFICIAL), act=Act("deny", 0.8)),
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    page = page_of(TEXT, "a.txt")
    with open_record(str(tmp_path_factory.mktemp("find") / "r.db")) as opened:
        opened.add([PageReading(page, (replace(ARTICLE, page_id=page.id),), STATEMENTS)])
        yield opened


def _found(record: Record, query: Query) -> list[int]:
    return [int(item.statement.id.removeprefix("st_")) for item in record.find(query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(), [5, 2, 4, 1, 3]),
        (Query(words="  "), [5, 2, 4, 1, 3]),
        (Query(words="elan"), [1]),
        (Query(words="ÉLAN VITAL"), [1]),
        (Query(words="talks"), [2, 4]),
        (Query(words="talks peace"), [4]),
        (Query(words='"peace talks"'), [4]),
        (Query(words='"talks peace"'), []),
        (Query(words="“peace talks” sanct*"), [4]),
        (Query(words="muller's"), [4]),
        (Query(words="sanct"), []),
        (Query(words='" talks'), [2, 4]),
        (Query(words="talks OR elan"), []),
        (Query(words="— !?"), []),
        (Query(by="zakharova"), [1]),
        (Query(by="ZAKH"), [1]),
        (Query(by="захарова"), [1]),
        (Query(by="muller"), [4]),
        (Query(by="us"), [2]),
        (Query(by="U.S."), [2]),
        (Query(by="nobody"), []),
        (Query(by="%"), []),
        (Query(about="russia"), [2]),
        (Query(about="US"), [3]),
        (Query(about="peace talks"), [4]),
        (Query(by="Russia"), [3]),
        (Query(by="the Kremlin"), [3]),
        (Query(by="Russian officials"), [5, 1, 3]),
        (Query(by="russia's government", act=("deny", "reject")), [5]),
        (Query(by="Martian officials"), []),
        (Query(country="rus"), [5, 1, 3]),
        (Query(country="Russian", anonymous=True), [5]),
        (Query(about="Moscow"), [2]),
        (Query(act="deny"), [5]),
        (Query(act=("deny", "accuse")), [5, 2]),
        (Query(act=()), []),
        (Query(act="admit"), []),
        (Query(outlet="ortlich"), [5, 2, 4, 1, 3]),
        (Query(outlet="tribune"), []),
        (Query(via="korean central"), [4]),
        (Query(via="KCNA"), [4]),
        (Query(via="yonhap"), []),
        (Query(anonymous=True), [5]),
        (Query(anonymous=False), [2, 4, 1, 3]),
        (Query(since="2024"), [5, 2, 4, 1]),
        (Query(since="2024-02-10"), [5, 2, 4]),  # from the fifth to the eleventh
        (Query(since="2024-02-12"), [5, 2]),
        (Query(since="2024-02-01", until="2024-02-07"), [4]),
        (Query(since="2024-02-06", until="2024-02-07"), [4]),
        (Query(until="2024-02-04"), [1, 3]),
        (Query(since="2024-03-05", until="2024-03-05"), [5, 2]),
        (Query(until="2024-01"), [1, 3]),
        (Query(until="2024-02-10"), [4, 1, 3]),
        (Query(since="2023-07"), [5, 2, 4, 1, 3]),
        (Query(words="talks", by="us", about="russia", act="accuse", since="2024"), [2]),
        (Query(limit=2), [5, 2]),
        (Query(limit=0), []),
        (Query(words="talks", order="rank"), [2, 4]),  # the shorter content says it more
        (Query(words="talks", order="rank", by="muller", limit=1), [4]),
    ],
)
def test_a_search_finds_what_all_of_it_holds_for(record: Record, query: Query, expected: list[int]) -> None:
    assert _found(record, query) == expected


@pytest.mark.parametrize(
    "query",
    [
        Query(since="yesterday"),
        Query(until="2024-1-1"),
        Query(since="2024-13"),
        Query(until="2023-02-30"),
        Query(order="rank"),
        Query(country="Atlantis"),
    ],
)
def test_a_question_without_meaning_is_named(record: Record, query: Query) -> None:
    with pytest.raises(QueryError):
        _found(record, query)


def test_an_act_that_is_none_is_named_with_those_there_are(record: Record) -> None:
    with pytest.raises(QueryError, match="'shout'; there are accuse, "):
        _found(record, Query(act=cast("ActLabel", "shout")))


@settings(max_examples=150)
@given(st.text(max_size=40))
def test_any_string_can_be_searched_for(record: Record, string: str) -> None:
    for query in (
        Query(words=string),
        Query(words=string, order="rank"),
        Query(by=string),
        Query(about=string),
        Query(outlet=string),
        Query(via=string),
        Query(by=f"{string} officials"),
    ):
        list(record.find(query))


@settings(max_examples=60)
@given(st.sampled_from(STATEMENTS), st.data())
def test_a_piece_of_a_content_finds_it(record: Record, statement: Statement, data: st.DataObject) -> None:
    words = statement.content.text.split()
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    phrase = " ".join(words[start:end])
    number = int(statement.id.removeprefix("st_"))
    assert number in _found(record, Query(words=f'"{phrase}"'))
    assert number in _found(record, Query(words=phrase.upper()))
    assert number in _found(record, Query(about=phrase))


def test_a_search_streams(tmp_path: Path) -> None:
    with open_record(str(tmp_path / "r.db")) as record:
        record.add(readings(300))
        dates = [item.statement.said or item.article.published for item in record.find(Query(words="talks"))]
        assert len(dates) > 500
        first = next(record.find(Query(words="talks")))
        assert "talks" in first.statement.content.text


def test_the_officials_of_a_body_are_itself_and_who_holds_its_offices(tmp_path: Path) -> None:
    page = page_of(TEXT, "a.txt")
    speakers = (NATO, STOLTENBERG, PERHAPS, ZAKHAROVA)
    told = tuple(replace(one, speaker=speaker) for one, speaker in zip(STATEMENTS, speakers, strict=False))
    with open_record(str(tmp_path / "r.db")) as record:
        record.add([PageReading(page, (replace(ARTICLE, page_id=page.id),), told)])
        for name in ("NATO officials", "nato's officials", "North Atlantic Treaty Organization officials"):
            assert set(_found(record, Query(by=name))) == {1, 2, 3}
        assert _found(record, Query(by="OPEC officials")) == []


def test_a_name_that_ends_like_officials_do_is_a_name(tmp_path: Path) -> None:
    page = page_of(TEXT, "a.txt")
    council = replace(NATO, id="ac_9", name="Transitional Government")
    told = (replace(STATEMENTS[0], speaker=council),)
    with open_record(str(tmp_path / "r.db")) as record:
        record.add([PageReading(page, (replace(ARTICLE, page_id=page.id),), told)])
        assert _found(record, Query(by="transitional government")) == [1]


def test_a_country_is_found_by_its_name_and_not_who_has_that_word_in_a_name(tmp_path: Path) -> None:
    page = page_of(TEXT, "a.txt")
    both = Actor("ac_a", "Russia and China", "group")
    witness = Actor("ac_b", "Russia witness", "person", "witness", None, anonymous=True, type="witness")
    bank = Actor("ac_c", "World Bank's Russia representative", "person", anonymous=True)
    speakers = (RUSSIA, both, witness, bank)
    told = tuple(replace(one, speaker=speaker) for one, speaker in zip(STATEMENTS, speakers, strict=False))
    with open_record(str(tmp_path / "r.db")) as record:
        record.add([PageReading(page, (replace(ARTICLE, page_id=page.id),), told)])
        assert set(_found(record, Query(by="Russia"))) == {1, 2}
        assert _found(record, Query(by="china")) == [2]
        assert _found(record, Query(by="Russia witness")) == [3]


def test_an_official_is_one_in_articles_that_do_not_say_of_which_state(tmp_path: Path) -> None:
    page = page_of(TEXT, "a.txt")
    whole = Actor("ac_a", "Moussa Ibrahim", "person", "Libyan government spokesman", "LBY")
    speakers = (
        whole,
        replace(whole, role="Spokesman", country=None),
        replace(whole, role="former spokesman"),
        Actor("ac_d", "Ian Martin", "person", "U.N. special envoy for Libya", "LBY"),
        Actor("ac_e", "National Transitional Council", "organization", None, "LBY"),
    )
    told = tuple(replace(one, speaker=speaker) for one, speaker in zip(STATEMENTS, speakers, strict=True))
    with open_record(str(tmp_path / "r.db")) as record:
        record.add([PageReading(page, (replace(ARTICLE, page_id=page.id),), told)])
        assert set(_found(record, Query(by="Libyan officials"))) == {1, 2}


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Ørsted", ("orsted", "Ørsted", "ORSTED", "orst")),
        ("Lech Wałęsa", ("walesa", "Wałęsa")),
        ("Đặng Xuân", ("dang", "đang")),
        ("Groß", ("gross", "groß")),
        ("Mærsk", ("maersk", "MÆRSK")),
    ],
)
def test_letters_that_a_keyboard_may_not_have_are_found_as_they_are_typed(
    tmp_path: Path, name: str, asked: tuple[str, ...]
) -> None:
    page = page_of(TEXT, "a.txt")
    told = (replace(STATEMENTS[0], speaker=Actor("ac_9", name, "unknown")),)
    with open_record(str(tmp_path / "r.db")) as record:
        record.add([PageReading(page, (replace(ARTICLE, page_id=page.id),), told)])
        assert [_found(record, Query(by=word)) for word in asked] == [[1]] * len(asked)

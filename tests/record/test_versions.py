"""A page whose content changed is a new version beside the old one, and what changed is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record.samples import cut, page_of

from onrecord.record import Record, compare, open_record
from onrecord.schema import Actor, Article, Evidence, Given, PageReading, Problem, Statement, content_id

ADDRESS = "https://news.example/talks"
LEE = Actor("ac_lee", "Ann Lee", "person")
EK = Actor("ac_ek", "Bo Ek", "person")
FIRST = (
    "Talks begin in Vienna",
    '"We will sign by Friday at the latest," Ann Lee said.',
    "Rain fell on the city.",
    '"Nobody asked us about the border," Bo Ek said.',
    "The talks are held at the old palace near the river.",
)
SECOND = (
    "Talks go on in Vienna",
    '"We will sign by Monday at the latest," Ann Lee said.',
    '"Nobody asked us about the border," Bo Ek said.',
    "The talks are held at the old palace near the lake.",
    '"There is no deadline," Ann Lee said.',
)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(str(tmp_path / "r.db")) as opened:
        yield opened


def version(
    lines: Sequence[str], uri: str = ADDRESS, fetched: datetime | None = None, came_with: Given | None = None
) -> PageReading:
    """Make a page of a title and paragraphs, with each quoted sentence as a statement."""
    text = "\n\n".join(lines)
    page = replace(page_of(text, uri, fetched), given=came_with)
    places, start = [], 0
    for line in lines:
        places.append((start, start + len(line)))
        start += len(line) + 2
    article_id = content_id("ar", page.id)
    article = Article(article_id, page.id, tuple(places[1:]), title=lines[0], title_span=places[0])
    statements = []
    for place, line in zip(places, lines, strict=True):
        if '"' in line:
            speaker = EK if "Bo Ek" in line else LEE
            statements.append(
                Statement(
                    content_id("st", page.id, place),
                    page.id,
                    article_id,
                    cut(text, line[: line.rindex('"') + 1], place[0]),
                    cut(text, "said", place[0]),
                    cut(text, speaker.name, place[0]),
                    "direct",
                    0.9,
                    "made by hand",
                    speaker=speaker,
                )
            )
    return PageReading(page, (article,), tuple(statements))


def _at(day: int) -> datetime:
    return datetime(2026, 1, day, tzinfo=UTC)


def test_versions_are_the_pages_of_one_address_in_the_order_they_were_seen(record: Record) -> None:
    new, old = version(SECOND, fetched=_at(9)), version(FIRST, "http://www.news.example/talks/", _at(2))
    saved = version(["Saved", "Once more."], "saved.html", _at(5), Given(url=ADDRESS))
    other = version(["Other", "Another page."], "https://news.example/other", _at(5))
    assert record.add([new, other]).versions == 0
    assert record.add([old, saved]).versions == 2
    for item in (new, old, saved):
        found = record.versions(item.page.id)
        assert [entry.page.id for entry in found] == [old.page.id, saved.page.id, new.page.id]
        assert [entry.first for entry in found] == [_at(2), _at(5), _at(9)]
    assert [entry.page.id for entry in record.versions(other.page.id)] == [other.page.id]
    assert record.versions("sha256:none") == ()


def test_a_page_seen_again_unchanged_is_seen_from_first_to_last(record: Record) -> None:
    seen = [version(FIRST, fetched=_at(day)) for day in (2, 3, 7)]
    assert record.add(seen[:2]).sightings == 1
    assert record.add(seen).sightings == 1
    assert record.add(seen).sightings == 0
    (only,) = record.versions(seen[0].page.id)
    assert (only.first, only.last, only.seen) == (_at(2), _at(7), 3)
    record.add([version(SECOND, fetched=_at(4))])
    assert [(entry.first, entry.last) for entry in record.versions(seen[0].page.id)] == [
        (_at(2), _at(7)),
        (_at(4), _at(4)),
    ]


def test_a_version_without_a_fetch_time_has_the_time_it_was_added(record: Record) -> None:
    record.add([version(FIRST, "talks.txt")])
    record.add([version(SECOND, "talks.txt")])
    old, new = record.versions(version(SECOND).page.id)
    assert old.page.id == version(FIRST).page.id
    assert old.first is not None
    assert new.first is not None
    assert abs((datetime.now(UTC) - new.first).total_seconds()) < 60
    assert old.first.tzinfo is not None


def test_what_comes_from_standard_input_has_no_versions(record: Record) -> None:
    record.add([version(FIRST, "-"), version(SECOND, "-")])
    assert len(record.versions(version(FIRST).page.id)) == 1


def test_when_a_page_was_added_is_in_no_digest(record: Record, tmp_path: Path) -> None:
    record.add([version(FIRST), version(SECOND)])
    with open_record(str(tmp_path / "other.db")) as other:
        other.add([version(SECOND)])
        other.add([version(FIRST)])
        assert other.digest() == record.digest()


def test_recent_texts_are_the_latest_of_a_site_one_of_each_address(record: Record) -> None:
    html = replace(version(["Html", "Nothing."], f"{ADDRESS}/html"))
    record.add(
        [version(FIRST), version(["A", "One."], f"{ADDRESS}/a"), version(["B", "Two."], f"{ADDRESS}/b")]
    )
    record.add([replace(html, page=replace(html.page, kind="html")), version(["C", "Three."], "c.txt")])
    record.add([version(SECOND)])
    texts = record.recent_texts("news.example")
    assert texts == ["\n\n".join(SECOND), "B\n\nTwo.", "A\n\nOne."]
    assert record.recent_texts("news.example", 1) == texts[:1]
    assert record.recent_texts("news.example", beside="//news.example/talks") == texts[1:]
    assert record.recent_texts(".") == ["C\n\nThree."]
    assert record.recent_texts("") == record.recent_texts("none.example") == []


def test_where_a_page_comes_from_comes_out_as_it_went_in(record: Record) -> None:
    item = version(FIRST, fetched=_at(2))
    given = Given("text/plain", ADDRESS, "T", "O", ("A", "B"), "2026-01-02", None, "en", ("x",))
    page = replace(item.page, archive="crawl.warc.gz@18233", given=given)
    end = len(FIRST[0])
    evidence = (
        Evidence("title", "text", FIRST[0], (0, end), 0.9),
        Evidence("published", "given", "2026-01-02", None, 1.0),
    )
    article = replace(item.articles[0], evidence=evidence)
    doubt = Problem("article.truncated", "It is cut.")
    record.add([replace(item, page=page, articles=(replace(article, doubts=(doubt,)),))])
    reading = record.reading(page.id)
    assert reading is not None
    assert (reading.page, reading.articles, reading.statements) == (page, (article,), item.statements)
    assert reading.problems == (replace(doubt, uri=ADDRESS, page_id=page.id),)
    assert record.sightings(page.id)[0].archive == page.archive
    assert list(record.verify()) == []
    empty = version(SECOND, came_with=Given())
    record.add([empty])
    assert record.page(empty.page.id) == empty.page


def test_evidence_that_is_not_verbatim_keeps_its_page_out(record: Record) -> None:
    item = version(FIRST)
    wrong = Evidence("title", "text", "Another", (0, 7), 0.9)
    far = Evidence("title", "text", "Another", (0, 10**6), 0.9)
    halves = Evidence("title", "markup", "\ud83d", None, 0.9)
    for evidence in (wrong, far, halves):
        assert (
            record.add([replace(item, articles=(replace(item.articles[0], evidence=(evidence,)),))]).pages
            == 0
        )


def test_what_changed_is_told_by_field_paragraph_word_and_statement() -> None:
    old, new = version(FIRST), version(SECOND)
    (article,) = compare(old, new).articles
    assert [(change.field, change.old, change.new) for change in article.fields] == [
        ("title", FIRST[0], SECOND[0])
    ]
    assert [change.kind for change in article.paragraphs] == ["changed", "gone", "changed", "new"]
    words = article.paragraphs[0].pieces
    assert [words[1], words[2]] == [("gone", " Friday"), ("new", " Monday")]
    assert article.same == 1
    assert [
        (change.kind, change.old and change.old.content.text, change.new and change.new.content.text)
        for change in article.statements
    ] == [
        ("reworded", '"We will sign by Friday at the latest,"', '"We will sign by Monday at the latest,"'),
        ("new", None, '"There is no deadline,"'),
    ]


def test_what_did_not_change_is_no_change() -> None:
    old = version(FIRST)
    assert not compare(old, old).changed
    assert compare(old, old).same_text
    wrapped = version([line.replace(" ", "\n", 1) if line[0] == "T" else line for line in FIRST[1:]])
    assert not compare(version(FIRST[1:]), wrapped).articles[0].paragraphs


def test_a_paragraph_that_stands_elsewhere_has_moved() -> None:
    moved = (FIRST[0], *FIRST[2:], FIRST[1])
    (article,) = compare(version(FIRST), version(moved)).articles
    assert [change.kind for change in article.paragraphs] == ["moved"]
    assert article.statements == ()


def test_a_quotation_given_to_another_speaker_is_told() -> None:
    corrected = [line.replace("Bo Ek", "Ann Lee") for line in FIRST]
    (article,) = compare(version(FIRST), version(corrected)).articles
    assert [change.kind for change in article.statements] == ["reattributed"]


def test_the_same_words_read_as_another_speakers_are_no_change() -> None:
    old, new = version(FIRST), version((*FIRST, "Nothing more."))
    other = replace(new.statements[0], source=cut(new.page.text, "Bo Ek"), speaker=EK)
    (article,) = compare(old, replace(new, statements=(other, *new.statements[1:]))).articles
    assert [change.kind for change in article.paragraphs] == ["new"]
    assert article.statements == ()


def test_words_that_still_stand_are_not_gone_though_no_statement_was_read() -> None:
    old, new = version(FIRST), version(SECOND)
    unread = replace(new, statements=())
    (article,) = compare(old, unread).articles
    assert [change.old and change.old.content.text for change in article.statements] == [
        '"We will sign by Friday at the latest,"'
    ]


def test_articles_are_paired_by_what_they_share_and_else_told_as_gone_and_new() -> None:
    old, new = version(FIRST), version(["Not found", "There is nothing here any more."])
    left, right = compare(old, new).articles[1], compare(old, new).articles[0]
    assert (left.new, right.old) == (None, None)
    assert [change.kind for change in left.statements] == ["gone", "gone"]
    assert compare(old, replace(new, articles=())).articles[0].new is None


_LINES = st.lists(
    st.sampled_from((*FIRST, *SECOND, "Once.", '"No," Bo Ek said.', "Talks  begin\nin Vienna")),
    min_size=1,
    max_size=9,
)


@given(_LINES, _LINES)
def test_every_paragraph_of_either_version_is_accounted_for(old: list[str], new: list[str]) -> None:
    changes = compare(version(old), version(new))
    for article in changes.articles:
        if article.old is None or article.new is None:
            continue
        kinds = [change.kind for change in article.paragraphs]
        both = article.same + kinds.count("changed") + kinds.count("moved")
        assert both + kinds.count("gone") == len(article.old.body)
        assert both + kinds.count("new") == len(article.new.body)
        for change in article.paragraphs:
            for span, text, absent in ((change.old, old, "new"), (change.new, new, "gone")):
                if span is not None and change.kind != "moved":
                    words = "".join(words for mark, words in change.pieces if mark != absent)
                    assert words.split() == "\n\n".join(text)[slice(*span)].split()
    if [" ".join(line.split()) for line in old] == [" ".join(line.split()) for line in new]:
        assert not any(article.paragraphs or article.fields for article in changes.articles[:1])

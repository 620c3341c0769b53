"""The public formats: every field always there, every field documented."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record.samples import reading, readings

from onrecord.exports import FORMATS, ExportError, article_row, export, statement_row, to_jsonl
from onrecord.record import Record, open_record
from onrecord.schema import Act, Actor, Evidence, Relay, Said, Statement, Target

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "format.md"
SECTIONS = {"onrecord.statement/1": "## Statement", "onrecord.article/1": "## Article"}
LISTS = {"evidence"}
NULLABLE = {"cue", "source", "speaker", "via", "act", "targets", "said"}


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(str(tmp_path / "r.db")) as opened:
        opened.add(readings(30))
        yield opened


def _full() -> Statement:
    """Make a statement of which everything is known."""
    actor = Actor("ac_1", "Maria Zakharova", "person", "spokesperson", "RUS")
    return replace(
        reading(1).statements[0],
        speaker=actor,
        via=(Relay("KCNA", "agency", ((1, 4),)),),
        act=Act("deny", 0.91, ((1, 4),)),
        targets=(Target(Actor("ac_2", "United States", "country", None, "USA"), ((1, 4),)),),
        said=Said("2024-01-26", "On Friday", "relative", None, None, ((1, 4),)),
        named=((1, 4),),
    )


def _fields(value: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Yield every field with its dotted name, those of a list's rows with ``[]``."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _fields(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for inner in value:
            yield from _fields(inner, f"{name}[]")
    else:
        yield name, value


def _documented(schema: str) -> dict[str, tuple[str, str]]:
    """Return the type and the example of each field that the document describes."""
    section = DOCUMENT.read_text("utf-8").split(SECTIONS[schema], 1)[1].split("\n## ", 1)[0]
    found = re.findall(r"^\| `([^`]+)` \| ([^|]+) \| [^|]+ \| `(.+?)` \|$", section, re.MULTILINE)
    return {name: (kind.strip(), example) for name, kind, example in found}


def _is_of(kind: str, value: object) -> bool:
    if kind.endswith(" or null") and value is None:
        return True
    kind = kind.removesuffix(" or null")
    if kind == "list of spans":
        return isinstance(value, list) and all(_is_of("pair of integers", item) for item in value)
    if kind == "list of strings":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if kind == "pair of integers":
        return isinstance(value, list) and [type(item) for item in value] == [int, int]
    # A type that is none of these is a mistake in the document, and fails here.
    return type(value) in {"string": (str,), "number": (int, float), "boolean": (bool,)}[kind]


def _rows(record: Record, to: str) -> list[dict[str, object]]:
    out = io.StringIO()
    done = export(record, to, out)
    lines = out.getvalue().splitlines()
    assert done.written == done.total == len(lines)
    return [json.loads(line) for line in lines]


def test_every_field_is_documented_and_every_documented_field_is_there() -> None:
    page, (bare,) = reading(1).page, reading(1).articles
    article = replace(bare, evidence=(Evidence("title", "text", "Report", (0, 6), 0.5),))
    full = {
        "onrecord.statement/1": statement_row(page, article, _full(), (1, 2)),
        "onrecord.article/1": article_row(page, article, page.text),
    }
    for schema, row in full.items():
        assert row["schema"] == schema
        assert {name for name, _ in _fields(row)} == set(_documented(schema))


@pytest.mark.parametrize("schema", SECTIONS)
def test_the_examples_in_the_document_are_of_their_types(schema: str) -> None:
    for name, (kind, example) in _documented(schema).items():
        assert _is_of(kind, json.loads(example)), name


@pytest.mark.parametrize("to", sorted(FORMATS))
def test_every_value_is_of_the_documented_type(record: Record, to: str) -> None:
    rows = _rows(record, to)
    assert rows
    for row in rows:
        documented = _documented(str(row["schema"]))
        assert {name.split(".")[0].removesuffix("[]") for name in documented} == set(row)
        for name, value in _fields(row):
            if name in NULLABLE | LISTS and name not in documented:
                assert value == [] or (value is None and name in NULLABLE), name
            else:
                assert _is_of(documented[name][0], value), (name, value)


def test_what_is_unknown_is_null_and_its_key_is_there() -> None:
    item = reading(1)
    bare = replace(
        item.statements[0], cue=None, source=None, speaker=None, via=None, act=None, targets=None, said=None
    )
    article = replace(item.articles[0], title=None, title_span=None, outlet=None, byline=(), language=None)
    row = statement_row(replace(item.page, fetched=None), article, bare, None)
    assert [row[name] for name in sorted(NULLABLE)] == [None] * len(NULLABLE)
    where = {"id": item.page.id, "uri": item.page.uri, "fetched": None, "archive": None, "bytes": None}
    assert row["page"] == where
    assert row["article"]["byline"] is None
    assert statement_row(item.page, article, replace(bare, via=(), targets=()), None)["via"] == []


def test_the_bytes_of_an_exported_content_are_its_words(record: Record) -> None:
    for row in _rows(record, "jsonl"):
        where, content = row["page"], row["content"]
        assert isinstance(where, dict)
        assert isinstance(content, dict)
        page = record.page(where["id"])
        assert page is not None
        start, end = where["bytes"]
        assert page.data[start:end].decode() == content["text"]


def test_an_article_row_holds_its_paragraphs(record: Record) -> None:
    for row in _rows(record, "articles-jsonl"):
        assert str(row["text"]).count("\n\n") == 4
        assert str(row["text"]).startswith("In paragraph 0 “")


def test_two_records_that_hold_the_same_are_exported_alike(record: Record, tmp_path: Path) -> None:
    with open_record(str(tmp_path / "other.db")) as other:
        for item in reversed(readings(30)):
            other.add([item])
        for to in FORMATS:
            assert _rows(other, to) == _rows(record, to)


def test_an_export_says_how_many_of_how_many(record: Record) -> None:
    done = export(record, "jsonl", io.StringIO(), limit=7)
    assert (done.written, done.total) == (7, 150)


def test_a_format_that_is_none_is_named(record: Record) -> None:
    with pytest.raises(ExportError, match="articles-jsonl, jsonl"):
        export(record, "docx", io.StringIO())


_VALUES: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
_STRANGE = st.dictionaries(
    st.text(st.characters(), max_size=5), _VALUES | st.text(st.characters()), max_size=4
)


@given(st.lists(_STRANGE, max_size=4))
def test_a_row_is_one_line_of_utf8_whatever_it_holds(rows: list[Mapping[str, object]]) -> None:
    text = "".join(to_jsonl(rows))
    assert text.encode("utf-8").decode("utf-8") == text
    assert len(text.splitlines()) == len(rows)
    assert [json.loads(line) for line in text.splitlines()] == rows


def test_letters_stand_as_themselves() -> None:
    assert list(to_jsonl([{"name": "Захарова, “yes”\u2028\x85"}])) == [
        '{"name": "Захарова, “yes”\\u2028\\u0085"}\n'
    ]

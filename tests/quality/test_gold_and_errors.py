"""Gold files, types of sources, and the listing of errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from attribution.errors import (
    CUE,
    EXTENT,
    MISSED,
    NEEDLESS_SOURCE,
    NO_SOURCE,
    OTHER_SOURCE,
    SOURCE_BOUNDARY,
    SPURIOUS,
    errors_in,
    kinds,
    worst,
)
from attribution.goldfile import PAGES, GoldArticle, load
from attribution.listing import listing, marked
from attribution.predictions import read_texts
from attribution.score import Relation
from attribution.sources import Sources

TEXT = "Ann Lee, the mayor, said the old dam is safe. Then she went home."
SOURCE = [(0, 18)]
CUE_SPAN = [(20, 24)]
CONTENT = [(25, 44)]
GOLD = Relation(SOURCE, CUE_SPAN, CONTENT)


def gold_article(*relations: Relation) -> GoldArticle:
    return GoldArticle("a", TEXT, (relations,))


def test_a_gold_file_is_read_line_by_line(tmp_path: Path) -> None:
    row = {"source": [[0, 18]], "cue": [[20, 24]], "content": [[25, 44]], "debatable": True}
    lines = [
        {"id": "a", "publisher": "p", "text": TEXT, "annotations": [[row], []]},
        {"text": "Nothing.\r\n", "annotations": [[]]},
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n", encoding="utf-8", newline="\n")
    first, second = load(path)
    assert first.gold == (Relation(((0, 18),), ((20, 24),), ((25, 44),), debatable=True),)
    assert (first.publisher, len(first.annotations)) == ("p", 2)
    assert (second.id, second.text, second.gold) == ("1", "Nothing.\r\n", ())
    assert load(path, 1) == [first]
    assert first.half == ""
    assert load(path.rename(tmp_path / "gold-held.jsonl"), 1)[0].half == "held"


def test_the_articles_of_one_page_become_one(tmp_path: Path) -> None:
    page = min(PAGES.glob("*.txt")).name
    row = {"source": [], "cue": [], "content": [[0, 4]]}
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join([json.dumps({"page": page, "annotations": [[row]]})] * 2), encoding="utf-8")
    (one,) = load(path)
    assert len(one.gold) == 2
    assert one.text == (PAGES / page).read_bytes().decode()


def test_two_texts_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    line = json.dumps({"id": "a", "text": TEXT, "annotations": [[]]})
    path.write_text(f"{line}\n{line}", encoding="utf-8")
    with pytest.raises(ValueError, match="two articles are called a"):
        load(path)


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("She said so.", "She", "pronoun"),
        ("Two officials who said so.", "who", "pronoun"),
        ("They both said so.", "They both", "pronoun"),
        ("So said Ann Lee.", "Ann Lee", "name"),
        ("So said the president.", "the president", "nominal"),
        ("So said the President.", "the President", "nominal"),
        ("Officials said so.", "Officials", "nominal"),
        ("Some said so.", "Some", "nominal"),
        ("Ruiz said so. Few believed Ruiz.", "Ruiz", "name"),
        ("The plan of Port City failed, the aide to Mr. Ruiz said.", "the aide to Mr. Ruiz", "name"),
        ("Mr. Ruiz said so.", "Mr. Ruiz", "name"),
        ("56 % said so.", "56 %", "nominal"),
        ("It is said.", "", "none"),
    ],
)
def test_a_source_has_a_type(text: str, source: str, kind: str) -> None:
    at = text.index(source)
    assert Sources(text).type_of([(at, at + len(source))] if source else []) == kind


@pytest.mark.parametrize(
    ("source", "cue", "content", "kind"),
    [
        (SOURCE, CUE_SPAN, [(25, 30)], EXTENT),
        ([], CUE_SPAN, CONTENT, NO_SOURCE),
        ([(51, 54)], CUE_SPAN, CONTENT, OTHER_SOURCE),
        ([(0, 7)], CUE_SPAN, CONTENT, SOURCE_BOUNDARY),
        (SOURCE, [], CONTENT, CUE),
    ],
)
def test_a_pair_is_one_error_at_most(
    source: list[tuple[int, int]], cue: list[tuple[int, int]], content: list[tuple[int, int]], kind: str
) -> None:
    read = Relation(source, cue, content, 0.9)
    assert [error.kind for error in errors_in(gold_article(GOLD), [read])] == [kind]
    assert list(errors_in(gold_article(GOLD), [GOLD])) == []


def test_what_has_no_pair_is_missed_or_spurious() -> None:
    away = Relation([], [], [(46, 50)], 0.7)
    assert [error.kind for error in errors_in(gold_article(GOLD), [away])] == [MISSED, SPURIOUS]
    bare = Relation([], CUE_SPAN, CONTENT)
    assert [error.kind for error in errors_in(gold_article(bare), [GOLD])] == [NEEDLESS_SOURCE]


def test_kinds_take_turns_and_the_sure_errors_come_first() -> None:
    away = [Relation([], [], [(at, at + 1)], score) for at, score in ((46, 0.3), (48, 0.8), (49, 0.5))]
    errors = list(errors_in(gold_article(GOLD), away))
    assert kinds(errors) == {SPURIOUS: 3, MISSED: 1}
    assert [error.predicted.score if error.predicted else None for error in worst(errors, 3)] == [
        0.8,
        None,
        0.5,
    ]


def test_the_listing_marks_both_readings_in_their_sentence() -> None:
    read = Relation([(0, 7)], CUE_SPAN, CONTENT, 0.97)
    shown = listing(list(errors_in(gold_article(GOLD), [read])), 5)
    assert shown.splitlines() == [
        "1 errors",
        "     1  wrong source: boundary",
        "",
        "1. wrong source: boundary, score 0.97 (a)",
        "   gold  ⟦Ann Lee, the mayor⟧, ‹said› {the old dam is safe}.",
        "   read  ⟦Ann Lee⟧, the mayor, ‹said› {the old dam is safe}.",
    ]


def test_marks_nest_where_spans_touch() -> None:
    assert marked("ab: cd", Relation([(0, 2)], [(2, 3)], [(4, 6)]), 0, 6) == "⟦ab⟧‹:› {cd}"


def test_a_text_that_is_refused_has_no_relations(capsys: pytest.CaptureFixture[str]) -> None:
    assert read_texts(["\x00\x01\x02\x03" * 40]) == [()]
    assert capsys.readouterr().err.startswith("not read: ")


def test_texts_come_back_in_order_and_in_their_own_offsets() -> None:
    said = "“We will reopen the bridge in May,” Mayor Ana Ruiz said on Friday."
    texts = ["Nobody spoke.\r\n", f"\ufeffNews\r\n\r\n{said}\r\n", said]
    found = read_texts(texts)
    assert [len(relations) for relations in found] == [0, 1, 1]
    for text, relations in zip(texts[1:], found[1:], strict=True):
        assert "“We will reopen the bridge in May,”" in [text[s:e] for s, e in relations[0].content]

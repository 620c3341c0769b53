"""The extractor of regular expressions that the peers are measured beside."""

from __future__ import annotations

import pytest

from peers.patterns import article, forms, load


def parts(text: str) -> list[tuple[str, str, str]]:
    """Read a text; return source, cue and content of each relation as text."""

    def words(spans: list[tuple[int, int]]) -> str:
        return " … ".join(text[start:end] for start, end in spans)

    return [(words(one["source"]), words(one["cue"]), words(one["content"])) for one in article(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee said the dam is safe.", ("Ann Lee", "said", "the dam is safe")),
        ("The mayor said that the dam is safe.", ("The mayor", "said", "the dam is safe")),
        ("The dam is safe, said Mayor Ann Lee.", ("Mayor Ann Lee", "said", "The dam is safe")),
        ("The dam is safe, she added.", ("she", "added", "The dam is safe")),
        ("“The dam is safe,” Ann Lee said.", ("Ann Lee", "said", "“The dam is safe,”")),
        ('"The dam is safe," Lee said.', ("Lee", "said", '"The dam is safe,"')),
        ("Lee told them: “The dam is safe.”", ("Lee", "told", "them: “The dam is safe.”")),
        ("According to the mayor, the dam is safe.", ("the mayor", "According to", "the dam is safe")),
        ("The dam is safe, according to Ann Lee.", ("Ann Lee", "according to", "The dam is safe")),
    ],
)
def test_a_plain_report_is_taken_apart(text: str, expected: tuple[str, str, str]) -> None:
    assert parts(text) == [expected]


def test_a_quotation_without_a_speaker_continues_the_one_before_it() -> None:
    text = "“The dam is safe,” Ann Lee said. “It has been checked by three engineers.”"
    assert parts(text) == [
        ("Ann Lee", "said", "“The dam is safe,” … “It has been checked by three engineers.”")
    ]


def test_a_quotation_alone_has_no_source() -> None:
    assert parts("“It has been checked by three engineers.”") == [
        ("", "", "“It has been checked by three engineers.”")
    ]


def test_a_text_in_which_nobody_speaks_holds_nothing() -> None:
    assert parts("The dam was built in 1931. It is made of stone.") == []


def test_relations_come_one_list_a_text_and_lie_in_it() -> None:
    texts = ["Ann Lee said the dam is safe.\n\n“Good,” said Bo Ruiz, who lives below it.", "", "No."]
    found = load()(texts)
    assert [bool(relations) for relations in found] == [True, False, False]
    for text, relations in zip(texts, found, strict=True):
        for relation in relations:
            for spans in relation.values():
                assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize(
    ("base", "past"), [("say", "said"), ("deny", "denied"), ("admit", "admitted"), ("argue", "argued")]
)
def test_verbs_are_inflected(base: str, past: str) -> None:
    assert past in forms(base)

"""Where the page names the speaker whom a source stands for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from actors.marked import build, resolved

from onrecord.actors import Resolver
from onrecord.schema import Problem, excerpt


def named(marked: str) -> list[list[str]]:
    """Return the words that name each statement's speaker."""
    page, statements = resolved(marked)
    return [[page.text[start:end] for start, end in one.named] for one in statements]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("[Mayor Ana Ruiz] <said> {it is cold}.", ["Mayor Ana Ruiz"]),
        ("Mayor Ana Ruiz left. [Ruiz] <said> {it is cold}.", ["Ruiz"]),
        ("Mayor Ana Ruiz left. Ruiz sat. [She] <said> {it is cold}.", ["Mayor Ana Ruiz"]),
        ("{It is cold}, [she] <said>. Mayor Ana Ruiz then left.", []),
        ("Mayor Ana Ruiz and Tom Berg met. [Ruiz and Berg] <said> {it is cold}.", ["Ruiz", "Berg"]),
        ("A senior official sat. [The official] <said> {it is cold}.", ["A senior official"]),
    ],
)
def test_a_name_is_shown_where_the_page_has_it(lines: str, words: list[str]) -> None:
    assert named(f"Cold\n{lines}") == [words]


def test_a_source_without_a_speaker_names_nobody() -> None:
    assert named("Cold\n{It is cold}, <it was said>.") == [[]]


def test_a_verb_without_a_subject_goes_on_with_the_one_before() -> None:
    page, article, statements = build(
        "Cold\n{It is cold}, [Mayor Ana Ruiz] <said>, adding that it would last."
    )
    cue, content = (page.text.index(words) for words in ("adding", "that it"))
    second = replace(
        statements[0],
        source=None,
        cue=excerpt(page.text, ((cue, cue + 6),)),
        content=excerpt(page.text, ((content, len(page.text) - 2),)),
    )
    outcome = Resolver().resolve([(page, article, (*statements, second))])[0]
    assert not isinstance(outcome, Problem)
    assert [one.speaker.name if one.speaker else None for one in outcome] == ["Ana Ruiz", "Ana Ruiz"]

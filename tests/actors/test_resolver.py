"""What holds of every batch: order, length, nothing but the speaker changed, the same every time."""

from __future__ import annotations

import pickle
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.actors import Resolver
from onrecord.schema import Article, Excerpt, Page, Problem, Statement, excerpt

PIECES = """
the President Ana Ruiz said Ruiz he she they official officials Moscow Kremlin of and , . " “ ” 's ministry
Foreign Minister Kim Jong Un who it USA an anonymous source ( ) Mr. al- Nakhalah DPRK's U.S. — WALLACE: letter
poll 56 percent O'Neil his I we é 漢字 İstanbul
"""
WORDS = st.sampled_from(PIECES.split())


@st.composite
def cases(draw: st.DrawFn) -> tuple[Page, Article, tuple[Statement, ...]]:
    text = " ".join(draw(st.lists(WORDS, min_size=1, max_size=60)))
    page = Page("sha256:0", "t.txt", text.encode(), text, "text", "utf-8")
    cut = draw(st.integers(0, len(text)))
    article = Article("ar_1", page.id, ((cut, len(text)),), text[:cut], (0, cut) if cut else None)
    statements = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 30)))
        source = excerpt(text, ((start, end),)) if draw(st.booleans()) else None
        content = excerpt(text, ((0, len(text)),))
        statements.append(
            Statement(f"st_{number}", page.id, "ar_1", content, None, source, "indirect", 1.0, "hand")
        )
    return page, article, tuple(statements)


@settings(max_examples=150)
@given(st.lists(cases(), max_size=3))
def test_only_the_speaker_changes_and_a_batch_equals_its_items(
    batch: list[tuple[Page, Article, tuple[Statement, ...]]],
) -> None:
    outcomes = Resolver().resolve(batch)
    assert len(outcomes) == len(batch)
    for case, outcome in zip(batch, outcomes, strict=True):
        assert not isinstance(outcome, Problem)
        assert tuple(replace(statement, speaker=None) for statement in outcome) == case[2]
        assert all(statement.speaker is None for statement in outcome if statement.source is None)
        assert all(statement.speaker is None or statement.speaker.name for statement in outcome)
        assert Resolver().resolve([case]) == [outcome]


def test_it_travels_between_processes() -> None:
    assert pickle.loads(pickle.dumps(Resolver())).resolve([]) == []  # noqa: S301  our own bytes


def test_a_source_off_the_page_is_a_problem() -> None:
    page = Page("sha256:0", "t.txt", b"ab", "ab", "text", "utf-8")
    article = Article("ar_1", page.id, ((0, 2),))
    words = Excerpt("x", ((5, 9),))
    statement = Statement("st_1", page.id, "ar_1", words, None, words, "indirect", 1.0, "hand")
    outcome = Resolver().resolve([(page, article, (statement,))])[0]
    assert isinstance(outcome, Problem)
    assert outcome.code == "actors.span"

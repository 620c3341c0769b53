"""What holds of every batch: order, length, nothing else changed, the same every time."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.actors import Resolver
from onrecord.schema import Act, ActLabel, Article, Excerpt, Page, Problem, Statement, excerpt

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
        content = excerpt(text, ((draw(st.integers(0, start)), len(text)),))
        cue = excerpt(text, ((end, min(end + 9, len(text))),)) if draw(st.booleans()) else None
        label = draw(st.sampled_from((None, *get_args(ActLabel))))
        act = Act(label, 1.0) if label else None
        statements.append(
            Statement(f"st_{number}", page.id, "ar_1", content, cue, source, "indirect", 1.0, "hand", act=act)
        )
    return page, article, tuple(statements)


@settings(max_examples=150)
@given(st.lists(cases(), max_size=3))
def test_only_what_it_fills_changes_and_a_batch_equals_its_items(
    batch: list[tuple[Page, Article, tuple[Statement, ...]]],
) -> None:
    outcomes = Resolver().resolve(batch)
    assert len(outcomes) == len(batch)
    for case, outcome in zip(batch, outcomes, strict=True):
        assert not isinstance(outcome, Problem)
        assert tuple(replace(one, speaker=None, named=(), targets=None) for one in outcome) == case[2]
        assert all(one.speaker is None for one in outcome if one.source is None and one.cue is None)
        assert all(one.speaker is None or one.speaker.name for one in outcome)
        assert all((one.targets is None) == (one.act is None) for one in outcome)
        text = case[0].text
        told = [span for one in outcome for target in one.targets or () for span in target.spans]
        assert all(0 <= start < end <= len(text) for start, end in told)
        assert all(
            0 <= start < end <= len(text) for one in outcome for start, end in one.named if one.source is None
        )
        for one in outcome:
            assert all(target.actor.id != one.speaker.id for target in one.targets or () if one.speaker)
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

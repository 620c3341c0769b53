"""How a listing tells what a statement did, to whom, when and through whom."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from onrecord.cli.circumstances import circumstances, common_chain, days
from onrecord.cli.sheet import Quote, Sheet
from onrecord.schema import Act, Actor, Article, Excerpt, Relay, Said, Statement, Target

KCNA = Relay("Korean Central News Agency", "agency", ((50, 54),))
REPORTERS = Relay("reporters", "press", ((60, 69),))
USA = Target(Actor("ac_usa", "United States", "country", None, "USA"), ((7, 9),))
BARE = Statement(
    *("st_0123456789abcdef", "sha256:0", "ar_0"),
    Excerpt("the report is a lie made up by people who have never been to the place", ((0, 70),)),
    Excerpt("said", ((80, 84),)),
    Excerpt("Zakharova", ((71, 80),)),
    *("indirect", 0.9, "by hand"),
)
FULL = Statement(
    *(BARE.id, BARE.page_id, BARE.article_id, BARE.content, BARE.cue, BARE.source, "indirect", 0.9, ""),
    act=Act("accuse", 0.8),
    targets=(USA,),
    said=Said("2024-01-26", "on Friday", "relative"),
    via=(KCNA, REPORTERS),
)


def _words(statement: Statement) -> str:
    return " · ".join(words for words, _ in circumstances(statement))


def _with(act: Act | None, *names: str) -> Statement:
    targets = tuple(Target(Actor(f"ac_{name}", name, "country"), ()) for name in names)
    return Statement(
        *(BARE.id, BARE.page_id, BARE.article_id, BARE.content, None, None, "indirect", 0.9, ""),
        act=act,
        targets=targets,
    )


def test_a_statement_tells_what_it_did_when_and_through_whom() -> None:
    told = "accuses United States · said 2024-01-26 · via Korean Central News Agency ← reporters"
    assert _words(FULL) == told


def test_what_is_not_known_or_goes_without_saying_is_left_out() -> None:
    assert _words(BARE) == ""
    assert _words(_with(Act("state", 0.9))) == ""
    assert _words(_with(Act("deny", 0.9))) == "denies"
    assert _words(_with(Act("deny", 0.9), "Japan")) == "denies claims of Japan"
    assert _words(_with(Act("admit", 0.9), "Japan")) == "admits, to Japan"
    assert _words(_with(Act("admit", 0.9))) == "admits"
    assert _words(_with(None, "Japan")) == ""


def test_an_act_that_is_less_likely_than_not_has_a_question_mark() -> None:
    assert _words(_with(Act("deny", 0.49))) == "denies?"
    assert _words(_with(Act("accuse", 0.3), "Japan")) == "accuses? Japan"
    assert _words(_with(Act("admit", 0.3), "Japan")) == "admits? to Japan"
    assert _words(_with(Act("deny", 0.5))) == "denies"


def test_through_whom_all_came_is_told_once() -> None:
    only = replace(FULL, via=(KCNA,))
    assert common_chain([FULL, only]) == (KCNA,)
    assert common_chain([FULL, FULL]) == (KCNA, REPORTERS)
    assert common_chain([FULL, replace(FULL, via=None)]) == ()
    assert common_chain([FULL, replace(FULL, via=(REPORTERS, KCNA))]) == ()
    assert common_chain([FULL]) == common_chain([]) == ()
    assert "via" not in " ".join(words for words, _ in circumstances(only, 1))
    assert circumstances(FULL, 1)[-1][0] == "via reporters"


def test_of_many_targets_three_are_named() -> None:
    assert _words(_with(Act("warn", 0.9), *"ABCDE")) == "warns A, B, C and 2 more"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (Said("2024-01-26", "on Friday", "relative"), "2024-01-26"),
        (Said(None, "in September", "relative", "2022-09-01", "2022-09-30"), "2022-09"),
        (Said(None, "in 2023", "explicit", "2023-01-01", "2023-12-31"), "2023"),
        (Said(None, "last week", "relative", "2024-01-15", "2024-01-21"), "2024-01-15 to 2024-01-21"),
        (Said(None, "since May", "explicit", "2024-05-01", None), "since 2024-05-01"),
        (Said(None, "by Monday", "relative", None, "2024-05-06"), "2024-05-06 or before"),
        (Said(None, None, "none", None, "2024-05-06"), ""),
        (Said(None, "then", "none", "soon", "later"), "soon to later"),
    ],
)
def test_when_it_was_said_is_as_short_as_it_can_be(said: Said, shown: str) -> None:
    assert days(said) == shown


@pytest.mark.parametrize("width", [60, 80, 140])
def test_no_line_is_wider_than_the_terminal_and_the_facts_stand_below_the_words(width: int) -> None:
    out = io.StringIO()
    sheet = Sheet(Console(file=out, width=width, highlight=False), ids=True)
    article = Article("ar_0", "sha256:0", ((0, 90),))
    sheet.quote(Quote(FULL, article, "pages/a.txt", 12, 1), "line 12")
    lines = out.getvalue().splitlines()
    assert all(len(line) <= width for line in lines)
    words = next(line for line in lines if "—" in line)
    facts = next(line for line in lines if "accuses United States" in line)
    assert words.index("Zakharova") == facts.index("accuses") == 8
    assert "\x1b" not in out.getvalue()
    # A fact is never broken where it fits on a line of its own.
    assert any("via Korean Central News Agency ← reporters" in line for line in lines)


def test_what_the_heading_has_told_is_not_told_of_each_statement() -> None:
    out = io.StringIO()
    sheet = Sheet(Console(file=out, width=120, highlight=False))
    article = Article("ar_0", "sha256:0", ((0, 90),))
    quotes = [Quote(FULL, article, "a.txt", line, 1) for line in (1, 2)]
    sheet.quotes(quotes, 1)
    assert "Korean" not in out.getvalue()
    assert out.getvalue().count("via reporters") == 2
    sheet.quotes(quotes)
    assert out.getvalue().count("via Korean Central News Agency ← reporters") == 2

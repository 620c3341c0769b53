"""Through whom a statement came to its page: the links, their kinds, their order, their places."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statements.marked import build, chains

from onrecord.schema import Relay
from onrecord.statements.relays import read_relays


def only(marked: str, outlet: str | None = None, byline: str | None = None) -> list[tuple[str, str]]:
    """Return names and kinds of the only statement's chain."""
    (chain,) = chains(marked, outlet, byline)
    return named(chain)


def named(chain: tuple[Relay, ...]) -> list[tuple[str, str]]:
    return [(relay.name, relay.kind) for relay in chain]


@pytest.mark.parametrize(
    ("marked", "chain"),
    [
        ("⟦Ana Ruiz⟧ ‹told› KCNA {that it was safe}.", [("Korean Central News Agency", "agency")]),
        (
            "⟦Ana Ruiz⟧ ‹told› the Korean Central News Agency (KCNA) on Thursday {that it was safe}.",
            [("Korean Central News Agency", "agency")],
        ),
        ("⟦Ana Ruiz⟧ ‹told› reporters {that it was safe}.", [("reporters", "press")]),
        ("⟦Ana Ruiz⟧ ‹told› journalists in Lima {that it was safe}.", [("journalists", "press")]),
        ("⟦Ana Ruiz⟧ ‹told› a news conference {that it was safe}.", [("news conference", "press")]),
        (
            "⟦Ana Ruiz⟧ ‹said› at a press conference in Lima {that it was safe}.",
            [("press conference", "press")],
        ),
        ("⟦Ana Ruiz⟧ ‹told› Fox News host Bo Ek {that it was safe}.", [("Fox News", "outlet")]),
        ("⟦Ana Ruiz⟧ ‹told› CNN's Bo Ek {that it was safe}.", [("CNN", "outlet")]),
        ("⟦Ana Ruiz⟧ ‹told› the Daily Planet newspaper {that it was safe}.", [("Daily Planet", "outlet")]),
        ("⟦Ana Ruiz⟧ ‹told› the Norwegian broadcaster TV2 {that it was safe}.", [("TV2", "outlet")]),
        ("⟦Ana Ruiz⟧ ‹told› the Port City Gazette {that it was safe}.", [("Port City Gazette", "outlet")]),
        ("⟦Ana Ruiz⟧ ‹told› state television {that it was safe}.", [("state television", "outlet")]),
        ("⟦Ana Ruiz⟧ ‹said› in an interview with Al-Jazeera {that it was safe}.", [("Al Jazeera", "outlet")]),
        ("In an interview on Friday with the BBC, ⟦Ana Ruiz⟧ ‹said› {it was safe}.", [("BBC", "outlet")]),
        ("⟦Ana Ruiz⟧, speaking to Sky News, ‹said› {that it was safe}.", [("Sky News", "outlet")]),
        ("⟦Ana Ruiz⟧ ‹said› on CNN {that it was safe}.", [("CNN", "outlet")]),
        ("⟦Ana Ruiz⟧ ‹wrote› in the Washington Post {that it was safe}.", [("Washington Post", "outlet")]),
        ("⟦Ana Ruiz⟧ ‹told› Bo Ek of Fox News {that it was safe}.", [("Fox News", "outlet")]),
        (
            "⟦Ana Ruiz⟧ ‹told› the BBC and Sky News {it was safe}.",
            [("BBC", "outlet"), ("Sky News", "outlet")],
        ),
        ("⟦Ana Ruiz⟧ ‹told› the nation's official news agency {it}.", [("official news agency", "agency")]),
        ("⟦Ana Ruiz⟧ tells Lima-based TV channel Euronews‹:› {It is safe}.", [("Euronews", "outlet")]),
        ("In The New York Times, ⟦Ana Ruiz⟧ ‹wrote› {that it was safe}.", [("New York Times", "outlet")]),
        ("At a round-table interview with Bloomberg, ⟦she⟧ ‹said› {it was safe}.", [("Bloomberg", "agency")]),
        ("⟦Ana Ruiz⟧ shot back in a statement, ‹saying› {it was a lie}.", [("statement", "document")]),
        ("⟦Ana Ruiz⟧ responded on Twitter, ‹calling› {it a lie}.", [("Twitter", "platform")]),
        ("⟦Ana Ruiz⟧ ‹wrote› on X {that it was safe}.", [("X", "platform")]),
        ("⟦Ana Ruiz⟧ ‹wrote› on the X platform {that it was safe}.", [("X", "platform")]),
        ("⟦Ana Ruiz⟧ ‹said› in a post on X {that it was safe}.", [("X", "platform")]),
        ("⟦Ana Ruiz⟧ ‹wrote› in a Telegram post {that it was safe}.", [("Telegram", "platform")]),
        ("⟦Ana Ruiz⟧ ‹said› on her Facebook page {that it was safe}.", [("Facebook", "platform")]),
        ("⟦Ana Ruiz⟧ ‹tweeted› {that it was safe}.", [("Twitter", "platform")]),
        ("⟦Ana Ruiz⟧ ‹said› in a tweet {that it was safe}.", [("Twitter", "platform")]),
        ("⟦The ministry⟧ ‹said› on its website {that it was safe}.", [("website", "platform")]),
        ("⟦The ministry⟧ ‹said› in a statement {that it was safe}.", [("statement", "document")]),
        ("⟦The ministry⟧ ‹rejected› {the claim} in a joint statement.", [("joint statement", "document")]),
        ("⟦Ana Ruiz's letter⟧ ‹hailed› {the treaty}.", [("letter", "document")]),
    ],
)
def test_whom_words_were_said_to_or_what_they_stand_in_is_a_link(
    marked: str, chain: list[tuple[str, str]]
) -> None:
    assert only(marked) == chain


@pytest.mark.parametrize(
    ("marked", "chain"),
    [
        (
            "⟦The ministry⟧ ‹said› in a statement carried by TASS {that it was safe}.",
            [("TASS", "agency"), ("statement", "document")],
        ),
        (
            "{“It is safe,”} ⟦Ana Ruiz⟧ ‹said in a statement carried by› state media.",
            [("state media", "outlet"), ("statement", "document")],
        ),
        (
            "{“It is safe,”} ⟦Ana Ruiz⟧ ‹said›, as conveyed in a written statement from the Press Bureau.",
            [("Press Bureau", "source"), ("written statement", "document")],
        ),
        (
            "In an audio recording broadcast on state television, ⟦she⟧ ‹threatened› {to go}.",
            [("state television", "outlet"), ("audio recording", "document")],
        ),
        ("⟦Ana Ruiz⟧ was quoted by Interfax as ‹saying› {it was safe}.", [("Interfax", "agency")]),
        ("{“It is safe,”} ⟦Ana Ruiz⟧ ‹said›, as quoted by Xinhua.", [("Xinhua", "agency")]),
        ("{“It is safe,”} ⟦Ana Ruiz⟧ ‹said›, Yonhap news agency reported.", [("Yonhap", "agency")]),
        ("{“It is safe,”} ⟦Ana Ruiz⟧ ‹said›, according to state news agency SANA.", [("SANA", "agency")]),
        ("State media reported that ⟦Ana Ruiz⟧ ‹said› {it was safe}.", [("State media", "outlet")]),
        ("TASS quoted ⟦Ana Ruiz⟧ as ‹saying› {it was safe}.", [("TASS", "agency")]),
        (
            "⟦Ana Ruiz⟧ ‹told reporters› {that it was safe}, Kyodo News reported on Friday.",
            [("Kyodo News", "agency"), ("reporters", "press")],
        ),
        ("⟦Reuters⟧ ‹reported›, citing two officials, {that it was safe}.", [("two officials", "source")]),
        (
            "⟦Yonhap⟧ ‹reported›, quoting KCNA, {that it was safe}.",
            [("Korean Central News Agency", "agency")],
        ),
        (
            "⟦Ana Ruiz⟧ ‹disputed› {claims by aides, which first appeared in the New York Times, of lies}.",
            [("New York Times", "outlet")],
        ),
    ],
)
def test_a_chain_goes_from_the_outlet_to_the_speaker(marked: str, chain: list[tuple[str, str]]) -> None:
    assert only(marked) == chain


@pytest.mark.parametrize(
    "marked",
    [
        "⟦KCNA⟧ ‹said› {the tests were a success}.",
        "{The tests were a success}, ‹according to› ⟦KCNA⟧.",
        "⟦Ana Ruiz⟧ ‹told› parliament {that it was safe}.",
        "⟦Ana Ruiz⟧ ‹told› the Security Council {that it was safe}.",
        "⟦Ana Ruiz⟧ ‹told› Bo Ek {that it was safe}.",
        "⟦Ana Ruiz⟧ ‹told› Time Warner {that it was safe}.",
        "⟦Ana Ruiz⟧ ‹said› {that Reuters had told reporters lies in a statement}.",
        "⟦Ana Ruiz⟧ ‹said› on the Hill {that it was safe}.",
        "⟦Ana Ruiz⟧ ‹said› on Friday {that it was safe}.",
        "⟦Ana Ruiz, who had written to the BBC in a letter,⟧ ‹said› {that it was safe}.",
    ],
)
def test_who_speaks_or_only_listens_is_no_link(marked: str) -> None:
    assert only(marked) == []


def test_the_articles_own_outlet_is_left_out() -> None:
    marked = "⟦Ana Ruiz⟧ ‹told› Al Jazeera {that it was safe}."
    assert only(marked, outlet="Al-Jazeera") == []
    assert only(marked, outlet="BBC News") == [("Al Jazeera", "outlet")]


def test_agencies_of_the_byline_carry_every_statement() -> None:
    marked = "By Staff, Agencies\n⟦Ana Ruiz⟧ ‹told› KCNA {it was safe}.\n⟦Bo Ek⟧ ‹denied› {it}."
    both = chains(marked, byline="Staff, Agencies")
    assert [named(chain) for chain in both] == [
        [("Agencies", "agency"), ("Korean Central News Agency", "agency")],
        [("Agencies", "agency")],
    ]


def test_a_source_line_carries_every_statement() -> None:
    marked = "Source: Agencies\n⟦Ana Ruiz⟧ ‹said› {that it was safe}."
    page, article, statements = build(marked)
    (chain,) = read_relays(page, replace(article, body=article.body[1:]), statements)
    assert named(chain) == [("Agencies", "agency")]


@pytest.mark.parametrize(
    ("marked", "chain"),
    [
        ("LIMA (AP) — ⟦Ana Ruiz⟧ ‹said› {that it was safe}.", [("Associated Press", "agency")]),
        ("LIMA, Jan 26 (Reuters) - ⟦Ana Ruiz⟧ ‹said› {that it was safe}.", [("Reuters", "agency")]),
        ("Lima [AFP] – ⟦Ana Ruiz⟧ ‹said› {that it was safe}.", [("Agence France-Presse", "agency")]),
        ("⟦Ana Ruiz⟧ ‹said› {that it was safe}. (AP)", [("Associated Press", "agency")]),
        ("⟦Ana Ruiz⟧ ‹said› {that it was safe}. — AFP", [("Agence France-Presse", "agency")]),
        ("⟦Ana Ruiz⟧ ‹said› {that it was safe}.\nWith inputs from agencies", [("agencies", "agency")]),
        ("LIMA (CNN) -- ⟦Ana Ruiz⟧ ‹told› CNN {that it was safe}.", []),
        ("The talks (BBC) - ⟦Ana Ruiz⟧ ‹told› Reuters {that it was safe}.", [("Reuters", "agency")]),
        ("⟦Ana Ruiz⟧ ‹said› {that it was safe}. (Laughs)", []),
    ],
)
def test_the_signature_of_an_agency_carries_every_statement(
    marked: str, chain: list[tuple[str, str]]
) -> None:
    assert only(marked) == chain


def test_a_link_that_is_named_twice_is_one_link_with_both_places() -> None:
    marked = "LIMA (Reuters) - ⟦Ana Ruiz⟧ ‹told› Reuters {that it was safe}."
    ((relay,),) = chains(marked)
    assert (relay.name, len(relay.spans)) == ("Reuters", 2)


def test_what_goes_on_with_a_speech_was_said_to_the_same() -> None:
    both = chains(
        "⟦Mayor Ana Ruiz⟧ ‹told› reporters {that it was safe}.\n{“Quite safe,”} ⟦she⟧ ‹added›.\n"
        "⟦Bo Ek⟧ ‹said› {that it was not}."
    )
    assert [named(chain) for chain in both] == [[("reporters", "press")], [("reporters", "press")], []]


def test_no_statements_have_no_chains() -> None:
    assert chains("Reuters told reporters.") == []


PHRASES = "told |told reporters |in a statement |carried by |TASS |(AP) - |, Reuters reported|quoting |on X "
MARKS = "according to |the |state media |tweeted |İ𝒻 |“|”|'s |. |\n|Daily Planet newspaper |a letter to |, "
PIECES = st.sampled_from(f"{PHRASES}|{MARKS}".split("|"))


@given(st.lists(PIECES, max_size=9).map("".join), st.lists(PIECES, max_size=9).map("".join))
def test_every_place_is_on_the_page_and_no_link_stands_twice(before: str, after: str) -> None:
    page, article, statements = build(
        f"{before}⟦Ana Ruiz⟧ ‹said› {after}{{that “it” was safe}} {after}{before}"
    )
    for chain in read_relays(page, article, statements):
        names = [relay.name for relay in chain]
        assert len(names) == len(set(names))
        for relay in chain:
            assert relay.spans
            assert all(0 <= start < end <= len(page.text) for start, end in relay.spans)
            assert all(page.text[start:end] == page.text[start:end].strip() for start, end in relay.spans)

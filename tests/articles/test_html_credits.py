"""What an HTML page says of its article: names, outlet, title, and where each of them stands."""

from __future__ import annotations

import json

import pytest

from onrecord.articles import extract
from onrecord.articles.html_metadata import iso_date, personal_names, without_site
from onrecord.pages import decode
from onrecord.schema import Article, Blob, Evidence, Page, Problem

HEADLINE = "Harbour to close for three weeks"
TEXT = (
    "<p>The harbour will be closed for three weeks from Monday, the port authority said on Friday.</p>"
    "<p>Fishermen in the old town said that they had not been asked. They want to be paid for their loss.</p>"
)


def article_of(head: str, top: str = "", headline: str = HEADLINE) -> tuple[Page, Article]:
    markup = (
        f"<html><head>{head}</head><body><div>The Harbour Post</div><article><h1>{headline}</h1>{top}{TEXT}"
        "</article></body></html>"
    )
    [page] = decode([Blob("page.html", markup.encode())])
    assert isinstance(page, Page), page
    [found] = extract([page])
    assert not isinstance(found, Problem), found
    return page, found[0]


def json_ld(**more: object) -> str:
    data = {"@type": "NewsArticle", "headline": HEADLINE, **more}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("By Li Wei", ("Li Wei",)),
        ("Li Wei and Tom Hill", ("Li Wei", "Tom Hill")),
        ("Li Wei, Tom Hill & Ana Ruiz", ("Li Wei", "Tom Hill", "Ana Ruiz")),
        ("Li Wei, Political Editor", ("Li Wei",)),
        ("Li Wei in Paris", ("Li Wei",)),
        ("Li Wei with Reuters", ("Li Wei", "Reuters")),
        ("Reuters", ("Reuters",)),
        ("The Associated Press in New York", ("The Associated Press",)),
        ("Staff", ()),
        ("Staff Writer", ()),
        ("Web Desk", ()),
        ("admin", ()),
        ("https://example.org/li", ()),
        ("Sandy Anders", ("Sandy Anders",)),
    ],
)
def test_a_byline_is_names(written: str, names: tuple[str, ...]) -> None:
    assert personal_names([written]) == names


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (f"{HEADLINE} | The Harbour Post", HEADLINE),
        (f"{HEADLINE} - Harbour Post", HEADLINE),
        (f"The Harbour Post | {HEADLINE}", HEADLINE),
        (f"{HEADLINE} – harbourpost.co.uk", HEADLINE),
        ("Harbour – a love story", "Harbour – a love story"),
        ("The Harbour Post", "The Harbour Post"),
    ],
)
def test_a_title_goes_without_the_name_of_its_site(written: str, title: str) -> None:
    assert without_site(written, ["The Harbour Post"]) == title


@pytest.mark.parametrize(
    ("publisher", "site", "outlet"),
    [
        ("Harbour Media Holdings Ltd", "The Harbour Post", "The Harbour Post"),
        ("The Harbour Post", "harbourpost", "The Harbour Post"),
        ("Nobody knows better", "HarbourPost", "HarbourPost"),
        ("Harbour Radio (HR News)", "Harbour Radio", "Harbour Radio"),
        ("Harbour Radio", "Something Else", "Harbour Radio"),
    ],
)
def test_the_outlet_is_called_as_people_call_it(publisher: str, site: str, outlet: str) -> None:
    head = (
        json_ld(publisher={"name": publisher})
        + f'<meta property="og:site_name" content="{site}">'
        + '<link rel="canonical" href="https://www.harbourpost.co.uk/news/1">'
    )
    assert article_of(head)[1].outlet == outlet


def test_each_value_says_where_it_stands() -> None:
    head = json_ld(
        author=[{"name": "Li Wei"}, {"name": "Tom Hill"}],
        datePublished="2024-03-01T09:30:00+01:00",
        dateModified="2024-03-02",
        publisher={"name": "The Harbour Post"},
    )
    top = "<p class='byline'>By Li Wei</p><time datetime='2024-03-01T08:30Z'>1 March, 9.30am</time>"
    page, article = article_of(head, top)
    assert article.byline == ("Li Wei", "Tom Hill")
    by = {(item.field, item.text): item for item in article.evidence}
    assert set(by) == {
        ("title", HEADLINE),
        ("outlet", "The Harbour Post"),
        ("byline", "Li Wei"),
        ("byline", "Tom Hill"),
        ("published", "1 March, 9.30am"),
        ("updated", "2024-03-02"),
        ("language", page.text[slice(*article.body[0])]),
    }
    assert {item.basis for item in article.evidence} == {"text", "markup"}
    for item in article.evidence:
        assert 0 < item.score <= 1
        assert item.span is None or page.text[slice(*item.span)] == item.text
    assert by["byline", "Tom Hill"].span is None
    assert by["byline", "Li Wei"].span is not None


def test_a_title_that_stands_nowhere_on_the_page_says_so() -> None:
    page, article = article_of(json_ld(headline="Piers of the harbour crack"), headline="Post")
    assert (article.title, article.title_span) == ("Piers of the harbour crack", None)
    assert Evidence("title", "markup", "Piers of the harbour crack", None, 0.7) in article.evidence
    assert "Piers" not in page.text


def test_the_title_is_what_the_metadata_calls_the_article_and_stands_where_its_heading_does() -> None:
    named = "Harbour closure: three weeks without ferries, what we know"
    page, article = article_of(json_ld(headline=named))
    assert article.title == named
    assert article.title_span is not None
    assert page.text[slice(*article.title_span)] == HEADLINE
    titles = [mark for mark in article.evidence if mark.field == "title"]
    assert [(mark.basis, mark.text) for mark in titles] == [("text", HEADLINE), ("markup", named)]


def test_a_heading_over_key_points_is_not_the_headline() -> None:
    head = json_ld(headline="Everything you need to know about the harbour in 2024")
    page, article = article_of(
        head, "<h2>Harbour 2024 key points</h2>", "Harbour 2024: piers crack, ferries stop"
    )
    assert article.title_span is not None
    assert page.text[slice(*article.title_span)] == "Harbour 2024: piers crack, ferries stop"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024-03-01T09:30:00+0100", "2024-03-01T09:30:00+01:00"),
        ("2024-03-01 09:30Z", "2024-03-01T09:30Z"),
        ("2024-03-01", "2024-03-01"),
        ("01/03/2024", None),
        ("2024-13-01", None),
    ],
)
def test_a_date_keeps_its_precision_and_its_time_zone(written: str, date: str | None) -> None:
    assert iso_date(written) == date

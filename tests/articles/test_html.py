"""The article of an HTML page, with its metadata and its place in the page text."""

from __future__ import annotations

import json

import pytest

from onrecord.articles import extract
from onrecord.pages import decode
from onrecord.schema import Article, Blob, Page, Problem

PARAGRAPHS = [
    "The harbour will be closed for three weeks from Monday, the port authority said on Friday.",
    "“We found cracks in two of the piers, and nobody wants to take a risk,” said its director, Ana Ruiz.",
    "Fishermen in the old town said that they had not been asked. They want to be paid for lost catches.",
    "Ms Ruiz said the city would talk to them, and that some piers could be used again soon.",
]
HEADLINE = "Harbour to close for three weeks"
NEWS = {
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "datePublished": "2024-03-01T09:30:00+0100",
    "dateModified": "2024-03-02",
    "author": [{"@type": "Person", "name": "Li Wei"}, {"@type": "Person", "name": "By Tom O&#39;Neill"}],
    "publisher": {"@id": "#org"},
    "keywords": ["harbour", "Section: Local", "fishing"],
}
ORGANIZATION = {"@type": "Organization", "@id": "#org", "name": "The Harbour Post"}


def page_of(
    body: str | None = None, *, head: str = "", data: object = None, headline: str = f"<h1>{HEADLINE}</h1>"
) -> Page:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data is not None else ""
    paragraphs = "".join(f"<p>{text}</p>" for text in PARAGRAPHS) if body is None else body
    markup = (
        f"<!DOCTYPE html><html><head><title>{HEADLINE} | The Harbour Post</title>{head}{script}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
        f"<main><article>{headline}{paragraphs}</article></main>"
        "<footer><p>Copyright The Harbour Post</p></footer></body></html>"
    )
    [page] = decode([Blob("page.html", markup.encode())])
    assert isinstance(page, Page), page
    return page


def article_of(page: Page) -> Article:
    [found] = extract([page])
    assert not isinstance(found, Problem), found
    [article] = found
    return article


def problem_of(page: Page) -> Problem:
    [found] = extract([page])
    assert isinstance(found, Problem), found
    assert (found.uri, found.page_id) == (page.uri, page.id)
    return found


def body_of(page: Page) -> list[str]:
    return [page.text[start:end] for start, end in article_of(page).body]


def test_the_body_is_the_paragraphs_verbatim_and_nothing_around_them() -> None:
    assert body_of(page_of()) == PARAGRAPHS


def test_the_title_is_the_headline_with_its_place() -> None:
    page = page_of()
    article = article_of(page)
    assert article.title == HEADLINE
    assert article.title_span is not None
    assert page.text[slice(*article.title_span)] == HEADLINE


def test_inline_markup_and_entities_do_not_break_the_words() -> None:
    marked = [
        text.replace("three", "<b>th</b>ree").replace("city", "<a href='/x'>city</a>") for text in PARAGRAPHS
    ]
    body = "".join(f"<p>\n  {text.replace('“', '&ldquo;')}\n</p>" for text in marked)
    assert body_of(page_of(body)) == PARAGRAPHS


def test_metadata_comes_from_json_ld_with_its_references() -> None:
    article = article_of(page_of(data={"@context": "https://schema.org", "@graph": [ORGANIZATION, NEWS]}))
    assert article.outlet == "The Harbour Post"
    assert article.byline == ("Li Wei", "Tom O'Neill")
    assert (article.published, article.updated) == ("2024-03-01T09:30:00+01:00", "2024-03-02")
    assert article.tags == ("harbour", "fishing")
    assert article.language == "en"


def test_metadata_comes_from_meta_elements_where_there_is_no_json_ld() -> None:
    head = (
        '<meta property="og:title" content="Harbour to close for three weeks | The Harbour Post">'
        '<meta property="og:site_name" content="The Harbour Post">'
        '<meta property="article:published_time" content="2024-03-01">'
        '<meta name="author" content="By Li Wei and Tom Hill">'
        '<meta property="article:tag" content="harbour"><meta property="article:tag" content="fishing">'
        '<link rel="canonical" href="https://example.org/news/harbour">'
    )
    article = article_of(page_of(head=head))
    assert (article.title, article.outlet) == (HEADLINE, "The Harbour Post")
    assert (article.published, article.updated) == ("2024-03-01", None)
    assert article.byline == ("Li Wei", "Tom Hill")
    assert article.tags == ("harbour", "fishing")
    assert article.url == "https://example.org/news/harbour"


def test_the_title_of_the_page_is_taken_without_the_site_where_no_heading_says_it() -> None:
    head = '<meta property="og:site_name" content="The Harbour Post">'
    article = article_of(page_of(head=head, headline=""))
    assert (article.title, article.title_span) == (HEADLINE, None)


def test_json_ld_of_another_article_is_not_this_articles() -> None:
    teaser = {"@type": "NewsArticle", "headline": "Mayor resigns over budget", "datePublished": "2020-01-01"}
    article = article_of(page_of(data=[teaser, {**NEWS, "publisher": {"name": "Post"}}]))
    assert article.published == "2024-03-01T09:30:00+01:00"


@pytest.mark.parametrize(
    "written",
    ["yesterday", "03/01/2024", "1762590240000", "2024-13-01", "2024-02-30T10:00", "", "2024", None, 5],
)
def test_a_date_that_is_no_date_is_unknown(written: object) -> None:
    assert article_of(page_of(data={**NEWS, "datePublished": written})).published is None


def test_a_date_in_the_running_text_is_never_the_articles() -> None:
    body = "".join(
        f"<p>{text} It was 5 March 2021, <time datetime='2021-03-05'>5 March</time>.</p>"
        for text in PARAGRAPHS
    )
    assert article_of(page_of(body)).published is None


def test_the_dates_beside_the_headline_are_the_articles() -> None:
    beside = (
        f"<header><h1>{HEADLINE}</h1><span>Published <time datetime='2024-03-01T08:00Z'>1 March</time></span>"
        "<span>Updated <time datetime='2024-03-02T08:00Z'>2 March</time></span>"
        "<a rel='author' href='/li'>By Li Wei</a></header>"
    )
    article = article_of(page_of(headline=beside))
    assert (article.published, article.updated) == ("2024-03-01T08:00Z", "2024-03-02T08:00Z")
    assert article.byline == ("Li Wei",)


@pytest.mark.parametrize(
    "data",
    [
        "no object",
        [[[]]],
        {"@graph": [{"@type": 5, "author": [[1], {"name": {}}]}]},
        {"@type": "NewsArticle", "author": "https://example.org/me", "mainEntityOfPage": "http://[bad"},
    ],
)
def test_odd_json_ld_does_no_harm(data: object) -> None:
    article = article_of(page_of(data=data))
    assert (article.title, article.byline, article.url) == (HEADLINE, (), None)


@pytest.mark.parametrize("script", ["{broken", "[" * 100_000, ""])
def test_json_ld_that_cannot_be_read_is_passed_over(script: str) -> None:
    article = article_of(page_of(head=f'<script type="application/ld+json">{script}</script>'))
    assert article.title == HEADLINE


def test_a_page_without_an_article_is_a_problem() -> None:
    assert problem_of(page_of("<form><input name='q'><button>Search</button></form>")).code == "article.none"


def test_a_page_in_another_language_is_a_problem_that_names_it() -> None:
    arabic = "<p>قالت وزارة الخارجية في بيان يوم الجمعة إن البلاد ترفض هذه الاتهامات بشكل قاطع.</p>" * 6
    found = problem_of(page_of(arabic, headline="<h1>الوزارة ترفض الاتهامات</h1>"))
    assert found.code == "article.language"
    assert "Arabic" in found.message


def test_the_same_page_gives_the_same_ids_and_a_batch_equals_single_pages() -> None:
    pages = [page_of(), page_of("<p>Too short.</p>"), page_of(data=NEWS)]
    assert extract(pages) == [extract([page])[0] for page in pages]
    assert article_of(pages[0]).id == article_of(page_of()).id

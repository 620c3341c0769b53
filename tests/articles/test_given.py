"""What came with a page goes before what it says, and only where it is clear which article is meant."""

from __future__ import annotations

import pytest

from onrecord.articles import extract
from onrecord.articles.given import with_given
from onrecord.schema import Article, Evidence, Given, Page, Problem

BODY = (
    "The foreign minister denied on Friday that her government had sold weapons to the rebels in the north.\n"
    "“It is a lie from beginning to end,” she told reporters in the capital, and left the room.\n"
    "The opposition said that it would not accept the answer and demanded an inquiry into the sale.\n"
)


def page(given: Given | None, text: str = BODY) -> Page:
    return Page("sha256:0", "a.txt", text.encode(), text, "text", "utf-8", given=given)


def applied(given: Given, article: Article | None = None) -> Article:
    found = with_given(page(given), (article or Article("ar_1", "sha256:0", ((0, 10),)),))
    assert not isinstance(found, Problem)
    return found[0]


def shown(article: Article) -> list[tuple[str, str, str, object, float]]:
    return [(item.field, item.basis, item.text, item.span, item.score) for item in article.evidence]


def test_every_value_that_came_with_the_page_goes_before_its_own_and_is_shown_as_given() -> None:
    own = Article(
        "ar_1",
        "sha256:0",
        ((0, 10),),
        title="The foreign",
        title_span=(0, 11),
        outlet="A site",
        published="2023-01-01",
        url="https://a.example/",
        language="fr",
        tags=("old",),
        evidence=(
            Evidence("title", "text", "The foreign", (0, 11), 0.9),
            Evidence("outlet", "site", "A", None, 0.5),
        ),
    )
    found = applied(
        Given(
            url="https://daily.example/1",
            title="Minister denies sale",
            outlet="The Daily",
            byline=("By Jane Doe and John Roe", "Ann Poe"),
            published="Fri, 26 Jan 2024 10:00:00 GMT",
            updated="2024-01-27",
            language="en-GB",
            tags=("arms",),
        ),
        own,
    )
    assert found == Article(
        "ar_1",
        "sha256:0",
        ((0, 10),),
        title="Minister denies sale",
        outlet="The Daily",
        byline=("Jane Doe", "John Roe", "Ann Poe"),
        published=found.published,
        updated="2024-01-27",
        url="https://daily.example/1",
        language="en",
        tags=("arms",),
        evidence=found.evidence,
    )
    assert found.published is not None
    assert found.published.startswith("2024-01-26T10:00")
    assert sorted(shown(found)) == [
        ("byline", "given", "By Jane Doe and John Roe, Ann Poe", None, 1.0),
        ("language", "given", "en-GB", None, 1.0),
        ("outlet", "given", "The Daily", None, 1.0),
        ("published", "given", "Fri, 26 Jan 2024 10:00:00 GMT", None, 1.0),
        ("title", "given", "Minister denies sale", None, 1.0),
        ("updated", "given", "2024-01-27", None, 1.0),
    ]


def test_a_title_that_stands_on_the_page_keeps_its_place() -> None:
    own = Article("ar_1", "sha256:0", ((12, 20),), title="The foreign", title_span=(0, 11))
    assert applied(Given(title="The  foreign"), own).title_span == (0, 11)
    assert applied(Given(title="Another"), own).title_span is None


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("2024", "2024"),
        ("2024-01", "2024-01"),
        ("2024-01-26", "2024-01-26"),
        ("20240126", "2024-01-26"),
        ("2024-01-26T10:00:00Z", "2024-01-26T10:00:00+00:00"),
        ("2024-01-26 10:00:00+01:00", "2024-01-26T10:00:00+01:00"),
        ("26 January 2024", "2024-01-26"),
        ("January 26, 2024", "2024-01-26"),
        ("26/01/2024", "2024-01-26"),
    ],
)
def test_dates_beyond_doubt_are_read_as_precise_as_they_are_written(text: str, stamp: str) -> None:
    found = applied(Given(published=text))
    assert (found.published, found.doubts) == (stamp, ())


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2024",
        "yesterday",
        "2024-13-01",
        "2024-02-30",
        "Friday",
        "26 January",
        "1 May 2024 or 2 May 2024",
    ],
)
def test_a_date_that_is_none_or_could_be_two_is_left_out_and_said(text: str) -> None:
    own = Article("ar_1", "sha256:0", ((0, 10),), published="2024-01-01", updated="2024-01-02")
    found = applied(Given(published=text, updated=text), own)
    assert (found.published, found.updated, found.evidence) == ("2024-01-01", "2024-01-02", ())
    assert [(doubt.code, doubt.uri, doubt.page_id) for doubt in found.doubts] == [
        ("article.given", "a.txt", "sha256:0")
    ] * 2
    assert text in found.doubts[0].message


def test_a_date_that_the_page_says_more_precisely_stays_as_the_page_has_it() -> None:
    own = Article("ar_1", "sha256:0", ((0, 10),), published="2024-01-26T10:00+00:00")
    assert applied(Given(published="2024-01-26"), own) == own
    assert applied(Given(published="2024-01-27"), own).published == "2024-01-27"


@pytest.mark.parametrize("language", ["English", "", "x", "eng"])
def test_a_language_that_is_no_code_is_left_out(language: str) -> None:
    assert applied(Given(language=language)).language is None


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        ("Jane Doe", ("Jane Doe",)),
        ("Jane Doe; John Roe", ("Jane Doe", "John Roe")),
        ("Doe, Jane", ("Doe, Jane",)),
        ("Staff", ("Staff",)),
    ],
)
def test_a_byline_entry_is_a_name_or_several(entry: str, names: tuple[str, ...]) -> None:
    assert applied(Given(byline=(entry, entry))).byline == names


def test_of_several_articles_none_takes_what_came_with_the_page() -> None:
    pair = (Article("ar_1", "sha256:0", ((0, 10),)), Article("ar_2", "sha256:0", ((11, 20),)))
    given = Given(title="Which?", published="03/04/2024")
    assert with_given(page(given), pair) == pair
    problem = Problem("article.none", "No article.")
    assert with_given(page(given), problem) is problem


@pytest.mark.parametrize("whole", [False, True])
def test_reading_a_page_applies_what_came_with_it(*, whole: bool) -> None:
    given = Given(title="Minister denies sale", published="2024-01-26")
    with_it, without = extract([page(given), page(None)], whole=whole)
    assert not isinstance(with_it, Problem)
    assert not isinstance(without, Problem)
    assert (with_it[0].title, with_it[0].published) == ("Minister denies sale", "2024-01-26")
    assert (with_it[0].body, with_it[0].id) == (without[0].body, without[0].id)

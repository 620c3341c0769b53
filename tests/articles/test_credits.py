"""Outlet, byline and dates beside an article of a text dump, each with the words they came from."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.articles import extract
from onrecord.articles.credits import completed, credits_around
from onrecord.articles.dating import url_day
from onrecord.articles.dump import find_articles
from onrecord.pages import decode
from onrecord.schema import Article, Blob, Given, Page, Problem

BODY = (
    "The council of Porto Verde voted on Tuesday to close the old harbour bridge to lorries from May.",
    "Engineers had warned in a report last autumn that the bridge could not carry heavy loads for long.",
    "“We have no choice,” the mayor, Ana Lobo, told the council, adding that the ferry would run more often.",
    "Hauliers said that the closure would cost them an hour a day and that they would go to court.",
)
TITLE = "Porto Verde closes harbour bridge to lorries"


def page(text: str, url: str | None = None) -> Page:
    data = text.encode()
    return Page("sha256:" + hashlib.sha256(data).hexdigest(), url or "page.txt", data, text, "text", "utf-8")


def read(*before: str, after: tuple[str, ...] = (), url: str | None = None) -> Article:
    text = "\n\n".join((*before, *BODY, *after))
    outcome = find_articles(page(text, url))
    assert not isinstance(outcome, Problem), outcome
    assert_verbatim(text, outcome[0])
    return outcome[0]


def assert_verbatim(text: str, article: Article) -> None:
    values = {
        "title": article.title, "outlet": article.outlet, "byline": article.byline or None,
        "published": article.published, "updated": article.updated, "language": article.language,
    }  # fmt: skip
    assert {item.field for item in article.evidence} == {field for field, value in values.items() if value}
    for item in article.evidence:
        assert item.basis == "text"
        assert item.span is not None
        assert item.text == text[item.span[0] : item.span[1]] == item.text.strip() != ""
        assert 0 < item.score <= 1


def words(article: Article, field: str) -> list[str]:
    return [item.text for item in article.evidence if item.field == field]


@pytest.mark.parametrize(
    ("lines", "published", "updated"),
    [
        (("By Jane Roe", "5 May 2023"), "2023-05-05", None),
        (("Published 5 May 2023", "Last updated 6 May 2023"), "2023-05-05", "2023-05-06"),
        (("Updated: 6 May 2023",), None, "2023-05-06"),
        (("Posted: 5 May 2023 4:00 AM EDT | Updated: May 6, 2023",), "2023-05-05T04:00-04:00", "2023-05-06"),
        (("Published", "5 May 2023"), "2023-05-05", None),
        (("Last updated", "6 May 2023 10:15 GMT+3"), None, "2023-05-06T10:15+03:00"),
        (("Published: May 2023",), "2023-05", None),
        (("5 May 2023 12 comments 142 views",), "2023-05-05", None),
        (("Issued on: 25/05/2023 - 10:15Modified: 26/05/2023",), "2023-05-25T10:15", "2023-05-26"),
        (("Jane Roe   |27.05.2023 - Update : 28.05.2023",), "2023-05-27", "2023-05-28"),
        (("By Jane Roe", "Reporting from Porto Verde", "May 5, 2023", "Updated noon"), "2023-05-05", None),
        (("Updated 10:15 AM EDT, Fri May 5, 2023",), None, "2023-05-05T10:15-04:00"),
        (("By Jane Roe", "1 week ago"), None, None),
        (("By Jane Roe", "05/06/2023"), None, None),
        (("Event date: until 5 May 2023",), None, None),
        (("© 2023 Courier, since 5 May 1999",), None, None),
        (("On 5 May 2023 the bridge had been closed for an hour",), None, None),
    ],
)  # fmt: skip
def test_a_date_beside_the_title_dates_the_article(
    lines: tuple[str, ...], published: str | None, updated: str | None
) -> None:
    article = read(TITLE, *lines)
    assert (article.published, article.updated) == (published, updated)


def test_the_words_of_a_date_are_those_on_the_page() -> None:
    article = read(TITLE, "Published: 15:56 BST, 5 May 2023  |  Updated: 16:57 BST, 5 May 2023")
    assert words(article, "published") == ["15:56 BST, 5 May 2023"]
    assert words(article, "updated") == ["16:57 BST, 5 May 2023"]
    assert article.published == "2023-05-05T15:56+01:00"


@pytest.mark.parametrize(
    "masthead", ["Friday, 5 May 2023", "Today is 5 May 2023", "Updated 5 May 2023 10:15", "5 May 2023"]
)
def test_the_date_of_the_masthead_is_no_article_s(masthead: str) -> None:
    assert read("The Valley Courier", masthead, TITLE, "By Jane Roe").published is None


@pytest.mark.parametrize(
    ("over", "published"),
    [
        ("Friday, 5 May 2023", None),
        ("5 May 2023", "2023-05-05"),
        ("Friday, 5 May 2023 10:15", "2023-05-05T10:15"),
    ],
)
def test_an_article_without_a_title_gets_no_masthead_s_date(over: str, published: str | None) -> None:
    assert read(over).published == published


@pytest.mark.parametrize(
    "masthead",
    [
        "date 2023-05-05 scorecardresearch",
        "Thursday, 1 December, 2022",
        "Updated 29 April 2018",
        "Wed, Oct 19, 2022",
    ],
)
def test_dates_that_trackers_and_mastheads_leave_over_a_title_do_not_count(masthead: str) -> None:
    assert read(masthead, TITLE, "Follow").published is None
    assert read("Menu", "News", "Harbour", "Sport", masthead, TITLE, "By Jane Roe").published is None


def test_a_labelled_date_right_over_the_title_counts() -> None:
    assert read("Harbour", "Published 5 May 2023 2:20pm EDT", TITLE).published == "2023-05-05T14:20-04:00"


def test_a_labelled_date_right_behind_the_body_counts_and_another_does_not() -> None:
    assert read(TITLE, after=("First published on 5 May 2023",)).published == "2023-05-05"
    assert read(TITLE, after=("Related", "Ferry runs again", "5 May 2023")).published is None


def test_dates_in_the_body_are_none_of_the_article() -> None:
    text = (
        *BODY[:2],
        "On 5 May 2023 the ferry had run aground, as it had on 6 May 2022, officials said then.",
    )
    outcome = find_articles(page("\n\n".join((TITLE, *text, *BODY[2:]))))
    assert not isinstance(outcome, Problem)
    assert outcome[0].published is None


def test_another_date_on_the_page_settles_which_number_is_the_day() -> None:
    assert (
        read(TITLE, "05/06/2023", after=("Most Read", "Ferry runs again", "25/06/2023")).published
        == "2023-06-05"
    )
    assert (
        read(TITLE, "05/06/2023", after=("Most Read", "Ferry runs again", "06/25/2023")).published
        == "2023-05-06"
    )


def test_the_address_settles_a_date_and_is_none_itself() -> None:
    url = "https://courier.example/2023/06/05/bridge"
    assert read(TITLE, "05/06/2023", url=url).published == "2023-06-05"
    assert read(TITLE, "By Jane Roe", url=url).published is None
    assert read(TITLE, "5 May 2024", url=url).published is None
    assert url_day("https://courier.example/news/20230605-bridge") is not None
    assert url_day("https://courier.example/2023/13/45/bridge") is None


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        (("By Jane Roe and John Doe, Courier correspondents in Porto Verde",), ("Jane Roe", "John Doe")),
        (("By JANE ROE and MARY O'NEILL",), ("Jane Roe", "Mary O'Neill")),
        (("By Jane Roe and John Doe The Associated Press",), ("Jane Roe", "John Doe")),
        (("By Jane Roe @janeroe", "5 May 2023"), ("Jane Roe",)),
        (("Author of the article:", "Jane Roe", "Published May 5, 2023"), ("Jane Roe",)),
        (("Written by", "Jane Roe", "John Doe", "5 May 2023"), ("Jane Roe", "John Doe")),
        (("Jane Roe", "5 May 2023"), ("Jane Roe",)),
        (("Jane Roe and John Doe", "5 May 2023"), ("Jane Roe", "John Doe")),
        (("Jane Roe Political Correspondent", "5 May 2023"), ("Jane Roe",)),
        (("5 May 2023 - 14:19", "Jane Roe Parliamentary editor"), ("Jane Roe",)),
        (("Jane Roe · CBC News · Posted: May 05, 2023 4:00 AM EDT",), ("Jane Roe",)),
        (("By Staff, Agencies",), ("Staff", "Agencies")),
        (("By Jane Roe and agencies",), ("Jane Roe",)),
        (("Jane Roe in Porto Verde and agencies", "5 May 2023"), ("Jane Roe",)),
        (("3 hours ago", "Jane Roe", "BBC News"), ("Jane Roe",)),
        (("By THE ASSOCIATED PRESS",), ("The Associated Press",)),
        (("Associated Press in Porto Verde", "5 May 2023"), ("Associated Press",)),
        (("Source: Agencies", "5 May 2023"), ()),
        (("By Jane Roe 5 May 2023 • 4:45pm",), ("Jane Roe",)),
        (("Right After Talks, Porto Verde Launched 6 Plans",), ()),
        (("Porto Verde", "5 May 2023"), ()),
        (("Ola Berg / AP", "5 May 2023"), ()),
        (("Jane Roe 25/05/2023",), ("Jane Roe",)),
        (("Ana Lobo", "5 May 2023"), ()),
        (("Share this article", "5 May 2023"), ()),
        (("Jane Roe",), ()),
    ],
)
def test_who_signs_an_article(lines: tuple[str, ...], byline: tuple[str, ...]) -> None:
    assert read(TITLE, *lines).byline == byline


def test_reporting_credits_behind_the_body_sign_where_nothing_else_does() -> None:
    credit = ("(Reporting by Jane Roe and John Doe; Editing by Mary Major)",)
    assert read(TITLE, after=credit).byline == ("Jane Roe", "John Doe")
    assert read(TITLE, "By Ola Berg", after=credit).byline == ("Ola Berg",)


@pytest.mark.parametrize(
    ("after", "outlet"),
    [
        (("© 2024 The Valley Courier. All rights reserved.",), "The Valley Courier"),
        (("Copyright © 2020-2024 Valley Courier | Privacy",), "Valley Courier"),
        (("© Nine Valleys Entertainment Co 2024",), None),
        (("© 2024 Courier Ltd", "About Courier"), "Courier"),
        (("Follow Valley Courier on Facebook",), "Valley Courier"),
        (("Follow us on Facebook",), None),
        (("All rights reserved",), None),
    ],
)
def test_whose_page_it_is(after: tuple[str, ...], outlet: str | None) -> None:
    assert read(TITLE, "By Jane Roe", after=("Comments", *after)).outlet == outlet


def test_the_words_that_spell_the_host_name_are_the_outlet() -> None:
    after = ("Comments", "More from The Valley Courier", "© 2024 Nine Valleys Ltd")
    assert read(TITLE, after=after, url="https://www.valleycourier.co.uk/1").outlet == "The Valley Courier"
    assert read(TITLE, after=after, url="https://www.other.example/1").outlet is None


def test_the_site_s_name_behind_a_title_is_the_outlet_and_not_the_title() -> None:
    article = read(f"{TITLE} | Valley Courier", TITLE, "By Jane Roe")
    assert (article.title, article.outlet) == (TITLE, "Valley Courier")


def test_an_outlet_that_signs_its_article_is_both() -> None:
    article = read(
        "Valley Courier Online", "Menu", "Valley Courier Online", TITLE, "By Valley Courier Online"
    )
    assert (article.outlet, article.byline) == ("Valley Courier Online", ("Valley Courier Online",))


def test_a_given_address_counts_as_the_page_s_own() -> None:
    text = "\n\n".join((TITLE, *BODY, "Comments", "The Valley Courier"))
    outcome = find_articles(replace(page(text), given=Given(url="https://valleycourier.example/1")))
    assert not isinstance(outcome, Problem)
    assert outcome[0].outlet == "The Valley Courier"


def test_the_text_of_a_page_of_any_kind_shows_its_credits() -> None:
    text = "\n".join(("Menu", TITLE, "By Jane Roe", "5 May 2023", *BODY, "© 2024 Valley Courier"))
    title = (text.index(TITLE), text.index(TITLE) + len(TITLE))
    body = tuple((text.index(line), text.index(line) + len(line)) for line in BODY)
    found = credits_around(page(text), title, body)
    assert (found.byline, found.published, found.outlet) == (("Jane Roe",), "2023-05-05", "Valley Courier")
    assert credits_around(page(text), None, body).outlet == "Valley Courier"


def test_html_without_metadata_is_read_as_people_read_it() -> None:
    told = f"<h1>{TITLE}</h1><p>By Jane Roe</p><p>Published: 5 May 2023 10:15 GMT</p>"
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY)
    html = f"<html><body>{told}{paragraphs}<p>© 2024 Valley Courier</p></body></html>"
    [decoded] = decode([Blob("page.html", html.encode())])
    assert not isinstance(decoded, Problem)
    [outcome] = extract([decoded])
    assert not isinstance(outcome, Problem)
    [article] = outcome
    assert (article.byline, article.published) == (("Jane Roe",), "2023-05-05T10:15+00:00")
    assert article.outlet == "Valley Courier"
    assert_verbatim(decoded.text, article)


def test_what_the_markup_says_goes_before_the_text() -> None:
    text = "\n".join((TITLE, "By Jane Roe", "5 May 2023", *BODY))
    body = tuple((text.index(line), text.index(line) + len(line)) for line in BODY)
    known = Article("ar_1", "sha256:0", body, outlet="The Courier", updated="2023-05-07")
    whole = completed(page(text), known)
    assert (whole.outlet, whole.byline) == ("The Courier", ("Jane Roe",))
    assert (whole.published, whole.updated) == (None, "2023-05-07")
    assert [item.field for item in whole.evidence] == ["byline"]


LINES = st.lists(
    st.sampled_from((
        "By Jane Roe", "Jane Roe", "By Staff", "5 May 2023", "Published: 5  May 2023 10:15 ET", "05/06/2023",
        "25/06/2023", "Author:", "Follow Courier on X", "© 2024 Courier", "Updated 6 May 2023", "Share",
        "Related", TITLE, f"{TITLE} | Courier", "٢٧/٠١/٢٠٢٤", "\u00a0Posted\u2003on\t5 May\u00a02023 ",
        "By  Jane\u2009Roe , John Doe",
    )),
    max_size=8,
)  # fmt: skip


@given(LINES, LINES, st.sampled_from(("\n", "\n\n", "\r\n")))
def test_all_evidence_is_verbatim_on_any_page(before: list[str], after: list[str], end: str) -> None:
    text = end.join((*before, TITLE, *after, *BODY, *reversed(after)))
    outcome = find_articles(page(text))
    if not isinstance(outcome, Problem):
        for article in outcome:
            assert_verbatim(text, article)


@pytest.mark.parametrize(
    ("printed", "others", "title"),
    [
        (f"{TITLE} - The Valley Courier", ("© 2024 The Valley Courier",), TITLE),
        (f"{TITLE} – Harbour News Desk", (TITLE,), TITLE),
        (f"{TITLE} | Valley Courier", (), TITLE),
        (f"{TITLE} - and the ferry too", (), f"{TITLE} - and the ferry too"),
        ("Live | Porto Verde closes harbour bridge", (), "Live | Porto Verde closes harbour bridge"),
    ],
)
def test_a_title_loses_the_site_s_name_and_nothing_else(
    printed: str, others: tuple[str, ...], title: str
) -> None:
    assert read(printed, "By Jane Roe", "5 May 2023", after=("Comments", *others)).title == title


def test_a_date_under_another_article_s_heading_is_not_this_one_s() -> None:
    teaser = ("Ferry between the islands runs again after storm", "Ola Berg", "6 May 2023")
    assert read(TITLE, "By Jane Roe", "Share", *teaser).published is None
    assert read(TITLE, "By Jane Roe", "5 May 2023", *teaser).published == "2023-05-05"


@pytest.mark.parametrize(
    "between", ["First published on 6 May 2023", "Posted 6 May 2023", "Published: 6 May 2023"]
)
def test_a_date_between_two_articles_is_neither_s(between: str) -> None:
    ferry = "Ferry to the islands runs aground in the fog, nobody hurt"
    other = tuple(line.replace("bridge", "ferry").replace("Hauliers", "Islanders") for line in BODY)
    text = "\n\n".join((TITLE, "By Jane Roe", *BODY, between, ferry, "By Ola Berg", *other))
    outcome = find_articles(page(text))
    assert not isinstance(outcome, Problem)
    assert {article.published for article in outcome} == {None}


def test_no_date_is_later_than_the_page_was_fetched() -> None:
    text = "\n\n".join((TITLE, "By Jane Roe", "5 May 2023", *BODY))
    early, late = (datetime(2023, month, 5, tzinfo=UTC) for month in (4, 6))
    for fetched, published in ((early, None), (late, "2023-05-05")):
        outcome = find_articles(replace(page(text), fetched=fetched))
        assert not isinstance(outcome, Problem)
        assert outcome[0].published == published


STYLES = (
    "%d %B %Y", "%B %d, %Y", "%b %d, %Y", "%A, %d %B %Y", "%a %d %b %Y", "%d-%b-%Y", "%Y-%m-%d",
    "%d %b %Y %H:%M", "%B %d, %Y at %I:%M %p", "%H:%M, %d %B %Y", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y",
    "%Y/%m/%d %H:%M",
)  # fmt: skip
MASTHEADS = ("{}", "Today is {}", "The Valley Courier | {}", "Menu", "Last update: {}")
PLACES = ("{}", "Published {}", "By Jane Roe | {}", "Published on {} by Jane Roe", "Posted: {} | 3 min read")
TEASERS = (
    "Storm over the islands: {}",
    "Ferry runs again after the storm of the week",
    "Ola Berg",
    "{}",
    "Share",
)
STAMPS = st.datetimes(datetime.fromisoformat("2001-01-01"), datetime.fromisoformat("2035-12-31"))


@given(st.data())
@settings(max_examples=200)
def test_no_page_gets_the_date_of_anything_but_its_article(data: st.DataObject) -> None:
    style = data.draw(st.sampled_from(STYLES))
    true, *others = data.draw(st.lists(STAMPS, min_size=7, max_size=7, unique_by=lambda stamp: stamp.date()))
    masthead, above, below, said, past, last = (other.strftime(style) for other in others)
    place = data.draw(st.one_of(st.none(), st.sampled_from(PLACES)))
    page_lines = [
        "The Valley Courier",
        data.draw(st.sampled_from(MASTHEADS)).format(masthead),
        *(f"• {line.format(above)}" for line in data.draw(st.lists(st.sampled_from(TEASERS), max_size=3))),
        TITLE,
        *([place.format(true.strftime(style))] if place else []),
        BODY[0],
        f"On {said} the bridge had been closed for an hour, and on {past} for two, its keeper said then.",
        *BODY[1:],
        "Related",
        *(line.format(below) for line in data.draw(st.lists(st.sampled_from(TEASERS), max_size=3))),
        "Comments",
        f"Posted on {last}",
    ]
    text = "\n\n".join(page_lines)
    outcome = find_articles(page(text))
    assert not isinstance(outcome, Problem)
    published = outcome[0].published
    if place is None:
        assert published is None, text
    else:
        mirrored = "/" in style or "." in style
        assert published is not None or mirrored, text
        assert published is None or datetime.fromisoformat(published).date() == true.date(), text

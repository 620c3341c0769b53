"""A live blog: its head and each entry are articles, in the order of the page."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from onrecord.articles import extract
from onrecord.pages import decode
from onrecord.schema import Article, Blob, Page, Problem, body_text

HEADLINE = "Harbour closes: live updates"
HEAD = [
    "The harbour has been closed for three weeks after cracks were found in two of its piers on Friday.",
    "The port authority says that ferries use the old pier, and that fishing boats stay where they are.",
]
ENTRIES = [
    (
        "Ferries leave from the old pier",
        "2024-03-01T10:30:00Z",
        "The first ferry has left from the old pier.",
    ),
    (
        "Fishermen want to be paid",
        "2024-03-01T09:45:00Z",
        "“We were not asked,” says Tom Hill, who has two boats.",
    ),
    (
        "Cracks are found",
        "2024-03-01T08:15:00Z",
        "Divers have found cracks in two of the piers in the night.",
    ),
    (
        "Good morning",
        "2024-03-01T07:00:00Z",
        "Good morning. We follow the harbour all day long.",
    ),
]
MORE = "It is not clear yet what that means for those who work in the town and live on the other side."


def page_of(body: str, data: object = None, headline: str = HEADLINE) -> Page:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data is not None else ""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in HEAD)
    markup = (
        f"<html><head><title>{headline}</title>{script}</head><body><nav><a href='/'>Home</a></nav><main>"
        f"<article><h1>{headline}</h1>{text}</article>{body}</main><footer><p>Imprint</p></footer>"
    )
    [page] = decode([Blob("page.html", markup.encode())])
    assert isinstance(page, Page), page
    return page


def articles_of(page: Page) -> tuple[Article, ...]:
    [found] = extract([page])
    assert not isinstance(found, Problem), found
    return found


def time_first(title: str, time: str, text: str) -> str:
    clock = f"<time datetime='{time}'>{time[11:16]}</time>"
    return f"<div class='post'>{clock}<h3>{title}</h3><p>{text}</p><p>{MORE}</p></div>"


def title_first(title: str, time: str, text: str) -> str:
    clock = f"<span><time datetime='{time}'>{time}</time></span>"
    return f"<section><h2>{title}</h2>{clock}<p>{text}</p><p>{MORE}</p></section>"


def time_unseen(title: str, time: str, text: str) -> str:
    inner = f"<div><h4>{title}</h4><div><p>{text}</p><p>{MORE}</p></div></div>"
    return f"<li><time datetime='{time}'></time>{inner}</li>"


@pytest.mark.parametrize("form", [time_first, title_first, time_unseen])
def test_blocks_with_times_are_entries(form: Callable[[str, str, str], str]) -> None:
    below = "<div><h2>Most read</h2><p>Mayor resigns.</p></div>"
    page = page_of("".join(form(*entry) for entry in ENTRIES) + below)
    head, *entries = articles_of(page)
    assert (head.title, body_text(page.text, head)) == (HEADLINE, "\n\n".join(HEAD))
    assert [entry.title for entry in entries] == [title for title, _, _ in ENTRIES]
    assert [entry.published for entry in entries] == [time for _, time, _ in ENTRIES]
    assert [body_text(page.text, entry) for entry in entries] == [
        f"{text}\n\n{MORE}" for _, _, text in ENTRIES
    ]
    assert len({article.id for article in (head, *entries)}) == 1 + len(ENTRIES)
    for entry in entries:
        assert entry.title_span is not None
        assert page.text[slice(*entry.title_span)] == entry.title


def told(**more: object) -> dict[str, object]:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": title,
            "datePublished": time,
            "articleBody": f"{text} {MORE}",
            **more,
        }
        for title, time, text in ENTRIES
    ]
    return {"@type": "LiveBlogPosting", "headline": HEADLINE, "liveBlogUpdate": updates}


def test_the_updates_of_json_ld_are_entries_with_their_authors() -> None:
    body = "".join(f"<div><h3>{title}</h3><p>{text}</p><p>{MORE}</p></div>" for title, _, text in ENTRIES)
    page = page_of(body, told(author={"name": "Li Wei"}))
    head, *entries = articles_of(page)
    assert [entry.published for entry in entries] == [time for _, time, _ in ENTRIES]
    assert {entry.byline for entry in entries} == {("Li Wei",)}
    assert body_text(page.text, head) == "\n\n".join(HEAD)


def test_an_update_without_a_headline_is_found_by_how_it_begins() -> None:
    body = "".join(f"<div><p>{text}</p><p>{MORE}</p></div>" for _, _, text in ENTRIES)
    _, *entries = articles_of(page_of(body, told(headline=None)))
    assert [(entry.title, entry.published) for entry in entries] == [(None, time) for _, time, _ in ENTRIES]


def test_a_list_of_key_events_is_no_entry() -> None:
    events = "".join(
        f"<li><a href='#{number}'>{title}</a></li>" for number, (title, _, _) in enumerate(ENTRIES)
    )
    body = f"<ul>{events}</ul>" + "".join(
        f"<div><h3>{title}</h3><p>{text}</p><p>{MORE}</p></div>" for title, _, text in ENTRIES
    )
    _, *entries = articles_of(page_of(body, told()))
    assert [entry.title for entry in entries] == [title for title, _, _ in ENTRIES]
    assert all(len(entry.body) == 2 for entry in entries)


def test_comments_with_times_below_an_article_are_no_entries() -> None:
    page = page_of(
        "".join(time_first(*entry) for entry in ENTRIES), headline="Harbour closes for three weeks"
    )
    [article] = articles_of(page)
    assert article.title == "Harbour closes for three weeks"


def test_teasers_with_times_below_an_article_that_calls_itself_live_are_no_entries() -> None:
    teasers = "".join(
        f"<div><time datetime='2024-03-0{n}T10:00Z'>{n} March</time>"
        f"<h3><a href='/{n}'>Harbour {n}</a></h3></div>"
        for n in range(1, 6)
    )
    [article] = articles_of(page_of(teasers))
    assert article.title == HEADLINE


@pytest.mark.parametrize("headline", ["Where people live the longest", "They live on an island: a visit"])
def test_a_page_about_living_is_no_live_blog(headline: str) -> None:
    [article] = articles_of(page_of("".join(time_first(*entry) for entry in ENTRIES), headline=headline))
    assert article.title == headline


def test_comments_without_headings_below_a_live_page_are_no_entries() -> None:
    comments = "".join(
        f"<div><b>Reader {number}</b><time datetime='{time}'>{time}</time><p>{text} {MORE}</p></div>"
        for number, (_, time, text) in enumerate(ENTRIES)
    )
    [article] = articles_of(page_of(comments))
    assert article.title == HEADLINE

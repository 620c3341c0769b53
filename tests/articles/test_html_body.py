"""Which lines of an HTML page are the body: no word lost, nothing beside it taken."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.articles import extract
from onrecord.pages import decode
from onrecord.schema import Article, Blob, Page, Problem

HEADLINE = "Harbour to close for three weeks"
FIRST = "The harbour will be closed for three weeks from Monday, the port authority said on Friday."
QUOTED = (
    "“We found cracks in two of the piers, and nobody wants to take a risk,” said its director, Ana Ruiz."
)
THIRD = "Fishermen in the old town said that they had not been asked. They want to be paid for lost catches."
FOURTH = "Ms Ruiz said the city would talk to them, and that some piers could be used again soon."
LAST = "Work on the piers is to begin on the day after, when the last of the ferries has left the town."
PARAGRAPHS = [FIRST, QUOTED, THIRD, FOURTH, LAST]
MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"


def page_of(body: str, head: str = "") -> Page:
    markup = f"<!DOCTYPE html><html><head><title>{HEADLINE}</title>{head}</head><body>{body}</body></html>"
    [page] = decode([Blob("page.html", markup.encode())])
    assert isinstance(page, Page), page
    return page


def articles_of(page: Page) -> tuple[Article, ...]:
    [found] = extract([page])
    assert not isinstance(found, Problem), found
    return found


def body_of(body: str, head: str = "") -> list[str]:
    page = page_of(body, head)
    [article] = articles_of(page)
    return [page.text[start:end] for start, end in article.body]


def story(paragraphs: list[str]) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"{MENU}<main><article><h1>{HEADLINE}</h1>{text}</article></main><footer><p>© Post</p></footer>"


INLINE = [
    "<a href='/x'>{}</a>", "<em>{}</em>", "<b>{}</b>", "<span class='highlight'>{}</span>",
    "{}<sup><a href='#1'>1</a></sup>", "<mark>{}</mark>", "<abbr title='x'>{}</abbr>", "<i><b>{}</b></i>",
    "<span class='share-quote'>{}</span>", "<a class='related-link' href='/y'>{}</a>",
    "<font color=red>{}</font>",
    "<span style='display:inline'>{}</span>", "<cite>{}</cite>", "<small>{}</small>", "<ins>{}</ins>",
    "<!-- ad -->{}<!-- /ad -->", "<data value='3'>{}</data>", "<u>{}</u>", "<code>{}</code>",
]  # fmt: skip


@pytest.mark.parametrize("form", INLINE)
@pytest.mark.parametrize("word", ["cracks", "piers", "Ana Ruiz", "The", "Friday."])
def test_inline_markup_inside_a_sentence_costs_no_word(form: str, word: str) -> None:
    found = body_of(story([text.replace(word, form.format(word)) for text in PARAGRAPHS]))
    assert [line.replace("1", "") for line in found] == PARAGRAPHS


def test_a_quotation_element_brings_its_marks() -> None:
    found = body_of(story([text.replace("risk", "<q>risk</q>") for text in PARAGRAPHS]))
    assert found == [text.replace("risk", "“risk”") for text in PARAGRAPHS]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 16), st.sampled_from(INLINE)), max_size=6))
def test_any_markup_around_any_words_costs_no_word(marks: list[tuple[int, int, str]]) -> None:
    words = [text.split(" ") for text in PARAGRAPHS]
    for paragraph, at, form in marks:
        chosen = words[paragraph]
        place = min(at, len(chosen) - 1)
        if "<" not in chosen[place]:
            chosen[place] = form.format(chosen[place])
    found = body_of(story([" ".join(text) for text in words]))
    assert [line.replace("1", "") for line in found] == PARAGRAPHS


def test_a_line_break_inside_a_paragraph_costs_no_word() -> None:
    found = body_of(story([FIRST, QUOTED.replace("nobody", "<br>nobody"), THIRD, FOURTH, LAST]))
    assert " ".join(found).split() == " ".join(PARAGRAPHS).split()


@pytest.mark.parametrize("at", range(5))
@pytest.mark.parametrize(
    "attributes", ["class='quote'", "class='pull-left link'", "style='border-left: 1px'"]
)
def test_a_paragraph_that_begins_with_a_quotation_stays(at: int, attributes: str) -> None:
    paragraphs = [FIRST, THIRD, FOURTH, LAST]
    paragraphs.insert(at, QUOTED)
    body = "".join(
        f"<p {attributes}>{text}</p>" if text == QUOTED else f"<p>{text}</p>" for text in paragraphs
    )
    assert body_of(f"{MENU}<article><h1>{HEADLINE}</h1>{body}</article>") == paragraphs


def test_quotations_in_block_quotes_and_lists_stay_among_the_paragraphs() -> None:
    body = (
        f"<p>{FIRST}</p><blockquote><p>{QUOTED}</p></blockquote><p>{THIRD}</p>"
        f"<ul><li>{FOURTH}</li></ul><p>{LAST}</p>"
    )
    assert body_of(f"{MENU}<article><h1>{HEADLINE}</h1>{body}</article>") == PARAGRAPHS


def test_paragraphs_that_are_siblings_of_the_body_are_put_back() -> None:
    kept = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    dropped = "".join(f"<p class='link bottom'>{text.replace('piers', 'docks')}</p>" for text in PARAGRAPHS)
    found = body_of(f"{MENU}<article><h1>{HEADLINE}</h1>{kept}{dropped}</article>")
    assert found == [*PARAGRAPHS, *(text.replace("piers", "docks") for text in PARAGRAPHS)]


def test_an_old_layout_with_line_breaks_in_a_table_cell_is_read() -> None:
    lines = "<br><br>".join(PARAGRAPHS)
    body = (
        "<table width=800><tr><td><a href=/>Home</a><br><a href=/news>News</a></td>"
        f"<td><font face=Arial size=5><b>{HEADLINE}</b></font><br><font size=2>{lines}</font></td>"
        "</tr></table>"
    )
    assert body_of(body) == PARAGRAPHS


def test_an_amp_page_is_read() -> None:
    text = "".join(f"<p>{paragraph}</p><amp-ad width=300 height=250></amp-ad>" for paragraph in PARAGRAPHS)
    body = (
        "<amp-sidebar id='s'><ul><li><a href='/'>Home</a></li></ul></amp-sidebar><header>Post</header>"
        f"<article class='amp-wp-article'><h1>{HEADLINE}</h1><amp-img src='a.jpg'></amp-img>"
        f"<div class='amp-wp-article-content'>{text}</div></article>"
    )
    assert body_of(body) == PARAGRAPHS


def test_a_standfirst_between_headline_and_body_belongs_to_the_article() -> None:
    standfirst = "Ferries and fishing boats have to use the old pier until the cracks are mended"
    body = (
        f"<header><h1>{HEADLINE}</h1><h2>{standfirst}</h2></header>"
        "<figure><img src='a.jpg'><figcaption>The old pier is seen here on Friday. Photo: Li Wei"
        "</figcaption></figure>"
        "<p class='byline'>By Li Wei, our correspondent for the harbour and for the sea</p>"
        f"<div>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}</div>"
    )
    assert body_of(f"{MENU}<article>{body}</article>") == [standfirst, *PARAGRAPHS]


def test_what_stands_in_boxes_beside_the_body_is_left_out() -> None:
    box = (
        "<div class='related-stories'><h3>More</h3><p>Mayor resigns after a long row over budgets.</p></div>"
    )
    signup = "<div class='newsletter-signup'><p>Get our news every morning. It is free and short.</p></div>"
    text = "".join(f"<p>{paragraph}</p>{box if paragraph == THIRD else ''}" for paragraph in PARAGRAPHS)
    assert body_of(f"{MENU}<article><h1>{HEADLINE}</h1>{text}{signup}</article>") == PARAGRAPHS


def test_a_page_that_is_one_box_by_name_is_read_all_the_same() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    body = f"<div class='has-sidebar share-page'><h1>{HEADLINE}</h1><div class='content'>{text}</div></div>"
    assert body_of(MENU + body) == PARAGRAPHS


def test_the_body_that_the_metadata_declare_completes_what_was_found() -> None:
    first = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[:2])
    second = "".join(f"<div class='teaser menu'><span>{text}</span></div>" for text in PARAGRAPHS[2:])
    data = {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": "\n".join(PARAGRAPHS)}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    body = f"{MENU}<article><h1>{HEADLINE}</h1>{first}</article><div class='sidebar'>{second}</div>"
    assert body_of(body, head) == PARAGRAPHS


def test_a_gallery_is_its_captions() -> None:
    captions = [text.replace("harbour", f"harbour {number}") for number, text in enumerate(PARAGRAPHS * 2)]
    pictures = "".join(
        f"<figure><img src='{number}.jpg'><figcaption>{text}</figcaption></figure>"
        for number, text in enumerate(captions)
    )
    body = f"{MENU}<article><h1>{HEADLINE}</h1><p>{FIRST}</p>{pictures}</article>"
    assert body_of(body) == [FIRST, *captions]


def test_a_teaser_before_the_headline_with_the_same_words_is_not_the_body() -> None:
    page = page_of(f"<div><a href='/x'>Read on</a><p>{FIRST}</p></div>{story(PARAGRAPHS)}")
    [article] = articles_of(page)
    assert article.title_span is not None
    assert article.body[0][0] > article.title_span[1]
    assert [page.text[slice(*span)] for span in article.body] == PARAGRAPHS


@pytest.mark.parametrize("count", [6, 34])
def test_a_front_is_no_article_and_the_reason_counts_its_headlines(count: int) -> None:
    teasers = "".join(
        f"<div><h3><a href='/{n}'>Council number {n} votes on its harbour</a></h3>"
        f"<p>The council of town number {n} votes on Monday on the future of its harbour.</p></div>"
        for n in range(count)
    )
    [found] = extract([page_of(f"{MENU}<main><h2>Latest</h2>{teasers}</main>")])
    assert isinstance(found, Problem)
    assert found.code == "article.none"
    assert f"a list of {count} headlines" in found.message


def test_a_list_of_results_is_no_article() -> None:
    results = "".join(f"<li><a href='/{n}'>Harbour number {n} closes for weeks</a></li>" for n in range(12))
    [found] = extract([page_of(f"<form><input></form><p>12 results</p><ol>{results}</ol>")])
    assert isinstance(found, Problem)
    assert (found.code, "12 headlines" in found.message) == ("article.none", True)


def test_an_article_with_links_to_others_below_it_is_no_front() -> None:
    links = "".join(f"<h3><a href='/{n}'>Harbour number {n} closes for weeks</a></h3>" for n in range(12))
    assert body_of(f"{story(PARAGRAPHS)}<div>{links}</div>") == PARAGRAPHS


FRENCH = [
    "Le port sera fermé pendant trois semaines à partir de lundi, ont annoncé les autorités vendredi.",
    "« Nous avons trouvé des fissures dans deux des quais », a déclaré sa directrice, Ana Ruiz.",
    "Les pêcheurs de la vieille ville ont dit qu'ils n'avaient pas été consultés par la mairie.",
]


def test_an_article_in_another_language_is_found_with_a_doubt() -> None:
    page = page_of(story(FRENCH))
    [article] = articles_of(page)
    assert [page.text[slice(*span)] for span in article.body] == FRENCH
    assert article.language == "fr"
    assert [doubt.code for doubt in article.doubts] == ["article.language"]


CHINESE = [
    "港务局星期五表示，由于在两个码头发现裂缝，港口将从下星期一起关闭三个星期，渡轮将改用旧码头。",
    "“没有人愿意冒这个险，”港务局局长安娜·鲁伊斯说。她表示，部分码头可能很快就能重新使用。",
    "老城区的渔民说，事先没有人征求过他们的意见。他们希望因此而损失的渔获能够得到赔偿。",
]
ARABIC = [
    "قالت هيئة الميناء يوم الجمعة إن الميناء سيغلق لمدة ثلاثة أسابيع ابتداء من يوم الاثنين المقبل.",
    "وقالت مديرة الهيئة آنا رويز إن الخبراء عثروا على شقوق في اثنين من الأرصفة القديمة في المدينة.",
    "وقال الصيادون في البلدة القديمة إن أحدا لم يسألهم، وإنهم يريدون تعويضات عن خسائرهم.",
]


@pytest.mark.parametrize(("paragraphs", "language"), [(CHINESE, "zh"), (ARABIC, "ar")])
def test_articles_in_other_scripts_are_found(paragraphs: list[str], language: str) -> None:
    page = page_of(story(paragraphs))
    [article] = articles_of(page)
    assert [page.text[slice(*span)] for span in article.body] == paragraphs
    assert article.language == language


WALLS = {
    "words": "<div><p>Subscribe to continue reading this article.</p></div>",
    "account": "<section><h3>Create a free account to keep reading</h3></section>",
    "members": "<div>This article is for subscribers only.</div>",
}


@pytest.mark.parametrize("wall", WALLS.values(), ids=WALLS)
def test_an_article_before_a_wall_is_cut(wall: str) -> None:
    body = f"{MENU}<article><h1>{HEADLINE}</h1><p>{FIRST}</p><p>{THIRD}</p>{wall}</article>"
    [article] = articles_of(page_of(body))
    [doubt] = article.doubts
    assert doubt.code == "article.truncated"
    assert f"after {len(FIRST.split()) + len(THIRD.split())} words" in doubt.message


def paid(**more: object) -> str:
    data = {"@type": "NewsArticle", "headline": HEADLINE, "isAccessibleForFree": "False", **more}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def doubts_of(body: str, head: str) -> list[str]:
    [article] = articles_of(page_of(body, head))
    return [doubt.code for doubt in article.doubts]


def test_a_part_that_is_for_payment_and_empty_is_a_cut() -> None:
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paid"}
    start = f"{MENU}<article><h1>{HEADLINE}</h1><p>{FIRST}</p><p>{THIRD}</p>"
    empty = f"{start}<div class='paid'></div></article>"
    full = f"{start}<div class='paid'><p>{QUOTED}</p><p>{FOURTH}</p><p>{LAST}</p></div></article>"
    assert doubts_of(empty, paid(hasPart=part)) == ["article.truncated"]
    assert doubts_of(full, paid(hasPart=part)) == []


def test_an_article_of_fewer_words_than_it_is_said_to_have_is_cut() -> None:
    assert doubts_of(story(PARAGRAPHS), paid(wordCount=900)) == ["article.truncated"]
    assert doubts_of(story(PARAGRAPHS), paid(wordCount="90")) == []


def test_being_for_payment_alone_is_no_cut() -> None:
    assert doubts_of(story(PARAGRAPHS), paid()) == []


SENTENCE = "The minister said on Monday that the council would meet again in the spring to decide on it."
HOSTILE = {
    "many paragraphs": f"<p>{FIRST}</p>" * 60_000,
    "many short blocks": "<div>Read more</div>" * 90_000,
    "many spans": f"<p>{'<span>word </span>' * 90_000}</p>",
    "a table of megabytes": f"<table>{f'<tr><td>{SENTENCE * 4}</td><td>x</td></tr>' * 20_000}</table>",
    "one paragraph of megabytes": f"<p>{SENTENCE * 50_000}</p>",
    "deep nesting": f"{'<div>' * 240}{f'<p>{FIRST}</p>' * 2000}{'</div>' * 240}",
    "many links": f"<a href='/x'>{SENTENCE}</a>" * 40_000,
    "many headings": "<h1>Harbour to close for three weeks</h1>" * 60_000,
    "many times": f"<div><time datetime='2024-03-01T10:00Z'>x</time><h3>Live</h3><p>{FIRST}</p></div>"
    * 20_000,
    "long names": "".join(f"<div class='{'ads' * 2000}{number}'>{SENTENCE}</div>" for number in range(400)),
    "endless quotation marks": f"<p>{'“' * 1_000_000}{SENTENCE}</p>",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_no_page_takes_for_ever(body: str) -> None:
    page = page_of(f"<h1>{HEADLINE}</h1>{body}")
    start = time.process_time()
    [found] = extract([page])
    assert time.process_time() - start < 5
    if not isinstance(found, Problem):
        assert all(page.text[slice(*span)] for article in found for span in article.body)

"""Articles out of a text dump: a page that was copied, printed or rendered as plain text.

A dump holds everything a reader saw, menus and tickers among it, and no markup.
What is prose and what is not is read from the lines themselves: whether they
end as sentences, how long they are, what stands beside them, what is repeated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.articles.bodies import mark_echoes, mark_refrains, without_notes
from onrecord.articles.credits import Surroundings, read_credits, read_surroundings
from onrecord.articles.drafts import Draft, find_drafts
from onrecord.articles.frames import Frame, noted
from onrecord.articles.headings import find_title, title_of
from onrecord.articles.kinds import Kind, kind_of
from onrecord.articles.language import ENGLISH, foreign, identify_surely
from onrecord.articles.linemodel import line_model
from onrecord.articles.lines import Block, read_blocks
from onrecord.articles.outline import read_outline
from onrecord.articles.sisters import shared_by_block
from onrecord.articles.tags import read_tags
from onrecord.schema import Article, Outcome, Page, Problem, body_text, content_id

_SAMPLE_PARAGRAPHS = 8
_SAMPLE_LENGTH = 2000
_LANGUAGE_SAMPLE = 600
_HEADLINE_WORDS = range(4, 31)
_LIST = 8


def find_articles(page: Page) -> Outcome[tuple[Article, ...]]:
    """Return the articles on a page of plain text, in the order they stand there.

    Body spans are paragraphs of `page.text`, ordered and disjoint; in a dump
    wrapped at a fixed width a paragraph holds its line ends. An article in another
    language than English has ``article.language`` among its doubts. A page without an
    article is the Problem ``article.none``, or ``article.language`` where its text is
    in another language. Time is linear in the length of the text.
    """
    blocks = read_blocks(page.text)
    kinds = [kind_of(block) for block in blocks]
    mark_echoes(blocks, kinds)
    mark_refrains(blocks, kinds)
    around = read_surroundings(page, blocks)
    articles: list[Article] = []
    floor = 0
    shared = shared_by_block(page.text, blocks, page.shared) if page.shared else None
    outline = read_outline(blocks, kinds)
    odds = line_model().weigh((blocks, kinds), outline, shared)
    for draft in find_drafts((blocks, kinds), odds, outline, line_model()):
        article = _article(page, (blocks, kinds), draft, floor, around)
        floor = draft.body[-1] + 1
        problem = None if article.language == ENGLISH else foreign(page, body_text(page.text, article))
        articles.append(article if problem is None else replace(article, doubts=(problem,)))
    if articles:
        return tuple(articles)
    return foreign(page, page.text) or _nothing(page, blocks, kinds)


def _nothing(page: Page, blocks: Sequence[Block], kinds: Sequence[Kind]) -> Problem:
    listed = sum(
        kind in ("heading", "bullet", "item") and block.words in _HEADLINE_WORDS
        for block, kind in zip(blocks, kinds, strict=True)
    )
    if listed >= _LIST:
        message = f"No article was found on the page: it is a list of {listed} headlines."
    else:
        message = "No article was found on the page: it holds no paragraphs of prose, only menus or notices."
    return Problem("article.none", message, page.uri, page.id)


def _article(
    page: Page, lines: tuple[list[Block], list[Kind]], draft: Draft, floor: int, around: Surroundings
) -> Article:
    blocks, kinds = lines
    heading = _heading(lines, floor, draft)
    title = title_of(page.text, blocks, heading, around.site_name) if heading is not None else None
    body = [index for index in draft.body if index != heading]
    told = read_credits(Frame(page.text, blocks, kinds, heading, body, floor), around, title)
    signers = [name for name in (*told.byline, told.outlet) if name and " " in name]
    body = without_notes(blocks, body, signers)
    spans = tuple((blocks[index].start, blocks[index].end) for index in body)
    title_span = title.span if title else None
    tongue = identify_surely(" ".join(blocks[index].text for index in body)[:_LANGUAGE_SAMPLE])
    return Article(
        id=content_id("ar", page.id, spans, title_span),
        page_id=page.id,
        body=spans,
        title=title.text if title else None,
        title_span=title_span,
        outlet=told.outlet,
        byline=told.byline,
        published=told.published,
        updated=told.updated,
        language=tongue[0] if tongue else None,
        tags=read_tags(blocks, kinds, body[-1]),
        evidence=(*told.evidence, *((noted(page.text, "language", spans[0], tongue[1]),) if tongue else ())),
    )


def _heading(lines: tuple[list[Block], list[Kind]], floor: int, draft: Draft) -> int | None:
    """Return the block of the title: before the body, or its first block where it reads like one."""
    blocks, kinds = lines
    body = draft.body
    sample = [blocks[index].text[:_SAMPLE_LENGTH] for index in body[:_SAMPLE_PARAGRAPHS]]
    heading = find_title(blocks, kinds, floor, body[0], sample)
    if heading is None:
        heading = draft.heading
    if heading is None and len(body) > 1 and blocks[body[0]].words < blocks[body[1]].words:
        return find_title(blocks, kinds, body[0], body[0] + 1, sample[1:])
    return heading

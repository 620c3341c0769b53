"""What pages of one site share, and what that may take out of a body."""

from __future__ import annotations

import hashlib

from articles.test_dump import COUNCIL, STORM

from onrecord.articles.dump import find_articles
from onrecord.articles.sisters import find_sisters, read_lines, share_lines
from onrecord.schema import Page, Problem, body_text

MENU = (
    "The Valley Courier",
    *(f"  • {name}" for name in ("News", "Local", "Business", "Sport", "Weather", "Letters")),
)
FOOTER = ("Terms of the Courier", "About the Courier", "Read by 12,000 people since 1999")
FERRY = (
    "Two ferries collided in the outer harbour on Friday morning and four sailors were taken to hospital.",
    "The harbour office said the larger one had lost its steering in the narrows behind the old mole.",
    "“There was nothing else that the pilot could have done,” its director, Ola Berg, told reporters.",
    "Both ships were towed to the yard, where they will be looked at before the end of next week.",
)


def dump(*paragraphs: str) -> str:
    return "\n\n".join((*MENU, *paragraphs, *FOOTER))


def shared(text: str, *others: str) -> tuple[int, ...]:
    return share_lines(read_lines(text), [read_lines(other) for other in others])


def bodies(text: str, counts: tuple[int, ...]) -> str:
    data = text.encode()
    page_id = "sha256:" + hashlib.sha256(data).hexdigest()
    found = find_articles(Page(page_id, "page.txt", data, text, "text", "utf-8", shared=counts))
    assert not isinstance(found, Problem), found
    return "\n".join(body_text(text, article) for article in found)


def test_sisters_share_the_menus_whatever_numbers_stand_in_them() -> None:
    bridge, ferry = dump(*COUNCIL), dump(*FERRY).replace("12,000", "13,457")
    counts = shared(bridge, ferry)
    lines = bridge.split("\n")
    assert len(counts) == len(lines)
    assert [line for line, count in zip(lines, counts, strict=True) if count] == [*MENU, *FOOTER]


def test_pages_without_common_menus_are_no_sisters() -> None:
    assert shared(dump(*COUNCIL), "\n\n".join(FERRY)) == ()
    assert shared(dump(*COUNCIL)) == ()


def test_a_reprint_is_no_sister() -> None:
    assert shared(dump("Bridge closed", *COUNCIL), dump("No lorries on bridge", *COUNCIL[:4])) == ()


def test_no_more_than_four_sisters_count_the_nearest_first() -> None:
    others = [
        read_lines(dump(f"Story {'abcdefg'[number]} of the harbour", *FERRY[number % 2 :: 2]))
        for number in range(7)
    ]
    found = find_sisters(read_lines(dump(*COUNCIL)), others)
    assert found == others[:4]


def test_a_sentence_that_a_sister_quotes_stays_in_the_body() -> None:
    quoting = dump(FERRY[0], COUNCIL[2], *FERRY[1:])
    text = dump("Porto Verde closes harbour bridge to lorries", "By Jane Roe", *COUNCIL)
    counts = shared(text, quoting, dump(*STORM, COUNCIL[2]))
    assert counts[text.split("\n").index(COUNCIL[2])] == 2
    assert bodies(text, counts) == "\n\n".join(COUNCIL)

"""Lines as outlets around the world print them between a title and its article, joined lines among them."""

from __future__ import annotations

import pytest
from articles.test_credits import BODY, TITLE, page

from onrecord.articles.dump import find_articles
from onrecord.schema import Problem

JANE, BOTH = ("Jane Roe",), ("Jane Roe", "John Doe")

FORMS: dict[str, tuple[tuple[str, ...], str | None, str | None]] = {
    "Published - January 03, 2026 08:25 pm IST - New Delhi\nJane Roe": (JANE, "2026-01-03T20:25", None),
    "Updated - January 03, 2026 08:25 pm IST - New Delhi\nJane Roe": (JANE, None, "2026-01-03T20:25"),
    "JANUARY 27, 2024 09:39\nUpdated: JANUARY 27, 2024 10:15": ((), "2024-01-27T09:39", "2024-01-27T10:15"),
    "Jane Roe   |27.01.2024 - Update : 28.01.2024": (JANE, "2024-01-27", "2024-01-28"),
    "Issued on: 27/01/2024 - 10:15Modified: 28/01/2024 - 11:00": ((), "2024-01-27T10:15", "2024-01-28T11:00"),
    "Published\n27 January 2024\nComments\nShare": ((), "2024-01-27", None),
    "3 hours ago\nShare\nSave\nJane Roe\nBBC News": (JANE, None, None),
    "By Jane Roe and John Doe, CNN\n5 minute read\nUpdated 10:15 AM EST, Sat January 27, 2024": (
        BOTH, None, "2024-01-27T10:15-05:00"),
    "Published On 27 Jan 202427 Jan 2024": ((), "2024-01-27", None),
    "Jane Roe in Porto Verde and agencies\nSat 27 Jan 2024 10.15 GMT\nModified Sun 28 Jan 2024 11.00 GMT": (
        JANE, "2024-01-27T10:15+00:00", "2024-01-28T11:00+00:00"),
    "By Jane Roe and John Doe\nReporting from Porto Verde\nJan. 27, 2024\nUpdated 10:15 a.m. ET": (
        BOTH, "2024-01-27", None),
    "By Jane Roe\nPublished Jan. 27, 2024Updated Jan. 28, 2024, 10:15 a.m. ET": (
        JANE, "2024-01-27", "2024-01-28T10:15-05:00"),
    "All News 10:15 January 27, 2024": ((), "2024-01-27T10:15", None),
    "Posted : 2024-01-27 10:15\nUpdated : 2024-01-28 11:00\nBy Jane Roe": (
        JANE, "2024-01-27T10:15", "2024-01-28T11:00"),
    "By Jane Roe and John Doe\nJanuary 27, 202410:15 AM GMT+1Updated 2 days ago": (
        BOTH, "2024-01-27T10:15+01:00", None),
    "Jane Roe in Beijing\nPublished: 10:15am, 27 Jan 2024\nUpdated: 11:00am, 28 Jan 2024": (
        JANE, "2024-01-27T10:15", "2024-01-28T11:00"),
    "Jane Roe Published January 27, 2024 Updated January 27, 2024 10:15am": (JANE, "2024-01-27", None),
    "JANE ROE — SATURDAY, 27 JANUARY 2024, 10:15": (JANE, "2024-01-27T10:15", None),
    "Source: Xinhua| 2018-04-18 21:44:57|Editor: ZX": ((), "2018-04-18T21:44", None),
}  # fmt: skip


@pytest.mark.parametrize("lines", FORMS)
def test_who_and_when_are_read_off_the_lines_in_use(lines: str) -> None:
    outcome = find_articles(page(f"{TITLE}\n{lines}\n\n" + "\n\n".join(BODY)))
    assert not isinstance(outcome, Problem)
    [article] = outcome
    assert (article.byline, article.published, article.updated) == FORMS[lines]

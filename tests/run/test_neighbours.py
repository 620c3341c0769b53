"""Pages of a stream beside their neighbours."""

from __future__ import annotations

from collections.abc import Iterator

from articles.test_dump import COUNCIL, STORM
from articles.test_sisters import FERRY, dump

from onrecord.run.neighbours import AHEAD, beside_neighbours
from onrecord.schema import Blob, Outcome, Problem


def blobs(folder: str, *texts: str) -> list[Outcome[Blob]]:
    return [Blob(f"{folder}/{number}.txt", text.encode()) for number, text in enumerate(texts)]


def counts(stream: list[Outcome[Blob]]) -> list[tuple[int, ...]]:
    return [blob.shared for blob in beside_neighbours(stream) if isinstance(blob, Blob)]


def test_a_page_is_told_what_pages_before_and_behind_it_share() -> None:
    found = counts(blobs("site", dump(*COUNCIL), dump(*FERRY), dump(*STORM)))
    assert [max(shared) for shared in found] == [2, 2, 2]
    assert found == counts(blobs("site", dump(*COUNCIL), dump(*FERRY), dump(*STORM)))


def test_pages_of_another_site_say_nothing() -> None:
    assert counts([*blobs("one", dump(*COUNCIL)), *blobs("two", dump(*FERRY))]) == [(), ()]


def test_other_kinds_of_pages_and_problems_pass_as_they_are() -> None:
    stream: list[Outcome[Blob]] = [
        Blob("site/a.html", b"<html><p>" + dump(*COUNCIL).encode()),
        Problem("page.missing", "There is no such file or folder.", "site/b.txt"),
        Blob("site/c.txt", b""),
    ]
    assert list(beside_neighbours(stream)) == stream


def test_the_first_page_waits_for_few_and_one_from_the_web_for_none() -> None:
    taken: list[int] = []

    def stream(place: str) -> Iterator[Outcome[Blob]]:
        taken.clear()
        for number in range(100):
            taken.append(number)
            yield Blob(f"{place}/{number}", dump(*COUNCIL).encode())

    next(beside_neighbours(stream("folder")))
    assert len(taken) == AHEAD + 1
    next(beside_neighbours(stream("https://courier.test")))
    assert len(taken) == 1


def test_earlier_pages_of_a_site_are_asked_for_once() -> None:
    asked: list[tuple[str, str]] = []

    def earlier(site: str, address: str) -> list[str]:
        asked.append((site, address))
        return [dump(*FERRY), dump(*STORM)]

    stream = blobs("site", dump(*COUNCIL), dump(*COUNCIL[::-1]))
    first, _ = beside_neighbours(stream, earlier)
    assert isinstance(first, Blob)
    assert max(first.shared) == 2
    assert asked == [("site", "site/0.txt")]

"""Pages beside their neighbours: what lines other pages of the same site have, before one is read."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias

from onrecord.pages.sites import address_of, site_of
from onrecord.schema import Blob, Outcome, Problem

if TYPE_CHECKING:
    from onrecord.articles.sisters import PageLines

AHEAD: Final = 8
"""Pages of a stream that are looked at before one is read; of those from the web and from pipes, none."""

BEHIND: Final = 32
"""Pages of a site that are remembered, the latest."""

SITES: Final = 64
"""Sites that are remembered, those met last."""

AHEAD_BYTES: Final = 16 * 1024 * 1024
"""Bytes that wait at most."""

LONGEST: Final = 2 * 1024 * 1024
"""Bytes of a page that is compared with others; a longer one is no single page."""


Earlier: TypeAlias = Callable[[str, str], list[str]]
"""Texts of earlier pages of a site, the latest first, but those of an address."""

_SLOW: Final = ("http:", "https:", "-", "/dev/", "/proc/")


@dataclass(slots=True)
class _Waiting:
    """A page that waits until those behind it are known."""

    blob: Outcome[Blob]
    site: str = ""
    lines: PageLines | None = None


@dataclass(slots=True)
class _Memory:
    """The latest pages of each site."""

    earlier: Earlier | None
    sites: OrderedDict[str, deque[PageLines]] = field(default_factory=OrderedDict)

    def of(self, page: _Waiting) -> deque[PageLines]:
        if page.site not in self.sites:
            self.sites[page.site] = deque(maxlen=BEHIND)
            from onrecord.articles.sisters import read_lines  # noqa: PLC0415 - as below

            if self.earlier is not None and isinstance(page.blob, Blob):
                address = address_of(page.blob.uri, page.blob.given, page.blob.archive)
                texts = self.earlier(page.site, address)
                self.sites[page.site].extend(read_lines(text) for text in reversed(texts))
            if len(self.sites) > SITES:
                self.sites.popitem(last=False)
        self.sites.move_to_end(page.site)
        return self.sites[page.site]


def beside_neighbours(
    blobs: Iterable[Outcome[Blob]], earlier: Earlier | None = None
) -> Generator[Outcome[Blob], None, None]:
    """Yield the pages of a stream, in order; text pages say which of their lines sister pages have.

    Sisters are looked for among up to `BEHIND` earlier and `AHEAD` later pages of the site, see
    `onrecord.articles.sisters`. Of HTML, PDF and problems nothing is asked. The same stream
    gives the same result.

    Args:
        blobs: pages and problems.
        earlier: where else to look: called once for a site when its first text page comes.
    """
    memory = _Memory(earlier)
    waiting: deque[_Waiting] = deque()
    for blob in blobs:
        waiting.append(_met(blob))
        while waiting and _is_ready(waiting):
            yield _told(waiting, memory)
    while waiting:
        yield _told(waiting, memory)


def _met(blob: Outcome[Blob]) -> _Waiting:
    if isinstance(blob, Problem) or blob.shared or not _is_text(blob):
        return _Waiting(blob)
    # Stages are imported when the first page asks for them: HTML does not.
    from onrecord.articles.sisters import read_lines  # noqa: PLC0415
    from onrecord.pages import decode  # noqa: PLC0415

    site = site_of(blob.uri, blob.given)
    (page,) = decode([blob])
    if not site or isinstance(page, Problem) or page.kind != "text":
        return _Waiting(blob)
    return _Waiting(blob, site, read_lines(page.text))


def _is_text(blob: Blob) -> bool:
    """Say whether a page is worth decoding to see: markup and other formats show themselves at once."""
    head = blob.data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    return len(blob.data) <= LONGEST and not head.startswith((b"<", b"%PDF"))


def _is_ready(waiting: deque[_Waiting]) -> bool:
    first = waiting[0]
    if first.lines is None or isinstance(first.blob, Problem):
        return True
    slow = (first.blob.archive or first.blob.uri).startswith(_SLOW)
    size = sum(len(one.blob.data) for one in waiting if isinstance(one.blob, Blob))
    return slow or len(waiting) > AHEAD or size > AHEAD_BYTES


def _told(waiting: deque[_Waiting], memory: _Memory) -> Outcome[Blob]:
    """Take the page that waits longest, with what its neighbours tell of it."""
    page = waiting.popleft()
    if page.lines is None or isinstance(page.blob, Problem):
        return page.blob
    from onrecord.articles.sisters import share_lines  # noqa: PLC0415 - as above

    behind = memory.of(page)
    ahead: Iterator[PageLines] = (
        one.lines for one in waiting if one.lines is not None and one.site == page.site
    )
    shared = share_lines(page.lines, list(chain(reversed(behind), ahead)))
    behind.append(page.lines)
    return replace(page.blob, shared=shared) if shared else page.blob

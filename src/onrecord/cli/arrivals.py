"""Pages as they come in: the progress bar, and what a verbose run says of redirects."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing

from rich.progress import Progress

from onrecord.cli.desk import Desk, clean
from onrecord.pages import ARROW, Place, Reach, Watcher, gather
from onrecord.schema import Blob, Outcome


def arriving(
    desk: Desk, progress: Progress, places: Sequence[Outcome[Place]], reach: Reach, doing: str
) -> Generator[Outcome[Blob], None, None]:
    """Yield the pages of all places, see `gather`, and show on the bar how far they are.

    Args:
        desk: where words go.
        progress: the bar.
        places: files and addresses.
        reach: how far to go.
        doing: what the bar says is done with them.
    """
    bar = _Bar(desk, progress, len(places), doing)
    with closing(gather(places, reach, bar)) as pages:
        for page in pages:
            bar.came()
            yield page


class _Bar(Watcher):
    """Counts what was named and what of it has come in, and names the host that is waited for.

    The bar stands still until a file is through: of one with many pages, these are counted.
    """

    def __init__(self, desk: Desk, progress: Progress, total: int, doing: str) -> None:
        self._desk = desk
        self._progress = progress
        self._doing = doing
        self._total = total
        self._pages = 0
        self._task = progress.add_task(doing, total=total)

    def came(self) -> None:
        """Hear that a page came in."""
        self._pages += 1
        if self._pages > 1:
            self._tell(f"page {self._pages:,}")

    def awaits(self, host: str) -> None:
        self._tell(clean(host))

    def expects(self, more: int) -> None:
        self._total += more
        self._progress.update(self._task, total=self._total)

    def done(self) -> None:
        self._pages = 0
        self._progress.update(self._task, advance=1, description=self._doing)

    def went(self, way: Sequence[str]) -> None:
        self._desk.detail(clean(ARROW.join(way)))

    def _tell(self, more: str) -> None:
        self._progress.update(self._task, description=f"{self._doing} {more}")

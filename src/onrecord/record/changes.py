"""What changed from one version of a page to another: articles, their fields, paragraphs and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from onrecord.record.alignment import Piece, alike, blocks, marked
from onrecord.record.retold import StatementChange, Told, statement_changes
from onrecord.schema import Article, PageReading, Span, body_text

ParagraphKind: TypeAlias = Literal["changed", "gone", "new", "moved"]
Pair: TypeAlias = tuple[Article | None, Article | None]

_FIELDS: Final = ("title", "outlet", "byline", "published", "updated")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of an article that has another value; None is unknown."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """A paragraph that is not what or where it was, with its span in either version and its words."""

    kind: ParagraphKind
    old: Span | None
    new: Span | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ArticleChanges:
    """An article in either version (None where it has none) with what changed; `same` paragraphs did not."""

    old: Article | None
    new: Article | None
    fields: tuple[FieldChange, ...] = ()
    paragraphs: tuple[ParagraphChange, ...] = ()
    same: int = 0
    statements: tuple[StatementChange, ...] = ()

    @property
    def changed(self) -> bool:
        """Tell whether anything did."""
        one_sided = self.old is None or self.new is None
        return one_sided or bool(self.fields or self.paragraphs or self.statements)


@dataclass(frozen=True, slots=True)
class PageChanges:
    """What changed from page `old` to page `new`, by article in the order of the newer one.

    `same_text` tells that even the page text is the same: only bytes differ that no reader sees.
    """

    old: str
    new: str
    articles: tuple[ArticleChanges, ...]
    same_text: bool

    @property
    def changed(self) -> bool:
        """Tell whether an article did; else it is only something around the articles."""
        return any(article.changed for article in self.articles)


def compare(old: PageReading, new: PageReading) -> PageChanges:
    """Return what changed from one version of a page to another.

    Statements are compared over all articles of the page, since one may move between them.
    """
    told = Told(old), Told(new)
    found = [_article_changes(old, new, pair, told) for pair in _paired(old, new)]
    return PageChanges(old.page.id, new.page.id, tuple(found), old.page.text == new.page.text)


def _paired(old: PageReading, new: PageReading) -> list[Pair]:
    """Pair the articles that became one another: by shared paragraphs, then by title, then by likeness."""
    before, after = ({article.id: article for article in reading.articles} for reading in (old, new))
    became: dict[str, str] = {}

    def pair(left: str, right: str) -> None:
        if left in before and right not in became:
            became[right] = left
            del before[left]

    for left, right in _sharing(old, new):
        pair(left, right)
    for article in after.values():
        titled = [other.id for other in before.values() if other.title and other.title == article.title]
        if titled:
            pair(titled[0], article.id)
    rest, last = list(before), [article_id for article_id in after if article_id not in became]
    texts = [body_text(old.page.text, before[article_id]) for article_id in rest]
    others = [body_text(new.page.text, after[article_id]) for article_id in last]
    for left_place, right_place in alike(texts, others).items():
        pair(rest[left_place], last[right_place])
    origins = {article.id: article for article in old.articles}
    pairs: list[Pair] = [
        (origins[became[article.id]] if article.id in became else None, article) for article in new.articles
    ]
    return pairs + [(article, None) for article in before.values()]


def _sharing(old: PageReading, new: PageReading) -> list[tuple[str, str]]:
    """Return the ids of articles that share paragraphs, those first that share most."""
    own: dict[str, set[str]] = {}
    for article in old.articles:
        for paragraph in _paragraphs(old.page.text, article):
            own.setdefault(paragraph, set()).add(article.id)
    shared: Counter[tuple[str, str]] = Counter()
    for article in new.articles:
        for paragraph in set(_paragraphs(new.page.text, article)):
            for origin in own.get(paragraph, ()):
                shared[origin, article.id] += len(paragraph)
    return [pair for pair, _ in shared.most_common()]


def _article_changes(
    old: PageReading, new: PageReading, pair: Pair, told: tuple[Told, Told]
) -> ArticleChanges:
    before, after = pair
    statements = tuple(statement_changes(told[0], told[1], pair))
    if before is None or after is None:
        return ArticleChanges(before, after, statements=statements)
    same, paragraphs = _paragraph_changes((old.page.text, before), (new.page.text, after))
    fields = (FieldChange(name, _value(before, name), _value(after, name)) for name in _FIELDS)
    changed = tuple(field for field in fields if field.old != field.new)
    return ArticleChanges(before, after, changed, paragraphs, same, statements)


def _value(article: Article, field: str) -> str | None:
    value: str | tuple[str, ...] | None = getattr(article, field)
    return ", ".join(value) or None if isinstance(value, tuple) else value


def _paragraphs(text: str, article: Article) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in article.body]


def _paragraph_changes(
    old: tuple[str, Article], new: tuple[str, Article]
) -> tuple[int, tuple[ParagraphChange, ...]]:
    """Return how many paragraphs stayed as they were, and the others in reading order."""
    before, after = _paragraphs(*old), _paragraphs(*new)
    changes: list[ParagraphChange] = []
    same = 0
    for equal, a, b, c, d in blocks(before, after):
        if equal:
            same += b - a
            continue
        became = {place: origin for origin, place in alike(before[a:b], after[c:d]).items()}
        left, following = a, _following(became, d - c, b - a)
        for right in range(c, d):
            upto = a + following[right - c]
            changes += [_gone(old[1].body[at], before[at]) for at in range(left, upto)]
            left = upto
            if right - c in became:
                pieces = marked(before[left], after[right])
                changes.append(ParagraphChange("changed", old[1].body[left], new[1].body[right], pieces))
                left += 1
            else:
                changes.append(_new(new[1].body[right], after[right]))
        changes += [_gone(old[1].body[at], before[at]) for at in range(left, b)]
    return same, tuple(_with_moves(changes))


def _following(became: dict[int, int], size: int, end: int) -> list[int]:
    """Return for each place the origin of the first place from it on that has one, or else `end`."""
    found = [end] * size
    for place in range(size - 1, -1, -1):
        following = found[place + 1] if place + 1 < size else end
        found[place] = became.get(place, following)
    return found


def _gone(span: Span, text: str) -> ParagraphChange:
    return ParagraphChange("gone", span, None, (("gone", text),))


def _new(span: Span, text: str) -> ParagraphChange:
    return ParagraphChange("new", None, span, (("new", text),))


def _with_moves(changes: Sequence[ParagraphChange]) -> Iterator[ParagraphChange]:
    """Make one change of a paragraph that is gone here and, word by word, new there."""
    gone: dict[str, list[ParagraphChange]] = {}
    for change in changes:
        if change.kind == "gone":
            gone.setdefault(change.pieces[0][1], []).append(change)
    moved: set[Span | None] = set()
    found: list[ParagraphChange] = []
    for change in changes:
        held = gone.get(change.pieces[0][1]) if change.kind == "new" else None
        if held:
            origin = held.pop(0)
            moved.add(origin.old)
            text = change.pieces[0][1]
            found.append(ParagraphChange("moved", origin.old, change.new, (("same", text),)))
        else:
            found.append(change)
    return (change for change in found if change.kind != "gone" or change.old not in moved)

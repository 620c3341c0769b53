"""Article to statements: the stage that finds who said what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.schema import Article, Outcome, Page, Statement, content_id, excerpt
from onrecord.statements import tagger
from onrecord.statements.decode import Relation, relations
from onrecord.statements.passage import Passage, passage
from onrecord.statements.pieces import Pieces, stretches
from onrecord.statements.quotation import mode_of, quoted_spans


@dataclass(frozen=True, slots=True)
class Attributor:
    """Finds the statements of articles with the weights in `model`.

    The weights are loaded at the first batch, once a process.
    """

    model: Path = tagger.MODEL

    def attribute(self, batch: Sequence[tuple[Page, Article]]) -> list[Outcome[tuple[Statement, ...]]]:
        """Return the statements of each article in the order of their cues.

        What else is in the batch changes nothing.
        """
        model = tagger.load(self.model)
        with model.one_thread():
            passages = [passage(page, article) for page, article in batch]
            pieces = model.cut([one.text for one in passages])
            return [
                _statements(pair, text, cut, model)
                for pair, text, cut in zip(batch, passages, pieces, strict=True)
            ]


def _statements(
    pair: tuple[Page, Article], text: Passage, pieces: Pieces, model: tagger.Tagger
) -> tuple[Statement, ...]:
    quoted = quoted_spans(text.text)
    return tuple(
        _statement(*pair, text, relation, quoted, model.made_by)
        for stretch in stretches(pieces)
        for relation in relations(stretch, model.score(stretch), model.weights)
    )


def _statement(
    page: Page,
    article: Article,
    text: Passage,
    relation: Relation,
    quoted: Sequence[tuple[int, int]],
    made_by: str,
) -> Statement:
    content, cue, source = (
        text.all_on_page(spans) for spans in (relation.content, relation.cue, relation.source)
    )
    return Statement(
        id=content_id("st", page.id, content, cue, source),
        page_id=page.id,
        article_id=article.id,
        content=excerpt(page.text, content),
        cue=excerpt(page.text, cue) if cue else None,
        source=excerpt(page.text, source) if source else None,
        mode=mode_of(text.text, relation.content, quoted),
        score=round(min(1.0, max(0.0, relation.score)), 3),
        made_by=made_by,
    )

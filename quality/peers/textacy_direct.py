"""textacy: `textacy.extract.direct_quotations` on a spaCy pipeline (see `english.py`).

It looks at part of speech, lemma, sentence ends and the subjects of verbs. An odd number of
quotation marks makes it give a whole document up; such an article is then given to it
paragraph by paragraph, so that one quotation over several paragraphs does not cost the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peers.contract import Card, Read, Relation, relation
from peers.english import BATCH, paragraphs_of, pipeline, spans_of

CARD = Card(
    "textacy",
    ("textacy", "spacy"),
    "direct",
    source=True,
    install="pip install textacy spacy-lookups-data",
    parsed=True,
)


def load() -> Read:
    """Return the reader."""
    nlp = pipeline()
    from textacy.extract import direct_quotations  # noqa: PLC0415 - only where it is installed

    def found_in(doc: Any, at: int) -> list[Relation]:
        return [
            relation(spans_of(triple.speaker, at), spans_of(triple.cue, at), spans_of(triple.content, at))
            for triple in direct_quotations(doc)
        ]

    def article(doc: Any) -> list[Relation]:
        try:
            return found_in(doc, 0)
        except ValueError:  # an odd number of quotation marks
            pass
        found = []
        for part in paragraphs_of(doc):
            try:
                found += found_in(part.as_doc(), part.start_char)
            except ValueError:
                continue
        return found

    def read(texts: Sequence[str]) -> list[list[Relation]]:
        return [article(doc) for doc in nlp.pipe(texts, batch_size=BATCH)]

    return read

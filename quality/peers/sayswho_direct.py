"""SaysWho: its `quote_finder`, a descendant of textacy's, on a spaCy pipeline (see `english.py`).

The second half of the package puts names to pronouns with a coreference pipeline that is not
on PyPI; spans do not need it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from peers.contract import Card, Read, Relation, relation
from peers.english import pipeline, spans_of

CARD = Card(
    "SaysWho",
    ("sayswho", "spacy"),
    "direct",
    source=True,
    install="pip install spacy-lookups-data rapidfuzz jinja2 regex && pip install --no-deps sayswho",
    parsed=True,
)


def load() -> Read:
    """Return the reader."""
    nlp = pipeline()
    blank_line = re.compile(r"\n(?=\n)")
    from sayswho.quote_finder import quote_finder  # noqa: PLC0415 - only where it is installed

    def read(texts: Sequence[str]) -> list[list[Relation]]:
        return [
            [
                relation(spans_of(triple.speaker), spans_of(triple.cue), spans_of(triple.content))
                for triple in quote_finder(doc)
            ]
            for doc in nlp.pipe(blank_line.sub(" ", text) for text in texts)
        ]

    return read

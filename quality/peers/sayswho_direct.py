"""SaysWho: its `quote_finder`, a descendant of textacy's, on a spaCy pipeline (see `english.py`).

The second half of the package puts names to pronouns with a coreference pipeline that is not
on PyPI; spans do not need it. It wants one line end between paragraphs and crashes on longer
tokens of line ends or marks: white space around a line end becomes spaces and one line end,
doubled apostrophes a mark and a space, length for length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from peers.contract import Card, Read, Relation, relation
from peers.english import BATCH, pipeline, spans_of

CARD = Card(
    "SaysWho",
    ("sayswho", "spacy"),
    "direct",
    source=True,
    install="pip install spacy-lookups-data rapidfuzz jinja2 regex && pip install --no-deps sayswho",
    parsed=True,
)
LINE_END = re.compile(r"\s*\n\s*")


def plain(text: str) -> str:
    """Return a text of the same length that SaysWho can read."""
    even = LINE_END.sub(lambda match: " " * (len(match.group()) - 1) + "\n", text)
    return even.replace("''", '" ').replace("``", ' "')


def load() -> Read:
    """Return the reader."""
    nlp = pipeline()
    from sayswho.quote_finder import quote_finder  # noqa: PLC0415 - only where it is installed

    def read(texts: Sequence[str]) -> list[list[Relation]]:
        return [
            [
                relation(spans_of(triple.speaker), spans_of(triple.cue), spans_of(triple.content))
                for triple in quote_finder(doc)
            ]
            for doc in nlp.pipe(map(plain, texts), batch_size=BATCH)
        ]

    return read

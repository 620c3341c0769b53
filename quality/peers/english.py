"""The spaCy pipeline that several peers stand on, and the way from its tokens to characters.

`ONRECORD_PEERS_SPACY` names it: a folder that `pipeline.py` made, or an installed
pipeline such as `en_core_web_sm`. Paragraphs end sentences, which spaCy does not know by itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any

from peers.contract import NotHere, Span

VARIABLE = "ONRECORD_PEERS_SPACY"
BATCH = 16
"""Articles a batch: spaCy's own default would hold all in memory at once."""


def pipeline() -> Any:
    """Load the pipeline."""
    try:
        import spacy  # noqa: PLC0415 - only where it is installed
        from spacy.language import Language  # noqa: PLC0415
    except ImportError as error:
        raise NotHere("spaCy is not installed: pip install spacy spacy-lookups-data") from error
    name = os.environ.get(VARIABLE)
    if not name:
        raise NotHere(f"{VARIABLE} names no spaCy pipeline: see pipeline.py")
    nlp = spacy.load(name)
    if not Language.has_factory("paragraph_ends"):
        Language.component("paragraph_ends", func=_end_paragraphs)
    nlp.add_pipe("paragraph_ends", before="parser")
    return nlp


def _end_paragraphs(doc: Any) -> Any:
    for token in doc[1:]:
        if "\n" in token.nbor(-1).text:
            token.is_sent_start = True
    return doc


def paragraphs_of(doc: Any) -> Iterator[Any]:
    """Yield a document's paragraphs as spans of tokens."""
    start = 0
    for token in doc:
        if "\n" in token.text:
            if token.i > start:
                yield doc[start : token.i]
            start = token.i + 1
    if start < len(doc):
        yield doc[start:]


def spans_of(tokens: Iterable[Any], base: int = 0) -> list[Span]:
    """Return the characters of tokens, neighbours joined with the space between them."""
    spans: list[Span] = []
    last = -2
    for token in sorted(tokens, key=lambda token: token.i):
        start, end = base + token.idx, base + token.idx + len(token)
        if token.i == last + 1:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        last = token.i
    return spans

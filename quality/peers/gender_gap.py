"""Gender Gap Tracker: the extractor of its English pipeline, on a spaCy pipeline (see `english.py`).

It is no package: `GENDER_GAP_TRACKER` names a checkout of sfu-discourse-lab/GenderGapTracker.
Its class `QuoteExtractor` is used as it is; the modules around it that talk to its database are
replaced by empty ones. It looks for straight double quotation marks and breaks lines by putting
full stops into the text; here the marks are straightened one for one and `english.py` ends
sentences where paragraphs end, so that offsets stay those of the text.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from peers.contract import Card, NotHere, Read, Relation, Span, relation
from peers.english import BATCH, pipeline

VARIABLE = "GENDER_GAP_TRACKER"
CARD = Card(
    "Gender Gap Tracker",
    ("spacy",),
    "all",
    source=True,
    install=f"git clone https://github.com/sfu-discourse-lab/GenderGapTracker, its folder in {VARIABLE}",
    parsed=True,
)
STRAIGHT = str.maketrans("“”〝〞\xa0", '"""" ')


def load() -> Read:
    """Return the reader."""
    folder = os.environ.get(VARIABLE)
    if not folder:
        raise NotHere(f"{VARIABLE} names no checkout")
    home = Path(folder) / "nlp" / "english"
    nlp = pipeline()
    extractor = _extractor(home, nlp)

    def read(texts: Sequence[str]) -> list[list[Relation]]:
        plain = [text.translate(STRAIGHT) for text in texts]
        return [
            [_relation(quote) for quote in extractor.extract_quotes(doc)]
            for doc in nlp.pipe(plain, batch_size=BATCH)
        ]

    return read


def _extractor(home: Path, nlp: Any) -> Any:
    """Import the class without the database around it."""
    database, utils = ModuleType("bson"), ModuleType("utils")
    vars(database)["ObjectId"] = str
    vars(utils)["create_logger"] = lambda name, **_: logging.getLogger(name)
    sys.modules |= {"bson": database, "utils": utils}
    sys.path.insert(0, str(home))
    module = importlib.import_module("quote_extractor")
    verbs = str(home / "rules" / "quote_verb_list.txt")
    return module.QuoteExtractor({"spacy_lang": nlp, "NLP": {"QUOTE_VERBS": verbs}})


def _relation(quote: dict[str, Any]) -> Relation:
    return relation(_span(quote["speaker_index"]), _span(quote["verb_index"]), _span(quote["quote_index"]))


def _span(index: str) -> list[Span]:
    """Read `(start,end)`; an empty one, and (0,0), stand for nothing."""
    if not index:
        return []
    start, end = (int(number) for number in index.strip("()").split(","))
    return [(start, end)] if end > start else []

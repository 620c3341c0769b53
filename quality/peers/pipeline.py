"""A spaCy pipeline for the peers that want one: `python quality/peers/pipeline.py GUM OUT`.

The published English pipelines are not on PyPI, so this one is trained here: the same
parts and widths as `en_core_web_sm` (hash embeddings, four convolutions, parser, rule
lemmatizer), from the Wikinews articles of GUM alone (folder GUM, `*.conllu`). It is as
fast as the published one and parses a good deal worse, which costs the peers; the last three
articles are left out of the training and measured.

The peers' rules are written for the labels of the published pipelines (ClearNLP), so
Universal Dependencies are turned into these as far as the rules look at them: a preposition
heads its noun, passive and possessive labels are renamed, parts of a name are compounds.
Needs `spacy` and `spacy-lookups-data`.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import compounding, fix_random_seed, minibatch

SEED = 7
EPOCHS = 30
KEPT_ASIDE = 3
RENAMED = {
    "nsubj:pass": "nsubjpass",
    "csubj:pass": "csubjpass",
    "aux:pass": "auxpass",
    "obj": "dobj",
    "iobj": "dative",
    "nmod:poss": "poss",
    "acl:relcl": "relcl",
    "compound:prt": "prt",
    "flat": "compound",
    "root": "ROOT",
}
NOMINAL = {"obl", "nmod", "obl:agent"}
CONFIG = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 96,
    "depth": 4,
    "embed_size": 2000,
    "window_size": 1,
    "maxout_pieces": 3,
    "subword_features": True,
}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}


@dataclass
class Word:
    """One word of a sentence; `head` counts from the paragraph's first word."""

    form: str
    tag: str
    part: str
    head: int
    label: str
    spaced: bool


def paragraphs(file: Path) -> Iterator[list[Word]]:
    """Yield the paragraphs of a CoNLL-U file."""
    paragraph: list[Word] = []
    base = 0
    unspaced_to = ""
    for line in file.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newpar") and "block" not in line and paragraph:
            yield paragraph
            paragraph, base = [], 0
        elif not line:
            base = len(paragraph)
        elif line[0].isdigit():
            fields = line.split("\t")
            spaced = "SpaceAfter=No" not in fields[9]
            if "-" in fields[0]:  # "don't": its parts stand without spaces up to the last
                unspaced_to = fields[0].split("-")[1]
                after = spaced
            elif "." not in fields[0]:
                if unspaced_to:
                    spaced = after if fields[0] == unspaced_to else False
                    unspaced_to = "" if fields[0] == unspaced_to else unspaced_to
                head = base + int(fields[6]) - 1 if fields[6] != "0" else len(paragraph)
                paragraph.append(Word(fields[1], fields[4], fields[3], head, fields[7], spaced))
    if paragraph:
        yield paragraph


def relabel(words: list[Word]) -> list[Word]:
    """Turn Universal Dependencies into the labels that the peers' rules look at."""
    for at, word in enumerate(words):
        noun = words[word.head]
        if word.label == "case" and noun.label in NOMINAL:
            passive = noun.label == "obl:agent"
            word.head, word.label = noun.head, "agent" if passive else "prep"
            noun.head, noun.label = at, "pobj"
    for at, word in enumerate(words):
        if word.label == "fixed" and words[word.head].form.casefold() == "according":
            word.label = "prep"
            for other in words:
                if other.label == "pobj" and other.head == word.head:
                    other.head = at
        word.label = RENAMED.get(word.label, word.label.split(":")[0])
    return words


def examples(nlp: Any, files: list[Path]) -> list[Example]:
    """Make training examples, one a paragraph, on the tokens of the pipeline itself."""
    made = []
    for file in files:
        for words in map(relabel, paragraphs(file)):
            gold = Doc(
                nlp.vocab,
                words=[word.form for word in words],
                spaces=[word.spaced for word in words],
                tags=[word.tag for word in words],
                pos=[word.part for word in words],
                heads=[word.head for word in words],
                deps=[word.label for word in words],
            )
            made.append(Example(nlp.make_doc(gold.text), gold))
    return made


def blank() -> Any:
    """Return the untrained pipeline."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": CONFIG})
    tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": LISTENER}
    nlp.add_pipe("morphologizer", config={"model": tagger})
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": LISTENER,
    }
    nlp.add_pipe("parser", config={"model": parser})
    nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    return nlp


def train(folder: Path, out: Path) -> dict[str, float]:
    """Train, measure on the articles kept aside, save; return the measures."""
    fix_random_seed(SEED)
    files = sorted(folder.glob("*.conllu"))
    if len(files) <= KEPT_ASIDE:
        raise SystemExit(f"{folder} holds no GUM articles (*.conllu)")
    nlp = blank()
    learn, check = examples(nlp, files[:-KEPT_ASIDE]), examples(nlp, files[-KEPT_ASIDE:])
    optimizer = nlp.initialize(lambda: learn)
    for _ in range(EPOCHS):
        random.shuffle(learn)
        for batch in minibatch(learn, size=compounding(4.0, 16.0, 1.01)):
            nlp.update(batch, sgd=optimizer, drop=0.2)
    measures = nlp.evaluate(check)
    nlp.meta["performance"] = {
        name: round(measures[name], 3) for name in ("pos_acc", "dep_uas", "dep_las", "sents_f")
    }
    nlp.to_disk(out)
    return dict(nlp.meta["performance"])


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    print(train(Path(sys.argv[1]), Path(sys.argv[2])))

"""The tagger's weights at work: pieces of texts to scores, through onnxruntime."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController
from tokenizers import Tokenizer

from onrecord.statements.pieces import Pieces, Window, cut, windows

MODEL = Path(__file__).with_name("model")
"""The weights that ship with the package, see `model/CARD.md`."""

_CLS, _SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Scores:
    """What the tagger says of one text; all arrays run over its words.

    `tags` (n, 7): O, then B and I of source, cue, content. `link`, `source_start`,
    `source_end` (2, n, 64): queries and keys of the three pointers. `nothing`
    (n, 2): the scores of having no source.
    """

    tags: NDArray[np.float32]
    link: NDArray[np.float32]
    source_start: NDArray[np.float32]
    source_end: NDArray[np.float32]
    nothing: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """What decoding needs of the training besides the scores.

    `transitions` (7, 7) from tag to tag; `nearness` (3, classes): what the pointers to
    the cue, to the source's start and to its end gain by how near two pieces stand.
    """

    transitions: NDArray[np.float32]
    nearness: NDArray[np.float32]


class Tagger:
    """A tokenizer, an encoder and the weights of decoding, loaded from a folder."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        graph = (folder / "tagger.onnx").read_bytes()
        self.made_by = f"onrecord {version('onrecord')}, tagger {hashlib.sha256(graph).hexdigest()[:12]}"
        self._session = onnxruntime.InferenceSession(
            graph,
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # the fused node takes longer than its parts
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        facts = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
        self.weights = Weights(
            np.array(facts["transitions"], dtype=np.float32), np.array(facts["nearness"], dtype=np.float32)
        )
        self._tags = len(self.weights.transitions)
        self._pointer: int = facts["pointer"]
        self._pools = ThreadpoolController()

    def one_thread(self) -> AbstractContextManager[object]:
        """Keep numpy's matrix products in one thread for a while.

        Those of decoding are small: a second thread gains nothing, but goes on waiting
        at full speed for the next one, and takes two fifths off the encoder beside it.
        """
        limit: AbstractContextManager[object] = self._pools.limit(limits=1, user_api="blas")
        return limit

    def cut(self, texts: Sequence[str]) -> list[Pieces]:
        """Cut texts into pieces, see `pieces.cut`."""
        return cut(self._tokenizer, texts)

    def score(self, pieces: Pieces) -> Scores:
        """Score a text or a stretch of one, one window a run.

        The int8 weights scale a run's activations by their range, so windows that
        share a run change each other's scores. Alone, a page reads the same in any
        batch. It costs nothing: runs of 256 to 1,024 pieces are equally fast on one
        core, and larger ones are slower.
        """
        width = self._tags + 6 * self._pointer + 2
        rows = np.empty((np.count_nonzero(pieces.first), width), dtype=np.float32)
        filled = 0
        for window in windows(pieces):
            fed = feed(pieces, window)
            read = len(fed["read"])
            if read:
                rows[filled : filled + read] = self._session.run(["scores"], fed)[0][0]
                filled += read
        return self._parts(rows)

    def _parts(self, row: NDArray[np.float32]) -> Scores:
        pairs = row[:, self._tags : -2].reshape(len(row), 3, 2, self._pointer).transpose(1, 2, 0, 3)
        return Scores(row[:, : self._tags], pairs[0], pairs[1], pairs[2], row[:, -2:])


def feed(pieces: Pieces, window: Window) -> dict[str, NDArray[np.int64]]:
    """Return what the encoder takes for a window: `ids` and `features` of its pieces, and where to `read`.

    Words are read at their first piece, and only those of the window's core.
    """
    length = window.end - window.start + 2
    ids = np.empty((1, length), dtype=np.int64)
    ids[0, 0], ids[0, -1] = _CLS, _SEP
    ids[0, 1:-1] = pieces.ids[window.start : window.end]
    features = np.zeros((1, length, 3), dtype=np.int64)
    features[0, 1:-1] = pieces.features[window.start : window.end]
    first = np.flatnonzero(pieces.first[window.core_start : window.core_end])
    return {"ids": ids, "features": features, "read": first + (window.core_start - window.start + 1)}


@cache
def load(folder: Path = MODEL) -> Tagger:
    """Load weights once a process."""
    return Tagger(folder)

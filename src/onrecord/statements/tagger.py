"""The tagger's weights at work: pieces of texts to scores, through onnxruntime."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.statements.pieces import Pieces, Window, cut, windows

MODEL = Path(__file__).with_name("model")
"""The weights that ship with the package, see `model/CARD.md`."""

BATCH_PIECES = 768
"""Pieces in one run of the encoder, padding included. Larger batches fall out of
the cache: 4,096 pieces cost 15 % of the speed of the int8 weights."""

_CLS, _SEP, _PAD = 101, 102, 0

_Job: TypeAlias = tuple[int, Pieces, Window]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the tagger says of one text; all arrays run over its pieces.

    `tags` (n, 7): O, then B and I of source, cue, content. `link`, `source_start`,
    `source_end` (2, n, 64): queries and keys of the three pointers. `nothing`
    (n, 2): the scores of having no source.
    """

    tags: NDArray[np.float32]
    link: NDArray[np.float32]
    source_start: NDArray[np.float32]
    source_end: NDArray[np.float32]
    nothing: NDArray[np.float32]


class Tagger:
    """A tokenizer, an encoder and the transitions between tags, loaded from a folder."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        weights = (folder / "tagger.onnx").read_bytes()
        self.digest = hashlib.sha256(weights).hexdigest()
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        facts = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
        self.transitions: NDArray[np.float32] = np.array(facts["transitions"], dtype=np.float32)
        self._pointer: int = facts["pointer"]

    def cut(self, texts: Sequence[str]) -> list[Pieces]:
        """Cut texts into pieces, see `pieces.cut`."""
        return cut(self._tokenizer, texts)

    def score(self, texts: Sequence[Pieces]) -> list[Scores]:
        """Score many texts at once: windows of like length share a batch, across texts."""
        width = len(self.transitions) + 6 * self._pointer + 2
        rows = [np.empty((len(pieces), width), dtype=np.float32) for pieces in texts]
        jobs = [(number, pieces, window) for number, pieces in enumerate(texts) for window in windows(pieces)]
        jobs.sort(key=lambda job: job[2].end - job[2].start)
        for group in _batches(jobs):
            out = self._run(group)
            for scores, (number, _, window) in zip(out, group, strict=True):
                core = slice(window.core_start - window.start + 1, window.core_end - window.start + 1)
                rows[number][window.core_start : window.core_end] = scores[core]
        return [self._parts(row) for row in rows]

    def _run(self, group: Sequence[_Job]) -> NDArray[np.float32]:
        longest = max(window.end - window.start for _, _, window in group) + 2
        ids = np.full((len(group), longest), _PAD, dtype=np.int64)
        mask = np.zeros((len(group), longest), dtype=np.int64)
        features = np.zeros((len(group), longest, 3), dtype=np.int64)
        for row, (_, pieces, window) in enumerate(group):
            length = window.end - window.start
            ids[row, 0] = _CLS
            ids[row, 1 : length + 1] = pieces.ids[window.start : window.end]
            ids[row, length + 1] = _SEP
            mask[row, : length + 2] = 1
            features[row, 1 : length + 1] = pieces.features[window.start : window.end]
        feed = {"ids": ids, "features": features, "mask": mask}
        scores: NDArray[np.float32] = self._session.run(["scores"], feed)[0]
        return scores

    def _parts(self, row: NDArray[np.float32]) -> Scores:
        tags = len(self.transitions)
        pairs = row[:, tags:-2].reshape(len(row), 3, 2, self._pointer).transpose(1, 2, 0, 3)
        return Scores(row[:, :tags], pairs[0], pairs[1], pairs[2], row[:, -2:])


def _batches(jobs: Sequence[_Job]) -> list[list[_Job]]:
    """Group windows, sorted by length, into batches of at most `BATCH_PIECES`."""
    groups: list[list[_Job]] = []
    for job in jobs:
        length = job[2].end - job[2].start + 2
        if not groups or (len(groups[-1]) + 1) * length > BATCH_PIECES:
            groups.append([])
        groups[-1].append(job)
    return groups


@cache
def load(folder: Path = MODEL) -> Tagger:
    """Load weights once a process."""
    return Tagger(folder)

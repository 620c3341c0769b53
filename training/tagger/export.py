"""Export the tagger to ONNX: `python -m tagger.export --model DIR/model.pt --data FILE --out DIR`.

Leaves out what articles of FILE hardly use, if so asked, writes the float graph, fuses
it, quiets its loud channels as these articles show them, quantises it to int8 per channel, and
checks that the graphs agree with torch. The folder is what `onrecord.statements.tagger` loads.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions

from onrecord.statements.pieces import cut, windows
from onrecord.statements.tagger import feed
from tagger.data import load
from tagger.model import POINTER, Tagger
from tagger.prune import prune
from tagger.smooth import smooth
from tagger.train import bare_tokenizer, encoder_files

ARTICLES = 42
"""Whose activations are looked at, spread over the file."""

INPUTS = ["ids", "features", "read"]

HEADS = [f"/{name}/MatMul" for name in ("tags", "pointers", "nothing")]
"""Kept in float: they are a hundredth of the work, and every figure is read off them."""


def export(model_file: Path, out: Path, data: Path | None, neurons: Sequence[int] = ()) -> None:
    """Write `tagger.onnx`, `tagger.json` and `tokenizer.json` into `out`.

    Without `data` the weights stay float, as they were trained. `neurons` are what is left
    of each layer's feed-forward half, all where none are given.
    """
    out.mkdir(parents=True, exist_ok=True)
    _, tokenizer_file = encoder_files()
    model = trained(model_file, bare_tokenizer(tokenizer_file).get_vocab_size())
    seen = feeds(data, tokenizer_file) if data is not None else []
    if neurons:
        prune(model, seen, neurons)
    ids = torch.randint(1000, 20000, (1, 48))
    features = torch.stack([torch.randint(0, n, (1, 48)) for n in (4, 2, 2)], dim=-1)
    inputs = ids, features, torch.arange(3, 40, 2)
    graph = out / "tagger.onnx"
    trace(model, inputs, graph)
    compare(model, graph, inputs, 1e-3)
    if seen:
        print("channels quieted:", smooth(graph, seen))
        approximate(graph)
        quantise(graph)
        compare(model, graph, inputs, None)
    facts = {"pointer": POINTER} | {
        name: np.round(getattr(model, name).detach().numpy(), 5).tolist()
        for name in ("transitions", "nearness")
    }
    (out / "tagger.json").write_text(json.dumps(facts) + "\n", encoding="utf-8")
    shutil.copyfile(tokenizer_file, out / "tokenizer.json")
    print(f"{graph}: {graph.stat().st_size / 1e6:.1f} MB")


def trained(file: Path, vocabulary: int) -> Tagger:
    """Load a trained model."""
    state = torch.load(file, map_location="cpu")
    model = Tagger(vocabulary, state["config"]["layers"])
    model.load_state_dict(state["model"])
    return model.eval()


def trace(model: Tagger, inputs: tuple[torch.Tensor, ...], graph: Path) -> None:
    """Write the float graph, its GELUs fused with the biases before them."""
    ids, features, read = inputs
    plain = graph.with_name("plain.onnx")
    torch.onnx.export(
        model,
        (ids, features, {"mask": None, "read": read}),
        str(plain),
        input_names=INPUTS,
        output_names=["scores", "hidden"],
        dynamic_axes={
            **{name: {1: "pieces"} for name in ("ids", "features")},
            **{name: {1: "words"} for name in ("scores", "hidden")},
            "read": {0: "words"},
        },
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
    fusion.save_model_to_file(str(graph))
    plain.unlink()
    print("fused:", fusion.get_fused_operator_statistics())


def quantise(graph: Path) -> None:
    """Take the weights to int8, each column by its own range."""
    plain = graph.rename(graph.with_name("plain.onnx"))
    quantize_dynamic(
        str(plain),
        str(graph),
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=HEADS,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    plain.unlink()


def approximate(file: Path) -> None:
    """Take GELU by its tanh form: 3 % faster in all, and a tenth as far off as int8."""
    graph = onnx.load(file)
    for node in graph.graph.node:
        if node.op_type == "BiasGelu":
            node.op_type = "FastGelu"
    onnx.save(graph, file)


def feeds(data: Path, tokenizer_file: Path) -> list[dict[str, NDArray[np.int64]]]:
    """Return what the encoder is fed for some articles."""
    articles = load(data)
    texts = [article["text"] for article in articles[:: -(-len(articles) // ARTICLES)]]
    pieces = cut(bare_tokenizer(tokenizer_file), texts)
    return [feed(one, window) for one in pieces for window in windows(one)]


def compare(model: Tagger, file: Path, inputs: tuple[torch.Tensor, ...], limit: float | None) -> None:
    """Print how far the graph is from torch; stop if further than `limit`."""
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    got = session.run(["scores"], {n: v.numpy() for n, v in zip(INPUTS, inputs, strict=True)})[0]
    ids, features, read = inputs
    with torch.no_grad():
        want = model(ids, features, read=read)[0].numpy()
    off = float(np.abs(got - want).max())
    print(f"largest difference from torch: {off:.2g}")
    if limit is not None and off > limit:
        raise SystemExit("the exported graph does not agree with the model")


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, help="articles in the PolNeAR form that show what is loud")
    parser.add_argument(
        "--neurons", type=int, nargs="+", default=(), metavar="N", help="how many to leave in each layer"
    )
    parser.add_argument("--float", action="store_true", help="leave the weights as they are")
    arguments = parser.parse_args()
    if arguments.data is None and not arguments.float:
        parser.error("--data is needed, unless the weights stay as they are (--float)")
    data = None if arguments.float else arguments.data
    export(arguments.model, arguments.out, data, () if arguments.float else arguments.neurons)


if __name__ == "__main__":
    main()

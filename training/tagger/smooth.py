"""Keep a few loud channels from coarsening what int8 makes of all others.

Int8 activations share one scale a matrix, which its largest value sets. In the feed-forward
halves of the layers one or two channels reach 30 at the text's first special piece, all others
hardly 5. Such a channel is divided by a power of two before it is quantised, and the rows of
the weights it meets are multiplied by it (Xiao et al., SmoothQuant, 2023): exact in float.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import helper, numpy_helper

LOUD = 6.0
"""What channels are brought down to, within a factor of the square root of two."""

SMOOTHED = ("inner", "outer")
"""Quieting the inputs of attention too made no difference, and costs time."""


def smooth(file: Path, feeds: Sequence[Mapping[str, NDArray[np.int64]]]) -> int:
    """Rewrite a float graph in place by what `feeds` make of its activations; return the channels quieted."""
    model = onnx.load(file)
    weights = {one.name: one for one in model.graph.initializer}
    products = [n for n in model.graph.node if n.op_type == "MatMul" and n.name.split("/")[-2] in SMOOTHED]
    loudness = _loudness(model, [node.input[0] for node in products], feeds)
    nodes: list[onnx.NodeProto] = []
    quieted = 0
    for node in model.graph.node:
        shift = (
            np.rint(np.log2(np.maximum(loudness[node.input[0]] / LOUD, 1.0))) if node in products else None
        )
        if shift is not None and shift.any():
            quieted += np.count_nonzero(shift)
            scale = np.exp2(shift).astype(np.float32)
            weight = weights[node.input[1]]
            louder = numpy_helper.to_array(weight) * scale[:, None]
            weight.CopyFrom(numpy_helper.from_array(louder, weight.name))
            loud, quiet, by = node.input[0], f"{node.input[0]}_quiet", f"{node.input[0]}_by"
            model.graph.initializer.append(numpy_helper.from_array(1 / scale, by))
            nodes.append(helper.make_node("Mul", [loud, by], [quiet], name=f"{node.name}_quiet"))
            node.input[0] = quiet
        nodes.append(node)
    ordered = [onnx.NodeProto.FromString(node.SerializeToString()) for node in nodes]
    del model.graph.node[:]
    model.graph.node.extend(ordered)
    onnx.save(model, file)
    return quieted


def _loudness(
    model: onnx.ModelProto, names: Sequence[str], feeds: Sequence[Mapping[str, NDArray[np.int64]]]
) -> dict[str, NDArray[np.float32]]:
    """Return the largest absolute value of each channel of some activations."""
    opened = onnx.ModelProto()
    opened.CopyFrom(model)
    del opened.graph.output[:]
    opened.graph.output.extend(helper.make_tensor_value_info(n, onnx.TensorProto.FLOAT, None) for n in names)
    session = onnxruntime.InferenceSession(opened.SerializeToString(), providers=["CPUExecutionProvider"])
    found: dict[str, NDArray[np.float32]] = {}
    for feed in feeds:
        for name, values in zip(names, session.run(names, dict(feed)), strict=True):
            own = np.abs(values[0]).max(axis=0)
            found[name] = np.maximum(found.get(name, own), own)
    return found

"""The trained network as an ONNX graph, written operator by operator with ONNX Runtime's fused ones, then made int8."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from onrecord.reading.attribution import Thresholds
from training.evaluate import linker, tagger
from training.network import HEADS, Network

_FUSED = "com.microsoft"


def graph(network: Network) -> onnx.ModelProto:
    """ids (1, T), features (1, T, 3) to the scores of all heads (1, T, S) side by side, in float32."""
    weights = {name: value.detach().cpu().numpy().astype(np.float32) for name, value in network.state_dict().items()}
    nodes: list[onnx.NodeProto] = []
    constants: list[onnx.TensorProto] = []

    def constant(name: str, value: npt.NDArray[Any]) -> str:
        constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def node(op: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        nodes.append(helper.make_node(op, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def linear(x: str, name: str, weight: npt.NDArray[np.float32], bias: npt.NDArray[np.float32]) -> str:
        product = node("MatMul", [x, constant(f"{name}.weight", weight.T)], f"{name}.product")
        return node("Add", [product, constant(f"{name}.bias", bias)], name)

    def skip_norm(x: str, y: str, name: str) -> str:
        """Layer normalisation of x + y, its means products with a column: ONNX Runtime has no vectorised kernel."""
        total = node("Add", [x, y], f"{name}.sum")
        centred = node("Sub", [total, node("MatMul", [total, "mean"], f"{name}.mean")], f"{name}.centred")
        square = node("Mul", [centred, centred], f"{name}.square")
        variance = node("MatMul", [square, "mean"], f"{name}.variance")
        deviation = node("Sqrt", [node("Add", [variance, "epsilon"], f"{name}.epsilon")], f"{name}.deviation")
        scaled = node("Div", [centred, deviation], f"{name}.scaled")
        scaled = node("Mul", [scaled, constant(f"{name}.gamma", weights[f"{name}.weight"])], f"{name}.gained")
        return node("Add", [scaled, constant(f"{name}.beta", weights[f"{name}.bias"])], name)

    width = network.shape.width
    constant("mean", np.full((width, 1), 1 / width, np.float32))
    constant("epsilon", np.array(1e-12, np.float32))
    x = node("Gather", [constant("token.table", weights["token.weight"]), "ids"], "tokens")
    shape = node("Shape", ["ids"], "shape")
    length = node("Gather", [shape, constant("one", np.array([1], np.int64))], "length", axis=0)
    table = constant("position.table", weights["position.weight"])
    zero, axis = constant("zero", np.array([0], np.int64)), constant("axis", np.array([0], np.int64))
    y = node("Slice", [table, zero, length, axis], "positions")
    for i in range(len(network.features)):
        column = node("Gather", ["features", constant(f"column{i}", np.array(i, np.int64))], f"feature{i}", axis=2)
        row = node(
            "Gather",
            [constant(f"features.{i}.table", weights[f"features.{i}.weight"]), column],
            f"feature{i}.row",
        )
        y = node("Add", [row, y], f"embedding{i}")
    x = skip_norm(x, y, "norm")
    for i in range(network.shape.layers):
        layer = f"layers.{i}"
        y = linear(x, f"{layer}.qkv", weights[f"{layer}.qkv.weight"], weights[f"{layer}.qkv.bias"])
        parts = [f"{layer}.{part}" for part in ("query", "key", "value")]
        nodes.append(helper.make_node("Split", [y], parts, name=f"{layer}.split", axis=2))
        y = node("MultiHeadAttention", parts, f"{layer}.attention", _FUSED, num_heads=network.shape.heads)
        y = linear(y, f"{layer}.out", weights[f"{layer}.out.weight"], weights[f"{layer}.out.bias"])
        x = skip_norm(x, y, f"{layer}.attention_norm")
        up = node("MatMul", [x, constant(f"{layer}.up.w", weights[f"{layer}.up.weight"].T)], f"{layer}.up")
        y = node("FastGelu", [up, constant(f"{layer}.up.b", weights[f"{layer}.up.bias"])], f"{layer}.gelu", _FUSED)
        y = linear(y, f"{layer}.down", weights[f"{layer}.down.weight"], weights[f"{layer}.down.bias"])
        x = skip_norm(x, y, f"{layer}.norm")
    linear(x, "scores", *(np.concatenate([weights[f"{h}.{part}"] for h in HEADS]) for part in ("weight", "bias")))
    scores = sum(len(weights[f"{h}.bias"]) for h in HEADS)
    made = helper.make_graph(
        nodes,
        "onrecord",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "T"]),
            helper.make_tensor_value_info("features", TensorProto.INT64, [1, "T", 3]),
        ],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, "T", scores])],
        constants,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=8, producer_name="onrecord")


def export(network: Network, out: Path, thresholds: Thresholds, version: str, *, float32: bool = False) -> None:
    """Write OUT/encoder.onnx (int8 unless ``float32``), OUT/roles.npz and OUT/reader.json.

    Weights are int8 for each output channel, activations uint8, quantised as they come (dynamic quantisation); 7 bits
    of weights are used, since processors without VNNI overflow on 8.
    """
    model = graph(network)
    path = out / "encoder.onnx"
    if float32:
        onnx.save(model, path)
    else:
        with tempfile.TemporaryDirectory() as folder:
            onnx.save(model, Path(folder) / "float.onnx")
            quantize_dynamic(
                Path(folder) / "float.onnx", path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
                op_types_to_quantize=["MatMul", "Gather"],
                nodes_to_exclude=[n.name for n in model.graph.node if "mean" in n.input],
                extra_options={"DefaultTensorType": TensorProto.FLOAT},
            )  # fmt: skip
    roles = tagger(network)
    links = linker(network)
    tables = {f.name: getattr(part, f.name) for part in (roles, links) for f in fields(part)}
    np.savez_compressed(out / "roles.npz", **tables)
    heads = [len(network.get_parameter(f"{h}.bias")) for h in HEADS]
    facts = {"version": version, "thresholds": asdict(thresholds), "heads": heads}
    (out / "reader.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")

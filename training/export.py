"""The trained network as an ONNX graph, written operator by operator, with int8 weights and ONNX Runtime's fused ones.

Written out rather than left to ONNX Runtime's quantisation tool and graph optimiser, because on processors the choice
of operators decides the speed: a layer's input is quantised once for query, key and value, the bias is added where the
product is scaled back, and what the optimiser would fuse into a slower kernel is written so that it does not.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from onrecord.reading.attribution import Thresholds
from training.evaluate import linker, tagger
from training.network import HEADS, Network

_FUSED = "com.microsoft"
_WEIGHT_LIMIT = 64
"""Weights are whole numbers from -64 to 64, 7 bits: processors without VNNI overflow on 8."""

FloatArray = npt.NDArray[np.float32]


def graph(network: Network, *, float32: bool = False) -> onnx.ModelProto:
    """ids (1, T), features (1, T, 3) to the scores of all heads (1, W, S), side by side in float32, of the pieces in
    the columns ``wanted`` (W,).

    Weights are int8 with a scale for each output channel, the token table with one for all; activations are uint8,
    quantised as they come (dynamic quantisation). With ``float32`` all stay as they are.
    """
    weights = {name: value.detach().cpu().numpy().astype(np.float32) for name, value in network.state_dict().items()}
    nodes: list[onnx.NodeProto] = []
    constants: list[onnx.TensorProto] = []

    def constant(name: str, value: npt.NDArray[Any]) -> str:
        constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def node(op: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        nodes.append(helper.make_node(op, inputs, [output], name=output, domain=domain, **attributes))
        return output

    quantised: dict[str, list[str]] = {}

    def linear(x: str, name: str, weight: FloatArray, bias: FloatArray) -> str:
        """A linear layer: weight (out, in). The input is quantised once for all layers that take it."""
        if float32:
            product = node("MatMul", [x, constant(f"{name}.weight", weight.T)], f"{name}.product")
            return node("Add", [product, constant(f"{name}.bias", bias)], name)
        if x not in quantised:
            quantised[x] = [f"{x}.{part}" for part in ("quantised", "step", "zero")]
            nodes.append(helper.make_node("DynamicQuantizeLinear", [x], quantised[x], name=quantised[x][0]))
        values, step, zero = quantised[x]
        whole, scale = _int8(weight.T, _WEIGHT_LIMIT, axis=0)
        operands = [values, constant(f"{name}.weight", whole), step, constant(f"{name}.scale", scale)]
        return node("MatMulIntegerToFloat", [*operands, zero, "", constant(f"{name}.bias", bias)], name, _FUSED)

    def norm(parts: list[str], name: str) -> str:
        """Layer normalisation of a sum. As Sum: an Add would be fused with it into SkipLayerNormalization, whose kernel
        is not vectorised and takes five times as long."""
        inputs = [
            node("Sum", parts, f"{name}.sum"),
            *(constant(f"{name}.{part}", weights[f"{name}.{part}"]) for part in ("weight", "bias")),
        ]
        return node("LayerNormalization", inputs, name, axis=-1, epsilon=1e-12)

    def of(name: str) -> tuple[FloatArray, FloatArray]:
        return weights[f"{name}.weight"], weights[f"{name}.bias"]

    if float32:
        embedded = [node("Gather", [constant("token.table", weights["token.weight"]), "ids"], "tokens")]
    else:
        whole, scale = _int8(weights["token.weight"], 127)
        rows = node("Gather", [constant("token.table", whole), "ids"], "tokens.int8")
        embedded = [node("DequantizeLinear", [rows, constant("token.scale", scale)], "tokens")]
    shape = node("Shape", ["ids"], "shape")
    length = node("Gather", [shape, constant("one", np.array([1], np.int64))], "length", axis=0)
    table = constant("position.table", weights["position.weight"])
    zero, axis = constant("zero", np.array([0], np.int64)), constant("axis", np.array([0], np.int64))
    embedded.append(node("Slice", [table, zero, length, axis], "positions"))
    for i in range(len(network.features)):
        column = node("Gather", ["features", constant(f"column{i}", np.array(i, np.int64))], f"feature{i}", axis=2)
        table = constant(f"features.{i}.table", weights[f"features.{i}.weight"])
        embedded.append(node("Gather", [table, column], f"feature{i}.row"))
    x = norm(embedded, "norm")
    for i in range(network.shape.layers):
        layer = f"layers.{i}"
        query, key, value = zip(*(np.split(part, 3) for part in of(f"{layer}.qkv")), strict=True)
        pairs = [linear(x, f"{layer}.key", *key), linear(x, f"{layer}.value", *value)]
        if i == network.shape.layers - 1:  # every piece has been looked at: from here on only the wanted ones
            x = node("Gather", [x, "wanted"], "wanted.vectors", axis=1)
        parts = [linear(x, f"{layer}.query", *query), *pairs]
        y = node("MultiHeadAttention", parts, f"{layer}.attention", _FUSED, num_heads=network.shape.heads)
        y = linear(y, f"{layer}.out", *of(f"{layer}.out"))
        x = norm([x, y], f"{layer}.attention_norm")
        y = node("Gelu", [linear(x, f"{layer}.up", *of(f"{layer}.up"))], f"{layer}.gelu", _FUSED)
        x = norm([x, linear(y, f"{layer}.down", *of(f"{layer}.down"))], f"{layer}.norm")
    weight, bias = (np.concatenate(parts) for parts in zip(*map(of, HEADS), strict=True))
    linear(x, "scores", weight, bias)
    made = helper.make_graph(
        nodes,
        "onrecord",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "T"]),
            helper.make_tensor_value_info("features", TensorProto.INT64, [1, "T", 3]),
            helper.make_tensor_value_info("wanted", TensorProto.INT64, ["W"]),
        ],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, "W", len(bias)])],
        constants,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=8, producer_name="onrecord")


def _int8(weight: FloatArray, limit: int, axis: int | None = None) -> tuple[npt.NDArray[np.int8], FloatArray]:
    """Whole numbers from -limit to limit and the scale that gives the weights back: one for all, or one for each place
    along the other axis."""
    scale = np.maximum(np.abs(weight).max(axis), 1e-12) / limit  # above what a processor may flush to zero
    return np.rint(weight / scale).astype(np.int8), np.asarray(scale, np.float32)


def export(network: Network, out: Path, thresholds: Thresholds, version: str, *, float32: bool = False) -> None:
    """Write OUT/encoder.onnx (int8 unless ``float32``), OUT/roles.npy and OUT/reader.json."""
    onnx.save(graph(network, float32=float32), out / "encoder.onnx")
    roles = tagger(network)
    links = linker(network)
    tables = {f.name: getattr(part, f.name) for part in (roles, links) for f in fields(part)}
    # One record of arrays, not an archive of them: Python's zipfile alone takes longer to import than they to load.
    record = np.zeros((), [(name, table.dtype, table.shape) for name, table in tables.items()])
    for name, table in tables.items():
        record[name] = table
    np.save(out / "roles.npy", record)
    heads = [len(network.get_parameter(f"{h}.bias")) for h in HEADS]
    facts = {"version": version, "thresholds": asdict(thresholds), "heads": heads}
    (out / "reader.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")

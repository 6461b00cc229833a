"""Nodes of TensorFlow's graphs (`NodeDef` as JSON), as calls of TensorFlow's functions.

From TensorFlow 1.14 to 2.3, Keras 2 recorded a function that was called on its tensors so, with
the inputs that are no tensors of Keras as `constants` by their index. See `TensorFlowOpLayer` in
`tensorflow/python/keras/engine/base_layer.py`.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from typing import Any

from model_codegen.design.graph import Argument, Slice
from model_codegen.importers.import_result import Unrepresentable
from model_codegen.importers.op_spellings import TENSORFLOW

TensorFlowCall = tuple[str, list[Argument], dict[str, Argument]]

_OPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "AddV2": ("add", ()),
    "All": ("reduce_all", ("keep_dims:keepdims",)),
    "Any": ("reduce_any", ("keep_dims:keepdims",)),
    "ArgMax": ("argmax", ()),
    "ArgMin": ("argmin", ()),
    "BatchMatMul": ("matmul", ("adj_x:transpose_a", "adj_y:transpose_b")),
    "BatchMatMulV2": ("matmul", ("adj_x:transpose_a", "adj_y:transpose_b")),
    "Cast": ("cast", ("DstT:dtype",)),
    "Cumsum": ("cumsum", ("exclusive", "reverse")),
    "Div": ("divide", ()),
    "FloorDiv": ("floordiv", ()),
    "FloorMod": ("floormod", ()),
    "LeakyRelu": ("leaky_relu", ("alpha",)),
    "MatMul": ("matmul", ("transpose_a", "transpose_b")),
    "Max": ("reduce_max", ("keep_dims:keepdims",)),
    "Mean": ("reduce_mean", ("keep_dims:keepdims",)),
    "Min": ("reduce_min", ("keep_dims:keepdims",)),
    "MirrorPad": ("pad", ("mode",)),
    "Mul": ("multiply", ()),
    "Neg": ("negative", ()),
    "Pack": ("stack", ("axis",)),
    "Prod": ("reduce_prod", ("keep_dims:keepdims",)),
    "RealDiv": ("truediv", ()),
    "ReverseV2": ("reverse", ()),
    "SelectV2": ("where", ()),
    "Squeeze": ("squeeze", ("squeeze_dims:axis",)),
    "Sub": ("subtract", ()),
    "Sum": ("reduce_sum", ("keep_dims:keepdims",)),
    "Unpack": ("unstack", ("num", "axis")),
}
"""By op: the function of TensorFlow that it is made by, with the same inputs in the same order, and
what the function is told by attributes. Others are the function of the same name."""

_SAME_NAME = frozenset({
    "Abs", "Add", "Atan", "Atan2", "BiasAdd", "BroadcastTo", "Ceil", "Cos", "Cosh", "Elu", "Equal",
    "Erf", "Exp", "ExpandDims", "Expm1", "Floor", "Greater", "GreaterEqual", "Less", "LessEqual",
    "Log", "Log1p", "LogSoftmax", "LogicalAnd", "LogicalNot", "LogicalOr", "Maximum", "Minimum",
    "NotEqual", "OnesLike", "Pad", "Pow", "Reciprocal", "Relu", "Relu6", "Reshape", "Roll", "Round",
    "Rsqrt", "Selu", "Sigmoid", "Sign", "Sin", "Sinh", "Softmax", "Softplus", "Softsign", "Sqrt",
    "Square", "StopGradient", "Tan", "Tanh", "Tile", "Transpose", "ZerosLike",
})  # fmt: skip

_DTYPES = {"float": "float32", "double": "float64", "half": "float16"}


def no_twin(function: str) -> Unrepresentable:
    """What is said of a function of TensorFlow that `keras.ops` has nothing for."""
    return Unrepresentable(f"Keras has no function that does exactly what `tf.{function}` does")


def op_of(config: Mapping[str, Any]) -> str:
    """The op of the node that a layer's config holds; "" if there is none."""
    op = _node(config).get("op")
    return op if isinstance(op, str) else ""


def named_call(config: Mapping[str, Any], args: list[Argument]) -> TensorFlowCall:
    """The call of TensorFlow that made a node.

    Args:
        config: The config of a `TensorFlowOpLayer`.
        args: What it was called with.

    Returns:
        The function's name as in `op_spellings.TENSORFLOW`, or "identity", and its arguments.

    Raises:
        Unrepresentable: If no function of these made it.
    """
    node, op = _node(config), op_of(config)
    inputs = _inputs(config, args)
    found = node.get("attr")
    found = found if isinstance(found, Mapping) else {}
    attributes = {key: _attribute(value) for key, value in found.items()}
    if op in ("Identity", "Snapshot"):
        return "identity", inputs[:1], {}
    try:
        match op:
            case "ConcatV2":
                return "concat", [inputs[:-1], inputs[-1]], {}
            case "Pack":
                return "stack", [inputs], {"axis": attributes.get("axis", 0)}
            case "Split":
                axis, value = inputs
                return "split", [value, attributes["num_split"], axis], {}
            case "SplitV":
                return "split", inputs, {}
            case "GatherV2":
                params, indices, axis = inputs
                named = {"axis": axis, "batch_dims": attributes.get("batch_dims", 0)}
                return "gather", [params, indices], named
            case "OneHot":
                return "one_hot", inputs, {"axis": attributes.get("axis", -1)}
            case "ResizeBilinear" if attributes.get("half_pixel_centers") is True:
                return "image.resize", inputs, {}
            case "Einsum":
                return "einsum", [attributes["equation"], *inputs], {}
            case "StridedSlice":
                value, *places = inputs
                return "getitem", [value, _index(places, attributes)], {}
    except (KeyError, ValueError, IndexError):
        raise Unrepresentable(f"its node `{op}` is not whole") from None
    name, told = _OPS.get(op, (_snake(op), ()) if op in _SAME_NAME else ("", ()))
    if name not in TENSORFLOW:
        raise no_twin(f"raw_ops.{op}")
    named = {}
    for pair in told:
        key, _, own = pair.partition(":")
        # No dimensions to squeeze are all of size one.
        if attributes.get(key) not in (None, []):
            named[own or key] = attributes[key]
    return name, inputs, named


def _node(config: Mapping[str, Any]) -> Mapping[str, Any]:
    node = config.get("node_def")
    if isinstance(node, str):
        try:
            node = json.loads(node)
        except (ValueError, RecursionError):
            return {}
    return node if isinstance(node, Mapping) else {}


def _inputs(config: Mapping[str, Any], args: list[Argument]) -> list[Argument]:
    """The tensors of a call with the constants between them."""
    given = args[0] if len(args) == 1 and isinstance(args[0], list) else args
    constants = config.get("constants")
    found = list(given)
    if isinstance(constants, Mapping):
        # Each index is that among all inputs, so the lower ones must be in place before.
        for index, value in sorted((int(key), value) for key, value in constants.items()):
            found.insert(index, value)
    return found


def _attribute(value: Any) -> Any:
    """The value of an `AttrValue`: JSON has 64-bit numbers as text and bytes in base64."""
    match value:
        case {"i": str() | int() as number}:
            return int(number)
        case {"b": bool() as truth}:
            return truth
        case {"f": float() | int() as number}:
            return float(number)
        case {"s": str() as text}:
            return _text(text)
        case {"type": str() as name}:
            name = name.removeprefix("DT_").lower()
            return _DTYPES.get(name, name)
        case {"list": {"i": list() as numbers}}:
            return [int(number) for number in numbers]
        case {"list": {}}:
            return []
    return None


def _text(text: str) -> str | None:
    try:
        return base64.b64decode(text, validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return None


def _index(places: list[Argument], masks: Mapping[str, Any]) -> Argument:
    """The index that TensorFlow split into beginnings, ends, steps and five masks."""
    listed: list[Any] = places
    if len(listed) != 3 or not all(isinstance(part, list) for part in listed):
        raise Unrepresentable("the places of its slice are not in the file")
    index: list[Argument] = []
    for number, (first, last, step) in enumerate(zip(*listed, strict=True)):

        def masked(name: str, bit: int = 1 << number) -> bool:
            return bool(masks.get(f"{name}_mask", 0) & bit)

        if masked("ellipsis"):
            index.append(...)
        elif masked("new_axis"):
            index.append(None)
        elif masked("shrink_axis"):
            index.append(first)
        else:
            start = None if masked("begin") else first
            stop = None if masked("end") else last
            index.append(Slice(start, stop, None if step == 1 else step))
    return tuple(index)


def _snake(op: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", op).lower()

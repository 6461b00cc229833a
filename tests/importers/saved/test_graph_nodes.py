"""Nodes that TensorFlow itself writes, read back: the drawing computes what its graph did."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from model_codegen.design.graph import Layer
from model_codegen.execution.build import build
from model_codegen.importers import from_config
from model_codegen.importers.import_result import Unrepresentable
from model_codegen.importers.saved.graph_nodes import named_call, op_of

pytestmark = pytest.mark.keras

RANDOM = np.random.default_rng(11)


def tensorflow() -> Any:
    import tensorflow

    return tensorflow


def recorded(function: Callable[..., Any], shapes: list[tuple[int, ...]]) -> dict[str, Any]:
    """A model of one function, as Keras 2 recorded it with TensorFlow 2.3: every node a layer."""
    from google.protobuf import json_format

    tf = tensorflow()
    graph = tf.Graph()
    with graph.as_default():
        names = [f"x{number}" for number in range(len(shapes))]
        inputs = [
            tf.compat.v1.placeholder(tf.float32, (None, *shape), name)
            for name, shape in zip(names, shapes, strict=True)
        ]
        outputs = tf.nest.flatten(function(*inputs))
    layers: list[dict[str, Any]] = [
        {
            "class_name": "InputLayer",
            "config": {"batch_input_shape": [None, *shape], "dtype": "float32", "name": name},
            "name": name,
            "inbound_nodes": [],
        }
        for name, shape in zip(names, shapes, strict=True)
    ]
    with tf.compat.v1.Session(graph=graph) as session:
        for op in graph.get_operations():
            if op.type in ("Const", "Placeholder"):
                continue
            constants = {
                str(index): session.run(tensor).tolist()
                for index, tensor in enumerate(op.inputs)
                if tensor.op.type == "Const"
            }
            tensors = [
                [tensor.op.name, 0, tensor.value_index, {}]
                for tensor in op.inputs
                if tensor.op.type != "Const"
            ]
            config = {
                "name": op.name,
                "trainable": True,
                "dtype": "float32",
                "node_def": json_format.MessageToDict(op.node_def),
                "constants": constants,
            }
            layers.append(
                {
                    "class_name": "TensorFlowOpLayer",
                    "config": config,
                    "name": op.name,
                    "inbound_nodes": [tensors],
                }
            )
    return {
        "class_name": "Model",
        "config": {
            "name": "m",
            "layers": layers,
            "input_layers": [[name, 0, 0] for name in names],
            "output_layers": [[tensor.op.name, 0, tensor.value_index] for tensor in outputs],
        },
        "keras_version": "2.4.0",
    }


FUNCTIONS: dict[str, tuple[Callable[..., Any], list[tuple[int, ...]]]] = {
    "add": (lambda x, y: x + y, [(3,), (3,)]),
    "add_vector": (lambda x: x + np.float32([1, 2, 3]), [(3,)]),
    "argmax": (lambda x: tensorflow().argmax(x, 1), [(3, 4)]),
    "batch_matmul": (lambda x, y: tensorflow().matmul(x, y, transpose_b=True), [(3, 4), (2, 4)]),
    "cast": (lambda x: tensorflow().cast(tensorflow().cast(x, "int32"), "float32"), [(3,)]),
    "concat": (lambda x, y: tensorflow().concat([x, y, x], -1), [(3,), (2,)]),
    "cumsum": (lambda x: tensorflow().cumsum(x, 1), [(3,)]),
    "divide_by_vector": (lambda x: x / np.float32([2, 4, 8]), [(3,)]),
    "einsum": (lambda x, y: tensorflow().einsum("bij,bkj->bik", x, y), [(3, 4), (2, 4)]),
    "expand": (lambda x: tensorflow().squeeze(tensorflow().expand_dims(x, 1), [1]), [(3,)]),
    "floor": (lambda x: x // 0.5 + x % 0.5, [(3,)]),
    "gather": (lambda x: tensorflow().gather(x, [2, 0], axis=1), [(3, 4)]),
    "identity": (lambda x: tensorflow().identity(x) * 2.0, [(3,)]),
    "index": (
        lambda x: x[:, 1:3, ..., tensorflow().newaxis, 0],
        [(4, 5, 2)],
    ),
    "index_backwards": (lambda x: x[:, ::-1, -1], [(4, 5)]),
    "leaky_relu": (lambda x: tensorflow().nn.leaky_relu(x, 0.1), [(3,)]),
    "mean": (lambda x: tensorflow().reduce_mean(x, [1, 2], keepdims=True), [(3, 4, 2)]),
    "one_hot": (
        lambda x: tensorflow().one_hot(tensorflow().cast(tensorflow().abs(x), "int32"), 3),
        [(3,)],
    ),
    "pad": (lambda x: tensorflow().pad(x, [[0, 0], [1, 2]]), [(3,)]),
    "pad_mirrored": (lambda x: tensorflow().pad(x, [[0, 0], [1, 2]], "REFLECT"), [(3,)]),
    "reshape": (lambda x: tensorflow().reshape(x, [-1, 6]), [(3, 2)]),
    "resize": (lambda x: tensorflow().image.resize(x, (5, 7)), [(3, 4, 2)]),
    "reverse": (lambda x: tensorflow().reverse(x, [1]), [(3,)]),
    "select": (lambda x, y: tensorflow().where(x > y, x, y * 2.0), [(3,), (3,)]),
    "softmax": (lambda x: tensorflow().nn.softmax(x), [(3,)]),
    "split": (lambda x: tensorflow().split(x, 3, axis=1), [(6,)]),
    "split_unevenly": (lambda x: tensorflow().split(x, [1, 3, 2], axis=1), [(6,)]),
    "stack": (lambda x, y: tensorflow().stack([x, y], 1), [(3,), (3,)]),
    "subtract_from": (lambda x: 1.0 - x, [(3,)]),
    "subtract_from_vector": (lambda x: np.float32([1, 2, 3]) - x, [(3,)]),
    "tile": (lambda x: tensorflow().tile(x, [1, 2]), [(3,)]),
    "transpose": (lambda x: tensorflow().transpose(x, [0, 2, 1]), [(3, 4)]),
    "unstack": (lambda x: tensorflow().unstack(x, axis=1), [(3, 4)]),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_node_is_drawn_as_what_it_computes(name: str) -> None:
    function, shapes = FUNCTIONS[name]
    result = from_config(recorded(function, shapes))
    assert result.diagnostics == ()
    given = [RANDOM.normal(size=(2, *shape)).astype("float32") for shape in shapes]
    found = build(result.design)(given[0] if len(given) == 1 else given)
    wanted = function(*map(tensorflow().constant, given))
    tf = tensorflow()
    for one, other in itertools.zip_longest(tf.nest.flatten(found), tf.nest.flatten(wanted)):
        np.testing.assert_allclose(np.asarray(one), np.asarray(other), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    ("function", "op"),
    [
        (lambda x: tensorflow().cumsum(x, 1, exclusive=True), "exclusive"),
        (lambda x: tensorflow().math.lgamma(x), "tf.raw_ops.Lgamma"),
        (lambda x: tensorflow().one_hot(tensorflow().cast(x, "int32"), 3, 2.0, 1.0), "ones and"),
    ],
)
def test_a_node_that_keras_has_nothing_for_is_a_placeholder_that_says_so(
    function: Callable[..., Any], op: str
) -> None:
    result = from_config(recorded(function, [(3,)]))
    (diagnostic,) = result.diagnostics
    assert diagnostic.code == "placeholder"
    assert op in diagnostic.message
    held = result.design.main.operations[diagnostic.nodes[0]]
    assert isinstance(held, Layer)
    assert held.recorded is not None
    assert held.class_name.startswith("tensorflow.raw_ops.")


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"node_def": "no JSON"},
        {"node_def": {"op": "Split", "attr": {}}},
        {"node_def": {"op": "StridedSlice"}, "constants": {"1": [0]}},
        {"node_def": {"op": "GatherV2"}},
        {"node_def": {"op": 5}},
    ],
)
def test_a_node_that_is_not_whole_is_told(config: dict[str, Any]) -> None:
    with pytest.raises(Unrepresentable):
        named_call(config, [])


def test_a_node_may_be_text() -> None:
    assert op_of({"node_def": '{"op": "Neg"}'}) == "Neg"

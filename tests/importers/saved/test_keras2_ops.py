"""`TFOpLambda` and `SlicingOpLambda`: drawn as what TensorFlow's function computes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model_codegen.analysis import analyse
from model_codegen.design.graph import Layer, Op
from model_codegen.execution.build import build
from model_codegen.importers import from_config

pytestmark = pytest.mark.keras

VECTOR = np.float32([1, 2, 3, 4])
X = np.random.default_rng(3).normal(size=(2, 3, 4)).astype("float32")
Y = np.random.default_rng(4).normal(size=(2, 3, 4)).astype("float32")

ENTIRE = {"start": None, "stop": None, "step": None}
FIRST = {"start": None, "stop": 1, "step": None}


def recorded(function: str, call: Any, class_name: str = "TFOpLambda") -> dict[str, Any]:
    """A model of `x`, `y` and one function of them."""
    layers: list[dict[str, Any]] = [
        {
            "class_name": "InputLayer",
            "config": {"batch_input_shape": [None, 3, 4], "dtype": "float32", "name": name},
            "name": name,
            "inbound_nodes": [],
        }
        for name in "xy"
    ]
    name = f"tf.{function}"
    config = {"name": name, "trainable": True, "dtype": "float32", "function": function}
    layers.append(
        {"class_name": class_name, "config": config, "name": name, "inbound_nodes": [call]}
    )
    return {
        "class_name": "Functional",
        "config": {
            "name": "m",
            "layers": layers,
            "input_layers": [["x", 0, 0], ["y", 0, 0]],
            "output_layers": [[name, 0, 0]],
        },
        "keras_version": "2.8.0",
        "backend": "tensorflow",
    }


CALLS: list[tuple[str, Any, Any]] = [
    ("math.multiply", ["x", 0, 0, {"y": 0.5, "name": None}], X * 0.5),
    ("math.subtract", ["_CONSTANT_VALUE", -1, 1.0, {"y": ["x", 0, 0], "name": None}], 1 - X),
    ("__operators__.add", ["x", 0, 0, {"y": ["y", 0, 0], "name": None}], X + Y),
    ("__operators__.ne", ["x", 0, 0, {"other": 0.0}], X != 0),
    ("math.truediv", ["x", 0, 0, {"y": [1.0, 2.0, 4.0, 8.0]}], X / np.float32([1, 2, 4, 8])),
    ("math.subtract", ["x", 0, 0, {"y": [[[1, 2, 3, 4]]]}], X - VECTOR),
    ("math.add", ["_CONSTANT_VALUE", -1, [1, 2, 3, 4], {"y": ["x", 0, 0]}], X + VECTOR),
    ("concat", [["x", 0, 0, {"axis": -1}], ["y", 0, 0, {"axis": -1}]], np.concatenate([X, Y], -1)),
    ("stack", [["x", 0, 0, {"axis": 1}]], X[:, None]),
    ("convert_to_tensor", ["x", 0, 0, {}], X),
    ("convert_to_tensor", [["x", 0, 0, {}], ["y", 0, 0, {}]], np.stack([X, Y])),
    ("math.reduce_mean", ["x", 0, 0, {"axis": [1, 2], "keepdims": False}], X.mean((1, 2))),
    ("compat.v1.transpose", ["x", 0, 0, {"perm": [0, 2, 1]}], X.transpose(0, 2, 1)),
    ("reshape", ["x", 0, 0, {"shape": [-1, 12]}], X.reshape(-1, 12)),
    ("compat.v1.gather", ["x", 0, 0, {"indices": [2, 0], "axis": 1}], X[:, [2, 0]]),
    ("linalg.matmul", ["x", 0, 0, {"b": ["y", 0, 0], "transpose_b": True}],
     X @ Y.transpose(0, 2, 1)),
    ("cast", ["x", 0, 0, {"dtype": "int32"}], X.astype("int32")),
    ("clip_by_value", ["x", 0, 0, {"clip_value_min": 0, "clip_value_max": 1}], X.clip(0, 1)),
    ("tile", ["x", 0, 0, {"multiples": [1, 2, 1]}], np.tile(X, (1, 2, 1))),
    ("where", ["_CONSTANT_VALUE", -1, True, {"x": ["x", 0, 0], "y": ["y", 0, 0]}], X),
]  # fmt: skip


@pytest.mark.parametrize(("function", "call", "wanted"), CALLS)
def test_a_function_is_drawn_as_what_it_computes(function: str, call: Any, wanted: Any) -> None:
    result = from_config(recorded(function, call))
    assert result.diagnostics == ()
    assert not analyse(result.design).errors
    found = build(result.design)([X, Y])
    np.testing.assert_allclose(np.asarray(found), wanted, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    ("spec", "key"),
    [
        ([ENTIRE, {"start": 1, "stop": None, "step": 2}], np.s_[:, 1::2]),
        ([ENTIRE, -1], np.s_[:, -1]),
        ([{"class_name": "__ellipsis__"}, 0], np.s_[..., 0]),
        ([ENTIRE, None, ENTIRE], np.s_[:, None, :]),
        (FIRST, np.s_[:1]),
    ],
)
def test_an_index_is_an_index(spec: Any, key: Any) -> None:
    call = ["x", 0, 0, {"slice_spec": spec}]
    result = from_config(recorded("__operators__.getitem", call, "SlicingOpLambda"))
    assert result.diagnostics == ()
    np.testing.assert_array_equal(np.asarray(build(result.design)([X, Y])), X[key])


@pytest.mark.parametrize(
    ("function", "call", "reason"),
    [
        ("signal.fft", ["x", 0, 0, {}], "exactly what `tf.signal.fft` does"),
        ("math.cumsum", ["x", 0, 0, {"axis": 1, "reverse": True}], "no argument `reverse`"),
        ("math.multiply", ["x", 0, 0, {"y": [[1.0], [2.0], [3.0]]}], "an array of numbers"),
        ("math.divide", ["_CONSTANT_VALUE", -1, [1.0, 2.0], {"y": ["x", 0, 0]}], "an array of"),
        ("__operators__.ne", ["x", 0, 0, {}], "its call of `not_equal` is not whole"),
        ("concat", [["x", 0, 0, {"axis": 1}], ["_CONSTANT_VALUE", -1, 1.0]], "an array of"),
        ("einsum", ["_CONSTANT_VALUE", -1, "ab,bc", {}], "exactly what `tf.einsum` does"),
        ("", ["x", 0, 0, {}], "exactly what"),
    ],
)
def test_what_keras_has_nothing_for_is_told_at_its_node(
    function: str, call: Any, reason: str
) -> None:
    result = from_config(recorded(function, call))
    (diagnostic,) = result.diagnostics
    name = f"tf.{function}"
    assert (diagnostic.code, diagnostic.nodes) == ("placeholder", (name,))
    assert reason in diagnostic.message
    held = result.design.main.operations[name]
    assert isinstance(held, Layer)
    assert held.recorded is not None
    assert held.class_name.startswith("tensorflow.")


def test_operands_that_are_swapped_before_are_nodes_of_their_own() -> None:
    call = ["x", 0, 0, {"b": ["y", 0, 0], "transpose_a": True, "name": None}]
    graph = from_config(recorded("linalg.matmul", call)).design.main
    assert [o.function for o in graph.operations.values() if isinstance(o, Op)] == [
        "keras.ops.swapaxes",
        "keras.ops.matmul",
    ]

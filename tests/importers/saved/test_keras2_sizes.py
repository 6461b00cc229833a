"""`tf.shape(x)[0]` in a reshape, which Keras 3 needs no function for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model_codegen.design.graph import Layer, Op
from model_codegen.execution.build import build
from model_codegen.importers import from_config

pytestmark = pytest.mark.keras

X = np.arange(48, dtype="float32").reshape(2, 6, 4)


def recorded(
    shape: list[Any], *, axis: Any = 0, of: str = "x", output: str = "tf.reshape"
) -> dict[str, Any]:
    """`tf.reshape(x, shape)`, where `["size", 0, 0]` is `tf.shape(of)[axis]`."""

    def function(name: str, path: str, call: Any) -> dict[str, Any]:
        config = {"name": name, "trainable": True, "dtype": "float32", "function": path}
        kind = "SlicingOpLambda" if path.endswith("getitem") else "TFOpLambda"
        return {"class_name": kind, "config": config, "name": name, "inbound_nodes": [call]}

    layers = [
        {
            "class_name": "InputLayer",
            "config": {"batch_input_shape": [None, 6, 4], "dtype": "float32", "name": "x"},
            "name": "x",
            "inbound_nodes": [],
        },
        function("flat", "reshape", ["x", 0, 0, {"shape": [-1, 4]}]),
        function("shape", "compat.v1.shape", [of, 0, 0, {}]),
        function("size", "__operators__.getitem", ["shape", 0, 0, {"slice_spec": axis}]),
        function("tf.reshape", "reshape", ["x", 0, 0, {"shape": shape}]),
    ]
    ends = {"input_layers": [["x", 0, 0]], "output_layers": [[output, 0, 0]]}
    config = {"name": "m", "layers": layers, **ends}
    return {"class_name": "Functional", "config": config, "keras_version": "2.8.0"}


SIZE = ["size", 0, 0]


@pytest.mark.parametrize(
    ("value", "wanted", "made"),
    [
        (recorded([SIZE, 24]), X.reshape(2, 24), Op("keras.ops.reshape")),
        (recorded([24, SIZE], of="flat", axis=[0]), None, Op("keras.ops.reshape")),
        (
            recorded([SIZE, -1, 2]),
            X.reshape(2, 12, 2),
            Layer("keras.layers.Reshape", "tf.reshape", {"target_shape": [-1, 2]}),
        ),
    ],
)
def test_one_open_size_is_one_that_follows(value: Any, wanted: Any, made: Any) -> None:
    result = from_config(value)
    assert result.diagnostics == ()
    graph = result.design.main
    assert graph.nodes.keys() == {"x", "flat", "tf.reshape"}
    assert graph.operations["tf.reshape"] == made
    if wanted is not None:
        np.testing.assert_array_equal(np.asarray(build(result.design)(X)), wanted)


@pytest.mark.parametrize(
    "value",
    [
        recorded([SIZE, -1, 2], of="flat"),
        recorded([SIZE, -1, 2], axis=1),
        recorded([3, -1, SIZE]),
        recorded([SIZE, SIZE, 2]),
        recorded([SIZE, ["shape", 0, 0], 2]),
        recorded([SIZE, 24], output="size"),
    ],
)
def test_a_size_that_is_needed_is_told(value: Any) -> None:
    result = from_config(value)
    assert [found.nodes for found in result.diagnostics] == [("shape",)]
    assert {"shape", "size"} <= result.design.main.nodes.keys()

"""What was done last to an output."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from model_codegen.analysis import analyse
from model_codegen.analysis.training.final_activation import final_activation
from tests.drafting import block, design, graph, inp, layer, op, ref

pytestmark = pytest.mark.keras

X = {"x": (inp(4),)}
SOFTMAX = layer("Dense", units=3, activation="softmax")


def ending(calls: dict[str, Any], last: str = "y") -> Any:
    drawn = design({**X, **calls}, outputs=ref(last))
    return final_activation(drawn, analyse(drawn).graphs, ref(last))


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        ({"y": (SOFTMAX, "x")}, ("softmax", ("main", "y"))),
        ({"y": (layer("Dense", units=3), "x")}, ("linear", ("main", "y"))),
        ({"y": (layer("Dense", units=3, activation=None), "x")}, ("linear", ("main", "y"))),
        ({"y": (layer("Activation", activation="relu"), "x")}, ("relu", ("main", "y"))),
        ({"y": (layer("Softmax"), "x")}, ("softmax", None)),
        ({"y": (op("sigmoid"), "x")}, ("sigmoid", None)),
        (
            {"d": (SOFTMAX, "x"), "y": (layer("Reshape", target_shape=[3, 1]), "d")},
            ("softmax", ("main", "d")),
        ),
        ({"d": (SOFTMAX, "x"), "y": (op("squeeze"), "d")}, ("softmax", ("main", "d"))),
        ({"d": (SOFTMAX, "x"), "y": (layer("Dropout", rate=0.5), "d")}, None),
        ({"d": (SOFTMAX, "x"), "y": (layer("Add"), ["d", "d"])}, None),
        ({"y": (layer("BatchNormalization"), "x")}, None),
    ],
)
def test_the_layer_that_ends_an_output_tells(calls: dict[str, Any], expected: Any) -> None:
    assert ending(calls) == expected


def test_it_is_looked_for_inside_blocks() -> None:
    inner = graph({**X, "inner": (SOFTMAX, "x")}, outputs=ref("inner"))
    drawn = replace(
        design({**X, "y": (block("head"), "x")}, outputs=ref("y")), models={"head": inner}
    )
    found = final_activation(drawn, analyse(drawn).graphs, ref("y"))
    assert found == ("softmax", ("head", "inner"))


def test_what_is_not_there_ends_in_nothing() -> None:
    drawn = design(X, outputs=ref("x"))
    assert final_activation(drawn, {}, ref("gone")) is None

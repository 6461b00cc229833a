"""A layer's inputs as symbolic tensors: in their structure, with their dtypes."""

from __future__ import annotations

import pytest

from model_codegen.analysis import analyse
from model_codegen.emitters.collect import collect
from model_codegen.emitters.styles.symbolic_inputs import symbolic_inputs
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras

CALLS = {
    "a": (inp(4),),
    "b": (inp(4, dtype="int32"),),
    "sum": (layer("Add"), ["a", "b"]),
}


@pytest.mark.parametrize(
    ("inputs", "wanted"),
    [
        (
            ["a", "b"],
            "[keras.KerasTensor(input_shape[0]), keras.KerasTensor(input_shape[1], dtype='int32')]",
        ),
        (
            {"left": "a", "right": "b"},
            "{'left': keras.KerasTensor(input_shape['left']), "
            "'right': keras.KerasTensor(input_shape['right'], dtype='int32')}",
        ),
    ],
)
def test_each_input_has_its_place_and_dtype(inputs: object, wanted: str) -> None:
    drawn = design(CALLS, inputs)
    assert symbolic_inputs(collect(drawn, analyse(drawn)).main) == wanted

"""Models and layers of the text that `TimeDistributed` calls at every step."""

from __future__ import annotations

import pytest

from model_codegen.analysis import analyse
from model_codegen.design.graph import Layer, SubModel
from model_codegen.emitters import emit
from model_codegen.equivalence.normal_form import normal_form
from model_codegen.importers import from_source

pytestmark = pytest.mark.keras

HEAD = "import keras\nfrom keras import layers\n"

OWN = """
class Gate(layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.left, self.right = layers.Dense(units), layers.Dense(units)

    def call(self, x):
        return self.left(x) * self.right(x)

model = keras.Sequential([keras.Input((5, 8)), layers.TimeDistributed(Gate(3)), layers.LSTM(7)])
"""

CODE = """
class Scale(layers.Layer):
    def build(self, shape):
        self.scale = self.add_weight(shape=(shape[-1],), initializer="ones")

    def call(self, x):
        return x * self.scale

model = keras.Sequential([keras.Input((5, 8)), layers.TimeDistributed(Scale())])
"""


def test_a_layer_of_the_text_is_followed_for_one_step() -> None:
    result = from_source(HEAD + OWN)
    assert result.diagnostics == ()
    (held,) = result.design.operations.values()
    assert isinstance(held, SubModel)
    analysis = analyse(result.design)
    assert (analysis.errors, analysis.total_params) == ((), 2 * (8 * 3 + 3) + 4 * 7 * (3 + 7 + 1))


def test_what_cannot_be_followed_keeps_its_code() -> None:
    result = from_source(HEAD + CODE)
    (held,) = result.design.operations.values()
    assert isinstance(held, Layer)
    assert held.recorded is not None
    assert (result.diagnostics, held.class_name, held.recorded.params) == ((), "Scale", 8)
    assert "class Scale" in result.design.code
    assert analyse(result.design).total_params == 8
    again = from_source(emit(result.design, "functional").text)
    assert normal_form(again.design) == normal_form(result.design)


def test_a_bare_call_shares_what_a_wrapper_holds() -> None:
    text = (
        CODE.partition("model =")[0]
        + """
x, scale = keras.Input((5, 8)), Scale()
y = scale(layers.TimeDistributed(scale)(x))
model = keras.Model(x, y)
"""
    )
    design = from_source(HEAD + text).design
    assert [node.operation for node in design.main.nodes.values()][-1] == "scale"
    assert design.main.operations["time_distributed"].config == {"layer": {"operation": "scale"}}
    assert analyse(design).total_params == 8


def test_what_cannot_be_kept_is_a_placeholder_that_says_why() -> None:
    kept, _, model = CODE.partition("\nmodel = ")
    inside = "\ndef make():" + kept.replace("\n", "\n    ") + "\n    return Scale()\nmodel = "
    result = from_source(HEAD + inside + model.replace("Scale()", "make()"))
    (layer,) = [
        operation
        for operation in result.design.main.operations.values()
        if isinstance(operation, Layer) and operation.class_name.endswith("TimeDistributed")
    ]
    assert layer.recorded is not None
    assert "what it holds cannot be drawn" in layer.recorded.reason
    assert [found.code for found in result.diagnostics] == ["placeholder"]


def test_a_model_without_its_inputs_says_so_and_loses_nothing_else() -> None:
    text = (
        "model = keras.Sequential([keras.Input((4,)), layers.TimeDistributed(5), layers.Dense(2)])"
    )
    design = from_source(HEAD + text).design
    assert len(design.main.operations) == 3

"""What a person is told of several models of one text."""

from __future__ import annotations

import pytest

from model_codegen.importers import from_source

pytestmark = pytest.mark.keras

HEAD = "import keras\nfrom keras import layers\n"


def test_models_of_one_variable_are_told_apart() -> None:
    text = f"""{HEAD}
model = keras.Sequential([keras.Input((4,)), layers.Dense(8), layers.Dense(1)])
model.compile("adam")
model = keras.Sequential(
    [layers.Conv2D(8, 3), layers.Flatten()])
model = keras.Sequential([layers.Dense(2)], name="last")
other = keras.Sequential([layers.Dense(2)])
"""
    told = [(one.title, one.line, one.layers, one.likely) for one in from_source(text).offers]
    assert told == [
        ("model", 4, ("Dense 8", "Dense 1"), True),
        ("model", 6, ("Conv2D 8", "Flatten"), False),
        ("model", 8, ("Dense 2",), False),
        ("other", 9, ("Dense 2",), False),
    ]


def test_an_object_of_a_class_is_told_by_its_class() -> None:
    text = f"""{HEAD}
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.first = layers.Dense(3)
        self.rest = [layers.Dense(4), layers.Dropout(0.1)]
    def call(self, x):
        x = self.first(x)
        for layer in self.rest:
            x = layer(x)
        return x

net = Net()
inputs = keras.Input((5,))
outputs = keras.ops.relu(inputs)
chain = keras.Model(inputs, outputs)
"""
    net, chain = from_source(text).offers
    assert (net.title, net.kind, net.layers) == ("net", "Net", ("Dense 3", "Dense 4", "Dropout"))
    assert (chain.kind, chain.layers, chain.count) == ("Functional", ("ops.relu",), 1)


def test_of_one_model_nothing_is_asked() -> None:
    assert from_source(f"{HEAD}m = keras.Sequential([layers.Dense(2)])").offers == ()


def test_models_that_one_line_makes_again_and_again_are_one() -> None:
    text = f"""{HEAD}
def build(units):
    return keras.Sequential([keras.Input((4,)), layers.Dense(units)])
model = build(2)
model.compile("adam")
model = build(2)
model.fit()
model = build(3)
"""
    result = from_source(text)
    assert len(result.models) == 3
    told = [(one.layers, one.likely) for one in result.offers]
    assert told == [(("Dense 2",), True), (("Dense 3",), False)]
    same = from_source(text.replace("build(3)", "build(2)"))
    assert len(same.models) == 3
    assert same.offers == ()

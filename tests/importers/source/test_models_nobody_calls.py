"""Models that a text makes or describes, and does not call."""

from __future__ import annotations

import pytest

from model_codegen.analysis import analyse
from model_codegen.design.graph import TensorRef
from model_codegen.importers import from_source
from tests.importers.source.readings import HEAD, classes, config, warnings

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    ("signature", "first", "names"),
    [
        ("inputs", "a, b = inputs", ["a", "b"]),
        ("inputs", "a, b = inputs['left'], inputs['right']", ["left", "right"]),
        ("a, b, training=False", "pass", ["a", "b"]),
        ("inputs", "a = b = inputs", ["input_layer"]),
    ],
)
def test_a_model_that_nobody_calls_tells_its_inputs(
    signature: str, first: str, names: list[str]
) -> None:
    result = from_source(f"""{HEAD}
class Pair(keras.Model):
    def __init__(self):
        super().__init__()
        self.merge = layers.Concatenate()
    def call(self, {signature}):
        {first}
        return self.merge([a, b])
model = Pair()
""")
    main = result.design.main
    inputs = [key for key, made in main.operations.items() if "Input" in str(made)]
    assert [main.operations[key].name for key in inputs] == names  # type: ignore[union-attr]
    merged = main.nodes["concatenate"].args[0]
    assert isinstance(merged, list)
    assert {ref.node for ref in merged if isinstance(ref, TensorRef)} == set(inputs)


def test_of_functions_that_nobody_calls_every_model_can_be_chosen() -> None:
    result = from_source(f"""{HEAD}
def block(x, units):
    return layers.Dense(units)(layers.Flatten()(x))

def small_model():
    x = keras.Input((4, 4))
    return keras.Model(x, block(x, 2))

def large_model():
    base = small_model()
    return keras.Sequential([base, layers.Dense(8)])

def other_model(units):
    return keras.Sequential([keras.Input((4,)), layers.Dense(3), layers.Dense(units)])

other_model = KerasClassifier(build_fn=other_model, epochs=100)
""")
    assert result.models == ("large_model", "other_model")
    assert [*result.design.main.nodes] == ["input_layer", "dense", "dense_1"]
    assert len(warnings(result)) == 1  # of the units
    large = from_source(
        "import keras\ndef a():\n    return keras.Sequential([keras.layers.Dense(1)])\n"
        "def b():\n    return keras.Sequential([keras.layers.Dense(2)])\n",
        "a",
    )
    assert config(large, "dense") == {"units": 1}


def test_a_class_that_only_holds_a_model_is_made() -> None:
    result = from_source(f"""{HEAD}
class GAN:
    def __init__(self, shape, latent=8):
        self.generator = self.build_generator(latent)
    def build_generator(self, latent):
        return keras.Sequential([keras.Input((latent,)), layers.Dense(16)])
""")
    assert classes(result) == ["Input", "Dense"]
    assert warnings(result) == []


@pytest.mark.parametrize(
    ("made", "name"),
    [
        ("model = keras.applications.ResNet50(weights='imagenet')", "resnet50"),
        ("base = keras.applications.MobileNet(include_top=False)\nbase.predict(x)", "mobilenet"),
    ],
)
def test_a_model_of_the_applications_alone(made: str, name: str) -> None:
    result = from_source(f"import keras\n{made}\n")
    assert result.models == (made.partition(" ")[0],)
    main = result.design.main
    assert len(main.nodes) == 2
    assert any(name in key for key in main.nodes)
    assert not analyse(result.design).errors

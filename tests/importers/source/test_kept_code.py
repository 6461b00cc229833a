"""Text with layers, functions and initializers of its own gives a design that keeps their code."""

from __future__ import annotations

from typing import Any

import pytest

import model_codegen as mc
from fidelity.own_texts import TEXTS as OWN
from model_codegen.design.custom_layers import custom_layers
from model_codegen.design.graph import Design, Layer, Recorded
from model_codegen.equivalence.normal_form import normal_form
from model_codegen.verify.prove import prove
from tests.custom import spec

pytestmark = pytest.mark.keras

VAE = '''
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

latent_dim = 2
(x_train, _), _ = keras.datasets.mnist.load_data()


class Sampling(layers.Layer):
    """Uses (z_mean, z_log_var) to sample z, the vector encoding a digit."""

    def call(self, inputs):
        z_mean, z_log_var = inputs
        batch = tf.shape(z_mean)[0]
        epsilon = tf.random.normal(shape=(batch, tf.shape(z_mean)[1]))
        return z_mean + tf.exp(0.5 * z_log_var) * epsilon


x = keras.Input(shape=(28,))
z_mean = layers.Dense(latent_dim, name="z_mean")(x)
z_log_var = layers.Dense(latent_dim, name="z_log_var")(x)
z = Sampling()([z_mean, z_log_var])
encoder = keras.Model(x, [z_mean, z_log_var, z], name="encoder")
'''

TEXTS = OWN | {"vae": VAE}
POSITIONS, SCALES, CELLS, FUNCTIONS = OWN
PARAMS = {"vae": 116, POSITIONS: 1937, SCALES: 72, CELLS: 266, FUNCTIONS: 31}


@pytest.fixture(scope="module")
def designs() -> dict[str, Design]:
    found = {}
    for name, text in TEXTS.items():
        result = mc.from_source(text)
        assert not [d.message for d in result.diagnostics if d.severity != "advice"], name
        found[name] = result.design
    return found


def recorded(design: Design, operation: str) -> Recorded | None:
    layer = design.main.operations[operation]
    assert isinstance(layer, Layer)
    return layer.recorded


@pytest.mark.parametrize("name", TEXTS)
def test_it_is_what_keras_builds_and_every_form_computes_the_same(
    name: str, designs: dict[str, Design]
) -> None:
    design = designs[name]
    analysis = mc.analyse(design)
    assert not [d for d in analysis.diagnostics if d.severity != "advice"]
    assert analysis.total_params == PARAMS[name]
    report = prove(design, trust_code=True)
    assert report.agrees
    assert report.styles[0].params == PARAMS[name]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("style", ["functional", "subclass"])
def test_its_source_reads_back(name: str, style: str, designs: dict[str, Design]) -> None:
    again = mc.from_source(mc.emit(designs[name], style, fold=True).text).design
    assert normal_form(again) == normal_form(designs[name])


def test_only_what_the_classes_need_is_kept(designs: dict[str, Design]) -> None:
    assert designs["vae"].code.partition("class")[0] == (
        "import tensorflow as tf\nfrom keras import layers\n\n\n"
    )
    assert designs[POSITIONS].code.startswith("import keras\n\n\nclass PositionalEmbedding(keras.")
    assert "INIT" not in designs[SCALES].code


def test_following_the_code_tells_shapes_and_weights(designs: dict[str, Design]) -> None:
    found = recorded(designs[CELLS], "rnn")
    assert found is not None
    assert (found.outputs, found.params) == ((spec(None, None, 8),), 248)
    assert found.inputs == (spec(None, None, 5),)
    vae = recorded(designs["vae"], "sampling")
    assert vae is not None
    assert vae.outputs == (spec(None, 2),)


def test_arguments_are_those_of_the_constructor(designs: dict[str, Design]) -> None:
    configs: dict[str, Any] = {
        key: layer.config
        for design in designs.values()
        for key, layer in design.main.operations.items()
        if isinstance(layer, Layer) and layer.recorded
    }
    assert configs["positional_embedding"] == {"length": 20, "size": 100, "dim": 16}
    assert configs["dense"]["activation"] == {"function": "mish2"}
    assert configs["dense"]["kernel_initializer"] == {
        "class_name": "Even",
        "config": {"scale": 0.2},
    }
    assert configs["gate"] == {"act": {"function": "keras.activations.tanh"}}
    node = designs[FUNCTIONS].main.nodes["gate"]
    assert (len(node.args), sorted(node.kwargs)) == (1, ["b", "flip"])


SECOND = """
import keras
class Twice(keras.layers.Layer):
    def call(self, x):
        return some_function_of_nobody(x)
{more}
i = keras.Input((3,))
model = keras.Model(i, keras.layers.Dense(2)(Twice({given})(i)))
"""


@pytest.mark.parametrize(
    ("more", "given"),
    [
        ("f = Twice", "unknown_thing()"),
        ("model_before = None\nclass Other: ...", "lambda x: x"),
    ],
)
def test_what_cannot_be_told_leaves_a_placeholder(more: str, given: str) -> None:
    design = mc.from_source(SECOND.format(more=more, given=given)).design
    assert custom_layers(design) == {}
    assert design.code == ""


def test_a_class_that_another_takes_the_place_of_is_not_kept() -> None:
    text = SECOND.format(more="", given="") + "\nclass Twice(keras.layers.Layer):\n    pass\n"
    assert mc.from_source(text).design.code == ""


def test_unknown_outputs_are_told_with_what_to_do() -> None:
    design = mc.from_source(SECOND.format(more="", given="")).design
    assert custom_layers(design) == {"main": {"twice": {"Twice"}}}
    (told,) = [d for d in mc.analyse(design).diagnostics if d.code == "custom-code"]
    assert told.message.startswith("What `twice` returns is not known before its code has run")


def test_a_name_that_source_needs_is_an_error() -> None:
    text = SECOND.format(more="", given="").replace("(x)\n", "(x) + ops\nops = 3\n", 1)
    design = mc.from_source(text).design
    (told,) = mc.analyse(design).errors
    assert told.code == "custom-code"
    assert "`ops`" in told.message


LAMBDA = """
import keras
from keras import layers
import tensorflow as tf
SPREAD = 0.5
def sampling(args, factor=1.0):
    mean, spread = args
    return mean + factor * tf.exp(SPREAD * spread) * tf.random.normal(tf.shape(mean))
i = keras.Input((4,))
both = [layers.Dense(2)(i), layers.Dense(2)(i)]
z = layers.Lambda(sampling, output_shape=(2,), arguments={"factor": 0.1}, name="z")(both)
model = keras.Model(i, z)
"""


def test_a_lambda_keeps_the_code_of_its_function() -> None:
    result = mc.from_source(LAMBDA)
    assert not [d for d in result.diagnostics if d.severity != "advice"]
    assert "SPREAD = 0.5" in result.design.code
    found = recorded(result.design, "z")
    assert found is not None
    assert found.outputs == (spec(None, 2),)
    text = mc.emit(result.design, "functional").text
    assert "layers.Lambda(sampling, output_shape=(2,), arguments=" in " ".join(text.split())
    assert normal_form(mc.from_source(text).design) == normal_form(result.design)
    assert prove(result.design, trust_code=True).agrees

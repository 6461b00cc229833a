"""Calls of functions and classes of Keras and TensorFlow, by their path."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.keras.op_calls import shapes
from model_codegen.importers.source.values import LayerMade, Made, Name, Tensor, Value
from tests.importers.source.interpreter.held_to_python import follow, reason_of, value_of

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("keras.backend.epsilon()", 1e-7), ("keras.config.floatx()", "float32"),
        ("keras.backend.image_data_format()", "channels_last"),
        ("keras.initializers.get('he_normal')", "he_normal"),
        ("keras.regularizers.get(identifier=None)", None),
        ("keras.activations.get('relu')", Name("keras.activations.relu")),
        ("keras.regularizers.L2(0.1)", Made("keras.regularizers.L2", {"l2": 0.1})),
        ("keras.DTypePolicy('mixed_float16')",
         Made("keras.DTypePolicy", {"name": "mixed_float16"})),
        ("keras.backend.int_shape(x)", (None, 8, 8, 3)), ("ops.ndim(x)", 4),
        ("keras.backend.dtype(x)", "float32"), ("keras.utils.set_random_seed(3)", None),
        ("keras.backend.get_uid('a'), keras.backend.get_uid('a')", (1, 2)),
    ],
)  # fmt: skip
def test_what_a_function_returns(text: str, value: Value) -> None:
    assert (
        follow(f"x = keras.Input((8, 8, 3))\nfound = {text}").program.module.values["found"]
        == value
    )


@pytest.mark.parametrize(
    ("kernel", "shape"), [("3", "(None, 7, 8, 3)"), ("(3, 5)", "(None, 8, 8, 3)")]
)
def test_paddings_are_those_of_keras(kernel: str, shape: str) -> None:
    import keras
    from keras.src.applications import imagenet_utils

    text = f"keras.applications.imagenet_utils.correct_pad(x, {kernel})"
    found = follow(f"x = keras.Input({shape}[1:])\nfound = {text}").program.module.values["found"]
    expected = imagenet_utils.correct_pad(keras.Input(eval(shape)[1:]), eval(kernel))
    assert found == expected


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("keras.layers.concatenate([x, x])", "keras.layers.Concatenate"),
        ("keras.activations.relu(x)", "keras.ops.relu"),
        ("keras.applications.xception.preprocess_input(x)", "keras.ops.subtract"),
        ("keras.applications.vgg16.preprocess_input(x)",
         "keras.applications.vgg16.preprocess_input"),
        ("keras.backend.stop_gradient(x)", "keras.ops.stop_gradient"),
    ],
)  # fmt: skip
def test_what_is_called_on_a_tensor(text: str, path: str) -> None:
    reading = follow(f"x = keras.Input((8, 8, 3))\nfound = {text}")
    found = reading.program.module.values["found"]
    assert isinstance(found, Tensor)
    assert getattr(found.call.operation, "path", "") == path
    assert shapes(reading, found)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("keras.models.clone_model(3)", "a copy of a model is not followed"),
        ("layers.Lambda(nowhere)", "what a `Lambda` does is not known"),
        ("keras.utils.plot_model(3)", "`keras.utils.plot_model` is not run"),
        ("keras.KerasTensor(nowhere)", "`nowhere` is not defined in this text"),
    ],
)
def test_what_is_not_followed_has_a_reason(text: str, reason: str) -> None:
    assert reason_of(text) == reason


def test_a_tensor_of_keras_is_an_input() -> None:
    found = value_of("keras.KerasTensor((2, 3), dtype='int32', sparse=True)")
    assert isinstance(found, Tensor)
    made = found.call.operation
    assert isinstance(made, LayerMade)
    assert made.config == {"shape": (3,), "batch_size": 2, "sparse": True}
    assert (made.name, made.dtype) == ("found", "int32")  # named after its variable

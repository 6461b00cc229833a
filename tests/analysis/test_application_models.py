"""Models of `keras.applications` as single calls, against the models that Keras builds."""

from __future__ import annotations

import math
from typing import Any

import keras
import pytest

from model_codegen.analysis import Analysis, analyse
from model_codegen.analysis.application_models import application, given_names
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, TensorRef
from model_codegen.keras_bridge.applications import without_weights
from model_codegen.keras_bridge.symbolic_scope import symbolic_scope

pytestmark = pytest.mark.keras

BODY: dict[str, Any] = {"include_top": False, "weights": None}


def drawn(
    model: str,
    config: dict[str, Any],
    *shape: int | None,
    policy: str = "float32",
    dtype: str | None = None,
    call: dict[str, Any] | None = None,
    **fields: Any,
) -> Design:
    """One image that goes into a model."""
    operations = {
        "image": Layer("keras.Input", "image", {"shape": list(shape)}, dtype),
        "base": Layer(f"keras.applications.{model}", "base", config, **fields),
    }
    nodes = {"image": Node("image"), "base": Node("base", (TensorRef("image"),), call or {})}
    return Design("it", ModelGraph("it", operations, nodes, "image"), dtype_policy=policy)


def answer(analysis: Analysis) -> tuple[Any, str, int, int]:
    """Shape and dtype of the result, parameters and those that train."""
    (spec,) = analysis.nodes["base"].outputs or ()
    base = analysis.operations["base"]
    return spec.shape, spec.dtype, base.params, base.trainable_params


def error(design: Design) -> Diagnostic:
    (found,) = analyse(design).errors
    return found


@pytest.mark.parametrize(
    ("model", "config", "shape"),
    [
        ("MobileNetV2", {"alpha": 0.35}, (224, 224, 3)),
        ("MobileNetV2", {**BODY, "alpha": 0.35}, (64, 96, 3)),
        ("MobileNetV2", {**BODY, "alpha": 0.35}, (None, None, 3)),
        ("MobileNet", {"alpha": 0.25, "weights": None, "input_shape": [64, 64, 1]}, (64, 64, 1)),
        ("EfficientNetB0", {**BODY, "pooling": "avg"}, (70, 70, 3)),
        ("ConvNeXtTiny", BODY, (64, 64, 3)),
    ],
)
def test_the_answer_is_keras_own(
    model: str, config: dict[str, Any], shape: tuple[int | None, ...]
) -> None:
    arguments = {k: tuple(v) if isinstance(v, list) else v for k, v in config.items()}
    with symbolic_scope("float32"), without_weights():
        base = getattr(keras.applications, model)(**arguments, name="base")
        inputs = keras.Input(shape)
        built = keras.Model(inputs, base(inputs))
    trainable = sum(math.prod(weight.shape) for weight in built.trainable_weights)
    expected = (built.output.shape, built.output.dtype, built.count_params(), trainable)
    analysis = analyse(drawn(model, config, *shape))
    assert answer(analysis) == expected
    assert analysis.total_params == built.count_params()
    weights = analysis.operations["base"].weights or ()
    assert [weight.shape for weight in weights] == [tuple(w.shape) for w in built.weights]
    assert [weight.path for weight in weights] == [
        weight.path.replace("base_", f"{model.lower().replace('convnext', 'convnext_')}_")
        for weight in built.weights
    ]


def test_it_is_frozen_wholly_or_in_part_as_in_keras() -> None:
    config = {**BODY, "alpha": 0.25}
    for last in (0, 1, 7, 40, 1000):
        with symbolic_scope("float32"):
            model = keras.applications.MobileNet(include_top=False, weights=None, alpha=0.25)
        for layer in model.layers[:-last] if last else model.layers:
            layer.trainable = False
        expected = sum(math.prod(weight.shape) for weight in model.trainable_weights)
        found = analyse(drawn("MobileNet", config, 64, 64, 3, trainable_layers=last))
        assert found.trainable_params == expected, last
        assert found.non_trainable_params == model.count_params() - expected
        weights = found.operations["base"].weights or ()
        flags = {id(weight): weight.trainable for weight in model.weights}
        assert [w.trainable for w in weights] == [flags[id(w)] for w in model.weights]
    frozen = analyse(drawn("MobileNet", config, 64, 64, 3, trainable=False, trainable_layers=7))
    assert frozen.trainable_params == 0


def test_it_follows_the_designs_policy() -> None:
    config = {**BODY, "alpha": 0.25}
    found = analyse(drawn("MobileNet", config, 64, 64, 3, policy="mixed_float16"))
    base = found.operations["base"]
    assert answer(found)[1] == "float16"
    assert (base.compute_dtype, base.variable_dtype) == ("float16", "float32")
    (warning,) = [d for d in found.diagnostics if d.code == "low-precision-head"]
    assert "let a layer with the dtype float32 end the model" in warning.message
    assert warning.fix is None


def test_an_image_of_bytes_is_taken() -> None:
    found = analyse(drawn("MobileNet", {**BODY, "alpha": 0.25}, 64, 64, 3, dtype="uint8"))
    assert answer(found)[:2] == ((None, 2, 2, 256), "float32")


def test_other_calls_and_flags_make_no_other_model() -> None:
    config = {**BODY, "alpha": 0.25, "pooling": "max"}
    analyse(drawn("MobileNet", config, 64, 64, 3))
    before = application.cache_info().misses
    for call in ({"training": False}, {"training": True}):
        for fields in ({}, {"trainable": False}, {"trainable_layers": 3}):
            analyse(drawn("MobileNet", config, 96, 32, 3, call=call, **fields))
    assert application.cache_info().misses == before
    again = drawn("MobileNet", {**config, "pooling": "avg"}, 64, 64, 3)
    analyse(again)
    assert application.cache_info().misses == before + 1


def test_its_layers_use_up_automatic_names() -> None:
    layer = Layer("keras.applications.EfficientNetB0", "x", {"include_top": False})
    names = given_names(layer, "float32")
    assert names.own == "efficientnetb0"
    assert {name: names.taken[name] for name in ("rescaling", "normalization", "input_layer")} == {
        "rescaling": 2,
        "normalization": 1,
        "input_layer": 1,
    }


def test_weights_that_do_not_fit_are_told_of_before_they_are_asked_for() -> None:
    found = error(drawn("MobileNetV2", {"classes": 10}, 224, 224, 3))
    assert (found.code, found.nodes) == ("invalid-config", ("base",))
    assert "`classes` should be 1000" in found.message
    found = error(drawn("MobileNetV2", {"weights": "model.weights.h5"}, 224, 224, 3))
    assert found.message.startswith('`base.weights` must be "imagenet" or None')


def test_an_image_of_another_size_can_be_mended_by_one_click() -> None:
    config = {**BODY, "alpha": 0.25, "input_shape": [64, 64, 3]}
    found = error(drawn("MobileNet", config, 128, 128, 3))
    assert found.message == (
        "`base` (MobileNet) cannot take `image` (None, 128, 128, 3): "
        "it expects shape (None, 64, 64, 3), not (None, 128, 128, 3)"
    )
    assert found.fix is not None
    assert found.fix.title == "Make `base` for (128, 128, 3)"
    where = "/main/operations/base/config/input_shape"
    assert found.fix.patch == ({"op": "add", "path": where, "value": [128, 128, 3]},)


def test_with_a_head_for_imagenet_the_image_is_resized() -> None:
    found = error(drawn("MobileNet", {}, 100, 90, 3))
    assert found.fix is not None
    assert found.fix.title == "Insert a Resizing to 224x224 after `image`"


@pytest.mark.parametrize("shape", [(64, 64, 1), (64,), (2, 64, 64, 3)])
def test_what_is_no_such_image_is_refused(shape: tuple[int, ...]) -> None:
    found = error(drawn("MobileNet", {"alpha": 0.25}, *shape))
    assert f"it expects shape (None, 224, 224, 3), not {(None, *shape)}" in found.message


def test_its_call_takes_training_and_nothing_else() -> None:
    config = {**BODY, "alpha": 0.25}
    found = error(drawn("MobileNet", config, 64, 64, 3, call={"foo": 1}))
    assert "its call has no argument `foo`" in found.message

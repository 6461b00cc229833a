"""Models: Functional and Sequential ones, made and called."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.keras.model_calls import is_input, title_of
from model_codegen.importers.source.keras.op_calls import shapes
from model_codegen.importers.source.values import LayerMade, Model, Tensor, Value
from tests.importers.source.interpreter.held_to_python import follow, reason_of, value_of


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("build_unet_model", "unet"), ("make_generator", "generator"), ("build_model", ""),
        ("create_head", "head"), ("train", ""),
    ],
)  # fmt: skip
def test_what_a_function_builds_is_in_its_name(name: str, title: str) -> None:
    assert title_of(name) == title


@pytest.mark.keras
@pytest.mark.parametrize(
    ("text", "inputs", "outputs"),
    [
        ("keras.Sequential([keras.Input((3,)), layers.Dense(2)])", (None, 3), (None, 2)),
        ("keras.Sequential([layers.Dense(2, input_shape=(3,))])", (None, 3), (None, 2)),
        ("keras.Sequential([layers.Dense(2, batch_input_shape=(7, 3))])", (7, 3), (7, 2)),
        ("keras.Sequential([keras.Sequential([x, layers.Dense(2)])])", (None, 3), (None, 2)),
        ("keras.Model(x, layers.Dense(2)(x))", (None, 3), (None, 2)),
        ("keras.Model(inputs=[x, y], outputs={'b': x, 'a': (y, x)})", [(None, 3), (None, 4)],
         {"b": (None, 3), "a": ((None, 4), (None, 3))}),
    ],
)  # fmt: skip
def test_a_model_has_its_ends(text: str, inputs: Value, outputs: Value) -> None:
    reading = follow(f"x, y = keras.Input((3,)), keras.Input((4,))\nfound = {text}")
    found = reading.program.module.values["found"]
    assert isinstance(found, Model)
    assert (shapes(reading, found.inputs), shapes(reading, found.outputs)) == (inputs, outputs)


@pytest.mark.keras
def test_a_sequential_without_an_input_is_built_when_it_is_called() -> None:
    values = follow(
        "m = keras.Sequential([layers.Dense(2)])\nfound = m(keras.Input((3,)))"
    ).program.module.values
    made, found = values["m"], values["found"]
    assert isinstance(made, Model)
    assert isinstance(made.inputs, Tensor)
    assert is_input(made.inputs)
    assert isinstance(found, Tensor)
    assert found.call.operation is made


@pytest.mark.keras
def test_a_model_may_be_frozen_as_it_is_made() -> None:
    found = value_of("keras.Sequential([layers.Dense(2)], trainable=False, name='a')")
    assert isinstance(found, Model)
    assert (found.trainable, found.name, found.automatic) == (False, "a", False)
    assert isinstance(found.layers[0], LayerMade)


@pytest.mark.keras
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("keras.Model()", "a model is made without inputs or outputs"),
        ("keras.Sequential([layers.Dense(2)], name='a')(3)", "`a` is called on data"),
    ],
)
def test_what_is_not_known_has_a_reason(text: str, reason: str) -> None:
    assert reason_of(text) == reason


@pytest.mark.keras
def test_layers_that_are_not_known_are_reported() -> None:
    report = follow("m = keras.Sequential(nowhere, name='a')").report
    assert report.troubles[1].startswith("the layers of `a` are not known")

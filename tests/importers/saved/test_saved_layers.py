"""One serialized layer at a time, as a design has it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from model_codegen.design.graph import Layer, Recorded, TensorSpec
from model_codegen.importers.import_result import Unrepresentable
from model_codegen.importers.saved.saved_layers import (
    class_path,
    design_policy,
    placeholder,
    read_input,
    read_layer,
    why_foreign,
)


def saved(class_name: str, module: str | None = "keras.layers", **config: Any) -> dict[str, Any]:
    return {"class_name": class_name, "module": module, "config": config}


def policies(*names: Any) -> str:
    return design_policy([saved("Dense", dtype=name) for name in names])


@pytest.mark.keras
def test_the_policy_is_what_most_layers_have() -> None:
    assert policies("mixed_float16", "float32", "mixed_float16") == "mixed_float16"
    policy = saved("DTypePolicy", "keras", name="bfloat16")
    assert policies(policy, policy, "float32") == "bfloat16"


@pytest.mark.keras
def test_of_several_policies_as_common_float32_is_taken_then_the_first_by_name() -> None:
    assert policies("mixed_float16", "float32") == "float32"
    assert policies("mixed_float16", "bfloat16") == "bfloat16"


@pytest.mark.keras
def test_inputs_and_policies_without_a_name_do_not_count() -> None:
    assert policies(None, {"class_name": "Strange"}) == "float32"
    inputs = [saved("InputLayer", dtype="int32")] * 3
    assert design_policy([*inputs, saved("Dense", dtype="float16")]) == "float16"
    assert design_policy([]) == "float32"


@pytest.mark.parametrize(
    ("config", "layer"),
    [
        ({"batch_shape": [None, 3], "dtype": "float32"}, Layer("keras.Input", "x", {"shape": [3]})),
        ({"batch_input_shape": [None]}, Layer("keras.Input", "x", {"shape": []})),
        (
            {"batch_shape": [8, None], "dtype": "int32", "sparse": True, "ragged": False},
            Layer(
                "keras.Input",
                "x",
                {"shape": [None], "batch_size": 8, "sparse": True},
                dtype="int32",
            ),
        ),
        ({"batch_shape": "wide", "dtype": 3}, Layer("keras.Input", "x")),
    ],
)
def test_an_input_is_read(config: dict[str, Any], layer: Layer) -> None:
    assert read_input(saved("InputLayer", **config), "x") == layer


def test_a_placeholder_keeps_what_the_file_recorded() -> None:
    outputs = (TensorSpec((None, 2), "float32"),)
    value = saved("Antirectifier", "mine.layers", scale=2, name="a", trainable=False, dtype="f")
    assert placeholder(value | {"params": 7}, "a", outputs, "it is foreign") == Layer(
        "mine.layers.Antirectifier",
        "a",
        {"scale": 2},
        trainable=False,
        recorded=Recorded(outputs, 7, "it is foreign"),
    )


@pytest.mark.parametrize("params", [None, -1, True, 2.5, "7"])
def test_a_size_that_makes_no_sense_is_none(params: Any) -> None:
    made = placeholder(saved("A") | {"params": params}, "a", (), "")
    assert made.recorded is not None
    assert made.recorded.params == 0


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"module": "mine.layers", "class_name": "A"}, "mine.layers.A"),
        ({"module": None, "class_name": "A", "registered_name": "mine>A"}, "mine.A"),
        ({"module": None, "class_name": "A", "registered_name": "A"}, "A"),
        ({"module": "a b", "class_name": "C;import os"}, "a_b.C_import_os"),
        ({"module": 3, "class_name": "Ä"}, "_"),
        ({"module": "m", "class_name": "x-" * 500}, ("m." + "x_" * 500)[:200]),
    ],
)
def test_a_class_has_a_dotted_path_whatever_the_file_says(value: Any, path: str) -> None:
    assert class_path(value) == path


@pytest.mark.keras
def test_a_layer_of_keras_is_read_and_what_cannot_be_kept_is_told() -> None:
    config = {
        "name": "d", "trainable": False, "dtype": "mixed_float16", "units": 3, "use_bias": True,
        "implementation": 2, "strange": 1, "nothing": None,
    }  # fmt: skip
    layer, lost = read_layer(saved("Dense", **config), "head", "float32")
    assert layer == Layer(
        "keras.layers.Dense", "head", {"units": 3}, dtype="mixed_float16", trainable=False
    )
    assert lost == ["strange"]
    followed, _ = read_layer(saved("Dense", **config), "head", "mixed_float16")
    assert followed.dtype is None


@pytest.mark.keras
def test_layers_that_are_alike_are_read_once_and_stay_apart() -> None:
    value = saved(
        "Dense", name="d", units=3, activation={**saved("ReLU"), "module": "keras.layers"}
    )
    one, _ = read_layer(value, "one", "float32", shares=False)
    other, _ = read_layer({**value}, "other", "float32", shares=False)
    assert one == replace(read_layer(value, "one", "float32")[0], name="one")
    assert replace(other, name="one") == one
    assert other.config is not one.config


@pytest.mark.keras
def test_a_layer_that_is_not_of_keras_says_why() -> None:
    with pytest.raises(Unrepresentable, match="not one of Keras' own layers"):
        read_layer(saved("Antirectifier"), "a", "float32")
    assert why_foreign(saved("Antirectifier")) == (
        "`Antirectifier` is not one of Keras' own layers, and a file holds no code"
    )
    assert "carries code of its own" in why_foreign(saved("Lambda"))
    assert "holds no code" in why_foreign(saved("Lambda", "mine"))

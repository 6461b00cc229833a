"""From a document's layer to a live one; nothing hostile gets through, no internals get out."""

from __future__ import annotations

from typing import Any

import keras
import pytest

from model_codegen import catalogue
from model_codegen.catalogue import ConfigError
from model_codegen.catalogue.construction import decode, sentence
from model_codegen.design.graph import Layer

pytestmark = [pytest.mark.keras, pytest.mark.usefixtures("keras_catalogue")]


def make(name: str, config: dict[str, Any], **fields: Any) -> Any:
    return catalogue.construct(Layer(f"keras.layers.{name}", "it", config, **fields), "float32")


def refusal(path: str, config: dict[str, Any], **fields: Any) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        catalogue.construct(Layer(path, "it", config, **fields), "float32")
    assert str(caught.value) == caught.value.message
    assert "keras.src" not in caught.value.message or "keras.src" in path
    assert "\n" not in caught.value.message
    return caught.value


def test_name_dtype_and_trainable_are_the_layers_own() -> None:
    layer = make("Dense", {"units": 3}, dtype="mixed_bfloat16", trainable=False)
    assert (layer.name, layer.dtype_policy.name, layer.trainable) == ("it", "mixed_bfloat16", False)
    assert layer.built is False


def test_the_designs_policy_holds_where_a_layer_has_none() -> None:
    layer = catalogue.construct(Layer("keras.layers.Dense", "d", {"units": 3}), "mixed_float16")
    assert layer.dtype_policy.name == "mixed_float16"
    assert keras.config.dtype_policy().name == "float32"


def test_the_policy_is_put_back_when_a_layer_is_refused() -> None:
    with pytest.raises(ConfigError):
        catalogue.construct(
            Layer("keras.layers.Dense", "d", {"units": 3}, "nonsense"), "mixed_float16"
        )
    assert keras.config.dtype_policy().name == "float32"


def test_layers_with_a_dtype_of_their_own_keep_it() -> None:
    """`Hashing` returns integers by default, whatever the policy is."""
    layer = make("Hashing", {"num_bins": 3})
    assert layer.compute_dtype == "int64"


def test_a_wrapped_layer_follows_the_design_not_its_wrapper() -> None:
    config = {"layer": {"class_name": "keras.layers.Dense", "config": {"units": 3}}}
    layer = catalogue.construct(
        Layer("keras.layers.TimeDistributed", "t", config, "float32"), "mixed_float16"
    )
    assert layer.dtype_policy.name == "float32"
    assert layer.layer.dtype_policy.name == "mixed_float16"


def test_nested_objects_are_made() -> None:
    inner = {
        "class_name": "keras.layers.Dense",
        "config": {
            "units": 3,
            "name": "inner",
            "dtype": "float16",
            "kernel_initializer": {
                "class_name": "keras.initializers.HeNormal",
                "config": {"seed": 1},
            },
        },
    }
    layer = make("TimeDistributed", {"layer": inner}).layer
    assert (layer.name, layer.dtype_policy.name) == ("inner", "float16")
    assert isinstance(layer.kernel_initializer, keras.initializers.HeNormal)
    assert layer.kernel_initializer.seed == 1


def test_an_input_becomes_an_input_layer() -> None:
    layer = catalogue.construct(Layer("keras.Input", "x", {"shape": [None, 3]}, "int32"), "float32")
    assert layer.output.shape == (None, None, 3)
    assert layer.output.dtype == "int32"
    plain = catalogue.construct(Layer("keras.Input", "x", {"shape": []}), "mixed_float16")
    assert (plain.output.shape, plain.output.dtype) == ((None,), "float32")


def test_an_input_without_a_shape_is_told_what_it_needs() -> None:
    for config in ({}, {"shape": None}):
        with pytest.raises(ConfigError, match="what one sample looks like") as error:
            catalogue.construct(Layer("keras.Input", "x", config), "float32")
        assert error.value.argument == "shape"
    batched = catalogue.construct(Layer("keras.Input", "x", {"batch_shape": [2, 3]}), "float32")
    assert batched.output.shape == (2, 3)


def test_lists_of_numbers_become_tuples() -> None:
    assert decode([1, [2, None]]) == (1, (2, None))
    assert decode(["a", "b"]) == ["a", "b"]
    assert decode({"rmax": [1]}) == {"rmax": (1,)}
    assert make("TextVectorization", {"ngrams": [1, 2], "vocabulary": ["a"]}) is not None


def test_keras_has_the_last_word_and_names_the_argument() -> None:
    error = refusal("keras.layers.Conv2D", {"filters": 3, "kernel_size": 2, "groups": 2})
    assert error.argument in ("groups", "filters")
    assert "divisible" in error.message
    assert refusal("keras.layers.Dense", {"units": 3}, dtype="float7").message
    slash = Layer("keras.layers.Dense", "a/b", {"units": 3})
    with pytest.raises(ConfigError, match="`name` must be a string and cannot contain"):
        catalogue.construct(slash, "float32")


def test_an_argument_that_only_some_layers_take() -> None:
    pipeline = {"layers": [{"class_name": "keras.layers.Identity", "config": {}}]}
    error = refusal("keras.layers.Pipeline", pipeline, dtype="float16")
    assert (error.argument, error.message) == ("dtype", "`Pipeline` has no argument `dtype`")


def test_an_unknown_policy_of_the_design_is_refused() -> None:
    with pytest.raises(ConfigError) as caught:
        catalogue.construct(Layer("keras.layers.Dense", "d", {"units": 3}), "float7")
    assert caught.value.argument == "dtype"


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("os.system", "There is no `os.system`"),
        ("builtins.eval", "There is no"),
        ("keras.layers.Lambda", "carries code of its own"),
        ("keras.layers.TFSMLayer", "carries code of its own"),
        ("keras.layers.Layer", "it is a base class"),
        ("keras.layers.deserialize", "There is no"),
        ("keras.layers.__builtins__", "There is no"),
        ("keras.layers.Dense.__init__", "There is no"),
        ("keras.models.load_model", "There is no"),
        ("keras.utils.get_file", "There is no"),
        ("keras.saving.load_model", "There is no"),
        ("keras.src.layers.core.dense.Dense", "There is no"),
        ("keras.layers.LSTMCell", "is no layer that can stand by itself"),
        ("keras.ops.add", "is no layer that can stand by itself"),
        ("keras.initializers.Zeros", "is no layer that can stand by itself"),
        ('"); import os #', "There is no"),
        ("", "There is no"),
        (".", "There is no"),
        ("x" * 10_000, "There is no"),
    ],
)
def test_hostile_classes(path: str, part: str) -> None:
    error = refusal(path, {})
    assert part in error.message
    assert len(error.message) < 300


@pytest.mark.parametrize(
    "value",
    [
        {"class_name": "keras.layers.Lambda", "config": {"function": "x"}},
        {"class_name": "keras.utils.get_file", "config": {}},
        {"class_name": "builtins.print", "config": {}},
        {"class_name": "keras.ops.add", "config": {}},
        {"class_name": "__lambda__", "config": {"value": "x"}},
        {"class_name": "keras.layers.Dense", "config": {"units": 3}, "module": "os"},
    ],
)
def test_hostile_objects_among_the_arguments(value: dict[str, Any]) -> None:
    for argument in ("kernel_initializer", "activation", "kernel_regularizer"):
        error = refusal("keras.layers.Dense", {"units": 3, argument: value})
        assert error.argument == argument
    if "module" in value or not value["class_name"].startswith("keras.layers.Dense"):
        assert refusal("keras.layers.TimeDistributed", {"layer": value}).argument == "layer"


@pytest.mark.parametrize(
    "text", ["os.system", "get", "serialize", "__import__", "threshold", "RELU", "a" * 10_000]
)
def test_strings_stand_only_for_public_activations(text: str) -> None:
    assert refusal("keras.layers.Activation", {"activation": text}).argument == "activation"


def test_no_file_is_read_for_a_vocabulary(tmp_path: Any) -> None:
    path = tmp_path / "words.txt"
    path.write_text("secret\n")
    for name in ("StringLookup", "IntegerLookup", "TextVectorization"):
        error = refusal(f"keras.layers.{name}", {"vocabulary": str(path)})
        assert error.argument == "vocabulary"


def test_messages_lose_what_only_a_developer_understands() -> None:
    layer = keras.layers.Identity()
    text = (
        f"Bad {keras.layers.Dense!r}\n\n  and <keras.src.layers.Dense object at 0x7f1> {object()!r}"
    )
    assert sentence(ValueError(text)) == "Bad Dense and Dense object"
    assert sentence(ValueError("")) == "ValueError"
    assert len(sentence(ValueError("x" * 5000))) == 400
    assert layer.name in sentence(ValueError(f"about {layer.name}"))


def test_resolve_finds_public_things_and_nothing_else() -> None:
    assert catalogue.resolve("keras.layers.Dense") is keras.layers.Dense
    assert catalogue.resolve("keras.layers.Convolution2D") is keras.layers.Conv2D
    assert catalogue.resolve("keras.Input") is keras.Input
    assert catalogue.resolve("keras.layers.Input") is keras.Input
    assert catalogue.resolve("keras.ops.add") is keras.ops.add
    assert catalogue.resolve("keras.ops.image.resize") is keras.ops.image.resize
    assert catalogue.resolve("keras.regularizers.L2") is keras.regularizers.L2
    for path in ("keras.ops.image", "keras.ops.cond", "keras.initializers.get", "keras.Model"):
        with pytest.raises(ConfigError):
            catalogue.resolve(path)

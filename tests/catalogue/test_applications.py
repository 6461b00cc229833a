"""The models of `keras.applications`: all of them described, the small ones made."""

from __future__ import annotations

import inspect
import math
from collections.abc import Iterator
from typing import Any

import keras
import pytest
from keras.src.utils import file_utils

from model_codegen import catalogue
from model_codegen.catalogue import Catalogue, ConfigError, Entry
from model_codegen.catalogue.applications import MODULE, find, functions
from model_codegen.catalogue.facts.application_arguments import LEFT_OUT
from model_codegen.design.graph import Layer
from model_codegen.keras_bridge.applications import without_weights
from model_codegen.keras_bridge.symbolic_scope import symbolic_scope

pytestmark = pytest.mark.keras

SMALL = {
    "MobileNet": ("mobilenet_1.00_224", 4_253_864),
    "MobileNetV2": ("mobilenetv2_1.00_224", 3_538_984),
    "EfficientNetB0": ("efficientnetb0", 5_330_571),
}
"""The name that Keras gives, and `count_params()`, with imagenet's weights."""


def entries(found: Catalogue) -> dict[str, Entry]:
    return {entry.name: entry for entry in found.entries.values() if entry.is_application}


@pytest.fixture(autouse=True)
def _without_weight_memory() -> Iterator[None]:
    with symbolic_scope("float32"):
        yield


def make(name: str, config: dict[str, Any], **fields: Any) -> Any:
    return catalogue.construct(Layer(f"{MODULE}.{name}", "it", config, **fields), "float32")


def refusal(name: str, config: dict[str, Any], **fields: Any) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        make(name, config, **fields)
    return caught.value


def test_every_public_model_is_one_entry(keras_catalogue: Catalogue) -> None:
    public = {name for name in dir(keras.applications) if name[0].isupper()}
    assert len(public) == 40
    assert entries(keras_catalogue).keys() == public
    assert {entry.kind for entry in entries(keras_catalogue).values()} == {"layer"}


def test_other_names_of_a_model_are_aliases(keras_catalogue: Catalogue) -> None:
    resnet = entries(keras_catalogue)["ResNet50"]
    assert resnet.aliases == (f"{MODULE}.resnet.ResNet50", f"{MODULE}.resnet50.ResNet50")
    for alias in resnet.aliases:
        assert keras_catalogue.find(alias) is resnet
        assert catalogue.resolve(alias) is keras.applications.ResNet50
    every = [alias for entry in entries(keras_catalogue).values() for alias in entry.aliases]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    "path",
    [
        "keras.applications.",
        "keras.applications.resnet",
        "keras.applications.resnet_v2.ResNet50",
        "keras.applications.resnet.preprocess_input",
        "keras.applications.imagenet_utils.decode_predictions",
        "keras.applications.nowhere.ResNet50",
        "keras.applications.ResNet50.__globals__",
        "keras.applications.os.system",
    ],
)
def test_nothing_else_of_the_package_is_found(keras_catalogue: Catalogue, path: str) -> None:
    assert find(path) is None
    assert keras_catalogue.find(path) is None
    with pytest.raises(ConfigError, match=r"There is no model .* in `keras.applications`"):
        catalogue.resolve(path)


def test_schemas_follow_the_signature(keras_catalogue: Catalogue) -> None:
    for name, entry in entries(keras_catalogue).items():
        parameters = inspect.signature(functions()[entry.path]).parameters
        assert list(entry.schema["properties"]) == [p for p in parameters if p not in LEFT_OUT]
        for argument, schema in entry.schema["properties"].items():
            assert schema["default"] == parameters[argument].default, f"{name}.{argument}"
            assert schema["description"], f"{name}.{argument}"
        defaults = {key: s["default"] for key, s in entry.schema["properties"].items()}
        assert catalogue.check_config(entry, defaults) == []
        assert {*entry.highlights} <= entry.schema["properties"].keys()
        assert [(port.name, port.required, port.position) for port in entry.ports] == [
            ("inputs", True, 0)
        ]
        assert list(entry.call_schema["properties"]) == ["training"]
        assert entry.summary.startswith("Instantiates")


def test_default_names_are_what_keras_gives_where_it_gives_always_the_same(
    keras_catalogue: Catalogue,
) -> None:
    found = entries(keras_catalogue)
    for entry in found.values():
        default = inspect.signature(functions()[entry.path]).parameters["name"].default
        assert entry.auto_name == default or default is None
    assert found["MobileNetV2"].auto_name == "mobile_net_v2"
    assert found["EfficientNetV2B0"].auto_name == "efficientnetv2-b0"


def test_no_layer_wraps_a_whole_model(keras_catalogue: Catalogue) -> None:
    offered = keras_catalogue.definitions["layer"]["properties"]["class_name"]["enum"]
    assert not [path for path in offered if path.startswith(MODULE)]


@pytest.mark.parametrize("name", SMALL)
def test_small_models_are_made_as_keras_makes_them(name: str) -> None:
    expected, params = SMALL[name]
    layer = Layer(f"{MODULE}.{name}", "it")
    assert catalogue.construct(layer, "float32").name == "it"
    made = catalogue.construct(layer, "mixed_float16", named=False)
    assert (made.name, made.count_params()) == (expected, params)
    assert made.compute_dtype == "float16"
    assert keras.config.dtype_policy().name == "float32"


def test_the_graph_is_the_one_that_goes_with_the_weights() -> None:
    pretrained, random = (
        make("EfficientNetB0", {"weights": weights, "include_top": False})
        for weights in ("imagenet", None)
    )
    assert len(pretrained.layers) == len(random.layers) + 1


def test_nothing_is_fetched_or_read(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def fetch(*args: Any, **_: Any) -> None:
        asked.append(args)

    load = keras.Model.load_weights
    monkeypatch.setattr(file_utils, "get_file", fetch)
    make("MobileNet", {})
    with without_weights(), without_weights():
        keras.applications.MobileNet(alpha=0.25)
    refusal("MobileNet", {"classes": 3})
    assert asked == []
    assert file_utils.get_file is fetch
    assert keras.Model.load_weights is load


@pytest.mark.parametrize(
    ("config", "argument", "part"),
    [
        ({"weights": "/etc/passwd"}, "weights", '`weights` must be "imagenet" or None'),
        ({"weights": "model.weights.h5"}, "weights", '`weights` must be "imagenet" or None'),
        ({"classes": 10}, "classes", "`classes` should be 1000"),
        ({"classes": 0}, "classes", "must be a positive integer"),
        ({"pooling": "min"}, "pooling", '"avg", "max" or None'),
        ({"alpha": 0.3}, "alpha", "alpha must be one of"),
        ({"input_shape": [100, 100, 3]}, "input_shape", "`input_shape` should be (224, 224, 3)"),
        ({"input_shape": [16, 16, 3], "include_top": False}, "input_shape", "at least 32x32"),
        ({"input_shape": [64, 64, 1], "include_top": False}, "input_shape", "3 channels"),
        ({"input_shape": [10]}, "input_shape", "must be a shape"),
        ({"classifier_activation": "relu"}, "classifier_activation", "`softmax`"),
        ({"input_tensor": None}, "input_tensor", "has no argument `input_tensor`"),
        ({"name": "x"}, "name", "is set on the layer itself"),
    ],
)
def test_what_keras_refuses_is_told_before_anything_runs(
    config: dict[str, Any], argument: str, part: str
) -> None:
    error = refusal("MobileNetV2", config)
    assert (error.argument, part in error.message) == (argument, True), error.message


def test_a_model_has_no_dtype_of_its_own() -> None:
    error = refusal("MobileNet", {}, dtype="float16")
    assert error.argument == "dtype"
    assert "follow the design's policy" in error.message


def trainable(model: Any) -> int:
    return sum(math.prod(weight.shape) for weight in model.trainable_weights)


@pytest.mark.parametrize("last", [0, 1, 20, 10_000])
def test_only_the_last_layers_train(last: int) -> None:
    config = {"weights": None, "alpha": 0.25}
    expected = make("MobileNet", config)
    for layer in expected.layers[:-last] if last else expected.layers:
        layer.trainable = False
    made = make("MobileNet", config, trainable_layers=last)
    assert trainable(made) == trainable(expected)
    assert trainable(make("MobileNet", config, trainable=False, trainable_layers=last)) == 0


def test_other_layers_have_no_last_ones() -> None:
    layer = Layer("keras.layers.Dense", "d", {"units": 3}, trainable_layers=2)
    with pytest.raises(ConfigError, match="`Dense` is one layer") as caught:
        catalogue.construct(layer, "float32")
    assert caught.value.argument == "trainable_layers"

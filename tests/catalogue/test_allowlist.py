"""Names of a document reach Keras' public classes and functions, and nothing else."""

from __future__ import annotations

import keras
import pytest

from model_codegen.catalogue.allowlist import ConfigError, resolve
from model_codegen.catalogue.facts.excluded import EXCLUDED

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("keras.layers.Dense", keras.layers.Dense),
        ("keras.layers.LSTMCell", keras.layers.LSTMCell),
        ("keras.initializers.HeNormal", keras.initializers.HeNormal),
        ("keras.regularizers.L2", keras.regularizers.L2),
        ("keras.constraints.NonNeg", keras.constraints.NonNeg),
        ("keras.quantizers.AbsMaxQuantizer", keras.quantizers.AbsMaxQuantizer),
        ("keras.ops.add", keras.ops.add),
        ("keras.ops.image.resize", keras.ops.image.resize),
        ("keras.Input", keras.Input),
        ("keras.layers.Input", keras.Input),
        ("keras.applications.ResNet50", keras.applications.ResNet50),
        ("keras.applications.resnet.ResNet50", keras.applications.ResNet50),
    ],
)
def test_public_things_are_found(path: str, found: object) -> None:
    assert resolve(path) is found


@pytest.mark.parametrize(
    "path",
    [
        "",
        "Dense",
        "os.system",
        "builtins.eval",
        "keras.src.layers.Dense",
        "keras.regularizers.Regularizer",
        "keras.layers.__builtins__",
        "keras.layers.deserialize",
        "keras.initializers.get",
        "keras.ops.Add",
        "keras.ops.numpy.add",
        "keras.ops.add.__globals__",
        "keras.saving.load_model",
        "keras.utils.get_file",
        "keras.applications.imagenet_utils.decode_predictions",
        "keras.applications.vgg16.ResNet50",
        "keras.layers.Dense ",
        "keras.layers.Dénse",
    ],
)
def test_all_else_is_refused_in_one_sentence(path: str) -> None:
    with pytest.raises(ConfigError) as caught:
        resolve(path)
    assert caught.value.argument is None
    assert caught.value.message.startswith("There is no ")
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("path", EXCLUDED)
def test_what_carries_code_is_refused_with_its_reason(path: str) -> None:
    with pytest.raises(ConfigError) as caught:
        resolve(path)
    said = caught.value.message
    assert said.startswith(f"`{path}` cannot be used here: ")
    assert said.lower().endswith(EXCLUDED[path].rstrip(".").lower())


def test_a_long_name_is_not_repeated_whole() -> None:
    with pytest.raises(ConfigError) as caught:
        resolve("keras.layers." + "x" * 10_000)
    assert len(caught.value.message) < 200

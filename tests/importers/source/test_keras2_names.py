"""Names of Keras 1 and 2 lead to names that Keras has today."""

from __future__ import annotations

import pytest

from model_codegen import catalogue
from model_codegen.importers.source.keras2_names import ARGUMENTS, RENAMED
from model_codegen.importers.source.keras_paths import canonical

pytestmark = pytest.mark.keras


@pytest.mark.parametrize("old", RENAMED)
def test_a_former_path_is_the_one_of_today(old: str) -> None:
    assert canonical(old) == RENAMED[old]
    assert canonical(RENAMED[old]) == RENAMED[old]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tensorflow.keras.layers.Dense", "keras.layers.Dense"),
        ("tensorflow.compat.v1.keras.layers.Dense", "keras.layers.Dense"),
        ("keras_core.ops.relu", "keras.ops.relu"),
        ("keras.layers.core.Dense", "keras.layers.Dense"),
        ("keras.layers.convolutional.Convolution1D", "keras.layers.Conv1D"),
        ("keras.layers.experimental.preprocessing.Rescaling", "keras.layers.Rescaling"),
        ("tensorflow.compat.v2.nn.relu", "tensorflow.nn.relu"),
        ("tensorflow.initializers.HeNormal", "keras.initializers.HeNormal"),
        ("numpy.zeros", "numpy.zeros"),
    ],
)
def test_a_path_is_that_of_its_home_today(old: str, new: str) -> None:
    assert canonical(old) == new


def test_a_former_argument_is_one_that_a_layer_has_today() -> None:
    known = {
        name
        for entry in catalogue.load().entries.values()
        if entry.kind == "layer"
        for name in entry.schema["properties"]
    }
    assert set(ARGUMENTS.values()) <= known

"""Models of `keras.applications` without what would be fetched, and their helpers."""

from __future__ import annotations

from typing import Any

import keras
import pytest
from keras.src.utils import file_utils

from model_codegen.keras_bridge.applications import (
    correct_pad,
    obtain_input_shape,
    without_weights,
)

pytestmark = pytest.mark.keras


def test_nothing_is_fetched_or_read(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def fetch(*args: Any, **_: Any) -> None:
        asked.append(args)

    load = keras.Model.load_weights
    monkeypatch.setattr(file_utils, "get_file", fetch)
    with without_weights(), without_weights():
        keras.applications.MobileNet(alpha=0.25)
    assert asked == []
    assert file_utils.get_file is fetch
    assert keras.Model.load_weights is load


def test_the_shape_of_an_input_is_what_keras_takes() -> None:
    given = {"default_size": 224, "min_size": 32, "data_format": "channels_last"}
    assert obtain_input_shape(None, require_flatten=True, **given) == (224, 224, 3)
    assert obtain_input_shape((64, 48, 3), require_flatten=False, **given) == (64, 48, 3)
    with pytest.raises(ValueError, match="at least 32x32"):
        obtain_input_shape((16, 16, 3), require_flatten=False, **given)


@pytest.mark.parametrize(
    ("shape", "padding"),
    [((None, 224, 225, 3), ((0, 1), (1, 1))), ((None, None, None, 3), ((0, 1), (0, 1)))],
)
def test_padding_before_strides_depends_on_the_shape(shape: Any, padding: Any) -> None:
    assert correct_pad(shape, 3) == padding

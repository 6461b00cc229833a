"""Models of `keras.applications` without what would be fetched, and their helpers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import keras
import numpy as np
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


@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword")
def test_another_thread_loads_its_weights_meanwhile(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "model.weights.h5"
    dense("ones").save_weights(path)
    monkeypatch.setattr(file_utils, "get_file", lambda *_, **__: "fetched")

    def loaded() -> Any:
        model = dense("zeros")
        model.load_weights(path)
        return file_utils.get_file("weights"), float(np.sum(model.get_weights()[0]))

    with ThreadPoolExecutor(1) as other, without_weights():
        assert loaded() == ("", 0.0)
        assert other.submit(loaded).result(60) == ("fetched", 6.0)


def test_blocks_of_threads_may_overlap(monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(*_: Any, **__: Any) -> str:
        return "fetched"

    monkeypatch.setattr(file_utils, "get_file", fetch)
    first, second = without_weights(), without_weights()
    with ThreadPoolExecutor(1) as other:
        first.__enter__()
        other.submit(second.__enter__).result(60)
        first.__exit__(None, None, None)
        assert file_utils.get_file("weights") == "fetched"
        assert other.submit(file_utils.get_file, "weights").result(60) == ""
        other.submit(second.__exit__, None, None, None).result(60)
        assert other.submit(file_utils.get_file, "weights").result(60) == "fetched"
    assert file_utils.get_file is fetch


def dense(kernel: str) -> Any:
    layer = keras.layers.Dense(3, kernel_initializer=kernel, name="dense")
    return keras.Sequential([keras.Input((2,)), layer])


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

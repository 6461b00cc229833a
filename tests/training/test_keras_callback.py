"""The callback hands on what Keras tells, and nothing for what it does not listen to."""

from __future__ import annotations

from typing import Any

import keras
import pytest

from model_codegen.training.keras_callback import as_callback

pytestmark = pytest.mark.keras


class Noting:
    """A watch that notes what it is told."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    def __getattr__(self, name: str) -> Any:
        return lambda *given: self.told.append((name, *given))


def test_what_keras_tells_is_handed_on() -> None:
    watch: Any = Noting()
    every = keras.callbacks.CallbackList([as_callback(watch)], model=None, epochs=2, steps=3)
    logs = {"loss": 0.5}
    every.on_train_begin()
    every.on_epoch_begin(0)
    every.on_train_batch_begin(0)
    every.on_train_batch_end(0, logs)
    every.on_test_batch_end(0, logs)
    every.on_epoch_end(0, logs)
    every.on_train_end(logs)
    params = {"epochs": 2, "steps": 3}
    assert watch.told == [
        ("train_begins", None, params),
        ("epoch_begins", None),
        ("batch_ends", 0, logs),
        ("epoch_ends", None, params, logs),
    ]

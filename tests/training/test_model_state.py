"""A model's state goes into another one of its kind, and into no other."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from model_codegen.training import model_state
from model_codegen.training.failures import TrainingError

pytestmark = pytest.mark.keras


def compiled(units: int = 2) -> keras.Model:
    model = keras.Sequential(
        [keras.Input((3,)), keras.layers.Dense(units), keras.layers.Dropout(0.5)]
    )
    model.compile("adam", "mse")
    return model


def test_weights_seeds_and_the_optimizer_go_on() -> None:
    model, again = compiled(), compiled()
    model.optimizer.build(model.trainable_variables)
    for variable in [*model.variables, *model.optimizer.variables]:
        variable.assign(np.full(variable.shape, 3))
    state = model_state.read(model)
    model_state.write(again, state)
    values = [v.numpy() for v in [*again.variables, *again.optimizer.variables]]
    assert len(values) == 2 + 1 + 2 + 4  # weights, a seed, a count and a rate, two for each weight
    assert all(np.all(value == 3) for value in values)


def test_another_models_state_is_refused() -> None:
    with pytest.raises(TrainingError, match=r"that of another model\."):
        model_state.write(compiled(4), model_state.read(compiled()))

"""A fit that goes on sees the samples that it would have seen."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from model_codegen.keras_bridge.data_order import Passing, epochs_passed

pytestmark = [
    pytest.mark.keras,
    pytest.mark.filterwarnings("ignore:`shuffle=True` was passed"),
]


def model() -> Any:
    """Adds up the number of each sample times its place, so that the order shows."""
    made = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    made.compile("sgd", "mse", run_eagerly=True)
    return made


def seen(epochs: int, passed: int) -> list[list[int]]:
    """The samples of each epoch."""
    keras.utils.set_random_seed(7)
    data = tf.data.Dataset.range(6).shuffle(6, seed=1).batch(2)
    data = data.map(lambda n: (tf.cast(n, tf.float32)[:, None], tf.zeros((2, 1))))
    made, found = model(), []
    step = made.train_step

    def noted(batch: Any) -> Any:
        found.extend(int(n) for n in np.ravel(batch[0]))
        return step(batch)

    made.train_step = noted
    passing = Passing(passed)
    ticks: list[int] = []
    with epochs_passed(passing, lambda: ticks.append(1)):
        made.fit(data, epochs=0, verbose=0)  # leaves them to the next
    with epochs_passed(passing, lambda: ticks.append(1)):
        made.fit(data, initial_epoch=passed, epochs=epochs, verbose=0)
    assert (passing.left, len(ticks)) == (0, 3 * passed)
    return [found[n : n + 6] for n in range(0, len(found), 6)]


def test_a_dataset_goes_on_where_it_would_be() -> None:
    whole = seen(3, 0)
    assert whole[1] != whole[2]
    assert seen(3, 1) == whole[1:]
    assert seen(3, 2) == whole[2:]


def test_what_takes_the_place_of_the_iterator_is_put_back() -> None:
    from keras.src.backend.tensorflow import trainer

    before = trainer.TFEpochIterator
    with epochs_passed(Passing(1)):
        assert trainer.TFEpochIterator is not before
    assert trainer.TFEpochIterator is before

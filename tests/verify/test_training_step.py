"""One step of training: its loss, gradients and weights, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from model_codegen.verify.training_step import TrainingStep, seeds, train

pytestmark = pytest.mark.keras

RATE = 1 / 16


def test_the_step_is_plain_gradient_descent() -> None:
    """The loss is the mean of the outputs, each times the cosine of its place."""
    import keras

    layer = keras.layers.Dense(1, use_bias=False, kernel_initializer="ones")
    inputs = keras.Input((2,))
    model = keras.Model(inputs, layer(inputs))
    x = np.array([[1.0, 2.0], [3.0, 4.0]], "float32")
    step = train(model, [(("dense",), layer)], x, compiled=False)
    assert isinstance(step, TrainingStep)
    factors = np.cos(np.arange(2))
    gradient = (x * factors[:, None]).mean(0)[:, None]
    assert float(step.loss) == pytest.approx(float((x.sum(1) * factors).mean()))
    np.testing.assert_allclose(step.gradients[0], gradient, rtol=1e-6)
    np.testing.assert_allclose(step.weights[0], 1 - RATE * gradient, rtol=1e-6)


def test_what_is_frozen_has_no_gradient_and_statistics_move() -> None:
    import keras

    frozen, bn = keras.layers.Dense(2, trainable=False), keras.layers.BatchNormalization()
    inputs = keras.Input((2,))
    model = keras.Model(inputs, bn(frozen(inputs)))
    before = [weight.numpy() for weight in (*frozen.weights, *bn.weights)]
    x = np.array([[1.0, 2.0], [3.0, 5.0]], "float32")
    step = train(model, [(("dense",), frozen), (("bn",), bn)], x, compiled=False)
    assert isinstance(step, TrainingStep)
    assert len(step.gradients) == 2  # gamma and beta
    same = [np.array_equal(a, b) for a, b in zip(before, step.weights, strict=True)]
    assert same[:2] == [True, True]
    assert same[-2:] == [False, False]  # the moving mean and variance


def test_weights_that_a_gradient_overwrites_have_none_of_their_own() -> None:
    import keras

    layer = keras.layers.Dense(2, dtype="float8_from_float32")
    inputs = keras.Input((4,))
    model = keras.Model(inputs, layer(inputs))
    step = train(model, [(("dense",), layer)], np.ones((2, 4), "float32"), compiled=True)
    assert isinstance(step, TrainingStep), step
    assert [gradient.shape for gradient in step.gradients] == [(4, 2), (2,)]
    assert len(step.weights) == len(layer.weights)


def test_steps_are_compared_by_loss_gradients_and_weights() -> None:
    def step(loss: float, gradient: float, weight: float) -> TrainingStep:
        one = [np.array([value], "float32") for value in (loss, 1.0, gradient, weight)]
        return TrainingStep(one[0], (one[1], one[2]), (one[3],))

    same = step(0.5, 0.3, 2.0)
    assert same.beside(same).relative == 0.0
    assert same.beside(same).values == 4
    for other in (step(0.6, 0.3, 2.0), step(0.5, 0.4, 2.0), step(0.5, 0.3, 3.0)):
        assert same.beside(other).relative > 0.1
    # A gradient that is zero but for rounding is no difference.
    assert step(0.5, 1e-8, 2.0).beside(step(0.5, -2e-8, 2.0)).relative < 1e-6


def test_why_no_step_can_be_made_is_told() -> None:
    import keras

    inputs = keras.Input((2,))
    model = keras.Model(inputs, keras.layers.Dense(1)(inputs))
    told = train(model, [], np.ones((2, 3), "float32"), compiled=False)
    assert isinstance(told, str)
    assert told


def test_seeds_are_variables_that_are_no_weights() -> None:
    import keras

    dropout, dense = keras.layers.Dropout(0.5, seed=1), keras.layers.Dense(1)
    dense.build((None, 2))
    found = seeds([(("dropout",), dropout), (("dense",), dense)])
    assert [variable.shape for variable in found] == [(2,)]

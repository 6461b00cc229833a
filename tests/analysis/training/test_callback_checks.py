"""What callbacks watch has to be written, and two must not want the same thing."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest

from model_codegen.analysis.training.callback_checks import check_callbacks
from model_codegen.design.training import Head
from tests.analysis.training.trained import (
    callback,
    classifier,
    findings,
    held,
    loss,
    mended,
    metric,
    two_heads,
)

pytestmark = pytest.mark.keras

ACCURATE = Head(
    loss("SparseCategoricalCrossentropy"),
    metrics=(metric("SparseCategoricalAccuracy", name="accuracy"),),
)
BINARY = Head(loss("BinaryCrossentropy"), metrics=(metric("AUC"),))
COSINE = held("optimizers.schedules.CosineDecay", initial_learning_rate=0.1, decay_steps=100)


def after(drawn: Any, found: Any) -> dict[str, Any]:
    training = mended(drawn, found).training
    assert training is not None
    return dict(training.callbacks[0]["config"])


@pytest.mark.parametrize("monitor", ["val_loss", "loss", "accuracy", "val_accuracy"])
def test_what_is_written_can_be_watched(monitor: str) -> None:
    drawn = classifier(ACCURATE, callbacks=(callback("EarlyStopping", monitor=monitor),))
    assert findings(drawn) == []


@pytest.mark.parametrize(
    ("name", "monitor", "near"),
    [
        ("EarlyStopping", "val_acc", "val_accuracy"),
        ("ReduceLROnPlateau", "validation_loss", "val_loss"),
    ],
)
def test_what_nothing_writes_is_told_with_what_may_have_been_meant(
    name: str, monitor: str, near: str
) -> None:
    drawn = classifier(ACCURATE, callbacks=(callback(name, monitor=monitor),))
    (found,) = findings(drawn)
    assert (found.code, found.severity, found.nodes) == ("unknown-monitor", "warning", ("digit",))
    assert f"{name} watches `{monitor}`, which nothing writes" in found.message
    assert after(drawn, found)["monitor"] == near


def test_a_checkpoint_watches_only_if_it_keeps_the_best() -> None:
    path = {"filepath": "best.keras", "monitor": "val_acc"}
    assert findings(classifier(ACCURATE, callbacks=(callback("ModelCheckpoint", **path),))) == []
    best = callback("ModelCheckpoint", **path, save_best_only=True)
    assert len(findings(classifier(ACCURATE, callbacks=(best,)))) == 1


def test_without_validation_nothing_of_it_is_written() -> None:
    drawn = classifier(ACCURATE, callbacks=(callback("EarlyStopping"),), validation_split=0.0)
    (found,) = findings(drawn)
    assert "as no samples are kept to validate with" in found.message
    training = mended(drawn, found).training
    assert training is not None
    assert training.validation_split == 0.2


@pytest.mark.parametrize(
    ("monitor", "mode"), [("val_digit_accuracy", "max"), ("val_digit_loss", "min")]
)
def test_of_one_head_among_several_keras_does_not_know_what_is_better(
    monitor: str, mode: str
) -> None:
    drawn = two_heads(ACCURATE, BINARY, callbacks=(callback("EarlyStopping", monitor=monitor),))
    (found,) = findings(drawn)
    assert (found.code, found.severity, found.nodes) == ("unknown-monitor", "error", ("digit",))
    assert after(drawn, found)["mode"] == mode


def test_keras_itself_stops_with_an_error_there() -> None:
    x = keras.Input((2,))
    model = keras.Model(x, [keras.layers.Dense(1, name="a")(x), keras.layers.Dense(1, name="b")(x)])
    model.compile(loss="mse", metrics=[["mae"], ["mae"]], run_eagerly=True)
    values = np.zeros((4, 2), "float32"), [np.zeros((4, 1), "float32")] * 2
    for monitor in ("a_mae", "a_loss"):
        with pytest.raises(ValueError, match="isn't able to automatically determine"):
            model.fit(*values, verbose=0, callbacks=[keras.callbacks.EarlyStopping(monitor)])


@pytest.mark.parametrize("name", ["EarlyStopping", "ReduceLROnPlateau"])
def test_of_a_number_for_each_class_there_is_no_best(name: str) -> None:
    head = Head(loss("CategoricalCrossentropy"), metrics=(metric("F1Score"),))
    watching = callback(name, monitor="val_f1_score", mode="max")
    drawn = classifier(head, callbacks=(watching,))
    (found,) = findings(drawn)
    assert (found.code, found.severity) == ("unknown-monitor", "error")
    assert "has a number for each class" in found.message
    training = mended(drawn, found).training
    assert training is not None
    assert training.heads["digit"].metrics[0]["config"] == {"average": "macro"}
    assert findings(mended(drawn, found)) == []


def test_keras_itself_finds_no_best_there() -> None:
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)])
    model.compile(loss="mse", metrics=[keras.metrics.F1Score()], run_eagerly=True)
    stop = keras.callbacks.EarlyStopping("f1_score", mode="max")
    with pytest.raises(ValueError, match="truth value of an array"):
        model.fit(np.zeros((4, 2)), np.eye(3)[[0, 1, 2, 0]], epochs=2, verbose=0, callbacks=[stop])


def test_a_near_name_of_a_head_comes_with_its_mode() -> None:
    stop = callback("EarlyStopping", monitor="val_acuracy")
    drawn = two_heads(ACCURATE, BINARY, callbacks=(stop,))
    (found,) = findings(drawn)
    assert after(drawn, found) == {"monitor": "val_digit_accuracy", "mode": "max"}


@pytest.mark.parametrize("scheduled", [True, False])
def test_a_schedule_and_a_plateau_do_not_go_together(scheduled: bool) -> None:
    rate = COSINE if scheduled else 0.1
    adam = held("optimizers.Adam", learning_rate=rate)
    drawn = classifier(ACCURATE, optimizer=adam, callbacks=(callback("ReduceLROnPlateau"),))
    told = findings(drawn)
    assert [found.code for found in told] == ["rate-conflict"] * scheduled
    if scheduled:
        training = mended(drawn, told[0]).training
        assert training is not None
        assert training.callbacks == ()


def test_a_schedule_inside_of_a_wrapper_is_found() -> None:
    adam = held("optimizers.Adam", learning_rate=COSINE)
    wrapped = held("optimizers.LossScaleOptimizer", inner_optimizer=adam)
    drawn = classifier(ACCURATE, optimizer=wrapped, callbacks=(callback("ReduceLROnPlateau"),))
    (found,) = findings(drawn)
    assert found.code == "rate-conflict"
    assert findings(mended(drawn, found)) == []


def test_keras_itself_refuses_that() -> None:
    schedule = keras.optimizers.schedules.CosineDecay(0.1, 100)
    with pytest.raises(TypeError, match="learning rate"):
        keras.optimizers.Adam(schedule).learning_rate = 0.01


def test_averages_have_to_be_kept_to_be_taken() -> None:
    drawn = classifier(ACCURATE, callbacks=(callback("SwapEMAWeights"),))
    (found,) = findings(drawn)
    assert found.code == "training-object"
    training = mended(drawn, found).training
    assert training is not None
    assert training.optimizer == held("optimizers.Adam", use_ema=True)
    assert check_callbacks is not None

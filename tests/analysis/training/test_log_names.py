"""The names in the logs are those that `fit` writes."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest

from model_codegen.analysis.training.log_names import log_names, metric_log_names
from model_codegen.catalogue import make_object
from model_codegen.design.head_names import head_names
from model_codegen.design.training import Head, Training
from tests.analysis.training.trained import callback, classifier, loss, metric, two_heads

pytestmark = [
    pytest.mark.keras,
    pytest.mark.filterwarnings("ignore:Gradients do not exist", "ignore:__array__ implementation"),
]

MSE = loss("MeanSquaredError")
TWICE = (metric("MeanAbsoluteError", name="off"), metric("MeanSquaredError", name="off"))
PLATEAU = (callback("ReduceLROnPlateau", monitor="loss"),)


def written(names: list[str], training: Training, *, keyed: bool) -> set[str]:
    """What `fit` writes of a model with such outputs, compiled with what the training says."""
    x = keras.Input((2,))
    layers = [keras.layers.Dense(1, name=name)(x) for name in names]
    outputs: Any = dict(zip(names, layers, strict=True)) if keyed else layers
    model = keras.Model(x, outputs if len(names) > 1 or keyed else layers[0])
    heads = training.heads
    losses = {name: heads[name].loss and make_object(heads[name].loss, "loss") for name in names}
    metrics = {
        name: [make_object(each, "metric") for each in heads[name].metrics] for name in names
    }
    single = len(names) == 1 and not keyed
    model.compile(
        loss=losses[names[0]] if single else losses,
        metrics=metrics[names[0]] if single else metrics,
        run_eagerly=True,
    )
    values = np.zeros((4, 1), "float32")
    labels = values if single else dict.fromkeys(names, values)
    callbacks = [make_object(each, "callback") for each in training.callbacks]
    history = model.fit(
        np.zeros((4, 2), "float32"),
        labels,
        verbose=0,
        callbacks=callbacks,
        validation_data=(np.zeros((4, 2), "float32"), labels)
        if training.validation_split
        else None,
    )
    return {*history.history}


@pytest.mark.parametrize(
    ("heads", "keyed", "split", "callbacks"),
    [
        ({"a": Head(MSE)}, False, 0.2, ()),
        ({"a": Head(MSE, metrics=TWICE)}, False, 0.0, PLATEAU),
        ({"a": Head(MSE, metrics=TWICE)}, True, 0.0, ()),
        ({"a": Head(MSE, metrics=TWICE), "b": Head(MSE, metrics=TWICE[:1])}, False, 0.2, PLATEAU),
        ({"a": Head(MSE, metrics=TWICE), "b": Head(MSE, metrics=TWICE[:1])}, True, 0.0, ()),
        ({"a": Head(MSE), "b": Head(None, metrics=TWICE[:1])}, False, 0.0, ()),
        (
            {
                "a": Head(MSE, metrics=(metric("Precision", name="precision"),)),
                "b": Head(MSE, metrics=(metric("Precision", name="precision"),)),
            },
            False,
            0.0,
            (),
        ),
    ],
)
def test_names_are_those_that_fit_writes(
    heads: dict[str, Head], keyed: bool, split: float, callbacks: Any
) -> None:
    training = Training(heads=heads, validation_split=split, callbacks=callbacks)
    names = log_names(training, [*heads])
    assert {*names} == written([*heads], training, keyed=keyed)
    assert len(names) == len({*names})


def test_a_metric_without_a_name_has_that_of_its_class() -> None:
    training = Training(heads={"a": Head(MSE, metrics=(metric("AUC"), metric("MeanIoU")))})
    assert metric_log_names(training, ["a"]) == {("a", 0): "auc", ("a", 1): "mean_io_u"}


@pytest.mark.parametrize("keyed", [False, True])
def test_heads_are_those_of_the_design(keyed: bool) -> None:
    drawn = two_heads(Head(MSE, metrics=TWICE[:1]), Head(MSE), keyed=keyed, validation_split=0.0)
    assert drawn.training is not None
    heads = [name for name, _ in head_names(drawn)]
    assert log_names(drawn.training, heads) == ["loss", "digit_loss", "hard_loss", "digit_off"]
    single = classifier(Head(MSE)).training
    assert single is not None
    assert log_names(single, ["digit"]) == ["loss", "val_loss"]

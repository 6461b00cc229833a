"""How a design is to be trained, and what came of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.lessons.facts import Facts, Trained
from model_codegen.design.training import Data, Head, Stage, Training
from tests.app.core.lessons.predicates.asking import ask
from tests.app.designs import dense

TRAINING = Training(
    optimizer={"class_name": "keras.optimizers.Adam", "config": {"learning_rate": 1e-3}},
    heads={
        "price": Head(
            {"class_name": "keras.losses.MeanSquaredError", "config": {}},
            0.5,
            ({"class_name": "keras.metrics.MeanAbsoluteError", "config": {}},),
        ),
        "kind": Head(None),
    },
    data=Data("bundled", "iris"),
    epochs=12,
    callbacks=({"class_name": "keras.callbacks.EarlyStopping", "config": {}},),
)

LOGS = ({"loss": 2.0, "val_accuracy": 0.8}, {"loss": 1.0, "val_accuracy": 0.92}, {"loss": 1.5})


def facts(training: Training | None = TRAINING, trained: Trained | None = None) -> Facts:
    design = replace(dense(1), training=training)
    return Facts(design, {"graphs": {}, "diagnostics": []}, trained)


@pytest.mark.parametrize(
    "asked",
    [
        "optimizer: Adam",
        "optimizer: adam, learning_rate: 0.001",
        "epochs: 12",
        "epochs: {at_least: 5}, batch_size: {at_most: 32}, loop: fit",
        "callbacks: [EarlyStopping], metrics: [mean_absolute_error]",
        "loss: {price: MeanSquaredError}",
        "loss_weight: {pr*: 0.5}",
        "data: iris, stages: 0",
    ],
)
def test_what_is_set_passes(asked: str) -> None:
    found = ask(f"training: {{{asked}}}", facts())
    assert found.passed, found


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("optimizer: SGD", "The optimizer is Adam; asked for is SGD."),
        ("learning_rate: 1e-4", "The learning rate is 0.001; asked for is 0.0001."),
        ("epochs: {at_most: 5}", "The training has 12 epochs; asked for are at most 5."),
        ("stages: 2", "The training has 0 stages; asked for are 2."),
        ("loop: custom", "It is trained by `fit`; asked for is a loop that is written out."),
        ("callbacks: [ModelCheckpoint]", "The callback `ModelCheckpoint` is missing."),
        ("metrics: [AUC]", "The metric `AUC` is missing."),
        ("loss: MeanSquaredError", "`kind` has no loss; asked for is MeanSquaredError."),
        ("loss_weight: {price: 2}", "The loss of `price` has the weight 0.5, not 2."),
        ("loss: {size: MeanSquaredError}", "The Train tab has no head `size`."),
        ("data: wine", "It is trained with `iris`; asked for is `wine`."),
    ],
)
def test_what_is_not_is_told(asked: str, said: str) -> None:
    found = ask(f"training: {{{asked}}}", facts())
    assert (found.passed, found.found) == (False, said)


def test_epochs_of_stages_are_added_up() -> None:
    stages = replace(TRAINING, stages=(Stage("a", 3), Stage("b", 4)))
    assert ask("training: {epochs: 7, stages: 2}", facts(stages)).passed


@pytest.mark.parametrize(
    ("asked", "trained", "said"),
    [
        ("metric: val_accuracy, at_least: 0.9", Trained(LOGS), ""),
        ("metric: loss, at_most: 1", Trained(LOGS), ""),
        ("metric: loss, at_most: 0.5", Trained(LOGS), "`loss` came to 1; asked for is at most 0.5"),
        ("metric: val_accuracy, at_least: 0.95", Trained(LOGS), "`val_accuracy` came to 0.92;"),
        ("metric: auc, at_least: 1", Trained(LOGS), "no `auc`; it has loss and val_accuracy."),
        ("metric: loss, at_most: 9", Trained(LOGS, current=False), "changed since it was trained"),
        ("metric: loss, at_most: 9", Trained(()), "The training has no `loss`; it has no epoch."),
        ("metric: loss, at_most: 9", None, "No training has finished yet"),
    ],
)
def test_a_training_has_reached_it_in_one_of_its_epochs(
    asked: str, trained: Trained | None, said: str
) -> None:
    found = ask(f"trained: {{{asked}}}", facts(trained=trained))
    assert found.passed is (not said)
    assert said in found.found

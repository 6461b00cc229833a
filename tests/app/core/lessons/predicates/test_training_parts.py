"""The optimizer, callbacks and stages of a training, asked one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.lessons.facts import Facts
from model_codegen import catalogue
from model_codegen.catalogue.entry import Catalogue
from model_codegen.design.training import Stage, Training
from tests.app.core.lessons.predicates.asking import ask
from tests.app.designs import dense

TRAINING = Training(
    optimizer={"class_name": "keras.optimizers.SGD", "config": {"learning_rate": 0.1}},
    callbacks=({"class_name": "keras.callbacks.EarlyStopping", "config": {"patience": 3}},),
    stages=(
        Stage("head", 2, {"dense": False}),
        Stage("all", 2, {"dense": 3}, 1e-5),
    ),
)


def facts(known: Catalogue | None, training: Training | None = TRAINING) -> Facts:
    design = replace(dense(1, "dense"), training=training)
    result = {"graphs": {"main": {"unused": [], "nodes": {}}}, "diagnostics": []}
    return Facts(design, result, catalogue=known)


@pytest.mark.parametrize(
    "asked",
    [
        "optimizer: {class: SGD, learning_rate: 0.1}",
        "optimizer: {class: sgd}",
        "callback: {class: EarlyStopping, patience: 3}",
        "callback: {class: EarlyStopping, patience: {at_least: 3}}",
        "stage: {number: 1, frozen: dense, learning_rate: {at_least: 0.1}}",
        "stage: {number: 2, free: den*, learning_rate: {at_most: 0.0001}}",
    ],
)
def test_what_is_set_passes(asked: str) -> None:
    found = ask(asked, facts(None))
    assert found.passed, found


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("optimizer: {class: Adam}", "The optimizer is SGD; asked for is Adam."),
        ("optimizer: {class: SGD, learning_rate: 1.0}", "is 0.1; asked for is 1.0"),
        ("optimizer: {class: SGD, clipnorm: 1.0}", "`clipnorm` of SGD is not set"),
        ("callback: {class: EarlyStopping, patience: 0}", "is 3; asked for is 0"),
        (
            "callback: {class: EarlyStopping, patience: {at_most: 2}}",
            "is 3; asked for is at most 2",
        ),
        ("callback: {class: CSVLogger}", "There is no CSVLogger yet."),
        ("stage: {number: 1, free: dense}", "In stage 1, `dense` is frozen."),
        ("stage: {number: 2, frozen: dense}", "In stage 2, `dense` is free."),
        ("stage: {number: 3, free: dense}", "There is no stage 3 yet."),
        ("stage: {number: 1, free: base}", "The model has no layer `base`."),
        ("stage: {number: 1, learning_rate: {at_most: 0.01}}", "of stage 1 is 0.1"),
    ],
)
def test_what_is_not_so_is_told(asked: str, said: str) -> None:
    found = ask(asked, facts(None))
    assert not found.passed
    assert said in found.found


def test_without_a_training_nothing_passes() -> None:
    for asked in ("optimizer: {class: SGD}", "callback: {class: CSVLogger}"):
        assert not ask(asked, facts(None, None)).passed


@pytest.mark.keras
def test_what_is_not_set_has_its_default() -> None:
    known = facts(catalogue.load())
    assert ask("callback: {class: EarlyStopping, monitor: 'val_*'}", known).passed
    assert ask("callback: {class: EarlyStopping, restore_best_weights: false}", known).passed
    assert not ask("callback: {class: EarlyStopping, monitor: loss}", known).passed
    assert ask("optimizer: {class: SGD, nesterov: false}", known).passed

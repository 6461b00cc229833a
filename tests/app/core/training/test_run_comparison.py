"""The settings in which two runs differ."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.core.training.run_comparison import differing
from model_codegen import gallery
from model_codegen.design.training import Data, FieldFacts, Head, Training

MLP = gallery.load("mlp")


def test_only_what_differs_is_told_by_its_place() -> None:
    rate: dict[str, Any] = {"class_name": "keras.optimizers.Adam", "config": {"learning_rate": 0.1}}
    sgd: dict[str, Any] = {"class_name": "keras.optimizers.SGD", "config": {}}
    loss: dict[str, Any] = {"class_name": "keras.losses.Huber", "config": {}}
    one = replace(MLP, training=Training(rate, heads={"out": Head()}, epochs=5))
    other = replace(MLP, training=Training(sgd, heads={"out": Head(loss)}, epochs=20))
    assert sorted(differing(one, other)) == [
        ("epochs", "5", "20"),
        ("heads.out.loss", "–", "Huber"),
        ("optimizer", "Adam", "SGD"),
        ("optimizer.learning_rate", "0.1", "–"),
    ]
    assert differing(one, one) == []


def test_what_is_known_of_data_is_no_setting_and_another_model_is_told() -> None:
    one = replace(MLP, training=Training(data=Data("csv", fields={"x": FieldFacts()})))
    other = replace(one, training=Training(data=Data("csv")), dtype_policy="mixed_float16")
    ((place, _, said),) = differing(one, other)
    assert place == "model"
    assert said.endswith("1 changes in the drawing")

"""Stages to begin with."""

from __future__ import annotations

from app.core.training.stage_list import deep_layers, further, layers, recipe
from model_codegen import gallery
from model_codegen.design.training import Stage, Training

TRANSFER = gallery.load("transfer_mobilenet")


def test_layers_are_named_once_and_inputs_are_none() -> None:
    siamese = gallery.load("siamese_comparator")
    assert layers(siamese) == ["dense", "dense_1", "concatenate", "same_digit"]
    assert deep_layers(siamese) == []


def test_the_recipe_freezes_what_was_trained_before_and_sets_its_last_layers_free() -> None:
    (deep,) = deep_layers(TRANSFER)
    first, second = recipe(TRANSFER, Training(epochs=6))
    assert first == Stage("train the head", 3, {deep: False})
    assert (second.trainable, second.learning_rate) == ({deep: 30}, 1e-5)
    assert further(Training(stages=(first, second))).name == "stage 3"

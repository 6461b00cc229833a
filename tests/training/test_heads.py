"""What a run knows of heads and epochs, from the document."""

from __future__ import annotations

from dataclasses import replace

from model_codegen import gallery
from model_codegen.design.training import Head, Stage, Training
from model_codegen.training.heads import Heads, heads_of, total_epochs


def loss(name: str) -> Head:
    return Head(loss={"class_name": f"keras.losses.{name}", "config": {}})


def test_heads_with_a_loss_are_told_in_the_order_of_the_outputs() -> None:
    design = gallery.load("two_headed_mlp")
    first, second = heads_of(replace(design, training=Training())).names
    training = Training(heads={second: loss("MeanSquaredError"), "gone": loss("Hinge")})
    found = heads_of(replace(design, training=training))
    assert found == Heads((first, second), {second: "MeanSquaredError"})


def test_epochs_are_those_of_all_stages() -> None:
    design = gallery.load("mlp")
    stages = (Stage("head", 2), Stage("all", 3))
    assert total_epochs(design) is None
    assert total_epochs(replace(design, training=Training(epochs=7))) == 7
    assert total_epochs(replace(design, training=Training(stages=stages))) == 5
    assert heads_of(design) == Heads()

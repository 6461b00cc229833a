"""A training in one line each."""

from __future__ import annotations

from app.core.training.training_words import data_line, learning_line, stage_line, total_epochs
from model_codegen.design.training import Data, Head, Stage, Training

LOSS = {"class_name": "keras.losses.BinaryCrossentropy", "config": {}}


def test_data_are_told_by_their_title_and_files_by_their_name() -> None:
    pairs = Training(data=Data("generated", "digit_pairs", samples=8000))
    titles = {("generated", "digit_pairs"): "Digit pairs"}
    assert data_line(pairs, titles) == "Digit pairs · 8,000 samples, 20 % to validate"
    file = Training(data=Data("csv", "a*b.csv", samples=3), validation_split=0)
    assert data_line(file, titles) == "`a*b.csv` · 3 samples, none to validate"
    assert data_line(Training(), titles) == "not chosen yet"


def test_what_is_learned_is_told_head_by_head() -> None:
    heads = {"same": Head(LOSS), "other": Head()}
    assert learning_line(Training(heads=heads, epochs=20, batch_size=64)) == (
        "`same` by BinaryCrossentropy · Adam · 20 epochs of batches of 64"
    )
    three = Training(heads=dict.fromkeys("abc", Head(LOSS)))
    assert learning_line(three).startswith("`a` by BinaryCrossentropy and 2 more · ")
    assert learning_line(Training()).startswith("no loss yet · ")


def test_stages_have_epochs_of_their_own() -> None:
    stages = (Stage("head", 3, {"net": False}), Stage("fine", 2, {"net": 30, "top": True}, 1e-5))
    training = Training(stages=stages)
    assert total_epochs(training) == 5
    assert "2 stages, 5 epochs" in learning_line(training)
    assert stage_line(stages[0]) == "3 epochs; net frozen"
    assert stage_line(stages[1]) == "2 epochs; top, the last 30 of net free; learning rate 1e-05"

"""What source does not say of a design's training stays."""

from dataclasses import replace

from model_codegen.design.training import BALANCED, Data, Head, Training
from model_codegen.equivalence.kept_training import kept_training

STOPS = {"class_name": "keras.callbacks.EarlyStopping", "config": {"monitor": "val_loss"}}
LOSS = {"class_name": "keras.losses.Huber", "config": {"delta": 1.0}}
OLD = Training(
    heads={"a": Head(LOSS, class_weight=BALANCED)},
    data=Data("bundled", "digits"),
    validation_split=0.3,
    callbacks=(STOPS,),
    epochs=7,
)


def test_data_and_spelling_stay() -> None:
    plain = {**STOPS, "config": {}}
    new = Training(heads={"a": Head({**LOSS, "config": {}})}, callbacks=(plain,), epochs=9)
    assert kept_training(OLD, new) == replace(OLD, epochs=9)


def test_what_source_says_is_taken() -> None:
    other = {**STOPS, "config": {"patience": 3}}
    new = replace(OLD, callbacks=(other,), validation_split=0.0, heads={"b": Head(LOSS)})
    assert kept_training(OLD, new) == new


def test_source_without_training_takes_none_away() -> None:
    assert kept_training(OLD, None) == OLD
    assert kept_training(None, OLD) == OLD
    assert kept_training(None, None) is None

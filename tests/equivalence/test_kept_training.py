"""What source does not say of a design's training stays."""

from dataclasses import replace

from model_codegen.design.training import BALANCED, Data, Feed, Head, Training
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


def test_data_that_are_the_same_keep_what_source_does_not_tell() -> None:
    feed, other = Feed(("image",)), Feed(("image",), ({"step": "scale", "by": 16},))
    old = Data("bundled", "digits", pipeline="tf.data", cache=False, inputs={"x": feed})
    read = Data("bundled", "digits", samples=3, inputs={"x": other})
    kept = kept_training(Training(data=old), Training(data=read))
    assert kept is not None
    assert kept.data == replace(old, inputs={"x": other})
    for new, expected in ((None, old), (Data("bundled", "iris"), Data("bundled", "iris"))):
        changed = kept_training(Training(data=old), Training(data=new))
        assert changed is not None
        assert changed.data == expected
    made = replace(read, options={"seed": 1})
    changed = kept_training(Training(data=old), Training(data=made))
    assert changed is not None
    assert changed.data is not None
    assert changed.data.samples == 3

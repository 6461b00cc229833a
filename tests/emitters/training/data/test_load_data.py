"""`load_data` gives what the library prepares, split, in the structure that the model takes."""

from __future__ import annotations

import time
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from model_codegen import gallery
from model_codegen.datasets import prepared, read, split
from model_codegen.design.errors import LayerloomError, NotExpressible
from model_codegen.design.graph import Design
from model_codegen.design.training import Data
from model_codegen.emitters import emit
from model_codegen.proposals import default_training
from tests.emitters.training.running import held, module

pytestmark = pytest.mark.keras


def chosen(name: str, **changed: Any) -> tuple[Design, Data]:
    """A design of the gallery with the data that fit it, and these."""
    design = gallery.load(name)
    training = default_training(design)
    data = training.data
    assert data is not None
    if data.kind == "generated":
        data = replace(data, options={**data.options, "samples": 50}, samples=50)
    data = replace(data, **changed)
    return replace(design, training=replace(training, data=data)), data


def loaded(design: Design, style: str = "functional") -> Any:
    return module(emit(design, style, with_training=True).text)["load_data"]()


def parts(data: Data) -> list[tuple[Any, Any]]:
    """The inputs and targets of both parts, by name."""
    found = prepared(data, read(data), lambda samples: split(samples, 0.2, 0)[0])
    return [
        tuple(
            {name: values[places] for name, values in each.items()}
            for each in (found.inputs, found.targets)
        )
        for places in split(found.samples, 0.2, 0)
    ]


def test_a_single_input_and_a_single_head_are_arrays() -> None:
    design, data = chosen("digit_cnn")
    for (x, y), (inputs, targets) in zip(loaded(design), parts(data), strict=True):
        np.testing.assert_array_equal(x, *inputs.values())
        np.testing.assert_array_equal(y, *targets.values())
        assert x.dtype == "float32"


def test_several_stand_as_the_model_has_them() -> None:
    design, data = chosen("multi_task")
    for (x, y), (inputs, targets) in zip(loaded(design), parts(data), strict=True):
        for found, wanted in ((x, inputs), (y, targets)):
            assert [*found] == [*wanted]
            for name in found:
                np.testing.assert_array_equal(found[name], wanted[name])
    design, data = chosen("siamese_comparator")
    for (x, y), (inputs, targets) in zip(loaded(design), parts(data), strict=True):
        for found, wanted in zip((*x, y), (*inputs.values(), *targets.values()), strict=True):
            np.testing.assert_array_equal(found, wanted)


def test_batches_hold_each_sample_once_in_another_order_each_epoch() -> None:
    design, data = chosen("multi_task", pipeline="tf.data")
    train, validation = loaded(design)
    (inputs, _), (kept, _) = parts(data)
    for dataset, wanted in ((train, inputs), (validation, kept)):
        batches = [x["metadata"].numpy() for x, _ in dataset]
        assert all(len(batch) == 32 for batch in batches[:-1])
        rows = np.concatenate(batches)
        assert {row.tobytes() for row in rows} == {row.tobytes() for row in wanted["metadata"]}
        again = np.concatenate([x["metadata"].numpy() for x, _ in dataset])
        assert (rows == again).all() == (dataset is validation)


def test_only_the_images_to_learn_from_are_changed_and_anew_in_each_epoch() -> None:
    flips = (held("layers.RandomFlip", mode="horizontal"),)
    design, data = chosen("cifar_cnn", augment=flips)
    design = replace(design, training=replace(design.training, shuffle=False))
    train, validation = loaded(design)
    (inputs, _), (kept, _) = parts(data)
    images = next(iter(inputs.values()))
    for _ in range(2):
        changed = np.concatenate([x.numpy() for x, _ in train])
        same = (changed == images).all((1, 2, 3))
        assert ((changed == images[:, :, ::-1]).all((1, 2, 3)) | same).all()
        assert 0 < same.mean() < 1
    x = np.concatenate([x.numpy() for x, _ in validation])
    np.testing.assert_array_equal(x, *kept.values())


def test_images_are_changed_when_they_are_taken_and_never_ahead() -> None:
    """Else an iterator that is dropped, as `fit` drops its first, has drawn lots or has not."""
    import tensorflow as tf

    changed = tf.Variable(0)

    class Counting:
        def __init__(self, layers: Any) -> None:
            del layers

        def __call__(self, images: Any, training: bool) -> Any:
            changed.assign_add(1)
            return images

    design, _ = chosen("cifar_cnn", augment=(held("layers.RandomFlip"),))
    names = module(emit(design, "functional", with_training=True).text)
    names["layers"] = SimpleNamespace(Pipeline=Counting, RandomFlip=lambda: None)
    train, _ = names["load_data"]()
    batches = iter(train)
    next(batches)
    time.sleep(0.2)  # in which a batch would be made ahead
    assert changed.numpy() == 1


def test_augmentation_needs_images() -> None:
    design, _ = chosen("multi_task", augment=(held("layers.RandomFlip"),))
    with pytest.raises(LayerloomError, match="this model has none"):
        emit(design, "functional", with_training=True)


def test_an_input_that_is_fed_with_nothing_is_named() -> None:
    design, data = chosen("multi_task")
    inputs = {"metadata": data.inputs["metadata"]}
    assert design.training is not None
    training = replace(design.training, data=replace(data, inputs=inputs))
    with pytest.raises(NotExpressible, match="text_features"):
        emit(replace(design, training=training), "functional", with_training=True)


def test_without_validation_all_samples_are_learnt_from() -> None:
    design, _ = chosen("multi_task")
    assert design.training is not None
    design = replace(design, training=replace(design.training, validation_split=0.0))
    text = emit(design, "functional", with_training=True).text
    assert "evaluate" not in text
    (_, y), validation = module(text)["load_data"]()
    assert (len(y["topic"]), validation) == (50, None)


def test_what_samples_count_for_comes_as_a_third_part() -> None:
    design, _ = chosen("siamese_comparator", sample_weight="same")
    (_, y, weight), validation = loaded(design)
    assert len(validation) == 3
    np.testing.assert_array_equal(weight, y)

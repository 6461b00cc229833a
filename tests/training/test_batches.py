"""Samples in whatever form a script has loaded them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from model_codegen.training.batches import Batch, batches, count, first, named

pytestmark = pytest.mark.keras

X, Y = np.arange(10.0).reshape(5, 2), np.arange(5)


@pytest.mark.parametrize(
    "data",
    [(X, Y), tf.data.Dataset.from_tensor_slices((X, Y)).batch(4)],
    ids=["arrays", "a dataset"],
)
def test_samples_come_in_order(data: Any) -> None:
    found = [*batches(data, 2)]
    assert [count(batch) for batch in found] == [2, 2, 1]
    assert np.concatenate([batch.y for batch in found]).tolist() == Y.tolist()
    assert [count(batch) for batch in batches(data, 2, most=3)] == [2, 1]


def test_weights_and_trees_are_cut_likewise() -> None:
    batch = first(({"a": X, "b": Y}, (Y, X), Y), 3)
    assert batch is not None
    assert (batch.x["b"].tolist(), batch.y[0].tolist(), batch.weight.tolist()) == (
        [0, 1, 2], [0, 1, 2], [0, 1, 2],
    )  # fmt: skip
    assert first((X[:0], Y[:0]), 3) is None


def test_arrays_have_names() -> None:
    assert named(Batch(X, Y).y, ["digit"])["digit"] is Y
    assert named((X, Y), ["a", "b"])["b"] is Y
    assert [*named({"b": Y, "c": X}, ["a", "b"])] == ["b"]

"""On JAX a `tf.data.Dataset` makes batches, and the loop has them as arrays of NumPy.

That it comes to the numbers of `fit` is tried where JAX is: `fidelity/loops.py`.
"""

from __future__ import annotations

import pytest

from tests.emitters.training.loops.piped import of_tensorflow, script

pytestmark = pytest.mark.keras


def test_batches_of_a_dataset_are_arrays_of_numpy() -> None:
    text = script("jax", "tf.data")
    assert of_tensorflow(text) == {"load_data"}
    assert "enumerate(train_data.as_numpy_iterator())" in text
    assert "enumerate(validation_data.as_numpy_iterator())" in text
    assert "def batches(" not in text


def test_arrays_need_no_tensorflow() -> None:
    text = script("jax", "arrays")
    assert of_tensorflow(text) == set()
    assert "as_numpy_iterator" not in text

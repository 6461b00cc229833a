"""With PyTorch a `tf.data.Dataset` makes batches, and the loop has them as tensors of PyTorch.

That it comes to the numbers of `fit` is tried where PyTorch is: `fidelity/loops.py`.
"""

from __future__ import annotations

import pytest

from tests.emitters.training.loops.piped import of_tensorflow, script

pytestmark = pytest.mark.keras


def test_batches_of_a_dataset_are_tensors_of_pytorch() -> None:
    text = script("torch", "tf.data")
    assert of_tensorflow(text) == {"load_data"}
    assert "for batch in self.dataset.as_numpy_iterator():" in text
    assert "yield keras.tree.map_structure(torch.as_tensor, batch)" in text
    assert "train_batches = batched(train_data)" in text


def test_arrays_need_no_tensorflow() -> None:
    text = script("torch", "arrays")
    assert of_tensorflow(text) == set()
    assert "TensorDataset(*arrays)" in text

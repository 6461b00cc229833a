"""A `tf.data.Dataset` makes batches, and a loop on JAX or PyTorch has them as its own arrays.

That they come to the numbers of `fit` is tried where JAX and PyTorch are: `fidelity/loops.py`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from model_codegen import gallery
from model_codegen.emitters import emit
from model_codegen.emitters.training.loops import LOOPS
from model_codegen.emitters.training.loops.jax_loop import write_jax_loop
from model_codegen.emitters.training.loops.torch_loop import write_torch_loop
from model_codegen.proposals import default_training

pytestmark = pytest.mark.keras

PIPED = {
    write_jax_loop: (
        "enumerate(train_data.as_numpy_iterator())",
        "enumerate(validation_data.as_numpy_iterator())",
    ),
    write_torch_loop: (
        "for batch in self.dataset.as_numpy_iterator():",
        "yield keras.tree.map_structure(torch.as_tensor, batch)",
        "train_batches = batched(train_data)",
    ),
}
"""What stands in a script whose batches come out of a `tf.data.Dataset`."""

ARRAYS = {write_jax_loop: "def batches(", write_torch_loop: "TensorDataset(*arrays)"}
"""The same where samples are arrays."""


def script(writer: Callable[..., None], pipeline: Any) -> str:
    """A model of several heads, with its own data."""
    design = gallery.load("multi_task")
    training = default_training(design)
    assert training.data is not None
    data = replace(training.data, pipeline=pipeline)
    (backend,) = (name for name, one in LOOPS.items() if one is writer)
    written = replace(training, data=data, backend=backend, loop="custom")
    return emit(replace(design, training=written), "functional", with_training=True).text


def of_tensorflow(text: str) -> set[str]:
    """The parts of a script that use TensorFlow."""
    return {
        part.name
        for part in ast.parse(text).body
        if isinstance(part, ast.FunctionDef | ast.ClassDef)
        for name in ast.walk(part)
        if isinstance(name, ast.Name) and name.id == "tf"
    }


@pytest.mark.parametrize("writer", PIPED)
def test_batches_of_a_dataset_are_arrays_of_the_backend(writer: Callable[..., None]) -> None:
    text = script(writer, "tf.data")
    assert of_tensorflow(text) == {"load_data"}
    for part in PIPED[writer]:
        assert part in text
    assert ARRAYS[writer] not in text


@pytest.mark.parametrize("writer", PIPED)
def test_arrays_need_no_tensorflow(writer: Callable[..., None]) -> None:
    text = script(writer, "arrays")
    assert of_tensorflow(text) == set()
    assert ARRAYS[writer] in text
    for part in PIPED[writer]:
        assert part not in text

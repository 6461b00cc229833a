"""Tensors and weights on their way from one process to another."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np


@dataclass(frozen=True)
class Given:
    """An input of a model.

    Attributes:
        name: The name of the layer.
        shape: With the batch.
        dtype: As Keras names it.
        sparse: Whether it is declared so.
        value: Numbers for it; None if there are none on which the model runs.
    """

    name: str
    shape: tuple[int | None, ...]
    dtype: str
    sparse: bool
    value: Any

    def symbol(self) -> Any:
        """The input as `keras.Input`."""
        return keras.Input(
            batch_shape=self.shape, dtype=self.dtype, sparse=self.sparse, name=self.name
        )

    def tensor(self) -> Any:
        """The numbers as a tensor."""
        return keras.ops.convert_to_tensor(self.value, dtype=self.dtype)


def run(model: Any, inputs: Any) -> list[Any]:
    """What a model answers, as in inference, each output as an array.

    Args:
        model: A model, in any style.
        inputs: A tree of `Given`, as the model takes it.
    """
    tensors = keras.tree.map_structure(Given.tensor, inputs)
    if isinstance(model, keras.Sequential):
        (tensors,) = keras.tree.flatten(tensors)
    outputs = keras.tree.flatten(model(tensors, training=False))
    # A sparse tensor is compared as what it stands for.
    dense = [keras.ops.convert_to_tensor(output, sparse=False) for output in outputs]
    return [keras.ops.convert_to_numpy(output) for output in dense]


def write_weights(path: Path, values: Iterable[Any]) -> None:
    """Write arrays one by one, so that they are never held together.

    Args:
        path: An `.npz` file.
        values: The arrays, which are numbered.
    """
    with zipfile.ZipFile(path, "w") as archive:
        for index, value in enumerate(values):
            with archive.open(f"{index}.npy", "w", force_zip64=True) as member:
                np.lib.format.write_array(member, np.asarray(value), allow_pickle=False)


def read_weights(path: Path) -> Iterator[Any]:
    """Read the arrays of `write_weights` one by one.

    Args:
        path: The file.
    """
    with np.load(path, allow_pickle=False) as archive:
        for index in range(len(archive.files)):
            yield archive[str(index)]

"""Some samples of what a script has loaded, whatever form it has them in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np


class Batch(NamedTuple):
    """Samples with what is to be learnt of them.

    Attributes:
        x: What goes in: an array, or several as the model takes them.
        y: What is to come out, likewise.
        weight: What each sample counts for; None: the same.
    """

    x: Any
    y: Any
    weight: Any = None


def first(data: Any, size: int) -> Batch | None:
    """The first samples; None if there are none.

    Args:
        data: A tuple of arrays, or a `tf.data.Dataset` in batches.
        size: How many at most.
    """
    return next(batches(data, size), None)


def batches(data: Any, size: int, most: int | None = None) -> Iterator[Batch]:
    """The samples in order, in arrays.

    Args:
        data: A tuple of arrays, or a `tf.data.Dataset` in batches.
        size: How many at a time; a dataset has its own batches, which are cut to this size.
        most: How many in all.
    """
    left = most
    for found in _of_arrays(data, size) if isinstance(data, tuple) else _of_dataset(data, size):
        batch = found if left is None else Batch(*(_cut(part, 0, left) for part in found))
        yield batch
        if left is not None:
            left -= count(batch)
            if left <= 0:
                return


def count(batch: Batch) -> int:
    """How many samples there are."""
    import keras

    return len(keras.tree.flatten(batch.x)[0])


def named(tree: Any, names: Sequence[str]) -> dict[str, Any]:
    """Arrays by name, in whatever way they are given; those of other names are left out."""
    if isinstance(tree, Mapping):
        return {name: tree[name] for name in names if name in tree}
    parts = list(tree) if isinstance(tree, list | tuple) else [tree]
    return dict(zip(names, parts, strict=False))


def _of_arrays(data: tuple[Any, ...], size: int) -> Iterator[Batch]:
    whole = Batch(*data)
    for start in range(0, count(whole), size):
        yield Batch(*(_cut(part, start, start + size) for part in whole))


def _of_dataset(data: Any, size: int) -> Iterator[Batch]:
    import keras

    for item in data:
        given = item if isinstance(item, tuple) else (item, None)
        whole = Batch(*keras.tree.map_structure(np.asarray, given))
        for start in range(0, count(whole), size):
            yield Batch(*(_cut(part, start, start + size) for part in whole))


def _cut(part: Any, start: int, end: int) -> Any:
    import keras

    if part is None:
        return None
    return keras.tree.map_structure(lambda array: array[start:end], part)

"""The data sets of Keras: shapes only, since models ask for them (`x_train.shape[1:]`)."""

from __future__ import annotations

from typing import Any

from model_codegen.design.graph import TensorSpec
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.values import Array, Unknown

_SHAPES: dict[str, tuple[int, int, tuple[int, ...], tuple[int, ...], int]] = {
    "boston_housing": (404, 102, (13,), (), 0),
    "california_housing": (16512, 4128, (8,), (), 0),
    "cifar10": (50000, 10000, (32, 32, 3), (1,), 10),
    "cifar100": (50000, 10000, (32, 32, 3), (1,), 100),
    "fashion_mnist": (60000, 10000, (28, 28), (), 10),
    "imdb": (25000, 25000, (), (), 2),
    "mnist": (60000, 10000, (28, 28), (), 10),
    "reuters": (8982, 2246, (), (), 46),
}
"""By name: how many examples for training and for testing, the shapes of one and of its label, and
the number of classes (0 for a regression), as the documentation of `keras.datasets` has them."""


_TOYS: dict[str, tuple[tuple[int, ...], int]] = {
    "load_breast_cancer": ((569, 30), 2),
    "load_diabetes": ((442, 10), 0),
    "load_digits": ((1797, 64), 10),
    "load_iris": ((150, 4), 3),
    "load_wine": ((178, 13), 3),
}
"""Data sets of scikit-learn: the shape of the data and the number of classes, as its documentation
has them."""


def load_toy(name: str, *, both: bool) -> Any:
    """What `sklearn.datasets.load_iris()` returns; None if it is none of the data sets.

    Args:
        name: The name of the function.
        both: Whether the data and their labels are asked for, rather than an object with both.
    """
    if name not in _TOYS:
        return None
    shape, classes = _TOYS[name]
    data = Array(TensorSpec(shape, "float32"), "data")
    labels = Array(TensorSpec(shape[:1], "float32"), "data", classes)
    if both:
        return data, labels
    found = {"data": data, "target": labels, "target_names": list(range(classes))}
    if name == "load_digits":
        found["images"] = Array(TensorSpec((shape[0], 8, 8), "float32"), "data")
    return found


def load(reading: Reading, path: str, line: int) -> object:
    """What `keras.datasets.mnist.load_data()` returns, as far as its shapes go.

    Args:
        reading: The reading.
        path: The path of the function.
        line: Where it is called.
    """
    skipped = reading.report.skip(path, line)
    name = path.split(".")[-2]
    if name not in _SHAPES or not path.endswith(".load_data"):
        return skipped
    train, test, one, label, classes = _SHAPES[name]
    return tuple((_data(count, one), _data(count, label, classes)) for count in (train, test))


def _data(count: int, shape: tuple[int, ...], classes: int = 0) -> Array | Unknown:
    return Array(TensorSpec((count, *shape), "float32"), "data", classes)

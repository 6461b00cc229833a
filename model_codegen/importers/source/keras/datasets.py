"""The data sets of Keras: shapes only, since models ask for them (`x_train.shape[1:]`)."""

from __future__ import annotations

from model_codegen.design.graph import TensorSpec
from model_codegen.importers.source.report import Report
from model_codegen.importers.source.values import Array, Value

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


def load(report: Report, path: str, line: int) -> Value:
    """What `keras.datasets.mnist.load_data()` returns, as far as its shapes go.

    Args:
        report: Where it is noted that the function is not run.
        path: The path of the function.
        line: Where it is called.
    """
    skipped = report.skip(path, line)
    name = path.split(".")[-2]
    if name not in _SHAPES or not path.endswith(".load_data"):
        return skipped
    train, test, one, label, classes = _SHAPES[name]
    return tuple((_data(count, one), _data(count, label, classes)) for count in (train, test))


def _data(count: int, shape: tuple[int, ...], classes: int = 0) -> Array:
    return Array(TensorSpec((count, *shape), "float32"), "data", classes)

"""The data sets of Keras: shapes only, since models ask for them (`x_train.shape[1:]`)."""

from __future__ import annotations

from model_codegen.graph import TensorSpec
from model_codegen.importers.source.session import Session
from model_codegen.importers.source.values import Array, Unknown

_SHAPES: dict[str, tuple[int, int, tuple[int, ...], tuple[int, ...]]] = {
    "boston_housing": (404, 102, (13,), ()),
    "california_housing": (16512, 4128, (8,), ()),
    "cifar10": (50000, 10000, (32, 32, 3), (1,)),
    "cifar100": (50000, 10000, (32, 32, 3), (1,)),
    "fashion_mnist": (60000, 10000, (28, 28), ()),
    "imdb": (25000, 25000, (), ()),
    "mnist": (60000, 10000, (28, 28), ()),
    "reuters": (8982, 2246, (), ()),
}
"""By name: how many examples for training and for testing, and the shapes of one and of its label,
as the documentation of `keras.datasets` has them."""


def load(session: Session, path: str, line: int) -> object:
    """What `keras.datasets.mnist.load_data()` returns, as far as its shapes go.

    Args:
        session: The reading.
        path: The path of the function.
        line: Where it is called.
    """
    skipped = session.skip(path, line)
    name = path.split(".")[-2]
    if name not in _SHAPES or not path.endswith(".load_data"):
        return skipped
    train, test, one, label = _SHAPES[name]
    return tuple((_data(count, one), _data(count, label)) for count in (train, test))


def _data(count: int, shape: tuple[int, ...]) -> Array | Unknown:
    return Array(TensorSpec((count, *shape), "float32"), "data")

"""scikit-learn: its toy data sets, data that is split or scaled, as far as shapes go."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.design.graph import TensorSpec
from model_codegen.importers.source.report import Report
from model_codegen.importers.source.text_definitions import record
from model_codegen.importers.source.values import Array, Value

_TOYS: dict[str, tuple[tuple[int, ...], int]] = {
    "load_breast_cancer": ((569, 30), 2),
    "load_diabetes": ((442, 10), 0),
    "load_digits": ((1797, 64), 10),
    "load_iris": ((150, 4), 3),
    "load_wine": ((178, 13), 3),
}
"""Data sets: the shape of the data and the number of classes (0 for a regression), as the
documentation of scikit-learn has them."""

_SCALES = frozenset({"fit_transform", "transform", "inverse_transform"})


def is_function(path: str) -> bool:
    """Whether a path names a function or method of scikit-learn."""
    return path.startswith("sklearn.") and path.rpartition(".")[2].islower()


def call(
    report: Report, path: str, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Call a function or method; of data that is split the number of examples is open.

    Args:
        report: Is told that it is not run.
        path: Its path, such as `sklearn.datasets.load_iris`.
        args: Its arguments.
        kwargs: Its arguments by name.
        line: Where.
    """
    skipped = report.skip(path, line)
    name = path.rpartition(".")[2]
    if name in _TOYS:
        return _toy(name, both=kwargs.get("return_X_y") is True)
    parts = [
        replace(each, spec=TensorSpec((None, *each.spec.shape[1:]), each.spec.dtype))
        for each in args
        if isinstance(each, Array) and each.spec.shape
    ]
    if name == "train_test_split" and len(parts) == len(args):
        return [part for part in parts for _ in range(2)]
    if name in _SCALES and "Scaler" in path and parts:
        return parts[0]
    return skipped


def _toy(name: str, *, both: bool) -> Value:
    """A data set: the data and their labels, or an object with both."""
    shape, classes = _TOYS[name]
    data = Array(TensorSpec(shape, "float32"), "data")
    labels = Array(TensorSpec(shape[:1], "float32"), "data", classes)
    if both:
        return data, labels
    found: dict[str, Value] = {
        "data": data,
        "target": labels,
        "target_names": list(range(classes)),
    }
    if name == "load_digits":
        found["images"] = Array(TensorSpec((shape[0], 8, 8), "float32"), "data")
    return record("Bunch", found)

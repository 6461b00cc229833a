"""The data sets of Keras: their shapes, and nothing is loaded."""

from __future__ import annotations

from model_codegen.design.graph import TensorSpec
from model_codegen.importers.source.keras.datasets import load
from model_codegen.importers.source.report import Report
from model_codegen.importers.source.values import Array, Unknown


def data(*shape: int, classes: int = 0) -> Array:
    return Array(TensorSpec(shape, "float32"), "data", classes)


def test_images_and_their_labels_are_pairs_for_training_and_testing() -> None:
    report = Report()
    assert load(report, "keras.datasets.cifar10.load_data", 2) == (
        (data(50000, 32, 32, 3), data(50000, 1, classes=10)),
        (data(10000, 32, 32, 3), data(10000, 1, classes=10)),
    )
    assert report.skipped


def test_a_regression_has_no_classes() -> None:
    (_, prices), _ = load(Report(), "keras.datasets.boston_housing.load_data", 2)  # type: ignore[misc]
    assert prices == data(404)


def test_what_is_no_data_is_not_known() -> None:
    for path in ("keras.datasets.mnist.get_word_index", "keras.datasets.other.load_data"):
        assert isinstance(load(Report(), path, 2), Unknown), path

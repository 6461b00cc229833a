"""Data of scikit-learn: shapes, and how many classes there are."""

from __future__ import annotations

from model_codegen.design.graph import TensorSpec
from model_codegen.importers.source.libraries.scikit_learn import call, is_function
from model_codegen.importers.source.report import Report
from model_codegen.importers.source.text_definitions import Instance
from model_codegen.importers.source.values import Array, Unknown

DATA = Array(TensorSpec((150, 4), "float32"), "data")


def test_a_data_set_is_an_object_or_a_pair() -> None:
    bunch = call(Report(), "sklearn.datasets.load_iris", [], {}, 2)
    assert isinstance(bunch, Instance)
    assert bunch.attributes["data"] == DATA
    pair = call(Report(), "sklearn.datasets.load_iris", [], {"return_X_y": True}, 2)
    assert pair == (DATA, Array(TensorSpec((150,), "float32"), "data", 3))


def test_of_data_that_is_split_the_number_of_examples_is_open() -> None:
    part = Array(TensorSpec((None, 4), "float32"), "data")
    found = call(Report(), "sklearn.model_selection.train_test_split", [DATA, DATA], {}, 2)
    assert found == [part] * 4


def test_data_that_is_scaled_keeps_its_shape() -> None:
    path = "sklearn.preprocessing.StandardScaler.fit_transform"
    assert call(Report(), path, [DATA], {}, 2) == Array(TensorSpec((None, 4), "float32"), "data")


def test_anything_else_is_not_run_and_told() -> None:
    report = Report()
    assert isinstance(call(report, "sklearn.metrics.accuracy_score", [DATA], {}, 2), Unknown)
    assert list(report.skipped.values()) == ["`sklearn`"]
    assert not is_function("sklearn.preprocessing.StandardScaler")

"""How fields are read, as source."""

from __future__ import annotations

import pytest

from model_codegen.datasets import describe
from model_codegen.design.errors import DataError
from model_codegen.design.training import Data
from model_codegen.emitters.data_text.field_expressions import FieldText, never
from model_codegen.emitters.data_text.field_text import field_text
from model_codegen.emitters.namespace import Namespace


def test_a_generator_is_called_with_what_is_unusual() -> None:
    data = describe("generated", "moons", {"samples": 10, "noise": 0.15})
    text = field_text(data, Namespace())
    assert isinstance(text, FieldText)
    assert text.statements == ("data = moons(samples=10)",)
    assert text.fields == {"features": "data['features']", "label": "data['label']"}


def test_columns_of_bundled_data() -> None:
    text = field_text(describe("bundled", "iris"), Namespace(["iris"]))
    assert text.statements == ("iris_1 = load_iris()",)
    assert text.fields["petal width (cm)"] == "iris_1.data[:, 3]"
    assert text.columns(["petal width (cm)", "sepal length (cm)"]) == "iris_1.data[:, [3, 0]]"
    assert text.columns(["petal width (cm)", "features"]) is None
    assert never(["a"]) is None


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(DataError, match="cannot be written"):
        field_text(Data("other"), Namespace())  # type: ignore[arg-type]

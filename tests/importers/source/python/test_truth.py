"""Whether a condition holds."""

from __future__ import annotations

import pytest

from model_codegen.design.graph import TensorSpec
from model_codegen.importers.source.python.truth import truth
from model_codegen.importers.source.python_values import Builtin
from model_codegen.importers.source.values import Array, Dim, Unknown, Value


@pytest.mark.parametrize(
    ("value", "holds"),
    [(0, False), ([], False), ("a", True), (Dim(0), True), (Builtin("len"), True)],
)
def test_a_known_value_holds_or_not(value: Value, holds: bool) -> None:
    assert truth(value) is holds


def test_whether_a_tensor_or_an_unknown_value_holds_is_not_known() -> None:
    unknown = Unknown("it is read")
    assert truth(unknown) is unknown
    assert isinstance(truth(Array(TensorSpec((2,), "float32"))), Unknown)

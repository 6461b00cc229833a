"""Tensors as values, and back."""

from __future__ import annotations

import pytest

from model_codegen.analysis.symbol import Symbol, of_tensor, to_tensor

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    "symbol",
    [
        Symbol((), "float32"),
        Symbol((None, 7, 4), "bfloat16"),
        Symbol((None, 3), "float32", sparse=True),
        Symbol((None, 7, 4), "float32", mask=Symbol((None, 7), "bool")),
    ],
)
def test_a_tensor_is_read_as_the_value_it_was_made_of(symbol: Symbol) -> None:
    assert of_tensor(to_tensor(symbol)) == symbol
    assert hash(of_tensor(to_tensor(symbol))) == hash(symbol)


def test_what_people_are_shown_is_shape_and_dtype() -> None:
    spec = Symbol((None, 4), "int8", mask=Symbol((None,), "bool")).spec()
    assert (spec.shape, spec.dtype) == ((None, 4), "int8")

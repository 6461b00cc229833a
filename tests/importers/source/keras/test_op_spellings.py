"""Every spelling of an op leads to a function that Keras has, with the parameters it has."""

from __future__ import annotations

import inspect

import pytest

from model_codegen import catalogue
from model_codegen.importers.source.keras.op_spellings import BACKEND, OPERATORS, TENSORFLOW

pytestmark = pytest.mark.keras

DROPPED = {"validate_indices"}
"""Parameters of TensorFlow that change nothing."""


@pytest.mark.parametrize("name", TENSORFLOW)
def test_a_function_of_tensorflow_is_one_of_keras(name: str) -> None:
    own, parameters = TENSORFLOW[name]
    entry = catalogue.find(f"keras.ops.{own}")
    assert entry is not None
    known = inspect.signature(catalogue.resolve(entry.path)).parameters
    ours = {parameter.partition(":")[2] or parameter for parameter in parameters}
    assert ours - DROPPED <= known.keys()


@pytest.mark.parametrize("own", sorted({*BACKEND.values(), *OPERATORS.values()} - {""}))
def test_a_function_of_the_backend_and_an_operator_are_ones_of_keras(own: str) -> None:
    assert catalogue.find(f"keras.ops.{own}") is not None

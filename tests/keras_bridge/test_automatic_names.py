"""Automatic names, counted anew for a while."""

from __future__ import annotations

import keras
import pytest
from keras.src.utils.naming import to_snake_case

from model_codegen.keras_bridge.automatic_names import auto_name, counted_names

pytestmark = pytest.mark.keras


def number(name: str) -> int:
    return int(name.removeprefix("dense").removeprefix("_") or 0)


@pytest.mark.parametrize("name", ["Dense", "LSTM", "Conv2DTranspose", "ELU", "My_Layer", "RMSNorm"])
def test_a_stem_is_as_keras_makes_it(name: str) -> None:
    assert auto_name(name) == to_snake_case(name)


def test_names_are_counted_from_zero_and_then_go_on() -> None:
    before = number(keras.layers.Dense(1).name)
    with counted_names() as counts:
        assert [keras.layers.Dense(1).name for _ in range(2)] == ["dense", "dense_1"]
        assert counts["dense"] == 2
    assert number(keras.layers.Dense(1).name) == before + 1


def test_names_that_are_taken_are_passed_over() -> None:
    taken = {"dense": 4}
    with counted_names(taken):
        assert keras.layers.Dense(1).name == "dense_4"
        assert keras.layers.Dropout(0.5).name == "dropout"
    assert taken == {"dense": 4}


def test_the_count_comes_back_after_an_exception() -> None:
    before = number(keras.layers.Dense(1).name)
    with pytest.raises(ZeroDivisionError), counted_names():
        raise ZeroDivisionError
    assert number(keras.layers.Dense(1).name) == before + 1

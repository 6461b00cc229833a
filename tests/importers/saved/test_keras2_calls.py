"""Calls of Keras 2, in today's form."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.design.errors import DesignError
from model_codegen.importers.saved.keras2_calls import legacy_call

NAMES = ("a", "b")


def tensor(name: str, call: int = 0, output: int = 0) -> dict[str, Any]:
    history = [name, call, output]
    return {"class_name": "__keras_tensor__", "config": {"keras_history": history}}


def test_one_tensor_stands_alone_and_several_in_a_list() -> None:
    assert legacy_call([["a", 0, 0, {}]], NAMES) == {"args": [tensor("a")], "kwargs": {}}
    assert legacy_call([["a", 1, 2], ["b", 0, 0, {}]], NAMES) == {
        "args": [[tensor("a", 1, 2), tensor("b")]],
        "kwargs": {},
    }


def test_keywords_hold_tensors_where_they_name_a_layer() -> None:
    keywords = {"mask": ["b", 0, 0], "states": [["a", 0, 1], 3], "shape": [1, 2, 3], "axis": -1}
    assert legacy_call([["a", 0, 0, keywords]], NAMES)["kwargs"] == {
        "mask": tensor("b"),
        "states": [tensor("a", 0, 1), 3],
        "shape": [1, 2, 3],
        "axis": -1,
    }


def test_a_list_that_names_no_layer_stays_a_list() -> None:
    found = legacy_call([["a", 0, 0, {"words": ["c", 0, 0]}]], NAMES)
    assert found["kwargs"] == {"words": ["c", 0, 0]}


@pytest.mark.parametrize(
    "call", [["a"], [["a", 0]], [["a", "0", 0]], [[0, 0, 0]], [["a", 0, 0, 1]]]
)
def test_a_call_that_names_no_tensors_is_damaged(call: list[Any]) -> None:
    with pytest.raises(DesignError, match="This model is damaged"):
        legacy_call(call, NAMES)

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


def test_a_call_may_stand_without_a_list() -> None:
    wanted = {"args": [tensor("a", 1, 2)], "kwargs": {"axis": 1}}
    assert legacy_call(["a", 1, 2, {"axis": 1}], NAMES) == wanted
    assert legacy_call(["a", 0, 0], NAMES) == {"args": [tensor("a")], "kwargs": {}}


def test_a_list_of_one_tensor_stays_one_where_that_is_known() -> None:
    assert legacy_call([["a", 0, 0, {}]], NAMES, lists_stay=True)["args"] == [[tensor("a")]]
    assert legacy_call(["a", 0, 0, {}], NAMES, lists_stay=True)["args"] == [tensor("a")]


def test_what_is_no_tensor_is_a_constant() -> None:
    call = ["_CONSTANT_VALUE", -1, [1.0, 2.0], {"y": ["a", 0, 0]}]
    assert legacy_call(call, NAMES) == {"args": [[1.0, 2.0]], "kwargs": {"y": tensor("a")}}


def test_tensors_may_be_named_and_nested() -> None:
    call = {"one": ["a", 0, 0, {}], "others": [["a", 0, 1, {}], ["b", 0, 0, {"training": True}]]}
    assert legacy_call(call, NAMES) == {
        "args": [{"one": tensor("a"), "others": [tensor("a", 0, 1), tensor("b")]}],
        "kwargs": {"training": True},
    }


def test_a_slice_is_one_of_today() -> None:
    spec = {"start": ["a", 0, 0], "stop": None, "step": 2}
    found = legacy_call(["a", 0, 0, {"slice_spec": [spec, 1]}], NAMES)["kwargs"]["slice_spec"]
    parts = {"start": tensor("a"), "stop": None, "step": 2}
    assert found == [{"class_name": "__slice__", "config": parts}, 1]


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

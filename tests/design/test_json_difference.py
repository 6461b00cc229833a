"""Differences make the new value out of the old one and hold nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonpatch import apply_patch

from model_codegen.design.json_difference import json_difference

KEYS = st.sampled_from(["a", "b", "a/b", "~", ""])
LEAVES = st.none() | st.text("xy", max_size=2) | st.lists(st.none() | st.integers(0, 3), max_size=3)
OBJECTS = st.dictionaries(KEYS, LEAVES, max_size=3)
VALUES = st.dictionaries(
    KEYS, LEAVES | OBJECTS | st.lists(OBJECTS, max_size=4) | st.dictionaries(KEYS, OBJECTS)
)


@given(VALUES, VALUES)
def test_it_makes_the_new_one_out_of_the_old_one(old: Any, new: Any) -> None:
    assert apply_patch(old, json_difference(old, new)) == new


@given(VALUES)
def test_there_is_nothing_new_in_the_same(value: Any) -> None:
    assert json_difference(value, value) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            {"nodes": {"a": {"state": "known"}, "b": {"state": "known"}}},
            {"nodes": {"a": {"state": "known"}, "b": {"state": "failed"}}},
            [{"op": "replace", "path": "/nodes/b/state", "value": "failed"}],
            id="a member deep inside",
        ),
        pytest.param(
            {"found": [{"at": 1}, {"at": 2}, {"at": 3}]},
            {"found": [{"at": 1}, {"at": 3}]},
            [{"op": "remove", "path": "/found/1"}],
            id="an item between others",
        ),
        pytest.param(
            {"shape": [None, 32]},
            {"shape": [None, 64]},
            [{"op": "replace", "path": "/shape", "value": [None, 64]}],
            id="a list of plain values is one value",
        ),
    ],
)
def test_it_holds_what_differs(old: Any, new: Any, expected: list[dict[str, Any]]) -> None:
    assert json_difference(old, new) == expected

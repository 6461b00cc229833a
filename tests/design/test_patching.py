"""A patch applied to what it touches alone gives what it gives applied to a copy of the whole."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonpatch
import jsonpointer
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model_codegen.design import patching
from model_codegen.design.errors import DesignError
from model_codegen.design.patching import patched

KEYS = st.sampled_from(["a", "b", "0", "1", "~", "/", ""])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.just(1.0) | st.text(max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
STEPS = KEYS | st.sampled_from(["2", "-", "00", "x"])
MALFORMED = st.sampled_from(["a", "/a~2", "/~", "a/b"])


@st.composite
def pointers(draw: st.DrawFn, value: Any) -> str:
    """A place in a value, or near one."""
    path: list[str] = []
    while isinstance(value, dict | list) and value and draw(st.integers(0, 3)):
        if isinstance(value, dict):
            step: Any = draw(st.sampled_from([*value]))
        else:
            step = draw(st.integers(0, len(value) - 1))
        path.append(str(step))
        value = value[step]
    path += draw(st.just([]) | st.lists(STEPS, max_size=2))
    return jsonpointer.JsonPointer.from_parts(path).path


@st.composite
def patches(draw: st.DrawFn, value: Any) -> list[dict[str, Any]]:
    near = pointers(value) | MALFORMED
    step = st.one_of(
        st.fixed_dictionaries(
            {"op": st.sampled_from(["add", "replace", "test"]), "path": near, "value": VALUES}
        ),
        st.fixed_dictionaries({"op": st.just("remove"), "path": near}),
        st.fixed_dictionaries(
            {"op": st.sampled_from(["move", "copy"]), "path": near, "from": near}
        ),
    )
    return draw(st.lists(step, max_size=6))


@settings(max_examples=150)
@given(st.data())
def test_the_answer_is_that_of_the_library_and_the_value_stays(data: st.DataObject) -> None:
    value = data.draw(VALUES)
    operations = data.draw(patches(value))
    before = copy.deepcopy(value)
    given_operations = copy.deepcopy(operations)
    try:
        wanted = jsonpatch.apply_patch(value, operations)
    except (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException):
        with pytest.raises(DesignError) as caught:
            patched(value, operations)
        assert str(caught.value).startswith("Step ")
        assert str(caught.value).endswith(".")
        assert str(caught.value).isprintable()
    else:
        found = patched(value, operations)
        assert json.dumps(found) == json.dumps(wanted)
        shared = {id(item) for item in containers(operations)}
        assert not shared & {id(item) for item in containers(found)}
    assert json.dumps(value) == json.dumps(before)
    assert json.dumps(operations) == json.dumps(given_operations)


def containers(value: Any) -> list[Any]:
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return [value, *(found for item in inner for found in containers(item))]
    return []


def test_only_what_leads_to_a_change_is_copied() -> None:
    value: dict[str, Any] = {"a": {"b": {"x": [1]}, "c": {"y": [2]}}, "d": {"e": [3]}}
    found = patched(value, [{"op": "replace", "path": "/a/b/x", "value": 5}])
    assert found == {"a": {"b": {"x": 5}, "c": {"y": [2]}}, "d": {"e": [3]}}
    assert found["a"]["c"] is value["a"]["c"]
    assert found["d"] is value["d"]
    assert patched(value, []) is value
    assert patched(value, [{"op": "test", "path": "/d/e/0", "value": 3}]) is value


def test_a_move_within_a_list_touches_the_item_that_comes_to_stand_there() -> None:
    value = [{"name": "a"}, {"name": "b"}, {"name": "c"}]
    found = patched(value, [{"op": "move", "from": "/0", "path": "/1/first"}])
    assert found == [{"name": "b"}, {"name": "c", "first": {"name": "a"}}]
    assert value == [{"name": "a"}, {"name": "b"}, {"name": "c"}]


@pytest.mark.parametrize(
    ("operations", "sentence"),
    [
        (None, "A change is a list of JSON patch operations, not null."),
        ("[]", 'A change is a list of JSON patch operations, not the text "[]".'),
        ([[]], "Step 1 of this change: a JSON patch operation is an object, not an empty list."),
        (
            [{"op": "append", "path": "/a"}],
            "Step 1 of this change: `op` is one of add, remove, replace, move, copy, test, "
            'not the text "append".',
        ),
        ([{"path": "/a"}], "`op` is one of add, remove, replace, move, copy, test, not null."),
        ([{"op": "add", "path": "/a"}], "Step 1 of this change: `add` needs `value`."),
        (
            [{"op": "move", "path": "/a", "from": 1}],
            "Step 1 of this change: `from` is a JSON pointer, not the number 1.",
        ),
        (
            [{"op": "remove", "path": "/a" * 65}],
            "Step 1 of this change: `path` is deeper than the 64 levels of a design.",
        ),
        (
            [{"op": "add", "path": "/a", "value": float("nan")}],
            "Step 1 of this change: In value: nan is no JSON number.",
        ),
        (
            [{"op": "test", "path": "/a", "value": {}}, {"op": "remove", "path": "/b"}],
            'Step 2 of this change: `remove` does not apply at "/b" of this design.',
        ),
        (
            [{"op": "test", "path": "/a", "value": 2}],
            'Step 1 of this change: "/a" holds something else than it expects, for the design was '
            "changed meanwhile.",
        ),
    ],
)
def test_what_is_wrong_with_a_patch_is_one_sentence(operations: Any, sentence: str) -> None:
    with pytest.raises(DesignError) as caught:
        patched({"a": {}}, operations)
    assert str(caught.value).endswith(sentence)


def test_a_patch_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    doubling = [{"op": "copy", "from": "/a", "path": f"/a/{n}"} for n in range(60)]
    with pytest.raises(DesignError, match="it copies more than a design can hold"):
        patched({"a": {}}, doubling)
    moving = [{"op": "move", "from": f"/{n % 2}", "path": f"/{1 - n % 2}"} for n in range(600)]
    with pytest.raises(DesignError, match="it copies more than a design can hold"):
        patched([[*range(200)], []], moving)
    monkeypatch.setattr(patching, "MAX_OPERATIONS", 2)
    step = {"op": "add", "path": "/b", "value": 1}
    with pytest.raises(DesignError, match="has 3 operations; 2 are the most"):
        patched({}, [step] * 3)

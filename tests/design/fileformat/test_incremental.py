"""What is read again of a changed document is what reading all of it gives, errors included."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.designs import residual_stack
from model_codegen import gallery
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat import incremental
from model_codegen.design.fileformat.incremental import reread
from model_codegen.design.fileformat.json_text import MAX_DEPTH
from model_codegen.design.fileformat.serialization import dumps, from_json
from model_codegen.design.graph import Design
from model_codegen.design.patching import patched
from tests.design.fileformat.test_serialization import DESIGNS, JSON_VALUES, TEXT
from tests.design.test_patching import pointers

PARTS = st.sampled_from(
    [
        {"tensor": ["x"]},
        {"tensor": ["x", 0]},
        {"dict": []},
        {"operation": "a"},
        {"operation": "a", "args": [{"tensor": ["x", 0]}, {"float": "nan"}]},
        {"kind": "op", "function": "keras.ops.add"},
        {"kind": "layer", "class_name": "keras.layers.Dense", "name": "d", "config": {"units": 3}},
        {"kind": "model", "model": "main", "name": 5},
        {"name": "g", "nodes": {"n": {"operation": "o"}}},
        {"name": "g", "nodes": {"\ud800": {"operation": "o"}}},
        {"name": "g", "code": "x"},
        [1, 2.5],
        True,
        "auto",
        None,
    ]
)


@st.composite
def patches(draw: st.DrawFn, value: Any) -> list[dict[str, Any]]:
    near = pointers(value)
    new = JSON_VALUES | PARTS
    named = st.builds(lambda at, key: f"{at}/{key}", near, TEXT | st.sampled_from(FIELDS))
    step = st.one_of(
        st.fixed_dictionaries(
            {"op": st.sampled_from(["add", "replace"]), "path": near | named, "value": new}
        ),
        st.fixed_dictionaries({"op": st.just("remove"), "path": near}),
        st.fixed_dictionaries(
            {"op": st.sampled_from(["move", "copy"]), "path": near | named, "from": near}
        ),
    )
    return draw(st.lists(step, min_size=1, max_size=2))


FIELDS = ("main", "models", "name", "operations", "nodes", "config", "args", "0", "schema_version")


@settings(max_examples=150)
@given(st.data())
def test_reading_again_is_reading_the_whole(data: st.DataObject) -> None:
    design = data.draw(DESIGNS | st.sampled_from(gallery.names()).map(gallery.load))
    value = json.loads(dumps(design))
    before = from_json(value)
    for _ in range(3):
        try:
            changed = patched(value, data.draw(patches(value)))
        except DesignError:
            continue
        wanted = outcome(from_json, changed)
        found = outcome(reread, changed, value, before)
        # Told apart as Python writes it: with the order of members, 1 from 1.0, NaN like NaN.
        assert repr(found) == repr(wanted)
        if isinstance(found, Design):
            value, before = changed, found


def outcome(read: Callable[..., Design], *arguments: Any) -> Design | DesignError:
    try:
        return read(*arguments)
    except DesignError as error:
        return error


def test_what_was_not_changed_is_the_very_same() -> None:
    value = json.loads(dumps(residual_stack(20)))
    before = from_json(value)
    where = "/main/operations/dense/config/units"
    changed = patched(value, [{"op": "replace", "path": where, "value": 7}])
    found = reread(changed, value, before)
    assert reread(value, value, before) is before
    assert found.main.nodes is before.main.nodes
    assert found.models is before.models
    for key, operation in found.main.operations.items():
        assert (operation is before.main.operations[key]) == (key != "dense")


def test_an_edit_does_not_read_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    value = json.loads(dumps(residual_stack(20)))
    before = from_json(value)
    monkeypatch.setattr(incremental, "from_json", lambda _: pytest.fail("all of it was read"))
    new = {"kind": "op", "function": "keras.ops.relu"}
    changed = patched(
        value,
        [
            {"op": "add", "path": "/main/operations/extra", "value": new},
            {"op": "add", "path": "/main/nodes/extra", "value": {"operation": "extra"}},
            {"op": "add", "path": "/positions/main", "value": {"extra": [1, 2]}},
            {"op": "add", "path": "/models/block", "value": {"name": "block"}},
            {"op": "replace", "path": "/main/outputs", "value": {"tensor": ["extra", 0]}},
            {"op": "replace", "path": "/main/name", "value": "other"},
            {"op": "replace", "path": "/name", "value": "other"},
        ],
    )
    assert [*reread(changed, value, before).main.nodes] == [*before.main.nodes, "extra"]


@pytest.mark.parametrize("absent", ["schema_version", "name", "main"])
def test_what_is_required_is_missed(absent: str) -> None:
    value = json.loads(dumps(gallery.load("mlp")))
    before = from_json(value)
    changed = patched(value, [{"op": "remove", "path": f"/{absent}"}])
    with pytest.raises(DesignError) as wanted:
        from_json(changed)
    with pytest.raises(DesignError) as caught:
        reread(changed, value, before)
    assert str(caught.value) == str(wanted.value)


@pytest.mark.parametrize(("extra", "fits"), [(0, True), (1, False)])
def test_depth_counts_from_the_root(extra: int, fits: bool) -> None:
    value = json.loads(dumps(residual_stack(3)))
    before = from_json(value)
    deep: Any = 1
    # The root, main, operations, the layer and its config stand above.
    for _ in range(MAX_DEPTH - 6 + extra):
        deep = [deep]
    changed = {**value, "main": {**value["main"]}}
    operations = changed["main"]["operations"] = {**value["main"]["operations"]}
    operations["dense"] = {**operations["dense"], "config": {"units": deep}}
    if fits:
        assert reread(changed, value, before) == from_json(changed)
    else:
        with pytest.raises(DesignError, match="nested more than 64 levels"):
            reread(changed, value, before)

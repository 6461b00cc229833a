"""Which node a recorded call is, and which tensor a history names."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.design.errors import DesignError
from model_codegen.design.graph import TensorRef, TensorSpec
from model_codegen.importers.import_result import Unrepresentable
from model_codegen.importers.saved.recorded_calls import RecordedCalls


def layer(name: str, *calls: Any, **more: Any) -> dict[str, Any]:
    return {
        "class_name": "Dense",
        "config": {"name": name},
        "name": name,
        "inbound_nodes": list(calls),
        **more,
    }


CONFIG = {
    "layers": [
        layer("x"),
        layer("d", [["x", 0, 0, {}]], [["d", 0, 0, {}]]),
        layer("d_call_2", outputs=[[{"shape": [None, 3], "dtype": "int32"}]]),
    ],
    "input_layers": [["x", 0, 0]],
    "output_layers": [["d", 1, 0], ["d_call_2", 0, 0]],
}


def numbered() -> RecordedCalls:
    calls = RecordedCalls()
    listed: Any = CONFIG["layers"]
    calls.number(CONFIG, {each["name"]: each for each in listed})
    return calls


def test_each_call_has_an_id_of_its_own() -> None:
    assert numbered().nodes == {"x": ["x"], "d": ["d", "d_call_2_2"], "d_call_2": ["d_call_2"]}


def test_histories_are_tensors_of_these_ids() -> None:
    calls = numbered()
    assert calls.ends(CONFIG, "input_layers") == TensorRef("x")
    ends = calls.ends(CONFIG, "output_layers")
    assert ends == [TensorRef("d_call_2_2"), TensorRef("d_call_2")]
    read = calls.arguments([["d", 1, 0, {"training": False}]], "any", lists_stay=False)
    assert read == ([TensorRef("d_call_2_2")], {"training": False})


@pytest.mark.parametrize("history", [["y", 0, 0], ["d", 2, 0], ["d", -1, 0], ["d", 0, -1]])
def test_a_tensor_that_the_model_has_not_is_damage(history: list[Any]) -> None:
    with pytest.raises(DesignError, match="is said to come from"):
        numbered().arguments([history], "any", lists_stay=False)


def test_what_is_no_call_is_damage_and_what_no_drawing_holds_is_told() -> None:
    with pytest.raises(DesignError, match="is no call"):
        numbered().arguments(3, "any", lists_stay=False)
    call = {"args": [{"class_name": "Thing", "config": {}}], "kwargs": {}}
    with pytest.raises(Unrepresentable):
        numbered().arguments(call, "any", lists_stay=False)


def test_shapes_that_are_recorded_are_known() -> None:
    calls = numbered()
    assert calls.outputs("d_call_2") == (TensorSpec((None, 3), "int32"),)
    assert calls.outputs("d") == ()  # what it takes does not tell what it returns
    built = TensorRef("x")
    calls.record_built(built, {"build_config": {"input_shape": [None, 7]}})
    found = calls.given(("d", [built], {}))
    assert found is not None
    assert found.specs == {built: TensorSpec((None, 7), "float32")}
    assert calls.given(("d", [TensorRef("d")], {})) is None


def test_what_a_layer_returns_is_not_told_if_one_of_its_tensors_is_not() -> None:
    """A file tells the shape of what is given to a layer, and not of the model's outputs."""
    calls = numbered()
    calls.specs[TensorRef("d", 0)] = TensorSpec((None, 3), "float32")
    assert len(calls.outputs("d")) == 1
    calls.ends({**CONFIG, "output_layers": [["d", 0, 1]]}, "output_layers")
    assert calls.outputs("d") == ()

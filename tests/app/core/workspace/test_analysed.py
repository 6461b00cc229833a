"""What names a design's meaning."""

from __future__ import annotations

from app.core.workspace.analysed import Analysed
from app.core.workspace.workspaces import empty_design


def digest(**value: object) -> str:
    return Analysed(1, empty_design(), {"name": "a"} | value, {}).digest


def test_places_on_the_canvas_do_not_matter_and_order_does() -> None:
    assert digest(positions={"main": {"a": {"x": 1}}}) == digest()
    assert digest(name="b") != digest()
    assert digest(main={"a": 1, "b": 2}) != digest(main={"b": 2, "a": 1})


def test_what_is_only_drawn_said_or_done_with_a_model_is_not_the_model() -> None:
    def named(**value: object) -> str:
        return Analysed(1, empty_design(), {"name": "a", **value}, {}).model_digest

    training = {"training": {"epochs": 3}}
    assert named(**training, frames={"main": {}}, comments={"main": {}}) == named()
    assert digest(**training) != digest()
    assert named(dtype_policy="float16") != named()


def test_a_build_of_layers_depends_neither_on_places_nor_on_what_was_built() -> None:
    def named(recorded: object, **value: object) -> str:
        graph = {"operations": {"a": {"class_name": "Mine", "recorded": recorded}}}
        whole = {"main": graph, "models": {"b": graph}, **graph, **value}
        return Analysed(1, empty_design(), whole, {}).layers_digest

    assert named(None) == named({"params": 3}, positions={"main": {}})
    assert named(None) != named(None, code="class Mine: pass")


def test_what_does_not_fit_in_the_training_keeps_nobody_from_building_the_model() -> None:
    diagnostics = [
        {"severity": "error", "category": "structure", "message": "a cycle"},
        {"severity": "error", "category": "training", "message": "no loss"},
        {"severity": "warning", "category": "training", "message": "odd"},
    ]
    analysed = Analysed(1, empty_design(), {}, {"diagnostics": diagnostics})
    assert analysed.errors == ["a cycle"]
    assert analysed.training_errors == ["no loss"]

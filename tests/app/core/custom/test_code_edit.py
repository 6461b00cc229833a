"""What edited code of custom layers would change in a design."""

from __future__ import annotations

from typing import Any

import jsonpatch
import pytest

from app.core.custom import code_edit, template
from model_codegen.design.fileformat.serialization import from_json, to_json
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, Recorded, TensorSpec

CODE = f"{template.IMPORT}\n\n{template.TEMPLATE}"
SPEC = TensorSpec((None, 3), "float32")


def design() -> Design:
    layer = Layer(template.NAME, "scale", {}, recorded=Recorded((SPEC,), 3, inputs=(SPEC,)))
    graph = ModelGraph("m", {"scale": layer}, {"scale": Node("scale")})
    return Design("d", graph, {"block": graph}, code=CODE)


def edited(text: str) -> tuple[Design, Any]:
    comparison = code_edit.compare(design(), text)
    patch = comparison["patch"]
    assert patch is not None
    return from_json(jsonpatch.apply_patch(to_json(design()), patch)), comparison


def layers(found: Design) -> list[Layer]:
    graphs = (found.main, *found.models.values())
    return [one for graph in graphs for one in graph.operations.values() if isinstance(one, Layer)]


def test_layers_follow_a_class_that_is_renamed() -> None:
    found, comparison = edited(CODE.replace(template.NAME, "Gain"))
    assert [layer.class_name for layer in layers(found)] == ["Gain", "Gain"]
    assert (comparison["renamed"], comparison["changed"]) == (1, 0)


def test_what_a_changed_class_returned_counts_no_more() -> None:
    found, comparison = edited(CODE.replace("inputs *", "inputs +"))
    assert [layer.recorded for layer in layers(found)] == [Recorded(()), Recorded(())]
    assert comparison["changed"] == 1


def test_comments_change_nothing_of_a_layer() -> None:
    text = CODE.replace("import keras\n", "import keras  # the library\n") + "# the end\n"
    found, comparison = edited(text)
    assert found.code == text
    assert layers(found) == layers(design())
    assert comparison["changed"] == comparison["added"] == 0


def test_a_class_that_goes_is_told_with_its_layers() -> None:
    found, comparison = edited("import keras\n")
    assert [layer.class_name for layer in layers(found)] == [template.NAME] * 2
    assert comparison["removed"] == 1
    assert "`scale`" in comparison["notes"][0]["message"]


def test_of_two_classes_that_change_places_each_keeps_its_layers() -> None:
    other = "\n\nclass Other(keras.layers.Layer):\n    def call(self, x):\n        return x\n"
    before = Design("d", design().main, code=CODE + other)
    text = (CODE + other).replace(template.NAME, "Gain").replace("Other", "Same")
    patch = code_edit.compare(before, text)["patch"]
    assert patch is not None
    found = from_json(jsonpatch.apply_patch(to_json(before), patch))
    assert [layer.class_name for layer in layers(found)] == ["Gain"]


def test_the_code_can_be_emptied_and_written_anew() -> None:
    assert edited("")[0].code == ""
    empty = Design("d", ModelGraph("m"))
    assert code_edit.compare(empty, CODE)["patch"] == [
        {"op": "add", "path": "/code", "value": CODE}
    ]
    assert code_edit.compare(design(), CODE)["patch"] == []


@pytest.mark.parametrize(("text", "line"), [("import keras\nclass A(", 2), ("return 1", 1)])
def test_a_mistake_is_told_at_its_line(text: str, line: int) -> None:
    comparison = code_edit.compare(design(), text)
    assert comparison["patch"] is None
    [note] = comparison["notes"]
    assert (note["line"], note["severity"]) == (line, "error")
    assert note["message"].startswith("This is no Python")

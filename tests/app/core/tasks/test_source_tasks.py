"""What an edited source would change, as the Code panel is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonpatch
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.core.services import Services
from app.core.tasks.source_tasks import compare, emit, note
from bench.designs import resnet50
from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.design.difference import difference
from model_codegen.design.fileformat.serialization import dumps, from_json, to_json
from model_codegen.design.graph import Design, Layer
from model_codegen.proposals import default_training
from tests.emitters.counting import counted
from tests.strategies import designs

pytestmark = pytest.mark.keras

MLP = gallery.load("mlp")
SECONDS = 240.0


def text(design: Design, style: str = "functional") -> str:
    found: str = emit(design, style, True)["text"]
    return found


def applied(design: Design, patch: list[dict[str, Any]]) -> Design:
    return from_json(jsonpatch.apply_patch(to_json(design), patch))


@pytest.mark.parametrize("name", gallery.names())
def test_source_that_was_not_edited_changes_nothing(name: str) -> None:
    design = gallery.load(name)
    for style in ("functional", "subclass"):
        found = compare(design, text(design, style))
        assert (found["patch"], found["notes"]) == ([], [])


def test_an_edit_is_a_patch_on_the_design() -> None:
    found = compare(MLP, text(MLP).replace("256", "300"))
    assert (found["added"], found["removed"], found["changed"]) == (0, 0, 1)
    assert found["patch"] is not None
    wanted = dumps(MLP).replace('"units": 256', '"units": 300')
    assert dumps(applied(MLP, found["patch"])) == wanted


def test_a_training_script_is_edited_as_well() -> None:
    design = replace(MLP, training=default_training(MLP))
    script = emit(design, "functional", True, training=True)["text"]
    same = compare(design, script)
    assert (same["patch"], same["notes"]) == ([], [])
    found = compare(design, script.replace("EPOCHS = ", "EPOCHS = 1"))
    assert found["patch"] is not None
    assert [each["path"] for each in found["patch"]] == ["/training/epochs"]
    assert (found["added"], found["removed"], found["changed"]) == (0, 0, 0)
    assert compare(design, text(MLP))["patch"] == []


RELU = "conv4_block3_2_relu"
LINE = f'    x = layers.Activation("relu", name="{RELU}")(x)\n'
EDITS: dict[str, tuple[str, str, int]] = {
    "an activation": (LINE, LINE.replace("relu", "gelu", 1), 1),
    "a name": (f'name="{RELU}"', 'name="other"', 1),
    "a number": ("Dense(1000", "Dense(77", 1),
    "a line more": (LINE, f"{LINE}    x = layers.ReLU()(x)\n", 3),
    "a line less": (LINE, "", 4),  # its place on the canvas goes, too
}
"""What is changed in ResNet50's source, and how many operations tell it."""


@pytest.mark.parametrize("edit", EDITS)
def test_a_patch_is_as_large_as_the_edit_and_not_as_the_design(edit: str) -> None:
    design = resnet50()
    before, after, count = EDITS[edit]
    source = emit(design, "functional", False)["text"]
    assert source.count(before) == 1
    patch = compare(design, source.replace(before, after))["patch"]
    assert patch is not None
    assert (len(patch), len(json.dumps(patch)) < 500) == (count, True)


def test_what_a_function_or_class_says_once_is_changed_wherever_it_is_called() -> None:
    design = resnet50()
    for style in ("functional", "subclass"):
        source = emit(design, style, True)["text"]
        found = compare(design, source.replace('"relu"', '"gelu"', 1))["patch"]
        assert {(step["op"], step["value"]) for step in found or []} == {("replace", "gelu")}
        assert compare(design, source.replace("Dense(1000", "Dense(77"))["patch"] == [
            {"op": "replace", "path": "/main/operations/predictions/config/units", "value": 77}
        ]


def _rename(layer: Layer) -> Layer:
    return replace(layer, name=f"{layer.name}_other")


def _change(layer: Layer) -> Layer:
    config = {k: v + 1 if k in ("units", "filters") else v for k, v in layer.config.items()}
    return replace(layer, config={**config, "activation": "softplus"})


@settings(max_examples=8, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.data(), designs(max_calls=6), st.booleans(), st.sampled_from([_rename, _change]))
def test_an_edit_of_any_design_is_the_difference_that_it_makes(
    data: st.DataObject, design: Design, fold: bool, edit: Callable[[Layer], Layer]
) -> None:
    graph = design.main
    unused = analyse(design).graphs["main"].unused
    told = {node.operation for key, node in graph.nodes.items() if key not in unused}
    kinds = ("keras.layers.Dense", "keras.layers.Conv2D")
    layers = {
        key: layer
        for key, layer in graph.operations.items()
        if key in told and isinstance(layer, Layer) and layer.class_name in kinds
    }
    assume(layers)
    key = data.draw(st.sampled_from(sorted(layers)))
    operations = {**graph.operations, key: edit(layers[key])}
    wanted = replace(design, main=replace(graph, operations=operations))
    assume(not analyse(wanted).errors)
    found = compare(design, emit(wanted, "functional", fold)["text"])["patch"]
    assert found is not None
    assert len(json.dumps(found)) <= len(json.dumps(difference(design, wanted)))
    assert dumps(applied(design, found)) == dumps(wanted)


def test_an_edit_is_told_with_the_shapes_it_would_have() -> None:
    found = compare(MLP, text(MLP).replace("256", "300"))
    assert found["analysis"] is not None
    main = found["analysis"]["graphs"]["main"]
    assert [300] in [node["outputs"][0]["shape"][1:] for node in main["nodes"].values()]
    assert found["analysis"].keys() == {"graphs", "diagnostics"}
    assert compare(MLP, text(MLP))["analysis"] is None


def test_every_design_of_a_comparison_is_analysed_once() -> None:
    """What was there, once for all texts; what a text says; what would be there if it differs."""
    source = text(MLP)
    design = replace(MLP, name="not seen yet")
    for edited, analysed in ((source, 2), (source, 1), (source.replace("256", "300"), 2)):
        with counted() as counts:
            compare(design, edited)
        assert counts == {"analysed": analysed}


def test_a_layer_more_is_one_added_and_moves_the_names_of_those_below() -> None:
    source = text(MLP)
    line = next(line for line in source.splitlines() if "256" in line)
    found = compare(MLP, source.replace(line, f"{line}\n    x = layers.Dense(32)(x)"))
    counts = (found["added"], found["removed"], found["changed"], found["renamed"])
    assert counts == (1, 0, 1, 1)


def test_of_several_models_it_is_told_which_one_is_meant() -> None:
    more = "\nother = keras.Sequential([layers.Dense(2)])\nbest = build_model()\n"
    found = compare(MLP, text(MLP).partition("if __name__")[0] + more)
    (told,) = [n for n in found["notes"] if "models" in n["message"]]
    assert told["message"] == "This text has 2 models, and `best` is the one that is drawn."
    assert told["severity"] == "advice"


def test_what_is_wrong_stands_at_its_line() -> None:
    lines = text(MLP).splitlines()
    row = next(i for i, line in enumerate(lines) if "256" in line)
    broken = [*lines]
    broken[row] = lines[row].replace("256", "-1")
    found = compare(MLP, "\n".join(broken))
    assert [(n["line"], n["severity"]) for n in found["notes"]] == [(row + 1, "error")]
    broken[row] += ")"
    found = compare(MLP, "\n".join(broken))
    assert found["patch"] is None
    assert [(n["line"], n["severity"]) for n in found["notes"]] == [(row + 1, "error")]


def test_a_note_begins_with_a_capital_and_has_its_line_apart() -> None:
    assert note("this is odd", line=3) == {
        "line": 3,
        "severity": "error",
        "message": "This is odd",
    }
    assert note("nothing", "advice")["line"] is None


def test_what_a_text_leaves_open_stands_at_the_line_of_its_cause() -> None:
    head = "import keras\nfrom keras import layers\n"
    found = compare(MLP, f"{head}m = keras.Sequential([keras.Input((3,)), layers.Dense(size)])\n")
    assert [(n["line"], n["severity"], n["message"]) for n in found["notes"]] == [
        (
            3,
            "warning",
            "`dense`: `units` is left open: `size` is not defined in this text (line 3)",
        ),
        (3, "error", found["notes"][1]["message"]),
    ]
    # Of a class that stands in a function, the code cannot be kept.
    made = "def f():\n  class Own(layers.Layer):\n    def call(self, x):\n      return print(x)\n"
    made += "  return Own()\ni = keras.Input((3,))\nm = keras.Model(i, f()(i))\n"
    (kept, *_) = compare(MLP, head + made)["notes"]
    assert kept["line"] == 9
    assert kept["message"].startswith("`own` is kept as a placeholder: `Own` is code of its own: ")
    assert "line" not in kept["message"]


def test_lines_that_are_no_python_are_told_one_by_one_and_change_nothing() -> None:
    found = compare(MLP, "import keras\nThis is prose.\nm = keras.Sequential([\n")
    assert found["patch"] is None
    assert all(n["message"].startswith("This is no Python: ") for n in found["notes"])
    assert not any("passed over" in n["message"] for n in found["notes"])
    assert 2 in [n["line"] for n in found["notes"]]


def test_source_that_a_style_cannot_express_is_answered_with_reasons(services: Services) -> None:
    job = services.shapes.submit(
        emit, gallery.load("two_headed_mlp"), "sequential", True, seconds=SECONDS
    )
    answer = job.result(SECONDS)
    assert answer["text"] == emit(gallery.load("two_headed_mlp"), "functional", True)["text"]
    assert all(reason["code"] == "not-a-chain" and reason["nodes"] for reason in answer["reasons"])


def test_source_says_where_each_call_stands(services: Services) -> None:
    answer = services.shapes.submit(
        emit, gallery.load("mlp"), "functional", True, seconds=SECONDS
    ).result(SECONDS)
    lines = answer["text"].splitlines()
    ((first, _), *_) = answer["lines"]["dense_1"]
    assert "Dense(64" in lines[first - 1]

"""What an edited source would change, as the Code panel is told."""

from __future__ import annotations

from typing import Any

import jsonpatch
import pytest

from app.core.services import Services
from app.core.tasks.source_tasks import compare, emit, note
from bench.designs import resnet50
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import dumps, from_json, to_json
from model_codegen.design.graph import Design
from tests.emitters.counting import counted

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


def test_one_activation_of_resnet50_is_one_small_operation() -> None:
    design = resnet50()
    source = emit(design, "functional", False)["text"]
    found = compare(design, source.replace('"relu"', '"gelu"', 1))
    where = "/main/operations/conv1_relu/config/activation"
    assert found["patch"] == [{"op": "replace", "path": where, "value": "gelu"}]


def test_an_edit_is_told_with_the_shapes_it_would_have() -> None:
    found = compare(MLP, text(MLP).replace("256", "300"))
    assert found["analysis"] is not None
    main = found["analysis"]["graphs"]["main"]
    assert [300] in [node["outputs"][0]["shape"][1:] for node in main["nodes"].values()]
    assert found["analysis"].keys() == {"graphs", "diagnostics"}
    assert compare(MLP, text(MLP))["analysis"] is None


def test_every_design_of_a_comparison_is_analysed_once() -> None:
    """What was there, what the text says, and what would be there if that is something else."""
    source = text(MLP)
    with counted() as counts:
        compare(MLP, source)
    assert counts == {"analysed": 2}
    with counted() as counts:
        compare(MLP, source.replace("256", "300"))
    assert counts == {"analysed": 3}


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
    assert "text" not in answer
    assert all(reason["code"] == "not-a-chain" and reason["nodes"] for reason in answer["reasons"])


def test_source_says_where_each_call_stands(services: Services) -> None:
    answer = services.shapes.submit(
        emit, gallery.load("mlp"), "functional", True, seconds=SECONDS
    ).result(SECONDS)
    lines = answer["text"].splitlines()
    ((first, _), *_) = answer["lines"]["dense_1"]
    assert "Dense(64" in lines[first - 1]

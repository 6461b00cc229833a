"""Functions, loops and their arguments come onto the canvas as blocks, repeats and frames."""

from __future__ import annotations

import pytest

from model_codegen.design.graph import Frame, SubModel
from model_codegen.importers import from_source
from model_codegen.importers.source.drawing.block_parameters import plain
from model_codegen.importers.source.drawing.function_frames import frames
from model_codegen.importers.source.drawing.repeated_blocks import with_repeats
from model_codegen.importers.source.values import Run
from tests.importers.source.readings import HEAD

BLOCK = f"""{HEAD}
def build_block(units, rate=0.5, name=None):
    inputs = keras.Input((None, 8))
    wide = 4 * units
    x = layers.Dense(wide, activation="relu")(inputs)
    x = layers.Dropout(rate)(x)
    return keras.Model(inputs, layers.Dense(8)(x), name=name)

x = inputs = keras.Input((None, 8))
"""


def blocks(text: str) -> tuple[dict[str, SubModel], dict[str, object]]:
    design = from_source(text + "\nmodel = keras.Model(inputs, x)\n").design
    found = {k: o for k, o in design.main.operations.items() if isinstance(o, SubModel)}
    return found, {key: graph.parameters for key, graph in design.models.items()}


@pytest.mark.keras
def test_uses_of_a_function_with_other_arguments_are_one_definition() -> None:
    found, parameters = blocks(
        BLOCK + "x = build_block(16, name='a')(x)\nx = build_block(32, 0.1, name='b')(x)"
    )
    assert parameters == {"block": {"units": 16, "rate": 0.5}}
    assert found["a"].arguments == {}
    assert found["b"].arguments == {"units": 32, "rate": 0.1}


@pytest.mark.keras
def test_an_argument_that_nothing_says_to_vary_is_a_value() -> None:
    found, parameters = blocks(
        BLOCK.replace("rate=0.5", "rate") + "x = build_block(16, 0.2, name='a')(x)"
    )
    assert parameters == {"block": {}}
    assert found["a"].arguments == {}


@pytest.mark.keras
@pytest.mark.parametrize(
    ("names", "repeats"),
    [('f"b_{i + 1}"', [("b", 3)]), ('f"b_{i}"', [("b_0", 1), ("b_1", 1), ("b_2", 1)])],
)
def test_a_loop_that_counts_from_one_is_a_repeat(
    names: str, repeats: list[tuple[str, int]]
) -> None:
    loop = f"for i in range(3):\n    x = build_block(16, name={names})(x)"
    found, _ = blocks(BLOCK + loop)
    assert [(each.name, each.repeat) for each in found.values()] == repeats


@pytest.mark.keras
def test_what_stands_on_several_lines_is_no_loop() -> None:
    found, _ = blocks(
        BLOCK + "x = build_block(16, name='b_1')(x)\nx = build_block(16, name='b_2')(x)"
    )
    assert [each.repeat for each in found.values()] == [1, 1]


@pytest.mark.keras
def test_a_helper_on_tensors_is_a_frame() -> None:
    design = from_source(f"""{HEAD}
def double_conv(x, filters):
    x = layers.Conv2D(filters, 3, padding="same")(x)
    return layers.Conv2D(filters, 3, padding="same")(x)

inputs = keras.Input((32, 32, 3))
x = double_conv(double_conv(inputs, 8), 16)
model = keras.Model(inputs, x)
""").design
    assert design.frames == {
        "main": {
            "double_conv": Frame("double_conv", ("conv2d", "conv2d_1")),
            "double_conv_2": Frame("double_conv", ("conv2d_2", "conv2d_3")),
        }
    }


def test_what_is_no_part_has_no_frame() -> None:
    from ast import parse

    node = parse("")
    runs = {
        Run("call", node, {}, is_method=True, takes_tensors=True): ["a", "b"],
        Run("build_model", node, {}): ["a", "b"],
        Run("one", node, {}, takes_tensors=True): ["a"],
        Run("call_part", node, {"made": None}, takes_tensors=True): ["a", "b"],
    }
    assert frames(runs, {"b": "c"}) == {"part": Frame("part", ("a", "c"))}


def test_plain_values_are_json() -> None:
    assert plain((1, [2.5, None])) == [1, [2.5, None]]


def test_a_graph_without_blocks_is_as_it_was() -> None:
    from model_codegen.design.graph import ModelGraph

    graph = ModelGraph("m")
    assert with_repeats(graph, {}, {}).graph is graph


@pytest.mark.keras
def test_a_repeat_that_is_called_again_is_still_one() -> None:
    made = "bs = [build_block(16, name=f'b_{i}') for i in range(1, 4)]\n"
    twice = "for b in bs:\n    x = b(x)\nfor b in bs:\n    x = b(x)\n"
    found, _ = blocks(BLOCK + made + twice)
    assert [(each.name, each.repeat) for each in found.values()] == [("b", 3)]
    found, _ = blocks(BLOCK + made + "for b in bs:\n    x = b(x)\nx = bs[1](x)\n")
    assert [(each.name, each.repeat) for each in found.values()] == [
        ("b_1", 1),
        ("b_2", 1),
        ("b_3", 1),
    ]


@pytest.mark.keras
def test_a_parameter_that_nothing_mentions_yet_is_kept() -> None:
    text = BLOCK.replace("rate=0.5", "rate=0.5, later=2, seen=3").replace(
        "wide =", "seen.bit_length()\n    wide ="
    )
    found, parameters = blocks(text + "x = build_block(16, later=4, name='a')(x)")
    assert parameters == {"block": {"rate": 0.5, "later": 2}}
    assert found["a"].arguments == {"later": 4}

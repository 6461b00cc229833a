"""Source that folds: shorter, as people write it, and the same model."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import warnings
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from ruff import find_ruff_bin

from bench.designs import gpt3, residual_stack
from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, Op, TensorRef
from model_codegen.emitters import GeneratedCode, emit
from model_codegen.emitters.collect import collect
from model_codegen.emitters.folding import folded_program
from model_codegen.emitters.folding.search.search_state import SearchState
from model_codegen.emitters.styles import STYLES
from model_codegen.equivalence.normal_form import normal_form
from model_codegen.execution.build import build, run
from model_codegen.importers import from_application, from_model, from_source
from model_codegen.keras_bridge.symbolic_scope import symbolic_scope
from tests.emitters import drafts
from tests.emitters.conftest import Fresh
from tests.emitters.draft import Draft
from tests.emitters.mentions import check_lines
from tests.emitters.repeats import repeating, stacked

pytestmark = [
    pytest.mark.keras,
    pytest.mark.long(75),
    pytest.mark.timeout(1800),
    # What random graphs do and people should not; Keras tells.
    pytest.mark.filterwarnings("ignore:Layer .* was passed an input with a mask"),
    pytest.mark.filterwarnings("ignore:You are using a softmax over axis"),
]

FOLDING = [style.name for style in STYLES.values() if style.folds]

SNAPSHOTS = Path(__file__).parents[1] / "snapshots" / "folded"

APPLICATIONS = ("ResNet50", "MobileNetV2", "EfficientNetB0")

AIMS = {"ResNet50": 80, "MobileNetV2": 120, "EfficientNetB0": 120, "gpt_12": 50}
"""The most lines."""

RANDOM = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def designs() -> Mapping[str, Design]:
    found = {name: gallery.load(name) for name in gallery.names()}
    found |= {name: make() for name, make in drafts.ALL.items()}
    found |= {"gpt_12": gpt3(12, 64, 4), "residual_stack": residual_stack(40)}
    return found | {name: from_application(name).design for name in APPLICATIONS}


@cache
def written(name: str, style: str, fold: bool) -> GeneratedCode:
    return emit(designs()[name], style, fold=fold)


def folded(name: str, style: str) -> GeneratedCode | None:
    """The folded source of a design; None if it is the same as the flat one, or there is none."""
    if style == "sequential":
        return None
    code = written(name, style, True)
    return None if code == written(name, style, False) else code


def codes() -> dict[str, GeneratedCode]:
    found = {f"{n}.{s}": folded(n, s) for n in designs() for s in FOLDING}
    return {key: code for key, code in found.items() if code is not None}


def meaning(text: str) -> Any:
    """What the model means that a text builds, with everything Keras orders."""
    # The values of its weights take most of the time, and are of no matter here.
    with symbolic_scope("float32") as told:
        model = run(text)
        design = normal_form(from_model(model).design)
        names = [layer.name for layer in model.layers]
        weights = [(v.path, v.shape, v.dtype) for v in model.weights]
    for each in told:
        warnings.warn_explicit(each.message, each.category, each.filename, each.lineno)
    return design, names, weights


def check_same(design: Design, style: str = "functional", **options: Any) -> bool:
    """Hold folded source to what the flat one means; return whether there is any."""
    flat = emit(design, style, **options)
    return check_both(design, flat, emit(design, style, fold=True, **options))


def check_both(design: Design, flat: GeneratedCode, code: GeneratedCode) -> bool:
    """Hold folded source to what the flat one means; return whether they differ."""
    if code == flat:
        return False
    assert code.text.count("\n") < flat.text.count("\n")
    assert meaning(code.text) == meaning(flat.text), code.text
    for body in collect(design, analyse(design)).bodies():
        found = code.block_lines[body.graph_id]
        assert found.keys() == flat.block_lines[body.graph_id].keys()
        for node_id, ranges in found.items():
            check_lines(body, node_id, ranges, code.text)
    check_ruff(code.text)
    return True


def check_ruff(text: str) -> None:
    for command in (["format", "--diff"], ["check", "--select", "F,E,I", "--ignore", "E501"]):
        done = subprocess.run(
            [find_ruff_bin(), *command, "--isolated", "--no-cache", "-"],
            input=text,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{done.stdout}{done.stderr}\n{text}"


def test_the_text_is_the_golden_file() -> None:
    found = codes()
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOTS.mkdir(exist_ok=True)
        for old in SNAPSHOTS.glob("*.py"):
            old.unlink()
        for key, code in found.items():
            (SNAPSHOTS / f"{key}.py").write_text(code.text, "utf-8")
    stored = {path.stem: path.read_text("utf-8") for path in SNAPSHOTS.glob("*.py")}
    assert {key: code.text for key, code in found.items()} == stored


@pytest.mark.parametrize("name", AIMS)
def test_models_are_as_short_as_people_write_them(name: str) -> None:
    code = folded(name, "functional")
    assert code is not None
    assert len(code.text.splitlines()) <= AIMS[name]


def test_a_chain_of_layers_is_left_as_it_is() -> None:
    design = from_application("VGG16").design
    assert emit(design, "functional", fold=True) == emit(design, "functional")


@pytest.mark.parametrize("name", [*gallery.names(), *drafts.ALL, *AIMS, "residual_stack"])
def test_folded_source_builds_the_same_model(name: str) -> None:
    for style in FOLDING:
        check_both(designs()[name], written(name, style, False), written(name, style, True))


@pytest.mark.parametrize("name", ["EfficientNetB1", "NASNetMobile"])
def test_calls_of_functions_and_parameters_of_others_make_no_functions(name: str) -> None:
    """A call of many arguments was wrapped again and again; a part took its surroundings' name."""
    design = from_application(name).design
    code = emit(design, "functional", fold=True)
    assert code.text.count("\n") * 4 < emit(design, "functional").text.count("\n")
    assert normal_form(from_source(code.text).design) == normal_form(design)


def test_layers_of_unknown_classes_repeat_like_others() -> None:
    design = from_application("ConvNeXtTiny").design
    flat, code = (emit(design, "functional", fold=fold).text for fold in (False, True))
    assert (flat.count(" LayerScale("), code.count(" LayerScale(")) == (18, 1)
    assert "for index in range(9):" in code
    read = [dumps(normal_form(from_source(text).design)) for text in (flat, code)]
    # Why a class is unknown tells the line on which it was found.
    assert len({re.sub(r"line \d+", "line", text) for text in read}) == 1


def test_numbers_that_differ_by_the_same_are_counted_once() -> None:
    code = emit(from_application("InceptionV3").design, "functional", fold=True).text
    assert "for index in range(2):" in code
    assert 'name=f"mixed9_{index}")' in code
    assert 'name=f"mixed{index + 9}")' in code
    # Two calls in a row, which are no loop by themselves, are none inside another one.
    assert "for _ in range(2):" not in code


def test_turns_that_differ_in_a_number_that_counts_are_a_range() -> None:
    """They were rows of numbers, and from twelve on with two or more turns in each: 0, 2, 4 …"""
    for count, first in ((6, 0), (12, 1), (40, 0)):
        text = (
            "x = i = keras.Input((16,))\n"
            f"for n in range({first}, {first + count}):\n"
            "    x = keras.layers.Dense(16, name=f'd{n}')(x)\n"
            "    x = keras.layers.Activation('relu', name=f'r{n}')(x)\n"
            "model = keras.Model(i, x)\n"
        )
        code = emit(from_source(text).design, "functional", fold=True).text
        begin = f"{first}, " if first else ""
        assert f"for index in range({begin}{first + count}):" in code
        assert code.count("layers.Dense(") == 1


def test_functions_are_called_after_what_the_names_of_their_layers_have_in_common() -> None:
    code = emit(from_application("NASNetMobile").design, "functional", fold=True).text
    found = [node.name for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)]
    assert {"adjust_block", "reduction_block", "normal_block", "conv"} <= set(found)
    assert not [name for name in found if name[-1].isdecimal()]


def test_a_stretch_that_lacks_much_is_no_variant_of_a_function() -> None:
    """Half of a block of Xception was left out by a flag that was given once."""
    code = emit(from_application("Xception").design, "functional", fold=True).text
    assert "residual=" not in code
    assert "for index in range(5, 13):" in code


def test_functions_that_are_told_apart_by_many_arguments_are_several() -> None:
    """Three kinds of blocks of one shape were a function with thirteen parameters."""
    code = emit(from_application("InceptionResNetV2").design, "functional", fold=True).text
    found = {n.name: n.args.args for n in ast.parse(code).body if isinstance(n, ast.FunctionDef)}
    assert {"conv_block", "concatenated_block", "block17", "block8"} <= set(found)
    assert max(map(len, found.values())) <= 5
    assert "for index in range(1, 21):" in code


@pytest.mark.parametrize(
    ("random", "least"),
    [(repeating, {"functional": 0.2}), (stacked, {"functional": 0.3, "subclass": 0.1})],
)
def test_parts_that_repeat_are_folded_to_the_same_model(
    random: Any, least: Mapping[str, float]
) -> None:
    folds: Counter[str] = Counter()

    @RANDOM
    @given(random())
    def check(design: Design) -> None:
        folds["tried"] += 1
        for style in FOLDING:
            folds[style] += check_same(design, style)
        if design.models:
            check_same(design, blocks="layer")

    check()
    for style, share in least.items():
        assert folds[style] >= share * folds["tried"], folds


def test_it_computes_the_same_numbers() -> None:
    design = gpt3(3, 8, 2)
    # A vocabulary of fifty thousand makes a gigabyte of numbers.
    design.main.operations["head"].config["units"] = 7
    flat, model = build(design), build(design, fold=True)
    model.set_weights(flat.get_weights())
    ids = np.arange(2048).reshape(1, 2048)
    np.testing.assert_array_equal(flat(ids, training=False), model(ids, training=False))


def test_it_runs_in_a_fresh_interpreter(fresh: Fresh) -> None:
    jobs = {
        key: {"source": code.text, "names": {}, "warnings": ["__array__ implementation"]}
        for key, code in codes().items()
    }
    answers = fresh(jobs)
    for key, answer in answers.items():
        assert "error" not in answer, f"{key}\n{answer.get('error')}"
        assert answer["loaded"] is None or all(answer["loaded"].values()), key


def test_a_call_has_its_line_in_the_function_and_that_of_the_call_of_it() -> None:
    code = emit(gpt3(12, 64, 4), "functional", fold=True)
    lines = code.text.splitlines()
    for block in (0, 7):
        found = [lines[first - 1].strip() for first, _ in code.lines[f"block_{block}_up"]]
        assert found == [
            'x = layers.Dense(256, activation="gelu", name=f"{name}_up")(x)',
            'x = transformer_block(x, name=f"block_{index}")',
        ]


def test_a_layer_of_a_class_has_its_line_where_it_is_made_and_where_it_is_called() -> None:
    code = emit(gpt3(12, 64, 4), "subclass", fold=True)
    lines = code.text.splitlines()
    assert [lines[first - 1].strip() for first, _ in code.lines["block_7_up"]] == [
        'layers.Dense(256, activation="gelu", name=f"{name}_up"),',
        "x = next(made)(x)",
        'self.blocks += transformer_block_layers(name=f"block_{index}")',
        "x = call_transformer_block(made, x, training=training)",
    ]


def test_functions_are_documented() -> None:
    for key, code in codes().items():
        for node in ast.parse(code.text).body:
            if isinstance(node, ast.FunctionDef) and len(node.body) > 1:
                assert node.name.startswith("build_") or ast.get_docstring(node), key


def chain(count: int, *, shared: bool = False, frozen: int | None = None) -> Design:
    """Dense and dropout, over and over."""
    d = Draft("chain")
    x = d.input("input_layer", 4)
    for index in range(count):
        suffix = f"_{index}" if index else ""
        if shared and index:
            x = d.again("dense", f"again_{index}", x)
        else:
            trainable = index != frozen
            x = d.layer("Dense", f"dense{suffix}", x, units=4, trainable=trainable)
        x = d.layer("Dropout", f"dropout{suffix}", x, rate=0.5)
        x = d.layer("LayerNormalization", f"layer_normalization{suffix}", x)
    return d.design("input_layer", x)


def test_what_must_not_be_folded_is_not() -> None:
    assert "for _ in range(5):" in emit(chain(5), "functional", fold=True).text
    shared = emit(chain(5, shared=True), "functional", fold=True).text
    assert shared.count("layers.Dense(") == 1
    frozen = emit(chain(5, frozen=2), "functional", fold=True).text
    assert frozen.count("trainable=False") == 1
    check_same(chain(5, shared=True))
    check_same(chain(5, frozen=2))


def test_names_that_keras_would_not_give_are_spelled_on_every_line_that_is_shared() -> None:
    design = chain(6)
    operations = dict(design.main.operations)
    renamed = operations["dense_3"]
    assert isinstance(renamed, Layer)
    operations["dense_3"] = Layer(renamed.class_name, "special", renamed.config)
    main = type(design.main)(
        "chain", operations, design.main.nodes, design.main.inputs, design.main.outputs
    )
    check_same(Design("chain", main))


def test_a_small_design_stays_flat() -> None:
    for name in ("mlp", "two_headed_mlp", "cifar_cnn", "siamese_copied"):
        assert folded(name, "functional") is None, name


def test_functions_of_tensors_that_repeat_need_no_layers() -> None:
    operations: dict[str, Any] = {"i": Layer("keras.Input", "i", {"shape": [4]})}
    nodes = {"i": Node("i")}
    before = "i"
    for index in range(7):
        key = f"op_{index}"
        operations[key] = Op("keras.ops.multiply")
        nodes[key] = Node(key, (TensorRef(before), 0.5))
        before = key
    operations["dense"] = Layer("keras.layers.Dense", "dense", {"units": 4})
    nodes["dense"] = Node("dense", (TensorRef(before),))
    design = Design("ops", ModelGraph("ops", operations, nodes, "i", "auto"))
    assert "for _ in range(7):" in emit(design, "subclass", fold=True).text
    check_same(design, "subclass")


def test_the_search_ends_in_a_long_chain_in_which_nothing_quite_repeats(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    count = 300
    operations: dict[str, Any] = {"i": Layer("keras.Input", "i", {"shape": [8]})}
    nodes = {"i": Node("i")}
    before = "i"
    for index in range(count):
        key = f"d{index}"
        name = f"d{index * 7 % count}"
        operations[key] = Layer("keras.layers.Dense", name, {"units": index % 13 + 1})
        nodes[key] = Node(key, (TensorRef(before),))
        before = key
    design = Design("chain", ModelGraph("chain", operations, nodes, "i", "auto"))
    state = SearchState()
    monkeypatch.setattr(folded_program, "SearchState", lambda **_: state)
    code = emit(design, "functional", fold=True)
    assert state.spent
    assert normal_form(from_source(code.text).design) == normal_form(design)

"""`emit` itself: what it refuses, what it promises, and where each call stands."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.design.errors import LayerloomError, NotExpressible
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, Op, TensorRef
from model_codegen.emitters import GeneratedCode, emit
from model_codegen.emitters.styles import STYLES
from model_codegen.execution.build import run
from tests.emitters import block_drafts, drafts
from tests.emitters.draft import Draft, cell

pytestmark = pytest.mark.keras


def text(design: Design, style: str = "functional") -> str:
    return emit(design, style).text


def test_there_are_three_styles() -> None:
    assert list(STYLES) == ["sequential", "functional", "subclass"]
    with pytest.raises(LayerloomError, match="no style 'torch'; choose from sequential"):
        emit(gallery.load("mlp"), "torch")


@pytest.mark.parametrize("style", STYLES)
def test_errors_of_the_design_are_the_reasons(style: str) -> None:
    d = Draft("m")
    d.layer("Dense", "dense", d.input("input_layer", 4), units=-3)
    design = d.design("input_layer")
    with pytest.raises(NotExpressible) as caught:
        emit(design, style)
    assert caught.value.style == style
    assert caught.value.diagnostics == analyse(design).errors
    assert "dense.units" in str(caught.value)


def test_sequential_gives_the_reasons_of_the_analysis() -> None:
    design = gallery.load("two_headed_mlp")
    with pytest.raises(NotExpressible) as caught:
        emit(design, "sequential")
    assert caught.value.diagnostics == analyse(design).chain_reasons
    assert len(caught.value.diagnostics) >= 4


def test_sequential_refuses_a_block_that_returns_a_list() -> None:
    inner = Draft("block")
    y = inner.layer("Dense", "dense", inner.input("input_layer", 4), units=4)
    d = Draft("m")
    x = d.block("block", "block", d.input("input_layer", 4))
    d.layer("Dense", "head", x, units=2)
    design = d.design("input_layer", block=inner.graph("input_layer", [y]))
    with pytest.raises(NotExpressible) as caught:
        emit(design, "sequential")
    assert [found.nodes for found in caught.value.diagnostics] == [("block",)]
    assert "    [x] = build_block()(inputs)\n" in text(design)


@pytest.mark.parametrize("name", ["x" * 10_000, "a/b", "", " ", "a\nb", "\u202e"])
def test_a_name_that_no_layer_can_have_is_refused_in_a_sentence(name: str) -> None:
    operations = {
        "i": Layer("keras.Input", "i", {"shape": [4]}),
        "d": Layer("keras.layers.Flatten", name),
    }
    nodes = {"i": Node("i"), "d": Node("d", (TensorRef("i"),))}
    with pytest.raises(NotExpressible) as caught:
        emit(Design("m", ModelGraph("m", operations, nodes, "i")), "functional")
    assert len(str(caught.value)) < 1000


HOSTILE = ('"); import os #', "'''", '"""', "{x}", "%s", "\\", "\\'", "lambda: 0", "é" * 250)


@pytest.mark.parametrize("style", ["functional", "subclass"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_a_string_and_nothing_else(name: str, style: str) -> None:
    inner = Draft(name)
    inner.layer("Flatten", name, inner.input("x", 4))
    d = Draft(name)
    y = d.block(name, name, d.input("y", 4))
    d.op("negative", name + "'", y)
    design = d.design("y", {name: TensorRef(name + "'")}, **{name: inner.graph("x")})
    tree = ast.parse(text(design, style))
    allowed = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.If)
    assert all(isinstance(statement, allowed) for statement in tree.body)
    constants = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert name in constants
    called = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert called.isdisjoint({"os", "lambda", "exec", "eval"})


def test_calls_that_reach_no_output_are_left_out() -> None:
    d = Draft("m")
    x = d.input("input_layer", 4)
    y = d.layer("Dense", "dense", x, units=4)
    d.layer("Dense", "dense_1", y, units=4)
    d.block("unused", "unused", y)
    inner = Draft("unused")
    inner.layer("Dense", "dense", inner.input("input_layer", 4), units=4)
    design = d.design("input_layer", y, unused=inner.graph("input_layer"))
    for style in STYLES:
        code = emit(design, style)
        assert code.lines.keys() == {"input_layer", "dense"}
        assert code.block_lines.keys() == {"main"}
        assert "unused" not in code.text


def test_an_input_that_leads_nowhere_stays_an_input() -> None:
    d = Draft("m")
    a, _ = d.input("a", 4), d.input("b", 4)
    d.layer("Dense", "dense", a, units=2)
    design = d.design({"a": "a", "b": "b"})
    assert 'inputs={"a": a, "b": b}' in text(design)
    code = emit(design, "subclass")
    assert 'a = inputs["a"]' in code.text
    assert 'b = inputs["b"]' not in code.text
    assert code.lines["b"]


@pytest.mark.parametrize("style", ["functional", "subclass"])
def test_an_output_may_be_the_input_itself(style: str) -> None:
    d = Draft("m")
    x = d.input("ids", 5)
    model = run(text(d.design("ids", [x]), style))
    assert model.count_params() == 0
    y = d.layer("Dense", "dense", x, units=2)
    model = run(text(d.design("ids", {"given": x, "made": y}), style))
    assert model.count_params() == 12


def first_lines(code: GeneratedCode, graph: str = "main") -> dict[str, list[str]]:
    """The first line of each range, by call."""
    lines = code.text.splitlines()
    found = code.block_lines[graph]
    return {node: [lines[first - 1].strip() for first, _ in found[node]] for node in found}


def test_lines_of_a_shared_layer() -> None:
    found = first_lines(emit(gallery.load("siamese_comparator"), "functional"))
    made = 'dense = layers.Dense(256, activation="relu")'
    assert found["left"] == ['left = keras.Input(shape=(784,), name="left")']
    assert found["dense"] == [made, "x = dense(left)"]
    assert found["dense_call_2"] == [made, "x = dense(right)"]


def test_lines_of_a_call_that_is_broken_over_several() -> None:
    code = emit(gallery.load("attention_block"), "functional")
    ((first, last),) = code.block_lines["self_attention_block"]["multi_head_attention"]
    lines = code.text.splitlines()
    assert last > first
    assert lines[first - 1].lstrip().startswith("multi_head_attention = ")
    assert lines[last - 1] == "    )"


def test_lines_of_a_class() -> None:
    found = first_lines(emit(gallery.load("siamese_comparator"), "subclass"))
    assert found["dense_call_2"] == [
        'self.dense = layers.Dense(256, activation="relu")',
        "x = self.dense(right)",
    ]
    assert "left, right = inputs" in found["left"]
    assert "model.build([(None, 784), (None, 784)])" in found["right"]


def test_lines_of_a_block_that_is_a_class() -> None:
    found = first_lines(emit(block_drafts.mixed_block(), "subclass"), "residual")
    assert found == {
        "dense": ['self.dense = layers.Dense(4, name="dense")', "dense = self.dense(inputs)"],
        "input_layer": ["self.call(keras.KerasTensor(input_shape))", "def call(self, inputs):"],
        "sum": ["return ops.add(inputs, dense)"],
    }


def test_lines_of_a_chain() -> None:
    found = first_lines(emit(drafts.frozen_chain(), "sequential"))
    assert found["time_distributed"] == [
        'time_distributed = layers.TimeDistributed(layers.Dense(3, name="inner"))',
        "time_distributed,",
        "time_distributed.trainable = False",
    ]


def test_blocks_are_functions_or_classes() -> None:
    design = gallery.load("residual_blocks")
    assert "def build_residual_block_64():" in text(design)
    for style in ("functional", "sequential"):
        code = emit(design, style, blocks="layer").text
        assert "class ResidualBlock64(layers.Layer):" in code
        assert "def build_residual" not in code
    assert emit(design, "subclass") == emit(design, "subclass", blocks="layer")


def test_a_policy_is_set_once_and_overridden_where_layers_differ() -> None:
    design = gallery.load("mixed_precision_mlp")
    for style in STYLES:
        code = text(design, style)
        assert code.count('keras.config.set_dtype_policy("mixed_float16")') == 1
        assert code.count("dtype=") == 1
    operations = dict(design.main.operations)
    hidden = operations["dense"]
    assert isinstance(hidden, Layer)
    operations["dense"] = replace(hidden, dtype="mixed_float16")
    assert text(replace(design, main=replace(design.main, operations=operations))) == text(design)


def test_training_reaches_the_layers_that_depend_on_it_and_literals_stay() -> None:
    d = Draft("m")
    x = d.input("input_layer", 4)
    x = d.layer("Dense", "dense", x, units=4)
    x = d.layer("Dropout", "dropout", x, rate=0.5)
    d.layer("BatchNormalization", "batch_normalization", x, call={"training": False})
    design = d.design("input_layer")
    code = text(design, "subclass")
    assert "def call(self, inputs, training=None):" in code
    assert "x = self.dense(inputs)" in code
    assert "x = self.dropout(x, training=training)" in code
    assert "return self.batch_normalization(x, training=False)" in code
    assert "layers.BatchNormalization()(x, training=False)" in text(design)


def test_trees_stay_what_they_are() -> None:
    code = text(drafts.recurrent_states())
    assert 'inputs={"source": source, "target": target}' in code
    assert "outputs=(add, rnn, decoder)" in code
    d = Draft("m")
    dense = d.layer("Dense", "dense", d.input("input_layer", 4), units=2)
    assert "inputs=[inputs], outputs=[dense]" in text(d.design(["input_layer"], [dense]))


def test_an_op_is_written_as_an_operator_only_where_it_means_the_same() -> None:
    d = Draft("m")
    x, n = d.input("a", 4), d.input("n", 4, dtype="int32")
    d.op("add", "mixed", x, n)
    d.op("add", "plain", x, 1)
    d.op("add", "negative", x, -1)
    d.op("add", "fraction", n, 0.5)
    d.op("true_divide", "whole", n, 2)
    d.op("divide", "other", x, 2.0)
    d.op("power", "square", x, 2)
    code = text(d.design(["a", "n"]), "subclass")
    for line in (
        "mixed = ops.add(a, n)",
        "plain = a + 1",
        "negative = ops.add(a, -1)",
        "fraction = ops.add(n, 0.5)",
        "whole = ops.true_divide(n, 2)",
        "other = ops.divide(a, 2.0)",
        "square = a**2",
    ):
        assert f"        {line}\n" in code


def test_functions_of_a_submodule_keep_their_path() -> None:
    d = Draft("m")
    image = d.input("image", 8, 8, 3)
    d.operations["resize"] = Op("keras.ops.image.resize")
    d.again("resize", "resize", image, size=(4, 4))
    assert "outputs = ops.image.resize(image, (4, 4))" in text(d.design("image"))


def test_wrapped_layers_are_written_inside() -> None:
    d = Draft("m")
    wrapped = cell("LSTM", units=3, return_sequences=False, dropout=0.1)
    d.layer("Bidirectional", "bidirectional", d.input("x", 5, 2), layer=wrapped)
    assert "layers.Bidirectional(layers.LSTM(3, dropout=0.1))(x_1)" in text(d.design("x"))


def test_a_shared_layer_without_weights_says_so() -> None:
    d = Draft("m")
    a, b = d.input("a", 4), d.input("b", 4)
    y = d.layer("Dropout", "dropout", a, rate=0.5)
    z = d.again("dropout", "second", b)
    d.layer("Add", "add", [y, z])
    code = text(d.design(["a", "b"]))
    assert "    # Shared: one layer, called 2 times\n    dropout = layers.Dropout(0.5)\n" in code
    assert "a_dropout = dropout(a)" in code
    assert "second = dropout(b)" in code


def nested(levels: int) -> Design:
    """Blocks in blocks."""
    models = {}
    for level in range(levels):
        inner = Draft(f"level_{level}")
        x = inner.input("x", 4)
        if level:
            inner.block(f"level_{level - 1}", "inner", x)
        else:
            inner.layer("Dense", "dense", x, units=4)
        models[f"level_{level}"] = inner.graph("x")
    d = Draft("m")
    d.block(f"level_{levels - 1}", "outer", d.input("x", 4))
    return d.design("x", **models)


def test_definitions_stand_before_their_first_use_however_deep() -> None:
    code = text(nested(100))
    places = [code.index(f"def build_level_{level}(") for level in range(100)]
    assert places == sorted(places)


@pytest.mark.parametrize("style", STYLES)
def test_blocks_too_deep_for_python_are_refused_in_a_sentence(style: str) -> None:
    with pytest.raises(NotExpressible) as caught:
        emit(nested(2000), style)
    assert caught.value.diagnostics


def test_source_of_thousands_of_calls() -> None:
    d = Draft("m")
    x = d.input("x", 4)
    for index in range(3000):
        x = d.layer("Dense", f"dense_{index}", x, units=4)
    design = d.design("x")
    assert len(emit(design, "functional").lines) == 3001

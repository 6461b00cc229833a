"""Functions with random arguments are what the analysis says; operators mean the functions."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from fidelity.canvas import Canvas
from model_codegen.analysis import analyse
from model_codegen.catalogue import Entry, resolve
from model_codegen.catalogue.entry import Schema
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import (
    INPUT_CLASS,
    Design,
    Layer,
    ModelGraph,
    Node,
    Op,
    Slice,
    TensorRef,
)
from model_codegen.design.traversal import leaves
from model_codegen.emitters import emit
from model_codegen.execution.build import build
from tests.emitters.test_every_entry import DOES_NOT_RUN, entries

pytestmark = [pytest.mark.keras, pytest.mark.timeout(1800)]

TRIES = 4
"""Random calls of each function."""


NUMBERS = st.one_of(st.integers(-3, 3), st.sampled_from([0.5, -1.5, 2.0, 255.0, 1e-3]))
DTYPES = {"real": "float32", "whole": "int32", "byte": "uint8", "bit": "bool"}
VALUES = np.array([[[1, 2], [3, 0.5]], [[7, 1], [2, 4]]])
BINARY = (
    "add", "subtract", "multiply", "true_divide", "floor_divide", "mod", "power", "matmul", "less",
    "less_equal", "greater", "greater_equal", "logical_and", "logical_or", "maximum", "where",
)  # fmt: skip
PARTS = st.one_of(
    st.integers(-2, 1),
    st.just(...),
    st.none(),
    st.builds(Slice, *[st.one_of(st.none(), st.integers(-2, 2))] * 2, st.sampled_from([None, 2])),
)


def ops() -> Iterator[Entry]:
    for entry in entries():
        if entry.kind == "op" and entry.path not in DOES_NOT_RUN:
            yield entry


def value(schema: Schema, chance: random.Random) -> Any:
    """A value that a schema takes, as the inspector writes it: lists as tuples."""
    if "anyOf" in schema:
        return value(chance.choice(schema["anyOf"]), chance)
    if "enum" in schema:
        return chance.choice(schema["enum"])
    if schema.get("$ref", "").endswith("/dtype"):
        return chance.choice(["float32", "float64", "int32"])
    kinds = schema.get("type", "null")
    kind = kinds if isinstance(kinds, str) else chance.choice(kinds)
    least = schema.get("minimum", -2)
    match kind:
        case "boolean":
            return chance.random() < 0.5
        case "integer":
            return chance.randint(least, max(2, least))
        case "number":
            return chance.choice([least, 1.5, 2])
        case "array":
            length = chance.randint(schema.get("minItems", 1), schema.get("maxItems", 2))
            return tuple(value(schema.get("items", {}), chance) for _ in range(length))
    return None


def accepted(canvas: Canvas, node_id: str) -> bool:
    """Whether the last call that was dropped is one that Keras makes."""
    return analyse(canvas.design()).nodes[node_id].outputs is not None


def keras_makes(canvas: Canvas, node_id: str) -> bool:
    """Whether Keras makes the last call that was dropped, asked without this project."""
    analysis = analyse(canvas.design())

    def argument(value: Any) -> Any:
        if isinstance(value, TensorRef):
            outputs = analysis.nodes[value.node].outputs
            assert outputs is not None
            return keras.KerasTensor(outputs[value.index].shape, outputs[value.index].dtype)
        if isinstance(value, Slice):
            return slice(value.start, value.stop, value.step)
        return type(value)(map(argument, value)) if isinstance(value, (list, tuple)) else value

    node = canvas.nodes[node_id]
    operation = canvas.design().main.operations[node.operation]
    assert isinstance(operation, Op)
    kwargs = {name: argument(item) for name, item in node.kwargs.items()}
    try:
        resolve(operation.function)(*map(argument, node.args), **kwargs)
    except Exception:  # whatever Keras and its backend raise
        return False
    return True


def dropped(entry: Entry, chance: random.Random, outcomes: Counter[str]) -> Design:
    """A function with its example's tensors, and some of its other arguments set at random.

    What is refused is left as it was, and Keras must refuse it as well.
    """
    canvas = Canvas()
    canvas.drop(entry)
    node_id = canvas.ends[-1]
    plain = canvas.nodes[node_id]
    for name, schema in entry.call_schema["properties"].items():
        node = canvas.nodes[node_id]
        if "position" in schema or (name not in plain.kwargs and chance.random() < 0.5):
            continue
        canvas.nodes[node_id] = replace(node, kwargs={**node.kwargs, name: value(schema, chance)})
        if accepted(canvas, node_id):
            outcomes["set"] += canvas.nodes[node_id] != plain
        else:
            assert not keras_makes(canvas, node_id), canvas.nodes[node_id]
            outcomes["refused"] += 1
            canvas.nodes[node_id] = node
    return canvas.design()


def joined(designs: list[Design]) -> Design:
    """Many designs as one, so that they are written and built at once."""
    operations: dict[str, Any] = {}
    nodes: dict[str, Node] = {}
    inputs: list[Any] = []
    for index, design in enumerate(designs):
        graph = design.main

        def renamed(argument: Any, index: int = index) -> Any:
            if isinstance(argument, TensorRef):
                return TensorRef(f"{argument.node}_{index}", argument.index)
            if isinstance(argument, (list, tuple)):
                return type(argument)(renamed(item) for item in argument)
            return argument

        for key, operation in graph.operations.items():
            is_layer = isinstance(operation, Layer)
            name = f"{key}_{index}"
            operations[name] = replace(operation, name=name) if is_layer else operation
        for key, node in graph.nodes.items():
            kwargs = {name: renamed(item) for name, item in node.kwargs.items()}
            args = tuple(renamed(item) for item in node.args)
            nodes[f"{key}_{index}"] = Node(f"{node.operation}_{index}", args, kwargs)
        inputs += [f"{key}_{index}" for key in leaves(graph.inputs)]
    return Design("ops", ModelGraph("ops", operations, nodes, inputs, "auto"))


@pytest.mark.parametrize("seed", range(TRIES))
def test_functions_with_random_arguments_make_what_the_analysis_says(seed: int) -> None:
    outcomes: Counter[str] = Counter()
    designs = [dropped(entry, random.Random(f"{entry.path} {seed}"), outcomes) for entry in ops()]
    assert outcomes["set"] > 3 * outcomes["refused"] > 0, outcomes
    design = joined(designs)
    analysis = analyse(design)
    assert analysis.errors == ()
    wanted = []
    for ref in leaves(analysis.graphs[MAIN].outputs):
        outputs = analysis.nodes[ref.node].outputs
        assert outputs is not None
        wanted.append((outputs[ref.index].shape, outputs[ref.index].dtype))
    assert [(t.shape, t.dtype) for t in build(design).outputs] == wanted
    # What a backend makes of values need not be what Keras says of them; the text is written.
    compile(emit(design, "subclass").text, "ops", "exec")


def beside(function: str, dtype: str, *args: Any) -> Design:
    """A function of one tensor, `x`, and numbers."""
    operations = {"x": Layer(INPUT_CLASS, "x", {"batch_shape": [2]}, dtype), "op": Op(function)}
    tensor = TensorRef("x")
    node = Node("op", tuple(tensor if argument == "x" else argument for argument in args))
    return Design("ops", ModelGraph("ops", operations, {"x": Node("x"), "op": node}, ["x"], "auto"))


@pytest.mark.parametrize(
    ("function", "dtype", "args"),
    [
        ("add", "bool", ("x", 0)),
        ("subtract", "bool", (1, "x")),
        ("less", "bool", ("x", 1)),
        ("add", "uint8", ("x", 300)),
        ("subtract", "int8", ("x", 128)),
    ],
)
def test_numbers_that_a_tensor_does_not_hold_are_not_written_with_operators(
    function: str, dtype: str, args: tuple[Any, ...]
) -> None:
    design = beside(f"keras.ops.{function}", dtype, *args)
    assert f"ops.{function}(" in emit(design, "subclass").text
    values = np.array([1, 0]).astype(dtype)
    one, other = (
        keras.tree.flatten(build(design, style)([values]))[0]
        for style in ("functional", "subclass")
    )
    assert one.dtype == other.dtype
    np.testing.assert_array_equal(one, other)


@st.composite
def arithmetic(draw: st.DrawFn) -> Design:
    """Operators, indexing and reductions of tensors of several dtypes, and of numbers."""
    operations: dict[str, Any] = {}
    nodes: dict[str, Node] = {}
    for name, dtype in (
        ("real", "float32"),
        ("whole", "int32"),
        ("byte", "uint8"),
        ("bit", "bool"),
    ):
        operations[name] = Layer(INPUT_CLASS, name, {"batch_shape": [2, 2, 2]}, dtype)
        nodes[name] = Node(name)
    inputs = list(nodes)
    tensors = [TensorRef(name) for name in inputs]
    for index in range(draw(st.integers(1, 8))):
        one = draw(st.sampled_from(tensors))
        function = draw(st.sampled_from((*BINARY, "negative", "logical_not", "get_item", "mean")))
        node = Node(f"op_{index}", (one,))
        if function == "get_item":
            key = draw(st.one_of(PARTS, st.lists(PARTS, min_size=1, max_size=3).map(tuple)))
            node = replace(node, kwargs={"key": key})
        elif function == "mean":
            node = replace(node, kwargs={"axis": draw(st.sampled_from([0, -1, (0, 1)]))})
        elif function in BINARY:
            other = draw(st.one_of(st.sampled_from(tensors), NUMBERS))
            pair = (one, other) if draw(st.booleans()) else (other, one)
            node = replace(node, args=(tensors[-1], *pair) if function == "where" else pair)
        tried = ModelGraph(
            "ops",
            operations | {node.operation: Op(f"keras.ops.{function}")},
            nodes | {node.operation: node},
            inputs,
            "auto",
        )
        if analyse(Design("ops", tried)).nodes[node.operation].outputs is None:
            continue
        operations, nodes = dict(tried.operations), dict(tried.nodes)
        tensors.append(TensorRef(node.operation))
    return Design("ops", ModelGraph("ops", operations, nodes, inputs, "auto"))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(arithmetic())
def test_random_arithmetic_is_the_same_model_in_every_style(design: Design) -> None:
    assume(len(design.main.nodes) > len(DTYPES))
    assert analyse(design).errors == ()
    values = [VALUES.astype(dtype) for dtype in DTYPES.values()]
    try:
        wanted = calculated(design, values)
    except tf.errors.InvalidArgumentError:  # divided by zero, a power below it
        assume(False)
    for style in ("functional", "subclass"):
        found = keras.tree.flatten(build(design, style)(values))
        assert len(found) == len(wanted)
        for one, other in zip(found, wanted, strict=True):
            assert (one.shape, one.dtype) == (other.shape, other.dtype)
            np.testing.assert_array_equal(one, other)


def calculated(design: Design, values: list[Any]) -> list[Any]:
    """What the outputs of a design of functions are, by calling the functions themselves."""
    tensors = dict(zip(leaves(design.main.inputs), map(tf.convert_to_tensor, values), strict=True))

    def argument(value: Any) -> Any:
        if isinstance(value, TensorRef):
            return tensors[value.node]
        if isinstance(value, Slice):
            return slice(value.start, value.stop, value.step)
        return tuple(map(argument, value)) if isinstance(value, tuple) else value

    for key, node in design.main.nodes.items():
        operation = design.main.operations[node.operation]
        if isinstance(operation, Op):
            kwargs = {name: argument(item) for name, item in node.kwargs.items()}
            function = resolve(operation.function)
            tensors[key] = function(*map(argument, node.args), **kwargs)
    return [tensors[ref.node] for ref in leaves(analyse(design).graphs[MAIN].outputs)]

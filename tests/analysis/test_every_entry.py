"""Everything in the catalogue, drawn by itself: the analysis says what the built model has."""

from __future__ import annotations

import inspect
import warnings
from dataclasses import replace
from typing import Any

import pytest

from fidelity.examples import Example, Tensor, layer_example, op_example
from fidelity.reference import Reference
from model_codegen import catalogue
from model_codegen.analysis import analyse
from model_codegen.catalogue import Entry
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, Op, Operation, TensorRef
from tests.analysis.test_against_keras import check

pytestmark = pytest.mark.keras

ENTRIES = sorted(
    (
        entry
        for entry in catalogue.load().entries.values()
        if entry.kind in ("layer", "op") and not entry.is_application
    ),
    key=lambda entry: entry.path,
)
"""All but the models of `keras.applications`, which `test_applications` has."""


RETURN_THEIR_INPUT = ("keras.layers.Equalization",)
"""Keras 3.15 raises "is part of a cycle" when a model is made with one of these."""


def named(config: dict[str, Any]) -> dict[str, Any]:
    """A config whose inner layers have names of their own, or else Keras would number them."""
    count = iter(range(9))

    def name(value: Any) -> Any:
        if isinstance(value, list):
            return [name(item) for item in value]
        if isinstance(value, dict) and "class_name" in value:
            return {**value, "config": {**value["config"], "name": f"inner_{next(count)}"}}
        return value

    return {key: name(value) for key, value in config.items()}


def drawn(entry: Entry, example: Example, dtype_policy: str = "float32") -> Design:
    """A design of one call, with an input for every tensor it needs."""
    operations: dict[str, Operation] = {}
    nodes: dict[str, Node] = {}

    def feed(tensor: Tensor) -> TensorRef:
        key = f"x{len(nodes)}"
        shape = list(tensor.shape)
        operations[key] = Layer("keras.Input", key, {"batch_shape": shape}, tensor.dtype)
        nodes[key] = Node(key)
        return TensorRef(key)

    positional: dict[int, Any] = {}
    kwargs = dict(example.literals)
    for port in entry.ports:
        if not (port.required or port.name in example.tensors):
            continue
        wanted = example.tensors.get(port.name, example.default)
        value: Any
        if port.many:
            count = max(port.minimum, 2 if port.spread else 1)
            tensors = wanted if isinstance(wanted, list) else [wanted] * count
            value = [feed(tensor) for tensor in tensors]
        else:
            assert isinstance(wanted, Tensor)
            value = feed(wanted)
        if port.position is None:
            kwargs[port.name] = value
        elif port.spread:
            positional |= {port.position + i: item for i, item in enumerate(value)}
        else:
            positional[port.position] = value
    made: Operation
    if entry.kind == "op":
        made = Op(entry.path)
        names = list(inspect.signature(catalogue.resolve(entry.path)).parameters)
        for index in range(max(positional, default=-1) + 1):
            if index not in positional:
                positional[index] = kwargs.pop(names[index])
    else:
        made = Layer(entry.path, "entry", named(example.config))
    inputs = list(nodes)
    operations["entry"] = made
    nodes["entry"] = Node("entry", tuple(positional[i] for i in sorted(positional)), kwargs)
    graph = ModelGraph("model", operations, nodes, inputs)
    return Design("entry", graph, dtype_policy=dtype_policy)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path)
def test_the_analysis_of_an_entry_is_keras_own(entry: Entry) -> None:
    example = layer_example(entry) if entry.kind == "layer" else op_example(entry)
    design = drawn(entry, example)
    if entry.path in RETURN_THEIR_INPUT:
        (error,) = analyse(design).errors
        assert "it returns the very tensor it takes" in error.message
        with pytest.raises(ValueError, match="part of a cycle"):
            Reference(design)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reference = Reference(design)
    check(design, analyse(design), reference)


QUANTIZED = ("int8_from_float32", "int8_from_mixed_bfloat16", "float8_from_float32",
             "int4_from_float32")  # fmt: skip


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16", "float16", *QUANTIZED])
@pytest.mark.parametrize("name", ["Dense", "EinsumDense", "Embedding", "ReversibleEmbedding",
                                  "BatchNormalization", "MultiHeadAttention"])  # fmt: skip
def test_so_it_is_in_every_precision(name: str, policy: str) -> None:
    entry = catalogue.find(f"keras.layers.{name}")
    assert entry is not None
    design = drawn(entry, layer_example(entry))
    if policy in QUANTIZED:  # no policy of a model: Keras cannot call one that has it
        made = design.main.operations["entry"]
        assert isinstance(made, Layer)
        operations = {**design.main.operations, "entry": replace(made, dtype=policy)}
        design = replace(design, main=replace(design.main, operations=operations))
    else:
        design = replace(design, dtype_policy=policy)
    try:
        reference = Reference(design)
    except Exception:
        assert len(analyse(design).errors) > 0
    else:
        check(design, analyse(design), reference)
